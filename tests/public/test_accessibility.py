"""Every page can be read by everybody: axe finds nothing, nothing scrolls sideways, no script."""

import json
from importlib.resources import files

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import THOROUGH
from tests.public.conftest import SITE
from tests.public.crawl import LISTS, NOUNS
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ARABIC = "يقول الطرف أ إن الطرف ب فعل شيئًا. "


def nothing():
    """An empty site: what every list says before anything is published."""
    return {}


def full():
    return make.whole_dispute()


def very_long():
    """A dispute with far too much of everything, in both directions of writing."""
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    title = (f"Party A alleges {word} " * 9)[:300]
    world = make.whole_dispute()
    claim, party = world["claim"], world["party"]
    m.Claim.objects.update(title=title, lead=ARABIC * 60)
    m.Response.objects.update(title=title, named_as="B" * 300)
    m.Source.objects.update(title="x" * 500, url="https://example.org/" + "y" * 900)
    m.Place.objects.update(name="P" * 300)
    m.Figure.objects.update(as_printed="9" * 200, population="people " * 28)
    make.cite(claim.allegations.first(), quote="word " * 3000)
    make.cite(claim.allegations.first(), quote=ARABIC * 300, language="ar")
    for number in range(3, 61):
        make.allegation(claim, number, text=ARABIC if number % 2 else title)
    others = [
        m.Claim(title=title, made_on="2020", reference=f"C-2020-{number:04d}", **make.status())
        for number in range(400)
    ]
    m.Claim.objects.bulk_create(others)
    m.ClaimClaimant.objects.bulk_create(
        m.ClaimClaimant(claim=other, party=party) for other in others
    )
    m.PartyName.objects.create(party=party, name=ARABIC * 8, language="ar")
    return world


ONLY_OF_LONG = ["scrollable-region-focusable", "target-size"]
VIEWS = ("matrix", "timeline", "figures", "map")
WORLDS = {"nothing": nothing, "full": full, "very_long": very_long}


def addresses(world):
    """Every kind of page that there is, the errors too."""
    pages = [reverse(name) for name in ("front", "about", "statistics", "search", *LISTS)]
    pages += [world[noun].get_absolute_url() for noun in NOUNS if noun in world]
    if world:
        pages += ["/claims/?q=nothing-has-this-word&colour=blue", "/claims/?q=party&response=open"]
        pages += ["/search/?q=party", "/search/?q=nothing-has-this-word", "/requests/?turn=open"]
        gone = make.claim(
            status="withdrawn", withdrawn_at=make.timezone.now(), withdrawn_reason="Entered twice."
        )
        pages += [gone.get_absolute_url(), *past_addresses(world["claim"])]
    return [*pages, "/claims/?sort=x&made_after=2024-13", "/never/was/"]


def past_addresses(claim):
    """The ledger's pages, and a claim's history with a change in it."""
    make.ledger()
    make.edited(claim, "It was misheard.", lead=f"{claim.lead} And so on.")
    address = claim.get_absolute_url()
    record = ["history/", "history/?from=1&to=2", "?revision=1", "?as_of=2020-01-01"]
    views = (f"{m.Dossier.objects.first().get_absolute_url()}{view}/" for view in VIEWS)
    return ["/ledger/", "/ledger/30/", *views, *(f"{address}{part}" for part in record)]


AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page, only=None):
    """What axe finds, as (rule, beginnings of elements); `only` names rules.

    Its own `run` would send the whole of axe to the page each time, and the whole page back.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options = {"resultTypes": ["violations"]}
    options |= {"runOnly": {"type": "rule", "values": only}} if only else {}
    return page.evaluate(
        "async options => (await axe.run(document, options)).violations"
        ".map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 150))])",
        options,
    )


@pytest.mark.heavy
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("world", WORLDS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(windows, world, language):
    prefix = "" if language == "en" else f"/{language}"
    page = windows(bypass_csp=True)
    found = {}
    for number, address in enumerate(addresses(WORLDS[world]())):
        # The two languages take turns: their elements are the same.
        is_looked_at = THOROUGH or number % 2 == (language == "ar")
        if not is_looked_at:
            continue
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        page.goto(SITE + prefix + address)
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        # Of what is long, only what a full page cannot show.
        rules = ONLY_OF_LONG if world == "very_long" and not THOROUGH else None
        faults = violations(page, only=rules)
        if world == "full":
            page.emulate_media(color_scheme="dark")
            faults += violations(page, only=["color-contrast"])
        page.set_viewport_size({"width": 360, "height": 740})
        if world == "full":
            faults += violations(page, only=["target-size"])
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            faults.append(("sideways", width))
        if faults:
            found[address] = faults
    assert found == {}, json.dumps(found, indent=1)
    assert windows.foreign == []


def test_page_styles_itself_under_its_own_security_policy(windows):
    make.whole_dispute()
    page = windows()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{SITE}/claims/")
    border = "getComputedStyle(document.querySelector('.side-said')).borderInlineStartWidth"
    assert page.evaluate(border) == "3px"
    assert [words for words in said if "Content Security" in words] == []


def test_list_is_narrowed_and_widened_without_scripts(windows):
    world = make.whole_dispute()
    page = windows(java_script_enabled=False)
    page.goto(f"{SITE}/")
    page.get_by_label("Search everything").fill("another thing")
    page.get_by_role("button", name="Search").click()
    page.locator("#claims").get_by_role("link", name="with filters").click()
    assert page.get_by_role("heading", name="1–1 of 1").is_visible()
    page.get_by_role("link", name="Remove Words, in any language: another thing").click()
    assert page.get_by_role("heading", name="1–2 of 2").is_visible()
    page.get_by_role("checkbox", name="Party A 1", exact=True).check()
    page.get_by_label("Order", exact=True).select_option("oldest")
    page.get_by_role("button", name="Apply").click()
    assert page.get_by_role("heading", name="1–1 of 1").is_visible()
    assert page.get_by_text("Claimant: Party A").is_visible()
    page.get_by_role("link", name=world["claim"].title).click()
    assert page.get_by_text("We did not.").first.is_visible()


@pytest.mark.parametrize(
    ("code", "direction", "heading"),
    [
        ("en", "ltr", "Claims"),
        ("ar", "rtl", "الادعاءات"),
        ("ckb", "rtl", "بانگەشەکان"),
        ("kmr", "ltr", "Îdia"),
    ],
)
def test_page_of_each_language_reads_its_way(windows, code, direction, heading):
    make.whole_dispute()
    page = windows(java_script_enabled=True)
    page.goto(f"{SITE}{'' if code == 'en' else f'/{code}'}/claims/")
    assert page.locator("html").get_attribute("lang") == code
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("h1").inner_text() == heading
    brand, chosen = page.locator(".brand").bounding_box(), page.locator(".results").bounding_box()
    middle = page.viewport_size["width"] / 2
    assert (brand["x"] < middle) is (direction == "ltr")
    assert (chosen["x"] > page.locator(".filters").bounding_box()["x"]) is (direction == "ltr")
    assert page.locator('[lang="en"] >> text=Party A alleges').first.is_visible()


def test_time_and_figures_are_read_and_walked_without_scripts(windows):
    world = make.whole_dispute()
    page = windows(java_script_enabled=False)
    page.goto(f"{SITE}{world['dossier'].get_absolute_url()}timeline/")
    marks = page.locator(".timeline a")
    walked = []
    for _ in range(60):
        page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if target.startswith("#moment-") and target not in walked:
            walked.append(target)
    assert walked == [one.get_attribute("href") for one in marks.all()]
    marks.first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(walked[0])
    assert page.locator(walked[0]).is_visible()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_keyboard_alone_opens_every_answer_of_the_matrix(windows, prefix):
    world = make.whole_dispute()
    page = windows(java_script_enabled=False)
    page.goto(f"{SITE}{prefix}{world['dossier'].get_absolute_url()}matrix/")
    cells = page.locator(".matrix summary")
    opened = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.matrix details:not([open]) > summary')"):
            page.keyboard.press("Enter")
            opened += 1
    assert opened == cells.count() > 0
    assert page.get_by_text("We did not.").is_visible()


def test_first_screen_of_a_phone_shows_an_allegation_and_its_answer(windows):
    world = make.whole_dispute()
    page = windows(width=360)
    page.goto(SITE + world["claim"].get_absolute_url())
    for words in (page.locator(".glance .said"), page.locator(".glance .answered blockquote")):
        box = words.bounding_box()
        assert box["y"] + box["height"] <= 740


def test_what_is_folded_on_a_screen_is_read_on_paper(windows):
    claim = make.claim()
    make.cite(claim.allegations.get(), quote="Further words.")
    page = windows(java_script_enabled=False)
    page.goto(SITE + claim.get_absolute_url())
    words = page.get_by_text("Further words.")
    assert not words.is_visible()
    page.emulate_media(media="print")
    assert words.is_visible()


def test_keyboard_reaches_the_content_first(windows):
    page = windows()
    page.goto(f"{SITE}/claims/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_both_voices_have_the_same_size_and_place(windows):
    world = make.whole_dispute()
    page = windows()
    page.goto(SITE + world["claim"].get_absolute_url())
    said = page.locator("#allegation-1 .said blockquote").first
    answered = page.locator("#allegation-1 .answered blockquote").first
    size = "one => getComputedStyle(one).fontSize"
    assert said.evaluate(size) == answered.evaluate(size)
    left, right = (
        page.locator(f"#allegation-1 .{side}").bounding_box() for side in ("said", "answered")
    )
    assert abs(left["width"] - right["width"]) < 1
    assert left["y"] == right["y"]
