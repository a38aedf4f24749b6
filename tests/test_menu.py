"""A chart's own menu: what each choice hands over."""

from dataclasses import replace

from layouts import texts
from layouts.components.menu import live, menu
from layouts.selection import PeerChoice, Period, parse
from layouts.view import View, Views
from tests.pages import KRAMFORS, classed, nodes, of_type, page_of, text


def shown(views: Views, query: str = f"{KRAMFORS}&period=2015-2020") -> View:
    view = views.view(parse(query)[0], "N33001")
    assert view
    return view


def choices(view: View, form: str = "line") -> dict[str, dict[str, str]]:
    made = menu(view, view.comparisons["N33001"], "Rubrik", form=form)
    return {text(each): each["props"] for each in of_type(made, "Button")}


def test_a_figure_goes_into_the_report_with_members_years_and_day(warm_views: Views):
    added = choices(shown(warm_views), "bars")[texts.MENU_ADD]
    selection, notices = parse(added["data-figure"])
    assert notices == ()
    assert selection.kpis == ("N33001",)
    assert selection.period == Period(2015, 2020)
    assert selection.peers
    assert len(selection.peers.members) == 7
    assert selection.retrieved
    assert added["data-form"] == "bars"


def test_a_frozen_figure_is_pinned_and_a_living_one_follows_group_and_years(warm_views: Views):
    view = shown(warm_views)
    frozen = choices(view)[texts.MENU_EMBED_FROZEN]["data-link"]
    assert frozen.startswith("/figur/N33001?")
    assert parse(frozen.partition("?")[2])[0] == view.pinned
    group = view.resolved.group
    assert group
    assert live(view).peers == PeerChoice(group.id)
    assert live(view).period == Period(latest=6)
    assert live(view).retrieved is None


def test_a_power_query_follows_group_and_years_and_asks_for_one_kpi(warm_views: Views):
    view = shown(warm_views)
    link = choices(view)[texts.MENU_QUERY]["data-link"]
    assert link.startswith("/data.csv?")
    selection, notices = parse(link.partition("?")[2])
    assert notices == ()
    assert (selection.kpis, selection.set, selection.retrieved) == (("N33001",), None, None)
    assert (selection.peers, selection.period) == (live(view).peers, Period(latest=6))


def test_an_own_list_lives_on_as_its_members(warm_views: Views):
    assert live(shown(warm_views, f"{KRAMFORS}&peers=1260,1231")).peers == PeerChoice(members=("1260", "1231"))


def test_a_reference_is_to_real_values_and_ends_with_the_pinned_link(warm_views: Views):
    view = shown(warm_views)
    assert texts.MENU_CITE not in choices(view)  # the sample's values are nobody's
    cited = choices(replace(view, invented=False))[texts.MENU_CITE]
    assert cited["data-copy"].startswith("Kolada, N33001 ")
    assert parse(cited["data-link"].partition("?")[2])[0] == view.pinned


def test_what_goes_into_the_report_is_the_picture_itself(warm_views: Views):
    def made(query: str, kpi: str = "N33001") -> list[list[tuple[str, str]]]:
        menus = classed(page_of(warm_views, f"/nyckeltal/{kpi}", f"{KRAMFORS}&{query}"), "card-menu")
        return [
            [
                (text(b), b["props"]["data-form"])
                for b in of_type(m, "Button")
                if b["props"]["data-action"] == "add-figure"
            ]
            for m in menus
        ]

    added = texts.MENU_ADD
    assert made("") == [[(added, "line")], [(added, "bars")]]
    assert made("view=rangordning") == [[(added, "bars")], [(added, "rangordning")]]
    assert made("view=spridning") == [[(added, "spridning")], []]  # the movers are a table
    assert made("view=karta") == [[(added, "karta")]]
    assert made("view=kon", "N33816") == [[(added, "kon")]]


def test_the_heading_names_the_menu(warm_views: Views):
    view = shown(warm_views)
    (summary,) = [n for n in nodes(menu(view, view.comparisons["N33001"], "Vad kostar det?")) if n["type"] == "Summary"]
    assert summary["props"]["aria-label"] == "Mer om bilden: Vad kostar det?"
