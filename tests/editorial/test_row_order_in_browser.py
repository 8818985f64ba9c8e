"""Rows moved up and down by buttons: with the keyboard, announced, published points asked about."""

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


def numbers(desk, count):
    return [desk.page.input_value(f"#id_allegations-{row}-number") for row in range(count)]


def in_document(desk, rows):
    """Which of the rows of a group stands first, second, third."""
    ids = desk.page.locator(".inline-related").evaluate_all("all => all.map(one => one.id)")
    return [one.removeprefix(f"{rows}-") for one in ids if re.fullmatch(rf"{rows}-\d+", one)]


def test_new_points_are_put_in_order_with_the_keyboard(live_server, open_page, editor):
    claim = make.claim(**DRAFT)
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, claim)
    for row, text in ((1, "Second."), (2, "Third.")):
        desk.add_row("allegations")
        desk.type(f"allegations-{row}-text", text)
    button(desk, "Move allegation 3 up").focus()
    desk.page.keyboard.press("Enter")
    assert numbers(desk, 3) == ["1", "3", "2"]
    assert focused(desk) == "Move allegation 2 up"
    told = desk.page.get_by_role("status").filter(has_text="Moved")
    assert told.inner_text() == "Moved to place 2 of 3."
    desk.page.keyboard.press("Space")
    assert numbers(desk, 3) == ["2", "3", "1"]
    assert in_document(desk, "allegations") == ["2", "0", "1"]
    assert focused(desk) == "Move allegation 1 up"
    assert button(desk, "Move allegation 1 up").get_attribute("aria-disabled") == "true"
    desk.page.keyboard.press("Enter")
    assert numbers(desk, 3) == ["2", "3", "1"]
    assert desk.page.url.endswith(forms.address(claim))
    desk.save()
    texts = [point.text for point in claim.allegations.order_by("number")]
    assert (texts[0], texts[2]) == ("Third.", "Second.")
    assert not desk.faults


def test_published_points_are_asked_about_before_their_numbers_change(
    live_server, open_page, publisher
):
    claim = make.claim(allegations=2)
    make.ledger()
    before = [point.pk for point in claim.allegations.all()]
    desk = Desk(open_page(), live_server.url, "paula")
    open_form(desk, claim)
    button(desk, "Move allegation 2 up").click()
    desk.page.click("input[name=_continue]")
    asked = desk.page.locator(".questions input")
    asked.first.wait_for()
    assert asked.count() == 2
    assert [point.pk for point in claim.allegations.all()] == before
    # The page that asks shows the rows as they were put.
    assert in_document(desk, "allegations") == ["1", "0"]
    for box in asked.all():
        box.check()
    desk.save()
    assert [point.pk for point in claim.allegations.all()] == before[::-1]


def test_points_keep_the_numbers_that_readers_know_beside_a_gap(live_server, open_page, editor):
    claim = make.claim(allegations=3, **DRAFT)
    claim.allegations.filter(number=3).update(number=7)
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, claim)
    button(desk, "Move allegation 7 up").click()
    assert numbers(desk, 3) == ["1", "7", "2"]


def test_numbers_typed_by_hand_say_where_the_rows_stand(live_server, open_page, editor):
    claim = make.claim(allegations=3, **DRAFT)
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, claim)
    desk.type("allegations-0-number", "9")
    desk.page.locator("#id_allegations-0-number").press("Tab")
    button(desk, "Move allegation 9 up").click()
    assert numbers(desk, 3) == ["3", "2", "9"]
    assert in_document(desk, "allegations") == ["1", "0", "2"]
    assert focused(desk) == "Move allegation 3 up"


def test_row_marked_for_deletion_is_passed_over(live_server, open_page, editor):
    claim = make.claim(allegations=3, **DRAFT)
    desk = Desk(open_page(), live_server.url, "edith")
    open_form(desk, claim)
    desk.page.locator("#allegations-1 > h3 .delete label").click()
    button(desk, "Move allegation 3 up").click()
    assert numbers(desk, 3) == ["3", "2", "1"]
    desk.save()
    assert claim.allegations.count() == 2


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


def quotes_of_a_point():
    claim = make.claim(**DRAFT)
    make.cite(claim.allegations.get(), quote="Two.")
    return claim


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
    ("allegations-0-citations", quotes_of_a_point),
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
    claim = make.whole_dispute()["claim"]
    desk = Desk(open_page(width=360), live_server.url, "paula")
    desk.open(language + forms.address(claim))
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
    assert desk.page.locator("#id_allegations-0-number").is_visible()
