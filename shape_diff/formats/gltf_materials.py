"""Materials of glTF files: the colour that they give a place, without any light."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from shape_diff.formats.gltf_document import GltfDocument
from shape_diff.formats.picture_reference import decode_picture, opaque
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear
from shape_diff.geometry.surface import CLAMP, MIRROR, REPEAT, Texture

WRAPPING = {33071: CLAMP, 33648: MIRROR, 10497: REPEAT}
PICTURE_EXTENSIONS = ("EXT_texture_webp", "EXT_texture_avif")
"""Pictures of kinds that Pillow reads too."""
LINEAR_OF_BYTE = srgb_to_linear(np.arange(256) / 255)


@dataclass(frozen=True)
class Picture:
    """A picture as a material names it.

    Attributes:
        pixels: uint8 (h, w, 4).
        wrap: see `Texture`.
        uv_set: number of the texture coordinates it is laid over by.
        transform: (2, 3) what is done to these first, origin at the top left.
    """

    pixels: np.ndarray
    wrap: tuple[str, str]
    uv_set: int
    transform: tuple[tuple[float, ...], ...]

    @property
    def placement(self) -> tuple[Any, ...]:
        """Two pictures with the same placement lie over each other."""
        return self.wrap, self.uv_set, self.transform

    def uv_of(self, coordinates: np.ndarray) -> np.ndarray:
        """(n, 2) coordinates of a glTF file -> those of a `Texture`, with the origin at the bottom left."""
        matrix = np.array(self.transform)
        moved = coordinates.astype(np.float64) @ matrix[:, :2].T + matrix[:, 2]
        return np.stack([moved[:, 0], 1.0 - moved[:, 1]], axis=1)


@dataclass(frozen=True)
class GltfMaterial:
    """The colour of a material.

    Attributes:
        factor: (3,) linear colour that all others are multiplied with; None where the file gives none.
        emission: (3,) linear light that is added to it; where there is a texture it holds that already.
        texture: what is laid over the faces.
        picture: how it is laid over them.
        notes: what could not be read.
    """

    factor: np.ndarray | None = None
    emission: np.ndarray | None = None
    texture: Texture | None = None
    picture: Picture | None = None
    notes: tuple[str, ...] = ()


def read_material(document: GltfDocument, number: int | None) -> GltfMaterial:
    """The material of a primitive; one without a number gives no colour, one whose picture is missing neither."""
    if number is None:
        return GltfMaterial()
    material = document.items("materials")[number]
    extensions = material.get("extensions", {})
    plain = material.get("pbrMetallicRoughness", {})
    glossy = extensions.get("KHR_materials_pbrSpecularGlossiness", {})
    factor = np.ones(4)
    factor[:] = glossy.get("diffuseFactor", plain.get("baseColorFactor", factor))
    strength = extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1.0)
    emission = np.array(material.get("emissiveFactor", [0, 0, 0]), dtype=np.float64) * strength
    try:
        base = _picture(document, glossy.get("diffuseTexture", plain.get("baseColorTexture")))
    except ValueError as error:
        return GltfMaterial(notes=(f"a material of {document.path.name} has no colour: {error}",))
    base = None if base is None else _with_opacity(base, material, float(factor[3]))
    color = np.clip(factor[:3], 0, 1)
    if not emission.any():
        return _material(color, None, base)
    try:
        glow = _picture(document, material.get("emissiveTexture"))
    except ValueError as error:
        return GltfMaterial(color, notes=(f"a material of {document.path.name} does not glow: {error}",))
    return _glowing(color, emission, base, glow)


def _material(color: np.ndarray, emission: np.ndarray | None, picture: Picture | None) -> GltfMaterial:
    texture = None if picture is None else Texture(picture.pixels, picture.wrap)
    return GltfMaterial(color, emission, texture, picture)


def _glowing(color: np.ndarray, emission: np.ndarray, base: Picture | None, glow: Picture | None) -> GltfMaterial:
    """A material that emits light; the light of a picture is added to the pixels of the base colour."""
    over = base or glow
    if over is None:
        return _material(color, emission, None)
    if base is not None and glow is not None and base.placement != glow.placement:
        return _material(color, None, base)
    light = _light(base, over) * color + _light(glow, over) * emission
    pixels = over.pixels.copy()
    pixels[..., :3] = np.rint(linear_to_srgb(light) * 255)
    return _material(np.ones(3), None, Picture(pixels, over.wrap, over.uv_set, over.transform))


def _light(picture: Picture | None, over: Picture) -> np.ndarray:
    """Linear light of a picture at the pixels of another, (h, w, 3); white without one."""
    if picture is None:
        return np.ones((1, 1, 3), dtype=np.float32)
    (height, width), (rows, columns) = over.pixels.shape[:2], picture.pixels.shape[:2]
    row, column = np.arange(height) * rows // height, np.arange(width) * columns // width
    return LINEAR_OF_BYTE[picture.pixels[row[:, None], column, :3]]


def _with_opacity(picture: Picture, material: dict[str, Any], factor: float) -> Picture:
    """The picture with holes where the material has them (glTF 2.0, section 3.9.4)."""
    mode = material.get("alphaMode", "OPAQUE")
    pixels = opaque(picture.pixels)
    if mode != "OPAQUE":
        alpha = picture.pixels[..., 3] * factor
        pixels[..., 3] = alpha if mode == "BLEND" else 255 * (alpha >= 255 * material.get("alphaCutoff", 0.5))
    return Picture(pixels, picture.wrap, picture.uv_set, picture.transform)


def _picture(document: GltfDocument, info: dict[str, Any] | None) -> Picture | None:
    """What a material's reference to a texture leads to; raises ValueError where the picture cannot be had."""
    if info is None:
        return None
    texture = document.items("textures")[info["index"]]
    extensions = texture.get("extensions", {})
    sources = [texture, *(extensions[name] for name in PICTURE_EXTENSIONS if name in extensions)]
    source = next((entry["source"] for entry in sources if "source" in entry), None)
    if source is None:
        raise ValueError(f"its picture is of a kind that cannot be read ({', '.join(extensions) or 'not named'})")
    sampler = document.items("samplers")[texture["sampler"]] if "sampler" in texture else {}
    wrap = tuple(WRAPPING.get(sampler.get(key, 10497), REPEAT) for key in ("wrapS", "wrapT"))
    moved = info.get("extensions", {}).get("KHR_texture_transform", {})
    uv_set = moved.get("texCoord", info.get("texCoord", 0))
    return Picture(_pixels(document, source), (wrap[0], wrap[1]), uv_set, _transform(moved))


def _pixels(document: GltfDocument, number: int) -> np.ndarray:
    image = document.items("images")[number]
    content = document.resource(image["uri"]) if "uri" in image else bytes(document.view(image["bufferView"])[0])
    return decode_picture(content)


def _transform(moved: dict[str, Any]) -> tuple[tuple[float, ...], ...]:
    """Scale, then turn counter-clockwise as the picture is seen, then move (KHR_texture_transform)."""
    (x, y), (u, v), angle = moved.get("scale", (1, 1)), moved.get("offset", (0, 0)), moved.get("rotation", 0.0)
    cos, sin = np.cos(angle), np.sin(angle)
    return (float(cos * x), float(sin * y), float(u)), (float(-sin * x), float(cos * y), float(v))
