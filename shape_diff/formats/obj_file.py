"""Meshes as Wavefront OBJ, with colours at the vertices or with a material and its picture beside the file."""

import hashlib
import re
from pathlib import Path
from typing import TextIO

import numpy as np
from PIL import Image

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import face_normals, vertex_normals
from shape_diff.geometry.textured_mesh import TexturedMesh

# 9 digits bring any float32 back exactly; 4 are finer than an 8-bit colour and 6 than a 65,536th of an image.
POSITION, COLOR, NORMAL, UV = "v %.9g %.9g %.9g", " %.4f %.4f %.4f", "vn %.5f %.5f %.5f", "vt %.6f %.6f"


def write_obj(mesh: Mesh, path: Path, name: str) -> None:
    """Wavefront OBJ with the colour behind each position, `v x y z r g b` in sRGB (as Blender and MeshLab read it)."""
    columns = [mesh.vertices] if mesh.rgb is None else [mesh.vertices, mesh.rgb]
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"# shape_diff: vertex colours sRGB\no {one_word(name)}\n")
        np.savetxt(file, np.hstack(columns), fmt=POSITION + (COLOR if mesh.rgb is not None else ""))
        np.savetxt(file, vertex_normals(mesh), fmt=NORMAL)
        _write_faces(file, "f %d//%d %d//%d %d//%d", mesh.faces, mesh.faces)


def write_textured_obj(textured: TexturedMesh, path: Path, name: str) -> None:
    """Wavefront OBJ with its material (.mtl) and picture (.texture.png) beside it, named after it.

    Vertices on seams stay one: each corner of a face has its own number of a texture coordinate.
    """
    material, mesh = one_word(path.stem), textured.mesh
    material_file, picture_file = companions(path)
    Image.fromarray(textured.image).save(picture_file)
    # Full white times the picture, no shine. No map_Ka: Open3D takes that for a map of occlusion and darkens with it.
    lines = [f"newmtl {material}", "Ka 1 1 1", "Kd 1 1 1", "Ks 0 0 0", "Ns 0", "d 1", "illum 1"]
    lines += [f"map_Kd {picture_file.name}", ""]
    material_file.write_text("\n".join(lines), encoding="ascii", newline="\n")
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"# shape_diff\nmtllib {material_file.name}\no {one_word(name)}\n")
        np.savetxt(file, mesh.vertices, fmt=POSITION)
        np.savetxt(file, textured.uv, fmt=UV)
        normals, corner_normal = vertex_normals(mesh), mesh.faces
        if textured.is_flat:
            normals, corner_normal = face_normals(mesh), np.arange(len(mesh.faces)).repeat(3).reshape(-1, 3)
        np.savetxt(file, normals, fmt=NORMAL)
        file.write(f"usemtl {material}\n")
        _write_faces(file, "f %d/%d/%d %d/%d/%d %d/%d/%d", mesh.faces, textured.uv_faces, corner_normal)


def _write_faces(file: TextIO, pattern: str, *numbers: np.ndarray) -> None:
    """One line for each face; `numbers` are what its corners refer to, (f, 3) each and counted from 0."""
    corners = np.stack(numbers, axis=2).reshape(-1, 3 * len(numbers))
    np.savetxt(file, corners + 1, fmt=pattern)


def one_word(name: str) -> str:
    """A name without what readers stumble over, for an object, a material and the files beside an OBJ.

    Many readers take a space for the end of the name, and few agree about other than ASCII characters. A name that had
    to change gets a few digits of its hash, so that no two OBJ files share a material.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"


def companions(path: Path) -> tuple[Path, Path]:
    """The material and the picture that stand beside a textured OBJ."""
    name = one_word(path.stem)
    return path.with_name(f"{name}.mtl"), path.with_name(f"{name}.texture.png")
