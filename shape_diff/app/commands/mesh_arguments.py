"""The options that `generate` and `reconstruct` share: how a mesh is made, finished, placed and written."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from shape_diff.geometry.placement import Size
    from shape_diff.reconstruction.mesh_options import MeshOptions

GROUP = "Mesh"


def mesh_options(
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats", "--format", rich_help_panel=GROUP,
            help="Mesh formats, as in glb,obj,stl,ply. generate: glb if not given; reconstruct: beside that of --out.",
        ),
    ] = None,
    faces: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=GROUP,
            help="Simplify to at most so many triangles, or full to keep them all; 5000 if not given, 500 with"
            " --look low-poly.",
        ),
    ] = None,
    look: Annotated[
        str, typer.Option(rich_help_panel=GROUP, help="smooth, or low-poly: flat sides in at most 8 colours.")
    ] = "smooth",
    lods: Annotated[
        int, typer.Option(rich_help_panel=GROUP, help="Further levels of detail, each half: NAME.lod1.glb ...")
    ] = 0,
    texture: Annotated[
        bool | None,
        typer.Option(
            "--texture/--no-texture", rich_help_panel=GROUP,
            help="A picture over the surface, in glb and obj; if not given, in glb.",
        ),
    ] = None,
    size_m: Annotated[
        float | None,
        typer.Option(rich_help_panel=GROUP, help="Make the longest side so many metres long; the unit of every file."),
    ] = None,
    size_mm: Annotated[
        float | None,
        typer.Option(
            rich_help_panel=GROUP,
            help="The same in millimetres: the unit of stl, obj and ply, as makers expect; a glb is always in metres.",
        ),
    ] = None,
    height_m: Annotated[float | None, typer.Option(rich_help_panel=GROUP, help="As --size-m, of the height.")] = None,
    height_mm: Annotated[float | None, typer.Option(rich_help_panel=GROUP, help="As --size-mm, of the height.")] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=GROUP,
            help="base: the middle stands on the ground at 0; centre: the middle is at 0; keep: as in the cloud."
            " base if not given, but reconstruct and work with shapes keep where no size is given.",
        ),
    ] = None,
    up: Annotated[
        str,
        typer.Option(
            rich_help_panel=GROUP, help="Axis that points up: y, or z for CAD and slicers; a glb is always y up."
        ),
    ] = "y",
    watertight: Annotated[
        bool, typer.Option("--watertight", rich_help_panel=GROUP, help="A closed solid for printing, or why not.")
    ] = False,
    largest_part: Annotated[
        bool, typer.Option("--largest-part", rich_help_panel=GROUP, help="Leave out all parts but the largest.")
    ] = False,
    smooth: Annotated[
        int, typer.Option(rich_help_panel=GROUP, help="Rounds of smoothing that does not shrink; 10 is a lot.")
    ] = 0,
    method: Annotated[
        str,
        typer.Option(
            rich_help_panel=GROUP,
            help="auto, poisson, neural, screened_poisson, or ball_pivoting and alpha for open sheets.",
        ),
    ] = "auto",
    resolution: Annotated[
        int, typer.Option(rich_help_panel=GROUP, help="Grid cells along a side; more keeps finer detail.")
    ] = 128,
    field: Annotated[
        str,
        typer.Option(
            rich_help_panel=GROUP,
            help="With --method neural: the field, a shipped one's name or a file of `train-field`.",
        ),
    ] = "field",
    time_limit: Annotated[
        float, typer.Option(rich_help_panel=GROUP, help="Seconds an Open3D method may take.")
    ] = 60.0,
) -> "MeshOptions":  # fmt: skip
    """What was chosen, checked; `formats` and `origin` that were not given are generate's.

    Raises:
        ValueError: a value is wrong; the sentence says which and what would be right.
    """
    from shape_diff.models.model import read_header
    from shape_diff.reconstruction.finishing import FinishOptions
    from shape_diff.reconstruction.mesh_options import DEFAULT_FORMATS, MeshOptions, formats_of
    from shape_diff.reconstruction.options import ReconstructionOptions

    read_header(field, "field")
    return MeshOptions(
        method=method,
        reconstruction=ReconstructionOptions(resolution=resolution, time_limit_s=time_limit, field=field),
        finish=FinishOptions(_faces(faces, look), watertight, smooth, largest_part, look),
        formats=formats_of(formats or "") or DEFAULT_FORMATS,
        texture=texture,
        lods=lods,
        size=_size({"size-m": size_m, "size-mm": size_mm, "height-m": height_m, "height-mm": height_mm}),
        up=up,
        origin=origin or "base",
    )


def takes_mesh_options(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter `mesh_arguments` is filled with the arguments of `mesh_options`, which users give."""
    own = inspect.signature(command).parameters
    shared = inspect.signature(mesh_options).parameters

    @wraps(command)
    def with_mesh_options(**given: Any) -> None:
        mesh_arguments = {name: given.pop(name) for name in shared}
        command(**given, mesh_arguments=mesh_arguments)

    parameters = [parameter for name, parameter in own.items() if name != "mesh_arguments"]
    merged = [*parameters, *shared.values()]
    with_mesh_options.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in merged]
    )
    with_mesh_options.__annotations__ = {parameter.name: parameter.annotation for parameter in merged}
    return with_mesh_options


def _faces(faces: str | None, look: str) -> int | None:
    from shape_diff.reconstruction.mesh_options import DEFAULT_FACES, LOW_POLY_FACES

    if faces is None:
        return LOW_POLY_FACES if look == "low-poly" else DEFAULT_FACES
    if faces.strip().lower() == "full":
        return None
    try:
        return int(faces.replace(",", "").replace("_", ""))
    except ValueError:
        raise ValueError(f"faces must be a number of triangles or full, got {faces!r}") from None


def _size(given: dict[str, float | None]) -> "Size | None":
    """The one size among those given by option name."""
    from shape_diff.geometry.placement import Size

    chosen = {name: value for name, value in given.items() if value is not None}
    if len(chosen) > 1:
        raise ValueError(f"give one size, not {' and '.join('--' + name for name in chosen)}")
    for name, value in chosen.items():
        side, unit = name.split("-")
        return Size(value, unit, "height" if side == "height" else "longest")
    return None
