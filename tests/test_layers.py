"""Which module may import which: the machine, files and geometry first, the program last."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import shape_diff

PACKAGE = Path(shape_diff.__file__).parent
ORDER = (
    "machine",
    "files",
    "geometry",
    "formats",
    "pictures",
    "rendering",
    "diffusion",
    "networks",
    "conditioning",
    "models",
    "data",
    "reconstruction",
    "evaluation.metrics",
    "generation",
    "training",
    "evaluation.runs",
    "app",
    "__main__",
)
"""Each may import those above it. `evaluation` is two: training uses its metrics, its runs use the pipeline."""
HYDRA = {"hydra", "omegaconf"}
ONLY_WHEN_USED = {"open3d", "pytorch3d", "igl", "xatlas", "manifold3d", "fast_simplification"}


def modules() -> dict[str, ast.Module]:
    """Dotted name -> syntax tree of every module of the package."""
    trees = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(("shape_diff", *(part for part in parts if part != "__init__")))
        trees[name] = ast.parse(path.read_text(encoding="utf-8"))
    return trees


MODULES = modules()


def imports(tree: ast.AST, package: str = "") -> Iterator[str]:
    """Everything that is imported anywhere below a node; names of modules are given in full."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {package}"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def at_module_level(tree: ast.Module) -> ast.Module:
    """The statements that run on import."""
    body = [node for node in tree.body if not _is_type_checking(node)]
    return ast.Module([n for n in body if not isinstance(n, (ast.FunctionDef, ast.ClassDef))], [])


def _is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def part_of(module: str) -> str:
    """'shape_diff.data.batches' -> 'data', the entry in `ORDER`; the package's front page, and what has none, is ''."""
    name = module.removeprefix("shape_diff.")
    return next((part for part in ORDER if name == part or name.startswith(f"{part}.")), "")


def edges() -> set[tuple[str, str]]:
    """(importing module, imported module) within the package, leaving out the package's own front page."""
    return {
        (name, target)
        for name, tree in MODULES.items()
        for target in imports(tree, name)
        if target.startswith("shape_diff.") and part_of(name)
    }


def test_every_module_has_a_place() -> None:
    assert [name for name in MODULES if not part_of(name)] == ["shape_diff", "shape_diff.evaluation"]
    assert not MODULES["shape_diff.evaluation"].body, "shape_diff/evaluation/__init__.py is to hold nothing"
    assert {part_of(name) for name in MODULES} - {""} == set(ORDER)


def test_only_the_front_page_and_the_entry_stand_alone() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_imports_point_upwards_in_the_order() -> None:
    forbidden = [
        f"{name} imports {target}"
        for name, target in sorted(edges())
        if ORDER.index(part_of(target)) > ORDER.index(part_of(name))
    ]
    assert not forbidden, "\n".join(forbidden)


def test_no_cycles() -> None:
    graph: dict[str, set[str]] = {}
    for name, target in edges():
        graph.setdefault(name, set()).add(target)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_the_test_sees_imports_inside_functions() -> None:
    assert ("shape_diff.app.commands.generate", "shape_diff.generation.pipeline") in edges()
    assert ("shape_diff.training.tasks.denoiser.trainer", "shape_diff.data.batches") in edges()


def test_configuration_libraries_stop_in_the_program() -> None:
    users = {part_of(name) for name, tree in MODULES.items() if HYDRA & {i.split(".")[0] for i in imports(tree)}}
    assert users == {"app"}


def test_optional_packages_are_imported_only_when_used() -> None:
    for name, tree in MODULES.items():
        loaded = {i.split(".")[0] for i in imports(at_module_level(tree))}
        # The catalogue is all solids; only the command that draws from it imports it.
        allowed = {"manifold3d"} if name.startswith("shape_diff.data.procedural") else set()
        assert loaded & ONLY_WHEN_USED <= allowed, name


def loaded_after(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after running some code."""
    script = f"import sys\n{code}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    return set(done.stderr.splitlines()[-1].split())


HELP = """
from shape_diff.app.cli import main
sys.argv = ["shape-diff", "--help"]
try:
    main()
except SystemExit as exit:
    assert not exit.code
"""


@pytest.mark.parametrize("code", ["import shape_diff", HELP], ids=["import", "help"])
def test_heavy_packages_wait_until_used(code: str) -> None:
    heavy = {"torch", "open3d", "transformers", "trimesh", "scipy", "numpy", "hydra"}
    assert not loaded_after(code) & heavy


def test_the_front_page_gives_what_it_names() -> None:
    for name in shape_diff.__all__:
        assert getattr(shape_diff, name) is not None
    with pytest.raises(AttributeError, match="Nonsense"):
        getattr(shape_diff, "Nonsense")  # noqa: B009 (mypy would refuse the attribute)
