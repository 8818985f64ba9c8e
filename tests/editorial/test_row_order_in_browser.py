"""Rows added, taken out, and moved up and down by buttons, with the keyboard, and announced."""

import re

import pytest

from tests import factories as make
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]
DRAFT = {"status": "draft", "published_at": None}


def open_form(desk, record):
    desk.open(forms.address(record))


def button(desk, name):
    return desk.page.get_by_role("button", name=name, exact=True)


def focused(desk):
    return desk.page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.fixture
def event(db):
    event = make.event(**DRAFT)
    for number, words in enumerate(("10", "20", "30"), 1):
        make.figure(event, as_printed=words, position=number)
    return event


def places(desk, count):
    return [desk.page.input_value(f"#id_figures-{row}-position") for row in range(count)]


def in_document(desk, rows):
    """Which of the rows of a group stands first, second, third."""
    ids = desk.page.locator(".inline-related").evaluate_all("all => all.map(one => one.id)")
    return [one.removeprefix(f"{rows}-") for one in ids if re.fullmatch(rf"{rows}-\d+", one)]


def test_new_rows_are_put_in_order_with_the_keyboard(live_server, open_page, editor):
    event = make.event(**DRAFT)
    make.figure(event, as_printed="First", reporter=make.party("Party R"))
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, event)
    for row, text in ((1, "Second"), (2, "Third")):
        desk.add_row("figures")
        desk.type(f"figures-{row}-as_printed", text)
        desk.type(f"figures-{row}-population", "people")
        desk.choose(f"figures-{row}-reporter", "Party R")
        desk.page.select_option(f"#id_figures-{row}-qualifier", "more_than")
        desk.type(f"figures-{row}-low", "40")
    button(desk, "Move figure 3 up").focus()
    desk.page.keyboard.press("Enter")
    assert places(desk, 3) == ["1", "3", "2"]
    assert focused(desk) == "Move figure 2 up"
    told = desk.page.get_by_role("status").filter(has_text="Moved")
    assert told.inner_text() == "Moved to place 2 of 3."
    desk.page.keyboard.press("Space")
    assert places(desk, 3) == ["2", "3", "1"]
    assert in_document(desk, "figures") == ["2", "0", "1"]
    assert focused(desk) == "Move figure 1 up"
    assert button(desk, "Move figure 1 up").get_attribute("aria-disabled") == "true"
    desk.page.keyboard.press("Enter")
    assert places(desk, 3) == ["2", "3", "1"]
    assert desk.page.url.endswith(forms.address(event))
    desk.save()
    texts = [figure.as_printed for figure in event.figures.order_by("position")]
    assert texts == ["Third", "First", "Second"]
    assert not desk.faults


def test_rows_keep_their_places_beside_a_gap(live_server, open_page, editor, event):
    event.figures.filter(position=3).update(position=7)
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, event)
    button(desk, "Move figure 3 up").click()
    assert places(desk, 3) == ["1", "7", "2"]


def test_row_marked_for_deletion_is_passed_over(live_server, open_page, editor, event):
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, event)
    desk.page.locator("#figures-1 > h3 .delete label").click()
    button(desk, "Move figure 2 up").click()
    assert places(desk, 3) == ["3", "2", "1"]
    desk.save()
    assert event.figures.count() == 2


def test_row_taken_out_again_leaves_the_rows_after_it_whole(live_server, open_page, editor):
    """A figure's second new quote is saved as it was typed where the first is taken out again."""
    event, source = make.event(**DRAFT), make.source(title="Letter of Party A")
    make.party("Party R")
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, event)
    desk.add_row("figures")
    desk.type("figures-0-as_printed", "forty")
    desk.type("figures-0-population", "people")
    desk.choose("figures-0-reporter", "Party R")
    desk.page.select_option("#id_figures-0-qualifier", "more_than")
    desk.type("figures-0-low", "40")
    for _ in range(2):
        desk.add_row("figures-0-citations")
    desk.choose("figures-0-citations-1-source", "Letter of Party A")
    desk.type("figures-0-citations-1-quote", "They were forty.")
    desk.page.locator("#figures-0-citations-0 > h3 .remove-row").click()
    assert desk.page.evaluate("document.activeElement.closest('.add-row') !== null")
    desk.save()
    cited = event.figures.get().citations.get()
    assert (cited.quote, cited.source) == ("They were forty.", source)
    assert not desk.faults


def party_rows(kind):
    def build():
        claim = make.claim(**DRAFT)
        kind.objects.create(claim=claim, party=make.party())
        return claim

    return build


def quotes():
    claim = make.claim(**DRAFT)
    for words in ("One.", "Two."):
        make.cite(claim, quote=words)
    return claim


def quotes_of_a_figure():
    event = make.event(**DRAFT)
    figure = make.figure(event)
    make.cite(figure, quote="Two.")
    return event


def figures():
    event = make.event(**DRAFT)
    for words in ("40", "50"):
        make.figure(event, as_printed=words)
    return event


def claims_of_a_dossier():
    return make.dossier(make.claim(), make.claim(), **DRAFT)


def events_of_a_dossier():
    return make.dossier(events=[make.event(), make.event()], **DRAFT)


def claims_of_a_response():
    return make.response(make.claim(), make.claim(), **DRAFT)


def rows_of_an_event(kind, named):
    def build():
        event = make.event(**DRAFT)
        for _ in range(2):
            kind.objects.create(event=event, **{named: getattr(make, named)()})
        return event

    return build


GROUPS = (
    ("claimant_links", party_rows(m.ClaimClaimant)),
    ("accused_links", party_rows(m.ClaimAccused)),
    ("citations", quotes),
    ("figures-0-citations", quotes_of_a_figure),
    ("figures", figures),
    ("claim_links", claims_of_a_dossier),
    ("event_links", events_of_a_dossier),
    ("claim_links", claims_of_a_response),
    ("party_links", rows_of_an_event(m.EventParty, "party")),
    ("place_links", rows_of_an_event(m.EventPlace, "place")),
)


def two_rows(desk, rows, field):
    return [desk.page.input_value(f"[id='id_{rows}-{row}-{field}']") for row in (0, 1)]


def test_rows_of_every_kind_are_moved(live_server, open_page, editor, subtests):
    desk = Desk(open_page(), live_server.url, "edith")
    for rows, build in GROUPS:
        with subtests.test(build.__name__, rows=rows):
            open_form(desk, build())
            keys = two_rows(desk, rows, "id")
            desk.page.locator(f"[id='{rows}-1'] > h3 [data-direction=up]").click()
            assert desk.page.locator(":focus").get_attribute("data-direction") == "up"
            desk.save()
            assert two_rows(desk, rows, "id") == keys[::-1]
            assert two_rows(desk, rows, "position") == ["1", "2"]
    assert not desk.faults


@pytest.mark.parametrize("language", ["", "/ar"])
def test_buttons_are_large_enough_and_seen_in_every_light(
    live_server, open_page, publisher, language
):
    point = make.whole_dispute()["claim"].allegations.first()
    make.cite(point)
    desk = Desk(open_page(width=360), live_server.url, "paula")
    desk.open(language + forms.address(point))
    desk.page.locator(".row-order:not([hidden])").first.wait_for()
    sizes = desk.page.locator(".row-order button").evaluate_all(
        "all => all.filter(a => a.offsetParent).map(a => [a.offsetWidth, a.offsetHeight])"
    )
    assert sizes
    assert all(side >= 24 for pair in sizes for side in pair)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 360
    for light in ("light", "dark"):
        desk.page.emulate_media(color_scheme=light)
        named = violations(desk.page, only=["color-contrast", "button-name", "target-size"])
        assert [one for one in named if "data-direction" in str(one)] == []


def test_without_scripts_places_are_typed(live_server, open_page, editor):
    claim = make.claim(**DRAFT)
    m.ClaimClaimant.objects.create(claim=claim, party=make.party())
    desk = Desk(open_page(scripts=False), live_server.url, "edith")
    open_form(desk, claim)
    assert not desk.page.locator(".row-order").count()
    assert desk.page.locator("#id_claimant_links-1-position").is_visible()
