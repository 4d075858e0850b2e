"""What goes wrong with point clouds: the noise that the field network learns to see through.

LION's authors found training on the generator's kind of noise to matter most for meshing generated clouds (Zeng et al.
2022, arXiv 2210.06978, section 3.2, Shape As Points finetuned on noised clouds).
"""

from dataclasses import dataclass, fields

import numpy as np

from shape_diff.geometry import PointCloud
from shape_diff.reconstruction.normal_estimation import estimate_normals


@dataclass(frozen=True)
class DisturbanceOptions:
    """How often and how strongly clouds are disturbed; lengths are normalised.

    Attributes:
        clean: share of clouds whose positions are exact.
        sigma: largest standard deviation of the positions.
        tilt_deg: largest tilt of the normals in degrees.
        flipped: largest share of flipped normals.
        estimated: share of clouds whose normals are estimated from the disturbed positions.
        patches: share of clouds with missing patches.
        patch_radius: largest radius of a patch.
        uneven: share of clouds with uneven density.
        color_sigma: largest standard deviation of the colours.
        wrong_colors: largest share of points with the colour of another.
        colorless: share of clouds without colours.
        stray: largest share of points that lie anywhere, in one cloud of ten.
    """

    clean: float = 0.2
    sigma: float = 0.03
    tilt_deg: float = 30.0
    flipped: float = 0.05
    estimated: float = 0.15
    patches: float = 0.25
    patch_radius: float = 0.25
    uneven: float = 0.3
    color_sigma: float = 0.1
    wrong_colors: float = 0.03
    colorless: float = 0.05
    stray: float = 0.01

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) >= 0:
                raise ValueError(f"disturbance.{field.name} must not be negative, got {getattr(self, field.name)}")


def disturbed(
    cloud: PointCloud, num_points: int, options: DisturbanceOptions, generator: np.random.Generator
) -> PointCloud:
    """`num_points` points of a true cloud with colours and normals, with the faults of scans and generators."""
    cloud = cloud.select(_chosen(cloud.xyz, num_points, options, generator))
    assert cloud.rgb is not None and cloud.normals is not None
    xyz = _moved(cloud.xyz, options, generator)
    if generator.random() < options.estimated:
        normals = estimate_normals(xyz).astype(np.float32)
    else:
        normals = _turned(cloud.normals, options, generator)
    rgb = None if generator.random() < options.colorless else _stained(cloud.rgb, options, generator)
    return PointCloud(xyz, rgb, normals)


def _chosen(xyz: np.ndarray, count: int, options: DisturbanceOptions, generator: np.random.Generator) -> np.ndarray:
    """(count,) numbers of points, with patches missing and uneven density; repeated only where too few are left."""
    weight = np.ones(len(xyz))
    if generator.random() < options.uneven:
        direction = generator.standard_normal(3)
        direction *= generator.uniform(0, 2) / np.linalg.norm(direction)
        weight *= np.exp(xyz @ direction)
    if generator.random() < options.patches:
        for _ in range(generator.integers(1, 5)):
            center = xyz[generator.integers(len(xyz))]
            radius = options.patch_radius * generator.random() ** 1.5
            weight[((xyz - center) ** 2).sum(axis=1) < radius**2] = 0
    left = int((weight > 0).sum())
    if left < count // 4:
        weight, left = np.ones(len(xyz)), len(xyz)
    # Adding Gumbel noise to the logarithms draws by weight without repeats (Kool et al. 2019, arXiv 1903.06059).
    with np.errstate(divide="ignore"):
        order = np.argsort(-(np.log(weight) + generator.gumbel(size=len(xyz))))
    return np.resize(order[:left], count)


def _moved(xyz: np.ndarray, options: DisturbanceOptions, generator: np.random.Generator) -> np.ndarray:
    sigma = 0.0 if generator.random() < options.clean else options.sigma * generator.random() ** 1.5
    moved = xyz + sigma * generator.standard_normal(xyz.shape)
    # Repeated points part, so that each has neighbours of its own.
    moved = moved + 1e-4 * generator.standard_normal(xyz.shape)
    if generator.random() < 0.1:
        stray = generator.random(len(xyz)) < options.stray * generator.random()
        moved[stray] = generator.uniform(xyz.min(axis=0), xyz.max(axis=0), (int(stray.sum()), 3))
    return moved.astype(np.float32)


def _turned(normals: np.ndarray, options: DisturbanceOptions, generator: np.random.Generator) -> np.ndarray:
    """Normals tilted and in part flipped, of unit length."""
    tilt = 0.0 if generator.random() < options.clean else options.tilt_deg * generator.random()
    flipped = 0.0 if generator.random() < options.clean else options.flipped * generator.random()
    turned = normals + np.tan(np.radians(tilt)) / np.sqrt(2) * generator.standard_normal(normals.shape)
    turned /= np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9)
    turned *= np.where(generator.random(len(turned)) < flipped, -1, 1)[:, None]
    return turned.astype(np.float32)


def _stained(rgb: np.ndarray, options: DisturbanceOptions, generator: np.random.Generator) -> np.ndarray:
    sigma = options.color_sigma * generator.random() ** 2
    stained = rgb + sigma * generator.standard_normal(rgb.shape)
    wrong = generator.random(len(rgb)) < options.wrong_colors * generator.random()
    stained[wrong] = rgb[generator.integers(len(rgb), size=int(wrong.sum()))]
    return stained.clip(0, 1).astype(np.float32)
