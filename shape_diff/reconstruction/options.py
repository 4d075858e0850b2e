"""What can be chosen about surface reconstruction."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReconstructionOptions:
    """Options of the methods; the defaults are those that measured best (docs/reconstruction.md).

    Lengths are in normalised units (longest side of the cloud = 2) unless said otherwise.

    Attributes:
        resolution: cube root of the number of grid cells, 16 to 512; a flat or slim cloud gets finer cells, not fewer.
        smoothing: standard deviation of the isotropic Gaussian on the field, in grid cells.
        spread: radius of the disk in its tangent plane that a point is spread over, in distances between points.
        screening: pull of the surface to the points, in 1 / length; 0 leaves the plain spectral solution.
        screening_steps: steps of conjugate gradients for it; each costs two Fourier transforms.
        denoising_rounds: how often each point moves to the plane of its neighbours first.
        area_exponent: 1 weights points by the area they stand for, 0 equally; the estimate of the area is noisy.
        min_thickness: sheets thinner than this many grid cells are thickened to it, as their sides would cancel.
        padding: empty border around the cloud on each side.
        speck_share: connected parts with less than this share of the total area are dropped, never the largest.
        taubin_rounds: rounds of Taubin smoothing of the finished surface; 0 for none.
        color_neighbors: number of points a vertex takes its colour from.
        device: torch device of the grid.
        field: the trained field of `neural`, a shipped one's name or a file that `train-field` made.
        max_points: a larger cloud is thinned at random to this many points, for some methods to fewer.
        time_limit_s: seconds that a method of native code may take before `poisson` takes over.
    """

    resolution: int = 128
    smoothing: float = 1.0
    spread: float = 0.7
    screening: float = 32.0
    screening_steps: int = 4
    denoising_rounds: int = 1
    area_exponent: float = 0.5
    min_thickness: float = 2.0
    padding: float = 0.12
    speck_share: float = 0.01
    taubin_rounds: int = 0
    color_neighbors: int = 12
    device: str = "cpu"
    field: str = "field"
    max_points: int = 500_000
    time_limit_s: float = 60.0

    def __post_init__(self) -> None:
        if not 16 <= self.resolution <= 512:
            raise ValueError(f"resolution must be from 16 to 512 grid cells, got {self.resolution}")
        if not 0 < self.padding <= 2:
            raise ValueError(f"padding must be more than 0 and at most 2, got {self.padding}")
        if not 0 <= self.speck_share < 1:
            raise ValueError(f"speck_share must be at least 0 and less than 1, got {self.speck_share}")
        if self.color_neighbors < 1:
            raise ValueError(f"color_neighbors must be at least 1, got {self.color_neighbors}")
        if self.max_points < 1000:
            raise ValueError(f"max_points must be at least 1000, got {self.max_points}")
        if not 0 < self.time_limit_s <= 86_400:
            raise ValueError(f"time_limit_s must be more than 0 and at most 86400 seconds, got {self.time_limit_s}")
        for name in ("smoothing", "spread", "screening", "screening_steps", "denoising_rounds", "area_exponent",
                     "min_thickness", "taubin_rounds"):  # fmt: skip
            if not getattr(self, name) >= 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")
