"""Plain geometric data and what can be computed from it without any model.

Conventions used everywhere in shape_diff, stated here once:

- Right-handed axes, y up, the front of an object towards +z (as in glTF).
- A *normalised* shape is centred on its bounding box with its longest side 2, so it lies in [-1, 1]^3.
  The way back to the original placement is a `Frame`.
- Colours are sRGB: uint8 in files, floats in [0, 1] in memory.
- Normals have unit length and point to the outside.
"""

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud

__all__ = ["Frame", "Mesh", "PointCloud"]
