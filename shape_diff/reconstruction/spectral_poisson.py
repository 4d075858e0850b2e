"""Surface of oriented points as the level set of an indicator function found by Fourier transforms.

The spectral Poisson solver of Peng et al. 2021, "Shape As Points" (NeurIPS, arXiv 2106.03452, eqs 5-10), with three
changes that keep thin plates and sparse clouds:

- points are spread over their tangent disks first (surfels.py), so the isotropic Gaussian of the paper can be narrow;
- instead of subtracting the mean value at the points, a screening term (Kazhdan & Hoppe 2013, "Screened Poisson
  surface reconstruction", ACM TOG 32(3)) brings the value at every point near zero, solved by conjugate gradients
  with the spectral solution as start and preconditioner;
- the grid is a box with as many cells as the cube would have.
"""

from dataclasses import dataclass

import numpy as np
import torch
from scipy.fft import next_fast_len
from torch import Tensor

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.level_set import level_set
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.surfels import Surfels, spread_over_disks, surfels_of

MAX_REFINEMENT = 2.0
"""How much finer than in a cube of the same resolution the cells of a flat or slim box may be."""
MAX_DISK_SAMPLES = 13
MAX_SITES = 65_536
"""Clouds with more points than this are dense against the grid and need no spreading."""


@dataclass(frozen=True)
class Grid:
    """A periodic grid of cubic cells: node (i, j, k) is at origin + cell * (i, j, k)."""

    origin: np.ndarray
    cell: float
    shape: tuple[int, int, int]

    @classmethod
    def around(cls, xyz: np.ndarray, resolution: int, padding: float) -> "Grid":
        """A box around points (n, 3) with about resolution^3 cells."""
        low, high = xyz.min(axis=0) - padding, xyz.max(axis=0) + padding
        extent = (high - low).astype(np.float64)
        cell = max(np.prod(extent) ** (1 / 3), extent.max() / MAX_REFINEMENT) / resolution
        x, y, z = (next_fast_len(int(np.ceil(side / cell)), real=True) for side in extent)
        return cls((low + high) / 2 - np.array([x, y, z]) * cell / 2, float(cell), (x, y, z))

    def squared_wave_numbers(self, device: str) -> Tensor:
        """|k|^2 in 1 / length^2 for each coefficient of a real transform, (x, y, z // 2 + 1)."""
        x, y, z = self.wave_numbers(device)
        return x**2 + y**2 + z**2

    def wave_numbers(self, device: str) -> tuple[Tensor, Tensor, Tensor]:
        """The wave vector k in 1 / length, one broadcastable tensor for each axis.

        The coefficient at the Nyquist frequency of an even axis has no sign, so first derivatives must not use it.
        """
        step = self.cell / (2 * np.pi)
        x, y = (torch.fft.fftfreq(n, step, device=device) for n in self.shape[:2])
        z = torch.fft.rfftfreq(self.shape[2], step, device=device)
        return x[:, None, None], y[None, :, None], z[None, None, :]


@dataclass(frozen=True)
class Stencil:
    """Trilinear weights of m sites on the 8 nodes around each: node numbers (8, m) and weights (8, m)."""

    node: Tensor
    weight: Tensor
    shape: tuple[int, int, int]

    @classmethod
    def at(cls, grid: Grid, sites: np.ndarray, device: str) -> "Stencil":
        position = torch.as_tensor((sites - grid.origin) / grid.cell, dtype=torch.float32, device=device)
        base = position.floor()
        fraction, base = position - base, base.long()
        size = torch.tensor(grid.shape, device=device)
        corners = torch.cartesian_prod(*[torch.arange(2, device=device)] * 3)[:, None]  # (8, 1, 3)
        i, j, k = ((base + corners) % size).unbind(-1)
        weight = torch.where(corners.bool(), fraction, 1 - fraction).prod(-1)
        return cls((i * grid.shape[1] + j) * grid.shape[2] + k, weight, grid.shape)

    def splat(self, values: Tensor) -> Tensor:
        """Distribute values (m,) to the nodes."""
        field = torch.zeros(int(np.prod(self.shape)), device=values.device)
        return field.index_add_(0, self.node.flatten(), (self.weight * values).flatten()).view(self.shape)

    def sample(self, field: Tensor) -> Tensor:
        """Interpolate a field at the sites -> (m,)."""
        return (field.flatten()[self.node] * self.weight).sum(0)


class ScreenedPoisson:
    """The equation -lap(chi) + screening * S^T A S chi = -div(V) in the Fourier domain, V the normal field.

    chi is about 1 inside and 0 outside, less its level: S samples at the points, A are their areas. All terms are
    smoothed by the same Gaussian, g in eq. 8 of the paper.
    """

    def __init__(self, grid: Grid, surfels: Surfels, options: ReconstructionOptions) -> None:
        self.grid = grid
        self.screening, self.device = options.screening, options.device
        self.k2 = grid.squared_wave_numbers(options.device)
        self.gaussian = torch.exp(-0.5 * self.k2 * (options.smoothing * grid.cell) ** 2)
        self.points = Stencil.at(grid, surfels.xyz, options.device)
        self.area = torch.as_tensor(surfels.area, dtype=torch.float32, device=options.device)
        volume = float(np.prod(grid.shape)) * grid.cell**3
        # The screening where it acts, near the surface, is about 4 times its mean over the box (measured).
        mean_screening = 4 * self.screening * self.area.sum() / volume
        self.preconditioner = 1 / (self.k2 + mean_screening * self.gaussian**2).clamp_min(1e-12)

    def source(self, surfels: Surfels, options: ReconstructionOptions) -> Tensor:
        """-div of the smoothed normal field: i k . V (eq. 6)."""
        num_samples = int(np.clip(MAX_SITES // len(surfels.xyz), 1, MAX_DISK_SAMPLES))
        sites, vectors = spread_over_disks(surfels, options.spread, num_samples)
        stencil = Stencil.at(self.grid, sites, self.device)
        flux = torch.zeros(self.k2.shape, dtype=torch.complex64, device=self.device)
        for k, component in zip(self.grid.wave_numbers(self.device), vectors.T, strict=True):
            values = torch.as_tensor(component.copy(), dtype=torch.float32, device=self.device)
            flux += k * torch.fft.rfftn(stencil.splat(values))
        flux *= 1j * self.gaussian / self.grid.cell**3
        flux[0, 0, 0] = 0
        return flux

    def spectral_solution(self, source: Tensor) -> Tensor:
        """The solution without screening (eq. 7), with mean value zero at the points (eq. 10)."""
        spectrum = source / self.k2.clamp_min(1e-12)
        spectrum[0, 0, 0] = 0
        level = (self.points.sample(self.field(spectrum)) * self.area).sum() / self.area.sum()
        spectrum[0, 0, 0] = -level * float(np.prod(self.grid.shape))
        return spectrum

    def screened_solution(self, source: Tensor, spectrum: Tensor, steps: int) -> Tensor:
        """Preconditioned conjugate gradients from `spectrum`, after Hestenes & Stiefel 1952."""
        residual = source - self.apply(spectrum)
        direction = ready = self.preconditioner * residual
        power = self._dot(residual, ready)
        for _ in range(steps):
            if power <= 0:
                break
            image = self.apply(direction)
            length = power / self._dot(direction, image)
            spectrum, residual = spectrum + length * direction, residual - length * image
            ready = self.preconditioner * residual
            power, last = self._dot(residual, ready), power
            direction = ready + (power / last) * direction
        return spectrum

    def apply(self, spectrum: Tensor) -> Tensor:
        """The left side of the equation."""
        at_points = self.points.sample(self.field(spectrum * self.gaussian)) * self.area
        pull = torch.fft.rfftn(self.points.splat(at_points)) * self.gaussian
        return self.k2 * spectrum + (self.screening / self.grid.cell**3) * pull

    def field(self, spectrum: Tensor) -> Tensor:
        """Values at the nodes of the grid."""
        return torch.fft.irfftn(spectrum, s=self.grid.shape)

    def _dot(self, a: Tensor, b: Tensor) -> float:
        """Inner product of the fields; the half of the spectrum that a real transform leaves out counts too."""
        product = (a.real * b.real + a.imag * b.imag).sum(dim=(0, 1), dtype=torch.float64)
        alone = product[0] + (product[-1] if self.grid.shape[2] % 2 == 0 else 0)
        return float(2 * product.sum() - alone)


def poisson(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """Closed surface through a normalised cloud with unit normals, without colours.

    Raises:
        ValueError: the normals enclose no volume.
    """
    assert cloud.normals is not None
    grid = Grid.around(cloud.xyz, options.resolution, options.padding)
    surfels = surfels_of(
        cloud.xyz, cloud.normals, options.area_exponent, options.denoising_rounds, options.min_thickness * grid.cell
    )
    with torch.no_grad():
        system = ScreenedPoisson(grid, surfels, options)
        source = system.source(surfels, options)
        spectrum = system.spectral_solution(source)
        if options.screening > 0:
            spectrum = system.screened_solution(source, spectrum, options.screening_steps)
        field = system.field(spectrum).cpu().numpy()
    return level_set(_outside_at_the_border(field), grid.origin, grid.cell)


def _outside_at_the_border(field: np.ndarray) -> np.ndarray:
    """The field, negated if most of the grid's border is inside: the normals then point inwards on the whole.

    Otherwise the surface would be the box with the shape cut out of it.
    """
    border = np.concatenate([np.moveaxis(field, axis, 0)[side].ravel() for axis in range(3) for side in (0, -1)])
    return -field if np.median(border) > 0 else field
