"""One table of keys for the window, the page and the help sheet."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Key:
    """What a key does.

    Attributes:
        key: a letter, a digit, a sign or one of the names Space, Left, Right, Up, Down, PageUp, PageDown and F12.
        action: what happens: a name in `state.ACTIONS`, or one of FRONT_END_ACTIONS.
        label: the action in a few words, for the help sheet.
    """

    key: str
    action: str
    label: str


FRONT_END_ACTIONS = ("screenshot", "export", "help", "full_screen")
"""Actions that need a window or a page; the others change the state."""

KEYS: tuple[Key, ...] = (
    Key("Space", "play", "play the denoising run, or stop it"),
    Key("Left", "step_back", "one denoising step back"),
    Key("Right", "step_forward", "one denoising step forward"),
    Key("PageUp", "previous_sample", "previous sample"),
    Key("PageDown", "next_sample", "next sample"),
    Key("Up", "previous_sample", "previous sample"),
    Key("Down", "next_sample", "next sample"),
    Key("P", "toggle_points", "points"),
    Key("M", "toggle_mesh", "mesh"),
    Key("W", "toggle_wireframe", "edges of the mesh"),
    Key("N", "toggle_normals", "normals of the points"),
    Key("X", "toggle_axes", "axes"),
    Key("G", "toggle_ground", "ground"),
    Key("S", "toggle_size", "size, with its numbers"),
    Key("L", "next_surface", "soft light, facets, exact colours, x-ray"),
    Key("K", "next_cut", "cut open across x, y, z, or not"),
    Key("D", "toggle_measuring", "measure: click on places for coordinates and distance"),
    Key("Z", "toggle_z_up", "z of the file upwards, or y"),
    Key("F", "full_screen", "the view alone, and back"),
    Key("+", "larger_points", "larger points"),
    Key("-", "smaller_points", "smaller points"),
    Key("B", "next_background", "next background"),
    Key("T", "toggle_turntable", "turn slowly"),
    Key("R", "fit", "frame the shape"),
    Key("1", "look_front", "from the front"),
    Key("3", "look_right", "from the right"),
    Key("7", "look_top", "from the top"),
    Key("5", "toggle_orthographic", "with or without perspective"),
    Key("C", "next_compare", "side by side: cloud and mesh, two samples, off"),
    Key("E", "export", "export the sample"),
    Key("F12", "screenshot", "save a picture"),
    Key("H", "help", "this list"),
)


def action_of(key: str) -> str | None:
    """The action of a key by its name in KEYS, or None; letters in either case, '=' counts as '+'."""
    wanted = "+" if key == "=" else key.upper() if len(key) == 1 else key
    return next((entry.action for entry in KEYS if entry.key == wanted), None)


def keys_as_json() -> list[dict[str, str]]:
    """The table as a page needs it."""
    return [asdict(entry) for entry in KEYS]
