"""Who may import whom, and that importing does nothing: the layers of the product, held by reading its imports."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("kolada", "cache", "layouts", "app")
COMPOSITION_ROOTS = {"app", "kolada", "kolada.__main__", "cache.__main__", "cache.connect"}  # they wire, and are thin
ALLOWED = {"kolada": {"kolada"}, "cache": {"cache", "kolada"}, "layouts": {"layouts", "kolada", "cache"}}
OF_THE_CACHE = {
    "cache.store",
    "cache.info",
    "cache.lists",
    "cache.metadata",
    "cache.errors",
}  # layouts: as types and errors


def files() -> list[Path]:
    found = [path for layer in OURS[:3] for path in sorted((ROOT / layer).rglob("*.py"))]
    return [*found, ROOT / "app.py"]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in files()}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, inside functions too; `from a import b` is a.b where that is a module."""
    return tuple(name for node in ast.walk(tree(path)) for name in imported(node, path))


def imported(node: ast.AST, path: Path) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{path}: imports are written in full"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole in MODULES else str(node.module)


def layer(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("module", sorted(set(MODULES) - COMPOSITION_ROOTS))
def test_a_module_imports_only_what_its_layer_may(module: str):
    own = {name for name in imports(MODULES[module]) if layer(name) in OURS}
    assert {layer(name) for name in own} <= ALLOWED[layer(module)]
    if layer(module) == "layouts":
        assert not {name for name in own if name.startswith("kolada.api.client")}
        assert not {name for name in own if name.startswith("kolada.sample")}
        assert {name for name in own if layer(name) == "cache"} <= OF_THE_CACHE


@pytest.mark.parametrize("module", sorted(COMPOSITION_ROOTS & set(MODULES)))
def test_a_composition_root_is_thin(module: str):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("module", sorted(m for m in MODULES if m.startswith(("layouts.figures", "layouts.documents"))))
def test_figures_and_documents_know_nothing_of_dash(module: str):
    reached, waiting = set(), [module]
    while waiting:  # what they import, and what that imports, inside layouts
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        found = set(imports(MODULES[name]))
        assert not {each for each in found if layer(each) in ("dash", "dash_mantine_components", "flask")}, name
        waiting += [each for each in found if layer(each) == "layouts" and each in MODULES]


def test_a_file_is_made_of_no_part_of_a_page():
    files = [path for module, path in MODULES.items() if module.startswith("layouts.documents")]
    assert not {
        name for path in files for name in imports(path) if name.startswith(("layouts.kpi_tabs", "layouts.pages"))
    }


def test_below_the_pages_there_is_no_dash():
    below = [path for module, path in MODULES.items() if layer(module) in ("kolada", "cache")]
    assert not {name for path in below for name in imports(path) if layer(name) in ("dash", "plotly")}


def test_analysis_and_reading_touch_neither_disk_nor_net():
    pure = [m for m in MODULES if m.startswith(("kolada.analysis", "kolada.reading", "kolada.groups"))]
    for module in [*pure, "layouts.selection", "layouts.resolve", "layouts.navigation", "layouts.addresses"]:
        outside = {layer(name) for name in imports(MODULES[module])}
        assert not outside & {
            "os",
            "pathlib",
            "requests",
            "sqlalchemy",
            "socket",
            "sqlite3",
            "urllib3",
            "flask",
            "dash",
        }


WATCH = """
import sys, threading
seen = []
def watch(event, args):
    if event in ("socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir", "os.remove"):
        seen.append(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+") and ".pyc" not in str(args[0]):
        seen.append(f"write {args[0]}")
import importlib, dash, plotly.io, flask, pandas, sqlalchemy, requests  # what they do is theirs
templates = plotly.io.templates.default
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
assert not seen, seen
assert threading.active_count() == 1, threading.enumerate()
assert not dash._callback.GLOBAL_CALLBACK_LIST
print("nothing")
"""


def test_importing_everything_fetches_opens_and_registers_nothing():
    names = [name for name in sorted(MODULES) if not name.endswith("__main__")]
    command = [sys.executable, "-W", "error", "-c", WATCH, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("nothing\n", "")


def test_files_are_short_and_functions_too():
    long = {module: n for module, path in MODULES.items() if (n := len(path.read_text("utf-8").splitlines())) > 300}
    assert set(long) <= {"layouts.texts", "layouts.report.texts"}  # nothing but sentences
    functions = [
        (node.end_lineno - node.lineno + 1, f"{module}.{node.name}")
        for module, path in MODULES.items()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
    assert sorted(lines for lines, _ in functions)[len(functions) // 2] <= 10
    assert not [name for lines, name in functions if lines > 40]
