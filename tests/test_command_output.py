"""Answers on standard output: tables as wide as they look, CSV and JSON that programs read."""

import csv
import io
import json
import os
import sys
from threading import active_count
from time import sleep

import pytest

from layouts.command import output, texts
from layouts.command.answer import Answer, Sheet
from layouts.command.output import as_csv, as_json, as_table, sign_of_life, write

SHEET = Sheet("Rubrik", ("Kommun", "2018", "2019"), [("Åmål", "3\u202f189", "−2,5"), ("Öckerö", "7", "sekretess")])
ANSWER = Answer(
    ("municipality", "name", "value", "preliminary"),
    [
        {"municipality": "0180", "name": "=Stockholm", "value": 0.1 + 0.2, "preliminary": False},
        {"municipality": "1492", "name": "Åmål, kommun", "value": None, "preliminary": True},
    ],
    [SHEET],
    said=["Sagt."],
    told=["Berättat."],
)


def test_a_table_sets_names_left_and_numbers_right() -> None:
    assert as_table(SHEET).splitlines() == [
        "Rubrik",
        "",
        "Kommun   2018       2019",
        "──────  ─────  ─────────",
        "Åmål    3\u202f189       −2,5",
        "Öckerö      7  sekretess",
    ]


def test_columns_are_as_wide_as_they_look() -> None:
    composed, decomposed, wide = "Åmål", "A\u030ama\u030al", "漢字"
    lines = as_table(Sheet("", ("Namn", "n"), [(composed, "1"), (decomposed, "2"), (wide, "3")])).splitlines()
    assert lines[2:] == [f"{composed}  1", f"{decomposed}  2", f"{wide}  3"]


def test_on_a_narrow_terminal_the_wide_column_alone_runs_over_several_lines() -> None:
    sheet = Sheet("", ("Id", "Nyckeltal", "n"), [("N33007", "Kostnad HVB barn och unga, kr/inv", "1")], (0, 1), wide=1)
    assert as_table(sheet, 34).splitlines()[2:] == [
        "N33007  Kostnad HVB barn och     1",
        "        unga, kr/inv",
    ]
    assert as_table(sheet).splitlines()[2].endswith("kr/inv  1")
    assert len(as_table(sheet, 5).splitlines()) == 4


def test_nothing_in_a_table_can_command_the_terminal() -> None:
    text = as_table(Sheet("", ("a", "b"), [("x\x1b[31my\n\x9b", "1"), ("zz", "2")]))
    assert text.splitlines()[2:] == ["x [31my    1", "zz         2"]


def test_csv_is_machine_readable_and_text_starts_no_formula() -> None:
    assert as_csv(ANSWER) == (
        "municipality,name,value,preliminary\r\n0180,'=Stockholm,0.30000000000000004,false\r\n"
        '1492,"Åmål, kommun",,true\r\n'
    )


def test_json_has_numbers_and_null() -> None:
    first, second = json.loads(as_json(ANSWER))
    assert first == {"municipality": "0180", "name": "=Stockholm", "value": 0.1 + 0.2, "preliminary": False}
    assert second["value"] is None


def test_data_go_to_standard_output_and_sentences_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    write(ANSWER, None)  # nobody's terminal: for a program
    out, said = capsys.readouterr()
    assert len(list(csv.reader(io.StringIO(out)))) == 3
    assert said == "Sagt.\n"
    write(ANSWER, "table")
    out, said = capsys.readouterr()
    assert out.startswith("Rubrik\n\nKommun")
    assert said == "Sagt.\nBerättat.\n"


def test_on_a_terminal_the_default_is_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write(ANSWER, None)
    assert capsys.readouterr().out.startswith("Rubrik\n\nKommun")


def test_an_answer_without_tables_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write(Answer(("kpi",), [], [], ["Inget."]), "table")
    assert capsys.readouterr() == ("", "Inget.\n")


def test_a_reader_that_goes_away_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        write(ANSWER, "csv")


def test_a_long_wait_gives_a_sign_of_life_and_a_short_one_does_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with sign_of_life():
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(output, "SIGN_AFTER", 0.01)
    threads = active_count()
    with sign_of_life():
        sleep(0.2)
    assert capsys.readouterr().err == f"{texts.FETCHING}\n"
    assert active_count() <= threads
