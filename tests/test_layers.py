"""Which module may import which: configuration and programs above, mathematics and geometry below."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import shape_diff

PACKAGE = Path(shape_diff.__file__).parent
LAYERS = (
    {
        "condition",
        "files",
        "geometry",
        "rendering",
        "progress",
        "precision",
        "resources",
        "seeding",
        "allocation",
        "workers",
        "optional_parts",
        "threads",
    },
    {"diffusion", "networks", "conditioning", "data"},
    {"models", "reconstruction", "evaluation"},
    {
        "sampling",
        "codes",
        "training",
        "field_training",
        "judge_training",
        "scoring",
        "generation",
        "pipeline",
        "outputs",
    },
    {"config", "build", "build_codes"},
    {"cli", "commands", "__main__"},
)
WITHIN_A_LAYER = (
    {
        ("files", "geometry"),
        ("rendering", "geometry"),
        ("conditioning", "networks"),
        ("reconstruction", "models"),
        ("evaluation", "models"),
    }
    | {(part, "sampling") for part in ("pipeline", "training", "outputs")}
    | {
        ("pipeline", "generation"),
        ("outputs", "pipeline"),
        ("build", "config"),
        ("codes", "training"),
        ("codes", "sampling"),
        ("pipeline", "codes"),
        ("build", "build_codes"),
        ("build_codes", "config"),
        ("field_training", "training"),
        ("judge_training", "training"),
    }
    | {("scoring", part) for part in ("pipeline", "sampling")}
    | {("cli", "commands"), ("__main__", "cli"), ("optional_parts", "workers")}
)
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
    """'shape_diff.data.batches' -> 'data'; the package itself is ''."""
    return module.split(".")[1] if "." in module else ""


def layer_of(part: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def edges() -> set[tuple[str, str]]:
    """(importing module, imported module) within the package, leaving out the package's own front page."""
    return {
        (name, target)
        for name, tree in MODULES.items()
        for target in imports(tree, name)
        if target.startswith("shape_diff.") and part_of(name)
    }


def test_every_module_has_a_layer() -> None:
    known = set.union(*LAYERS)
    assert {part_of(name) for name in MODULES} - {""} <= known


def test_imports_point_downwards() -> None:
    forbidden = []
    for name, target in sorted(edges()):
        here, there = part_of(name), part_of(target)
        if here != there and (here, there) not in WITHIN_A_LAYER and layer_of(there) >= layer_of(here):
            forbidden.append(f"{name} imports {target}")
    assert not forbidden, "\n".join(forbidden)


@pytest.mark.parametrize("grain", ["module", "package"])
def test_no_cycles(grain: str) -> None:
    graph: dict[str, set[str]] = {}
    for name, target in edges():
        a, b = (name, target) if grain == "module" else (part_of(name), part_of(target))
        if a != b or grain == "module":
            graph.setdefault(a, set()).add(b)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


def test_the_test_sees_imports_inside_functions() -> None:
    assert ("shape_diff.app.commands.generate", "shape_diff.generation.pipeline") in edges()
    assert ("shape_diff.training.tasks.denoiser.trainer", "shape_diff.data.batches") in edges()


def test_configuration_libraries_stop_at_one_module() -> None:
    users = {part_of(name) for name, tree in MODULES.items() if HYDRA & {i.split(".")[0] for i in imports(tree)}}
    assert users <= {"config", "build"}


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
