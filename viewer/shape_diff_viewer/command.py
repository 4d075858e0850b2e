"""Look at shapes: a window, a page, or pictures."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shape_diff.machine.messages import say

if TYPE_CHECKING:
    from shape_diff_viewer.collection import Collection
    from shape_diff_viewer.pictures import PictureSettings
    from shape_diff_viewer.shape import Shape

OUTPUTS = Path("outputs")
"""Where `generate` writes if not told otherwise, and so what is looked at first."""
SHEET_SIZE, TURNTABLE_SIZE, VIEW_SIZE = 256, 320, 512
PICTURES = "Pictures"
BROWSER = "Browser"


def view(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Meshes, clouds, denoising runs, or folders of them; else ./outputs.")
    ] = None,
    web: Annotated[
        bool, typer.Option("--web", help="Serve a page instead of opening a window.", rich_help_panel=BROWSER)
    ] = False,
    port: Annotated[int, typer.Option(help="Port of the page.", rich_help_panel=BROWSER)] = 8080,
    host: Annotated[
        str, typer.Option(help="Address of the page; the printed link carries the token that lets a browser in.",
                          rich_help_panel=BROWSER)
    ] = "127.0.0.1",
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="With --web: open the page in the browser.",
                           rich_help_panel=BROWSER)
    ] = True,
    html: Annotated[
        Path | None, typer.Option(help="Write one self-contained page to this file.", rich_help_panel=BROWSER)
    ] = None,
    render: Annotated[
        Path | None, typer.Option(help="Write a picture (.png); of several samples a contact sheet.",
                                  rich_help_panel=PICTURES)
    ] = None,
    turntable: Annotated[
        Path | None, typer.Option(help="Write an animation (.gif or .webp) of the first sample turning.",
                                  rich_help_panel=PICTURES)
    ] = None,
    denoising: Annotated[
        Path | None, typer.Option(help="Write an animation (.gif or .webp) of the first sample's denoising run.",
                                  rich_help_panel=PICTURES)
    ] = None,
    size: Annotated[
        int | None, typer.Option(help=f"Pixels of one view: {VIEW_SIZE}, {SHEET_SIZE} in a contact sheet, "
                                      f"{TURNTABLE_SIZE} in an animation.", show_default=False,
                                 rich_help_panel=PICTURES)
    ] = None,
    views: Annotated[
        str, typer.Option(help="From where: default, front, right, back, left, top or bottom, several with commas.",
                          rich_help_panel=PICTURES)
    ] = "default",
    draw: Annotated[
        str, typer.Option(help="points, mesh, both, or auto: what there is.", rich_help_panel=PICTURES)
    ] = "auto",
    color_by: Annotated[
        str, typer.Option(help="rgb, normal, height, or error: the distance of points and mesh.",
                          rich_help_panel=PICTURES)
    ] = "rgb",
    stages: Annotated[
        int | None, typer.Option(help="With --render: this many stages of the denoising run.", show_default=False,
                                 rich_help_panel=PICTURES)
    ] = None,
    frames: Annotated[int, typer.Option(help="Frames of the turntable.", rich_help_panel=PICTURES)] = 36,
) -> None:  # fmt: skip
    """Look at samples, meshes and clouds: in a window, in a browser, or as pictures.

    Opens .ply .obj .glb .gltf .stl .off meshes, .ply .pcd .xyz .npz clouds, and whole folders. In an output folder of
    `generate` a sample is one entry: its cloud, mesh and settings, and its denoising run if --keep-steps was given.

    On a server without a screen: shape-diff view --web there, ssh -L 8080:localhost:8080 SERVER here, and open the
    printed link. Folders are searched with their subfolders and watched: what `generate` writes meanwhile appears.

    \b
    Examples:
      shape-diff view                                      the window, with what is in ./outputs
      shape-diff view outputs scan.ply --web               the same in a browser
      shape-diff view outputs --html samples.html          one file to send to somebody
      shape-diff view barrel.glb --render barrel.png --views front,right,top
      shape-diff view outputs --render sheet.png           contact sheet of a folder
      shape-diff view outputs/a-barrel.s0.json --render run.png --draw points --stages 6
      shape-diff view barrel.ply --turntable barrel.webp --frames 48 --size 640
      shape-diff view outputs/a-barrel.s0.json --denoising barrel.webp
    """
    from shape_diff_viewer.collection import Collection, open_paths
    from shape_diff_viewer.opening import folder_items
    from shape_diff_viewer.pictures import PictureSettings

    written = [path for path in (render, turntable, denoising, html) if path is not None]
    if web and written:
        raise ValueError(f"--web serves a page and does not write {written[0].name}; leave one of them out")
    if stages is not None and render is None:
        raise ValueError("--stages says how many stages --render draws; add --render FILE.png")
    settings = PictureSettings(size or VIEW_SIZE, draw, tuple(name.strip() for name in views.split(",")), color_by)
    _check_endings(render, turntable, denoising, html)
    collection = open_paths(paths) if paths else Collection(folder_items(OUTPUTS), [OUTPUTS])
    if written and not collection.items:
        raise ValueError("there is nothing to draw; name a file or folder, or generate something first")
    if render is not None:
        _render(collection, render, settings, size, stages)
    if turntable is not None:
        _turn(collection, turntable, replace(settings, size=size or TURNTABLE_SIZE), frames)
    if denoising is not None:
        _denoise(collection, denoising, replace(settings, size=size or TURNTABLE_SIZE))
    if html is not None:
        from shape_diff_viewer.web.single_file import write_html

        write_html(collection, html)
        say(f"{html}: {_count(collection)}, {html.stat().st_size / 1e6:.1f} MB")
    if web:
        from shape_diff_viewer.web.server import serve

        serve(collection, host, port, browser=browser)
    elif not written:
        from shape_diff_viewer.desktop.leaving import leave
        from shape_diff_viewer.desktop.window import show

        show(collection)
        leave()


def _check_endings(render: Path | None, turntable: Path | None, denoising: Path | None, html: Path | None) -> None:
    """Say a wrong ending before the work."""
    from shape_diff.rendering.animation import ENDINGS

    for path, endings in ((render, (".png",)), (turntable, ENDINGS), (denoising, ENDINGS), (html, (".html",))):
        if path is not None and path.suffix.lower() not in endings:
            raise ValueError(f"{path.name} must end in {' or '.join(endings)}")


def _render(
    collection: "Collection", path: Path, settings: "PictureSettings", size: int | None, stages: int | None
) -> None:
    """A picture of one sample, or a contact sheet."""
    from shape_diff.rendering.picture_file import write_picture
    from shape_diff_viewer.pictures import contact_sheet, denoising_strip, render_shape

    if len(collection) > 1 and stages is None:
        write_picture(contact_sheet(collection.items, replace(settings, size=size or SHEET_SIZE)), path)
        say(f"{path}: {_count(collection)}")
        return
    shape = _first(collection)
    picture = render_shape(shape, settings) if stages is None else denoising_strip(shape, stages, settings)
    write_picture(picture, path)
    say(f"{path}: {picture.width} x {picture.height} pixels")


def _turn(collection: "Collection", path: Path, settings: "PictureSettings", frames: int) -> None:
    from shape_diff_viewer.turntable import write_turntable

    write_turntable(_first(collection), path, settings, frames)
    say(f"{path}: {frames} frames, {_size_and_owner(collection, path)}")


def _denoise(collection: "Collection", path: Path, settings: "PictureSettings") -> None:
    from shape_diff_viewer.pictures import write_denoising

    write_denoising(_first(collection), path, settings)
    say(f"{path}: {_size_and_owner(collection, path)}")


def _size_and_owner(collection: "Collection", path: Path) -> str:
    rest = "" if len(collection) == 1 else f", of {collection.items[0].title} alone"
    return f"{path.stat().st_size / 1e6:.1f} MB{rest}"


def _first(collection: "Collection") -> "Shape":
    """The first sample, after saying what of it is not shown."""
    from shape_diff_viewer.pictures import MAX_DRAWN_POINTS

    shape = collection.items[0].load()
    for note in shape.notes:
        say(f"{collection.items[0].title}: {note}")
    if shape.cloud is not None and len(shape.cloud) > MAX_DRAWN_POINTS:
        say(f"{collection.items[0].title}: pictures draw {MAX_DRAWN_POINTS:,} of the points")
    return shape


def _count(collection: "Collection") -> str:
    return f"{len(collection)} sample{'' if len(collection) == 1 else 's'}"
