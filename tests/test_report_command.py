"""`python -m kolada report` and `recheck`: files for one municipality or many, and sentences instead of tracebacks."""

import csv
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from shutil import copy
from types import ModuleType
from typing import Any

import pytest

import cache.connect
from cache.store import Store
from kolada import __main__ as kolada
from kolada.api.client import KoladaClient, Rate
from kolada.api.errors import KoladaUnavailable
from kolada.sample import SAMPLE_URL, Faults, Sample, sample_session
from layouts.report import command, texts
from layouts.report.asked import Unusable, read_link
from layouts.report.pictures import NoPictures, camera, pictures
from layouts.report.section import make_section
from layouts.report.state import parse_report
from tests.pages import KRAMFORS, SEVEN, sample_store, views_of

ROOT = Path(__file__).parents[1]
SHORT = f"/rapport?{KRAMFORS}&period=2017-2022&fig=N33001&fig=N33007~bars"
SUBJECT = "barn-och-unga_liknande-IFO-2024_2017-2022"
COUNTY = ["Härnösand", "Kramfors", "Sollefteå", "Sundsvall", "Timrå", "Ånge", "Örnsköldsvik"]
Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The sections that Word, PowerPoint and Excel were given; each file is its name. They have tests of their own."""
    sections: list[Any] = []
    for form, name in (("docx", "word"), ("pptx", "slides"), ("xlsx", "workbook")):
        module = ModuleType(name)
        setattr(module, form, lambda section, *given, form=form: sections.append((section, *given)) or form.encode())
        monkeypatch.setitem(sys.modules, f"layouts.documents.{name}", module)
    return sections


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the camera was asked for; it draws nothing."""
    asked: list[Any] = []

    @contextmanager
    def still() -> Iterator[Callable[..., dict[int, bytes]]]:
        def draw(figures: Mapping[int, Any], form: str = "png", columns: int = 1) -> dict[int, bytes]:
            asked.append((form, list(figures)))
            return {number: form.encode() for number in figures}

        yield draw

    monkeypatch.setattr(command, "camera", still)
    return asked


@pytest.fixture(scope="module")
def short_file(lists_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with the lists and all that the section of SHORT is made of, the country's values too."""
    copied = tmp_path_factory.mktemp("short") / lists_file.name
    copy(lists_file, copied)
    with sample_store(copied.parent) as store:
        views = views_of(store)
        entries = make_section(views, parse_report(SHORT.partition("?")[2])[0]).entries
        views.follow([entry.comparison.kpi.id for entry in entries])
    return copied


@pytest.fixture
def run(
    tmp_path: Path,
    short_file: Path,
    sample: Sample,
    monkeypatch: pytest.MonkeyPatch,
    documents: list[Any],
    drawn: list[Any],
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """A command over the sample: its status, the lines of standard output, and what it said on standard error."""
    store = tmp_path / "store" / short_file.name
    store.parent.mkdir()
    copy(short_file, store)

    def opened(_environ: Mapping[str, str]) -> Store:
        client = KoladaClient(
            SAMPLE_URL, sample_session(sample), Rate(per_second=1000, burst=1000), sleep=lambda _: None
        )
        return Store(f"sqlite:///{store}", client, background=lambda work: work())

    monkeypatch.setattr(cache.connect, "open_store", opened)
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> tuple[int, list[str], str]:
        status = kolada.main(words)
        told = capsys.readouterr()
        return status, told.out.splitlines(), told.err

    return ran


def names(lines: Sequence[str]) -> list[str]:
    return [Path(line).name for line in lines]


# What is made --------------------------------------------------------------------------------------------------------


def test_every_format_is_made_and_its_name_told(run: Run, tmp_path: Path, drawn: list[Any]) -> None:
    status, out, said = run("report", SHORT, "--out", "files/here")
    assert status == 0
    assert names(out) == [f"kramfors_{SUBJECT}.{form}" for form in ("docx", "pptx", "xlsx", "zip")]
    assert sorted(path.name for path in (tmp_path / "files" / "here").iterdir()) == sorted(names(out))
    assert drawn == [("png", [1, 2]), ("svg", [1, 2])]
    assert "4/4" in said
    with zipfile.ZipFile(tmp_path / out[-1]) as archive:
        assert archive.read("bilder/figur-2.png") == b"png"
        assert archive.read("bilder/figur-1.svg") == b"svg"


def test_only_the_formats_asked_for_are_made_and_excel_needs_no_picture(run: Run, drawn: list[Any]) -> None:
    assert names(run("report", SHORT, "--format", " XLSX, ")[1]) == [f"kramfors_{SUBJECT}.xlsx"]
    assert drawn == []
    assert names(run("report", SHORT, "--format", "pptx,docx,pptx")[1]) == [
        f"kramfors_{SUBJECT}.pptx",
        f"kramfors_{SUBJECT}.docx",
    ]
    assert drawn == [("png", [1, 2])]


def test_the_links_in_the_files_are_pinned_and_on_the_host_of_the_link(run: Run, documents: list[Any]) -> None:
    run("report", f"https://exempel.se{SHORT}", "--format", "docx")
    ((section, _, host),) = documents
    assert host == "https://exempel.se"
    report, notices = parse_report(section.link.partition("?")[2])
    assert notices == ()
    for figure in report.figures:
        assert figure.selection.peers.pinned == "2024"
        assert len(figure.selection.peers.members) == 7
        assert (figure.selection.period.first, figure.selection.period.last) == (2017, 2022)
        assert figure.selection.retrieved == section.made


def test_a_pinned_link_stays_as_it_was(run: Run, documents: list[Any]) -> None:
    pinned = f"/rapport?{KRAMFORS}&peers=G36552@2022:1260,1231&period=2017-2022&retrieved=2024-05-01&fig=N33001"
    run("report", pinned, "--format", "docx")
    assert documents[0][0].link == pinned


def test_an_overview_gives_all_its_kpis_and_a_kpi_its_own(run: Run, documents: list[Any]) -> None:
    run("report", f"/oversikt?{KRAMFORS}&period=2017-2022&kpi=N33001&kpi=N33816", "--format", "docx")
    run("report", f"/nyckeltal/N33007?{KRAMFORS}&period=2017-2022&view=rang", "--format", "docx")
    run("report", f"https://exempel.se/oversikt?{KRAMFORS}&period=2017-2022", "--format", "docx")
    kpis = [[entry.comparison.kpi.id for entry in section.entries] for section, *_ in documents]
    assert kpis[:2] == [["N33001", "N33816"], ["N33007"]]
    assert kpis[2][0] == "N33001"
    assert len(kpis[2]) > 5


# For others ----------------------------------------------------------------------------------------------------------


def test_another_municipality_gets_its_own_group_of_the_same_area_and_the_same_years(
    run: Run, documents: list[Any]
) -> None:
    status, out, _ = run("report", SHORT, "--format", "docx", "--municipality", "bjuv", "0180", "Kramfors")
    assert (status, names(out)) == (0, [f"{name}_{SUBJECT}.docx" for name in ("bjuv", "stockholm", "kramfors")])
    bjuv, stockholm, kramfors = [section.entries for section, *_ in documents]
    assert [entry.chosen.form.value for entry in bjuv] == ["line", "bars"]
    assert {e.comparison.peers.area for e in (*bjuv, *stockholm, *kramfors)} == {"IFO"}
    assert len({e.comparison.peers.id for e in (*bjuv, *stockholm, *kramfors)}) == 3
    assert {e.view.window for e in (*bjuv, *stockholm, *kramfors)} == {(2017, 2022)}


def test_an_own_list_is_the_same_for_all_without_themselves(run: Run, documents: list[Any]) -> None:
    link = f"/rapport?{KRAMFORS}&peers={SEVEN}&period=2017-2022&fig=N33001"
    run("report", link, "--format", "docx", "--municipality", "Burlöv")
    members = [member.id for member in documents[0][0].entries[0].comparison.peers.members]
    assert members == [each for each in SEVEN.split(",") if each != "1231"]


def test_a_report_about_two_is_one_about_each_other(run: Run, documents: list[Any]) -> None:
    both = f"/rapport?{KRAMFORS}&period=2017-2022&fig=N33001&fig=N33001~municipality=1260"
    run("report", both, "--format", "docx", "--municipality", "Timrå")
    assert [entry.comparison.focal.name for entry in documents[0][0].entries] == ["Timrå"]


@pytest.mark.parametrize("county", ["Västernorrlands län", "västernorrland", "Vasternorrlands läns kommuner"])
def test_all_in_a_county_are_made_in_the_order_of_their_names(run: Run, documents: list[Any], county: str) -> None:
    status, out, said = run("report", SHORT, "--format", "xlsx", "--all-in", county)
    assert (status, len(out)) == (0, 7)
    assert [section.entries[0].comparison.focal.name for section, *_ in documents] == COUNTY
    assert "7/7" in said


def test_the_flag_can_be_repeated(run: Run, documents: list[Any]) -> None:
    status, made, _ = run(
        "report", SHORT, "--format", "docx", "--municipality", "Kramfors", "--municipality", "Sollefteå"
    )
    assert (status, len(made)) == (0, 2)


def test_two_municipalities_whose_names_are_one_without_accents_get_a_file_each(run: Run, documents: list[Any]) -> None:
    status, made, _ = run("report", SHORT, "--format", "docx", "--municipality", "Habo", "Håbo")
    assert status == 0
    assert len(set(made)) == 2
    assert {each[0].entries[0].view.focal.title for each in documents} == {"Habo", "Håbo"}


def test_a_file_that_is_there_stays_until_the_new_one_is_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: list[Any]
) -> None:
    _, made, _ = run("report", SHORT, "--format", "docx", "--municipality", "Kramfors")
    before = Path(made[0]).read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    status, _, _ = run("report", SHORT, "--format", "docx", "--municipality", "Kramfors")
    assert status == 1
    assert Path(made[0]).read_bytes() == before
    assert [each.name for each in Path(made[0]).parent.iterdir() if each.is_file()] == [Path(made[0]).name]


def test_every_county_is_found_by_its_bare_name_and_its_own(run: Run, listed_store: Store) -> None:
    from layouts.report.asked import municipalities

    views = views_of(listed_store)
    for names in ("Dalarna", "Dalarnas län"), ("Skåne", "Skåne län"), ("Jönköping", "Jönköpings län"):
        first, second = (municipalities(views, [], name) for name in names)
        assert first == second
        assert len(first) > 5


def test_a_link_without_a_municipality_is_for_those_named(run: Run, documents: list[Any]) -> None:
    bare = "/oversikt?period=2017-2022&kpi=N33001"
    assert run("report", bare, "--format", "docx")[0] == 2
    assert run("report", bare, "--format", "docx", "--municipality", "Ånge")[0] == 0
    assert run("report", "/rapport?period=2017-2022&fig=N33001", "--format", "docx", "--municipality", "Bjuv")[0] == 0
    assert [section.entries[0].comparison.focal.name for section, *_ in documents] == ["Ånge", "Bjuv"]


# What goes wrong -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([SHORT, "--municipality", "Kramforsss"], texts.MUNICIPALITY_UNKNOWN.format(name="Kramforsss")),
        ([SHORT, "--municipality", "Bjuv", "\x1b[2J"], texts.MUNICIPALITY_UNKNOWN.format(name="[2J")),
        ([SHORT, "--municipality", "9999"], texts.MUNICIPALITY_UNKNOWN.format(name="9999")),
        ([SHORT, "--municipality", "0000"], texts.MUNICIPALITY_UNKNOWN.format(name="0000")),
        ([SHORT, "--municipality", "Bjuv, Ale"], texts.MUNICIPALITY_UNKNOWN.format(name="Bjuv, Ale")),
        ([SHORT, "--municipality", ""], texts.MUNICIPALITY_UNKNOWN.format(name="")),
        ([SHORT, "--all-in", "Norrland"], "Inget län heter ”Norrland”. Länen är: Blekinge län, "),
        ([SHORT, "--all-in", ""], "Inget län heter ””."),
        ([SHORT, "--format", "docx,pdf"], texts.FORMAT_UNKNOWN.format(name="pdf", formats="docx, pptx, xlsx, zip")),
        (["/om"], texts.LINK_UNKNOWN.format(link="/om")),
        (["http://[x"], texts.LINK_UNKNOWN.format(link="http://[x")),
        (["/rapport?municipality=2282"], texts.LINK_NO_FIGURES),
        (["/oversikt?municipality=2282&kpi=N99999"], texts.LINK_NO_FIGURES),
        (["/rapport?fig=N33001"], texts.LINK_NO_MUNICIPALITY),
        (["/oversikt?municipality=9999"], texts.MUNICIPALITY_UNKNOWN.format(name="9999")),
    ],
)
def test_what_cannot_be_understood_is_said_in_swedish_and_nothing_is_made(
    run: Run, tmp_path: Path, words: list[str], sentence: str
) -> None:
    status, out, said = run("report", *words, "--out", "out")
    assert (status, out) == (2, [])
    assert said.startswith(sentence)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    assert run("report", SHORT, "--out", "taken") == (2, [], texts.CANNOT_SAVE.format(name="taken") + "\n")


def test_one_file_that_fails_does_not_stop_the_others(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> bytes:
        raise RuntimeError("out of ink")

    monkeypatch.setattr(sys.modules["layouts.documents.word"], "docx", broken)
    status, out, said = run("report", SHORT, "--format", "docx,xlsx", "--municipality", "Bjuv", "Ale")
    assert (status, names(out)) == (1, [f"bjuv_{SUBJECT}.xlsx", f"ale_{SUBJECT}.xlsx"])
    assert said.count("out of ink") == 2
    assert "Traceback" not in said


def test_a_municipality_without_its_values_is_named_and_the_others_are_made(
    run: Run, sample: Sample, tmp_path: Path, lists_file: Path
) -> None:
    copy(lists_file, tmp_path / "store" / lists_file.name)
    run("report", SHORT, "--format", "xlsx", "--municipality", "Bjuv")
    sample.faults = Faults(down=True)
    status, out, said = run("report", SHORT, "--format", "xlsx", "--municipality", "Bjuv", "Ale")
    assert (status, names(out)) == (1, [f"bjuv_{SUBJECT}.xlsx"])
    assert f"Ale: {KoladaUnavailable('x').sentence}" in said


def test_without_kaleido_the_files_are_made_and_one_sentence_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, documents: list[Any]
) -> None:
    monkeypatch.setattr(command, "camera", camera)
    monkeypatch.setitem(sys.modules, "kaleido", None)
    status, out, said = run("report", SHORT, "--format", "docx", "--municipality", "Bjuv", "Ale")
    assert (status, len(out)) == (0, 2)
    assert said.count(texts.NO_KALEIDO) == 1
    assert "pip install kaleido==1.5.0" in texts.NO_KALEIDO
    assert [given[0] for _, *given in documents] == [{}, {}]


def test_without_chromium_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoBrowser:
        def __init__(self, **_: Any) -> None:
            raise RuntimeError("no chrome")

    module = ModuleType("kaleido")
    module.Kaleido = NoBrowser  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kaleido", module)
    with pytest.raises(NoPictures) as raised:
        pictures({1: {}})
    assert raised.value.sentence == texts.NO_CHROMIUM


def test_a_picture_that_fails_leaves_the_files_without(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []

    class Browser:
        def __init__(self, **_: Any) -> None: ...

        async def __aenter__(self) -> "Browser":
            return self

        async def __aexit__(self, *_: object) -> None:
            closed.append(True)

        async def calc_fig(self, figure: Any, opts: Any) -> bytes:
            if not figure:
                raise ValueError("nothing to draw")
            return json.dumps(opts).encode()

    module = ModuleType("kaleido")
    module.Kaleido = Browser  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kaleido", module)
    asked = json.loads(pictures({3: {"layout": {"height": 500}}})[3])
    assert (asked["width"] * asked["scale"], asked["height"]) == (pytest.approx(1890), 500)
    assert json.loads(pictures({1: {"data": []}}, "svg")[1])["scale"] == 1
    with pytest.raises(NoPictures):
        pictures({1: {}})
    assert len(closed) == 3


# recheck -------------------------------------------------------------------------------------------------------------


def test_recheck_says_that_nothing_has_changed(run: Run) -> None:
    (zipped,) = run("report", SHORT, "--format", "zip")[1]
    status, out, said = run("recheck", zipped)
    assert (status, out) == (0, [])
    assert said.startswith("Inget av de ")


def test_recheck_prints_what_has_changed_as_a_table(run: Run, tmp_path: Path) -> None:
    (zipped,) = run("report", SHORT, "--format", "zip")[1]
    with zipfile.ZipFile(zipped) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    lines = list(csv.reader(io.StringIO(kept["data/värden.csv"].decode(), newline="")))
    lines[1][8] = "12.5"
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    with zipfile.ZipFile("other.zip", "w") as archive:
        for name, body in {**kept, "data/värden.csv": text.getvalue().encode()}.items():
            archive.writestr(name, body)
    status, out, said = run("recheck", "other.zip")
    assert status == 1  # the file itself has been altered
    assert next(csv.reader(out)) == list(texts.RECHECK_COLUMNS)
    assert out[1].startswith('N33001,Kramfors,2017,Totalt,"12,5",')
    assert said.startswith(texts.recheck_altered(["data/värden.csv"]))
    assert " 1 av " in said


def test_recheck_refuses_what_is_no_zip(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")
    assert run("recheck", "no.zip") == (2, [], texts.RECHECK_NOT_A_ZIP + "\n")
    assert run("recheck", "gone.zip") == (2, [], texts.CANNOT_READ.format(name="gone.zip") + "\n")


# The command itself --------------------------------------------------------------------------------------------------


def test_a_link_is_taken_apart() -> None:
    assert read_link("https://a.se:1/rapport?x=1") == ("https://a.se:1", "/rapport", "x=1", None)
    assert read_link(" /nyckeltal/n33001?x=1 ") == ("", "/nyckeltal/n33001", "x=1", "N33001")
    for link in ("", "x", "javascript:alert(1)", "/nyckeltal/x", "file:///etc/passwd", "?municipality=2282"):
        with pytest.raises(Unusable):
            read_link(link)
    assert read_link("ftp://a.se/rapport?x").host == ""


def shell(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "kolada", *words]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, timeout=60)


def test_help_and_usage() -> None:
    assert "report,recheck}" in shell("--help").stdout
    assert shell("report").returncode == 2


def test_without_kolada_a_sentence_is_all_there_is(run: Run, sample: Sample, tmp_path: Path, lists_file: Path) -> None:
    (tmp_path / "store" / lists_file.name).unlink()
    sample.faults = Faults(down=True)
    assert run("report", SHORT) == (1, [], KoladaUnavailable("x").sentence + "\n")


def test_a_setting_that_is_no_number_is_said(tmp_path: Path) -> None:
    done = shell("report", SHORT, KOLADA_STORE=f"sqlite:///{tmp_path / 's.sqlite'}", KOLADA_PARALLEL="x")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("En inställning går inte att förstå: KOLADA_PARALLEL")
    assert done.stderr.count("\n") == 1


@pytest.mark.browser
@pytest.mark.skipif(find_spec("kaleido") is None, reason="the extra bilder is not installed")
def test_pictures_are_sixteen_centimetres_at_three_hundred_dots_an_inch() -> None:
    figure = {"data": [{"type": "scatter", "y": [1, 2]}], "layout": {"height": 300}}

    def both() -> tuple[dict[int, bytes], dict[int, bytes]]:
        with camera() as draw:
            return draw({1: figure, 7: figure}), draw({7: figure}, "svg")

    with ThreadPoolExecutor(1) as apart:  # the other browser tests have an event loop in this thread
        found, vectors = apart.submit(both).result()
    assert list(found) == [1, 7]
    assert struct.unpack(">II", found[7][16:24]) == (1890, 746)
    assert vectors[7].startswith(b"<svg")
