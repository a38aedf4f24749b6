"""README and the requirements say what is true of the code."""

import ast
import re
import shlex
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest

from cache.__main__ import parser
from kolada import __main__ as kolada
from kolada import curated
from kolada.api.client import DEFAULT_URL, Rate
from layouts import addresses, keys, routes, selection
from layouts.documents import table
from layouts.explore import tabs
from layouts.report.state import Form

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRODUCT = ("app.py", "kolada", "cache", "layouts")
SERVED_BY_NAME = {"gunicorn", "flask-compress"}  # run, or picked up by Dash, without an import of ours
ENVIRONMENT_READ = re.compile(r"""environ(?:\.get\(|, |\[)"([A-Z_]+)\"""")
PIN = re.compile(r"(?P<name>[A-Za-z0-9-]+)==(?P<version>[\w.]+)(?:; [^#]+)?\s+# \w.+")


def section(heading: str) -> str:
    return README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def first_cells(text: str) -> list[str]:
    """What stands in code type in the first column of the tables."""
    return [code for row in re.findall(r"^\|([^|]*)\|", text, re.MULTILINE) for code in re.findall(r"`([^`]+)`", row)]


def sources() -> list[Path]:
    return [
        path for name in PRODUCT for path in ([ROOT / name] if name.endswith(".py") else (ROOT / name).rglob("*.py"))
    ]


def pins(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r"))]


def imported(paths: Iterable[Path]) -> set[str]:
    """The distributions that the files import from, as pip spells them, lower case."""
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    known = packages_distributions()
    tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    return {dist.lower().replace("_", "-") for top in tops for dist in known.get(top, ())}


def test_the_configuration_table_holds_every_variable_that_is_read_and_no_other():
    read = {name for path in sources() for name in ENVIRONMENT_READ.findall(path.read_text(encoding="utf-8"))}
    assert set(first_cells(section("Configuration"))) == read


def test_the_defaults_in_the_configuration_table_are_those_of_the_code():
    rate = Rate()
    for default in (DEFAULT_URL, f"`{rate.parallel}`", f"`{rate.per_second:g}`, `{rate.burst}`"):
        assert default in section("Configuration")


def test_every_query_key_is_described_and_no_other():
    described = first_cells(section("Addresses").split("| key |")[1])
    assert sorted(described) == sorted(keys.KEYS)


def test_the_limits_of_the_query_are_those_of_the_code():
    assert f"at most {selection.MAX_PEERS}" in section("Addresses")
    assert f"at most {selection.MAX_KPIS}" in section("Addresses")
    assert f"{routes.MOST_CELLS:,}" in section("Addresses")
    assert f"| `{selection.Period()}` |" in section("Addresses")


@pytest.mark.parametrize("example", re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section("Addresses"), re.MULTILINE))
def test_every_example_of_a_query_is_understood(example: tuple[str, str]):
    key, cell = example
    for value in re.findall(r"`([^`]+)`", cell):
        assert selection.parse(f"{key}={value.replace(',…', '')}")[1] == ()


def test_the_paths_are_those_of_the_app():
    paths = {path.replace("/N33001", "") for path in first_cells(section("Addresses")) if path.startswith("/")}
    known = (addresses.START, addresses.OVERVIEW, addresses.KPI, addresses.REPORT, addresses.FIGURE, addresses.ABOUT)
    views = {f"{addresses.EXPLORE}?view={tab.view}" if tab.view else addresses.EXPLORE for tab in tabs.TABS}
    files = (addresses.CSV, addresses.SCAN_CSV, addresses.LIKENESS_CSV)
    assert paths == {*known, *views, *files, "/health"}


def test_the_columns_of_the_file_are_in_the_order_that_is_promised():
    assert f"`{', '.join(table.COLUMNS)}`" in section("Addresses").replace("\n", " ")


def test_every_place_that_is_named_in_the_code_exists():
    places = [*first_cells(section("Find your way in the code")), *re.findall(r"\(`([^`]+\.py)`\)", README)]
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_every_room_of_the_code_is_named():
    rooms = [path for name in PRODUCT[1:] for path in (ROOT / name).iterdir() if (path / "__init__.py").exists()]
    assert [room.name for room in rooms if f"`{room.relative_to(ROOT)}/`" not in README] == []


def test_every_file_that_is_linked_to_exists():
    links = re.findall(r"\]\((?!http)([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("python -m cache")])
def test_every_command_of_the_store_is_understood(command: str):
    arguments = parser().parse_args(shlex.split(command)[3:])
    named = [kpi for kpi in getattr(arguments, "kpi", []) if not selection.KPI_ID.fullmatch(kpi)]
    assert [name for name in named if not curated.kpi_set(name)] == []


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("python -m kolada")])
def test_every_command_of_the_figures_is_understood(command: str):
    arguments = kolada.parser().parse_args(shlex.split(command)[3:])
    named = getattr(arguments, "kpi", [])
    for each in [named] if isinstance(named, str) else named:
        assert selection.KPI_ID.fullmatch(each) or curated.kpi_set(each)


def test_every_module_and_program_that_is_run_is_there():
    modules = re.findall(r"python -m ([\w.]+)", README)
    assert [name for name in modules if find_spec(name) is None] == []
    assert 'add_argument("--sample"' in (ROOT / "app.py").read_text(encoding="utf-8")
    assert "def create_server(" in (ROOT / "app.py").read_text(encoding="utf-8")


def test_the_markers_that_readme_names_are_those_of_pytest():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    markers = {line.partition(":")[0] for line in project["tool"]["pytest"]["ini_options"]["markers"]}
    assert set(re.findall(r"`-m (\w+)`", README)) < markers


def test_ci_runs_the_line_that_readme_gives_for_the_tests():
    assert "python -m pytest" in commands()
    assert "grep -m 1 -x 'python -m pytest.*' README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", [*pins("requirements.txt"), *pins("requirements-dev.txt")])
def test_every_requirement_is_pinned_and_has_its_reason(line: str):
    assert PIN.fullmatch(line)


def test_what_the_product_imports_is_what_it_requires():
    required = {line.partition("==")[0].lower() for line in pins("requirements.txt")}
    assert required - SERVED_BY_NAME == imported(sources())


def test_what_the_tests_import_beside_that_is_required_to_develop():
    required = {
        line.partition("==")[0].lower() for name in ("requirements.txt", "requirements-dev.txt") for line in pins(name)
    }
    ours = imported((ROOT / "tests").rglob("*.py"))
    assert ours <= required


def test_every_form_of_a_figure_is_named():
    (line,) = [line for line in README.splitlines() if line.startswith("| `fig` ")]
    assert not [form for form in Form if form is not Form.LINE and form.value not in line]
