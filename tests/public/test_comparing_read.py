"""The comparing pages can be read by everybody: axe, a phone, a keyboard, no script."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import THOROUGH
from tests.public.conftest import SITE
from tests.public.test_accessibility import ARABIC, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LONG = "Donaudampfschifffahrtsgesellschaftskapitän " * 400


@pytest.fixture
def addresses():
    """Two responses of one party, each reported by three; and one of which nothing is on file."""
    claim = make.claim(claimant=make.party("Party A"))
    point, speaker = claim.allegations.get(), make.party("ب" * 120, name_language="ar")
    for made_on, words in (("2020", "We did not."), ("2024-05", "We did not do it.")):
        reply = make.response(claim, responder=speaker, made_on=made_on)
        answer = make.answer(reply, point, quote=words)
        make.cite(answer, quote=f"{words} They say so.", relation="quoted")
        make.cite(answer, quote=LONG + words, relation="quoted")
        make.cite(answer, quote=ARABIC * 30, language="ar", relation="quoted")
    make.cite(point, quote="They did it again.", relation="quoted")
    bare = make.response(claim)
    bare.citations.all().delete()
    responses = (reply, bare)
    return [
        reverse("party_answers", args=[speaker.slug]),
        reverse("party_answers", args=[claim.claimants.get().slug]),
        reverse("claim_reporters", args=[claim.reference]),
        *(reverse("response_reporters", args=[one.reference]) for one in responses),
    ]


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(windows, addresses, prefix):
    page = windows(bypass_csp=True)
    found = {}
    for number, address in enumerate(addresses):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(SITE + prefix + address)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        # The two languages take turns: their elements are the same.
        is_looked_at = THOROUGH or number % 2 == (prefix == "/ar")
        faults = violations(page) if is_looked_at else []
        if is_looked_at:
            page.emulate_media(color_scheme="dark")
            faults += violations(page, only=["color-contrast"])
        page.set_viewport_size({"width": 360, "height": 740})
        if is_looked_at:
            faults += violations(page, only=["target-size"])
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            faults.append("sideways")
        if faults:
            found[address] = faults
    assert found == {}
    assert windows.foreign == []


def test_pair_is_chosen_by_keyboard_without_scripts(windows, addresses):
    page = windows(java_script_enabled=False)
    page.goto(SITE + addresses[-2])
    before = page.locator("#pair-heading").inner_text()
    page.get_by_label("Second source").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reporters/?a=*&b=*")
    assert page.locator("#pair-heading").inner_text() != before


def test_both_sides_have_the_same_size_and_stack_on_a_phone(windows, addresses):
    page = windows()
    page.goto(SITE + addresses[-2])
    sides = page.locator(".beside-row .beside").first.locator("> div")
    one, other = (sides.nth(place).bounding_box() for place in (0, 1))
    assert one["y"] == other["y"]
    assert abs(one["width"] - other["width"]) < 1
    page.set_viewport_size({"width": 360, "height": 740})
    one, other = (sides.nth(place).bounding_box() for place in (0, 1))
    assert one["x"] == other["x"]
    assert one["y"] < other["y"]
