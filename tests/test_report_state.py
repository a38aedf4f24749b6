"""The report in its address: figures in order, what they share once, whatever cannot be understood named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.report.state import AUDIT, MAX_FIGURES, Figure, Form, Report, as_in_audit, parse_report, report_address
from layouts.selection import PeerChoice, Period, parse

PINNED = "municipality=2282&peers=1960,1231,2182,2583,1785,0767,1862&period=2017-2022&retrieved=2026-11-24"
BASE = parse(PINNED)[0]


def figure(kpi: str, **changes: object) -> Figure:
    return Figure(BASE.but(kpis=(kpi,), **changes))


def test_the_auditors_seven_are_one_short_address_and_come_back_in_their_order():
    report = as_in_audit(BASE)
    there = report_address(report)
    assert there == f"/rapport?{PINNED.replace('&retrieved', '&retrieved')}&" + "&".join(f"fig={k}" for k in AUDIT)
    assert parse_report(there.partition("?")[2]) == (report, ())


def test_twelve_figures_of_twelve_municipalities_are_an_address_of_at_most_2000_characters():
    peers = tuple(str(n) for n in range(1401, 1408))
    choices = [(f"{2000 + n}", PeerChoice("G36552", "2024", (*peers[:6], f"{1480 + n}"))) for n in range(12)]
    own = [figure("N33001", municipality=unit, peers=choice) for unit, choice in choices]
    report = Report(BASE, tuple(own))
    there = report_address(report)
    assert len(there) <= 2000
    assert parse_report(there.partition("?")[2])[0].figures == report.figures


def test_a_figure_says_only_what_it_has_otherwise():
    own = (figure("N33001"), figure("N33007", period=Period(2012, 2022)), figure("N33008"))
    assert "fig=N33007~period=2012-2022&fig=N33008" in report_address(Report(BASE, own))


def test_a_figure_may_have_the_default_where_the_others_have_something_else():
    own = (figure("N33001"), figure("N33007"), figure("N33008", peers=None))
    there = report_address(Report(BASE, own))
    assert "fig=N33008~peers=" in there
    assert parse_report(there.partition("?")[2])[0].figures[2].selection.peers is None


def test_figures_move_leave_and_change_their_form_and_the_ends_are_ends():
    report = Report(BASE, (figure("N33001"), figure("N33007"), figure("N33008")))
    kpis = lambda changed: [each.kpi for each in changed.figures]  # noqa: E731
    assert kpis(report.moved(2, -1)) == ["N33001", "N33008", "N33007"]
    assert kpis(report.moved(0, -1)) == kpis(report.moved(2, 1)) == kpis(report.moved(9, 1)) == kpis(report)
    assert kpis(report.without(1)) == ["N33001", "N33008"]
    assert report.drawn(1, Form.BARS).figures[1].form is Form.BARS
    assert "fig=N33007~bars" in report_address(report.drawn(1, Form.BARS))


def test_the_last_figure_taken_away_leaves_whose_report_it_is():
    report = Report(BASE, (figure("N33001"),)).without(0)
    assert report_address(report) == f"/rapport?{PINNED}"


def test_the_same_figure_is_there_once_and_the_words_about_it_are_its_own_through_the_days():
    report = Report(BASE, (figure("N33001"),))
    later = figure("N33001", retrieved=None)
    assert report.added(later) == report
    assert report.figures[0].key == later.key
    assert report.drawn(0, Form.BARS).figures[0].key == f"{later.key}~bars"


def test_women_and_men_are_one_figure_whoever_is_asked_for():
    report = parse_report("municipality=2282&fig=N33816~kon&fig=N33816~kon~gender=K")[0]
    assert [each.selection.genders for each in report.figures] == [("T",)]


def test_the_trend_and_the_ranking_of_one_kpi_are_two_figures():
    line, bars = figure("N33001"), replace(figure("N33001"), form=Form.BARS)
    report = Report(BASE, (line,)).added(bars)
    assert report.figures == (line, bars)
    assert report.added(bars) == report
    assert report.drawn(0, Form.BARS) == report.drawn(1, Form.LINE) == report
    assert parse_report(report_address(report).partition("?")[2])[0].figures == report.figures
    assert bars.key == f"{line.key}~bars"


def test_a_report_has_an_end_and_says_how_many_are_not_shown():
    many = "&".join(f"fig=N{n:05d}" for n in range(MAX_FIGURES + 3))
    report, notices = parse_report(f"municipality=2282&{many}")
    assert len(report.figures) == MAX_FIGURES
    assert any("3 visas inte" in notice for notice in notices)
    assert len(report.added(figure("N99999")).figures) == MAX_FIGURES


@pytest.mark.parametrize("token", ["", "<script>", "N33", "N33001~evil", "N33001~peers=<b>", "N33001~title=utkast"])
def test_what_is_no_figure_or_no_part_of_one_is_named(token: str):
    report, notices = parse_report(f"municipality=2282&fig={token}")
    assert notices
    assert len(report.figures) <= 1


def test_columns_and_tables_are_part_of_the_address():
    there = report_address(Report(BASE, (figure("N33001"),), columns=2, tables=True))
    assert there.endswith("&fig=N33001&columns=2&tables=1")
    assert parse_report(there.partition("?")[2])[0].columns == 2


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_was_read_is_read_again_the_same(text: str):
    report, _ = parse_report(f"municipality=2282&fig=N33001&{text}")
    assert parse_report(report_address(report).partition("?")[2])[0].figures == report.figures
