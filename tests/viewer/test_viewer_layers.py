"""Which part of the viewer may import which."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import shape_diff
import shape_diff_viewer

VIEWER = Path(shape_diff_viewer.__file__).parent
LIBRARY = Path(shape_diff.__file__).parent
FACES = ("desktop", "web")


def imported(path: Path) -> set[str]:
    """Everything a file imports anywhere, in full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def imports_package(path: Path, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in imported(path))


CORE = sorted(path for path in VIEWER.glob("*.py") if path.name != "command.py")  # which chooses a face
ALL = sorted(VIEWER.rglob("*.py"))


def test_there_is_something_to_test() -> None:
    assert {"state.py", "keys.py", "collection.py", "generation.py"} <= {path.name for path in CORE}
    assert imports_package(VIEWER / "state.py", "shape_diff")


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_knows_neither_open3d_nor_a_front_end(path: Path) -> None:
    for package in ("open3d", "tkinter", *(f"shape_diff_viewer.{face}" for face in FACES)):
        assert not imports_package(path, package), package


def test_open3d_is_imported_in_the_window_alone_and_the_faces_do_not_know_each_other() -> None:
    for path in ALL:
        face = path.relative_to(VIEWER).parts[0]
        assert face == "desktop" or not imports_package(path, "open3d"), path
        for other in FACES:
            if face in FACES and face != other:
                assert not imports_package(path, f"shape_diff_viewer.{other}"), path


def test_the_viewer_knows_of_the_library_what_generation_knows_and_generation() -> None:
    for path in ALL:
        for package in ("app", "training", "evaluation", "data"):
            assert not imports_package(path, f"shape_diff.{package}"), path


def test_the_library_knows_the_viewer_in_its_table_of_commands_alone() -> None:
    users = {
        path.relative_to(LIBRARY).as_posix(): {name for name in imported(path) if name.startswith("shape_diff_viewer")}
        for path in LIBRARY.rglob("*.py")
        if imports_package(path, "shape_diff_viewer")
    }
    assert users == {"app/cli.py": {"shape_diff_viewer.command.view"}}


@pytest.mark.parametrize("module", ["state", "keys", "collection", "colors", "generation"])
def test_the_state_is_light(module: str) -> None:
    script = f"import sys, shape_diff_viewer.{module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert not set(done.stdout.split()) & {"torch", "open3d", "transformers", "embreex", "trimesh", "scipy"}
