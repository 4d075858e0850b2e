"""Cut an object out of a plain background by the colours along the picture's border.

The background is a smooth surface of colour fitted to the border; what is like it and connected to the border goes,
and so do soft shadows that are connected to that.
"""

import numpy as np
from scipy import ndimage

# Lengths are shares of the shorter side, colours are of 0 to 255.
_BAND = 0.02  # width of the border that is looked at
_BLUR = 0.0025
_NECK = 0.01  # narrower ways do not lead from the background into a shadow
_EDGE = 0.01  # half width of what may be half transparent
_ROUNDS = 2
_LEAST_PLAIN = 0.6  # of the border; less is not a plain background
_FITTED = 20_000  # pixels at most
_FIT_ROUNDS = 8
_DARKEST_SHADOW = 0.6  # of the background's brightness
_STEEPEST_SHADOW = 1600.0  # change of brightness over the shorter side
_MOST_SHADOW = 3.0  # times the area of the object
_SPECK = 0.005  # of the area of the largest part
_PALE_SPECK = 0.03
_PALE = 0.25  # of the contrast of the largest part


def cut_by_border(rgb: np.ndarray) -> np.ndarray:
    """Pictures (h, w, 3) uint8 -> (h, w, 4) uint8, fully opaque where the border is not plain."""
    image = rgb.astype(np.float32)
    band = _border_band(image.shape[:2])
    # Evens out the noise; the soft edge is made from the picture itself.
    blur = max(1.0, _BLUR * min(band.shape))
    smooth = ndimage.gaussian_filter(image, (blur, blur, 0))
    background = _Background.fitted(smooth, band)
    if (background.distance(smooth)[band] < background.tolerance).mean() < _LEAST_PLAIN:
        return _with_alpha(rgb, np.ones(rgb.shape[:2], dtype=np.float32))
    plain = _joined_to(band, background.distance(smooth) < background.tolerance)
    for _ in range(_ROUNDS):
        # What was found so far says more about the background than the border alone.
        background = _Background.fitted(smooth, plain)
        plain = _joined_to(band, background.distance(smooth) < background.tolerance)
    shadow = _shadow(smooth, background, plain) & ~plain
    kept = ~(plain | shadow)
    if shadow.sum() > _MOST_SHADOW * kept.sum():
        # More likely the grey faces of an object in whose shadow the fill found a way in.
        kept = ~plain
    return _soft_edge(image, background, kept)


class _Background:
    """A colour for each pixel, quadratic in its place, and how far from it the background's own pixels are.

    A quadratic follows light that falls off to one side and the darkening towards the corners of a lens.
    """

    def __init__(self, color: np.ndarray, tolerance: float) -> None:
        """Colours (h, w, 3) float32 of 0 to 255 and the distance within which a pixel is background."""
        self.color, self.tolerance = color, tolerance

    @classmethod
    def fitted(cls, image: np.ndarray, where: np.ndarray) -> "_Background":
        """The surface through most of the pixels (h, w) bool of an image (h, w, 3) float32; others may be the object's.

        Iteratively reweighted least squares with Geman and McClure's weights, whose scale comes from the median.
        """
        terms = _terms(image.shape[:2])
        places = np.flatnonzero(where)
        places = places[:: max(1, len(places) // _FITTED)]
        a, b = terms[places], image.reshape(-1, 3)[places]
        residual = np.linalg.norm(b - np.median(b, axis=0), axis=1)
        # A plane cannot bend into an object that touches the border, so it goes first.
        for columns in (3, 6):
            for _ in range(_FIT_ROUNDS):
                scale = max(3.0, 2.5 * float(np.median(residual)))
                weight = (1 / (1 + (residual / scale) ** 2))[:, None]
                fit = np.linalg.lstsq(a[:, :columns] * weight, b * weight, rcond=None)[0]
                residual = np.linalg.norm(b - a[:, :columns] @ fit, axis=1)
        near = residual[residual < 3 * np.median(residual) + 1]
        tolerance = float(np.clip(2.5 * np.sqrt(np.mean(near**2)), 12, 40))
        return cls((terms @ fit).reshape(image.shape).clip(0, 255), tolerance)

    def distance(self, image: np.ndarray) -> np.ndarray:
        """(h, w) Euclidean distance of each pixel's colour from the background's."""
        return np.linalg.norm(image - self.color, axis=2)


def _terms(shape: tuple[int, int]) -> np.ndarray:
    """(h * w, 6) float32: 1, x, y, x^2, x y, y^2 with x and y in [-1, 1]."""
    y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in shape)
    yy, xx = (part.ravel() for part in np.meshgrid(y, x, indexing="ij"))
    return np.stack([np.ones_like(xx), xx, yy, xx * xx, xx * yy, yy * yy], axis=1)


def _border_band(shape: tuple[int, int]) -> np.ndarray:
    width = max(2, round(_BAND * min(shape)))
    band = np.ones(shape, dtype=bool)
    band[width:-width, width:-width] = False
    return band


def _joined_to(seed: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The connected parts of `where` (h, w) that reach into `seed` (h, w)."""
    labels, count = ndimage.label(where)
    kept = np.zeros(count + 1, dtype=bool)
    kept[labels[seed]] = True
    kept[0] = False
    return kept[labels]


def _shadow(smooth: np.ndarray, background: _Background, plain: np.ndarray) -> np.ndarray:
    """(h, w) bool: what is a darker background without an edge, joined to the background by more than a gap."""
    norm = (background.color**2).sum(axis=2).clip(1)
    share = (smooth * background.color).sum(axis=2) / norm
    tint = np.linalg.norm(smooth - share[..., None] * background.color, axis=2)
    light = smooth.mean(axis=2)
    steepness = np.hypot(ndimage.sobel(light, 0), ndimage.sobel(light, 1)) / 8 * min(light.shape)
    candidate = (share > _DARKEST_SHADOW) & (share < 1.02) & (tint < background.tolerance)
    candidate &= steepness < _STEEPEST_SHADOW
    candidate |= plain
    neck = max(2, round(_NECK * min(light.shape)))
    core = ndimage.binary_erosion(candidate, iterations=neck, border_value=1)
    return ndimage.binary_dilation(_joined_to(plain & core, core), iterations=neck) & candidate


def _without_specks(kept: np.ndarray, contrast: np.ndarray) -> np.ndarray:
    """Without parts that are tiny beside the largest, or small and pale: dust and the noise of compression."""
    labels, count = ndimage.label(kept, structure=np.ones((3, 3)))
    if count == 0:
        return kept
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    peaks = ndimage.maximum(contrast, labels, np.arange(count + 1))
    real = (sizes >= _PALE_SPECK * sizes.max()) | (peaks > _PALE * peaks[sizes.argmax()])
    real &= sizes >= _SPECK * sizes.max()
    return real[labels] & kept


def _soft_edge(image: np.ndarray, background: _Background, kept: np.ndarray) -> np.ndarray:
    """Alpha from how far a border pixel has gone from the background's colour to that of the object beside it."""
    # What was kept reaches two blurs further than the object.
    width = max(4, round(_EDGE * min(kept.shape)))
    inner = ndimage.binary_erosion(kept, iterations=width, border_value=1)
    distance = background.distance(image)
    beside = ndimage.maximum_filter(distance * kept, 2 * width + 1)
    share = np.divide(distance, beside, out=np.ones_like(distance), where=beside > 0)
    # The lowest shares are noise of the background, the highest that of the object.
    alpha = np.where(inner, 1, ((share - 0.1) / 0.78).clip(0, 1)) * kept
    # Noise of compression that hung on to the object is now alone, or faint and far from what is solid.
    alpha *= _without_specks(alpha > 0, distance)
    alpha *= ndimage.binary_dilation(alpha > 0.5, iterations=width // 2)
    # I = alpha F + (1 - alpha) B solved for the object's own colour F.
    own = background.color + (image - background.color) / alpha.clip(0.1)[..., None]
    return _with_alpha(own, alpha)


def _with_alpha(rgb: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    pixels = np.concatenate([rgb, alpha[..., None] * 255], axis=2)
    return np.rint(pixels.clip(0, 255)).astype(np.uint8)
