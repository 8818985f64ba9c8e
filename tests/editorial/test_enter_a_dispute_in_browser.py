"""A dispute entered through the admin alone, published by a second person, read by a reader."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from tests import factories as make
from tests.conftest import PASSWORD
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]
DRAFT = {"status": "draft", "published_at": None}
QUOTE = "إذا حدث ذلك فهي أعمال فردية"


class Desk:
    """A signed-in person at the admin, in a window of their own."""

    def __init__(self, window, site, name, by_typing=False):
        self.page, self.site, self.faults = window, site, []
        window.set_default_timeout(15_000)
        window.on("pageerror", lambda error: self.faults.append(str(error)))
        window.on("console", self._listen)
        if by_typing:
            self.open("/admin/")
            self.sign_in(name)
        else:
            self._hand_over_a_session(name)

    def sign_in(self, name):
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("[type=submit]")

    def _hand_over_a_session(self, name):
        client = Client()
        client.force_login(User.objects.get(username=name))
        cookie = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies(
            [{"name": cookie, "value": client.cookies[cookie].value, "url": self.site}]
        )

    def _listen(self, message):
        if message.type == "error":
            self.faults.append(message.text)

    def open(self, path):
        self.page.goto(f"{self.site}{path}")

    def type(self, field, text):
        self.page.fill(f"#id_{field}", text)

    def choose(self, field, words, expected=None):
        """Look a record up in an autocomplete field and take the first that is offered."""
        box = self.page.locator(f"#id_{field} + .select2-container")
        box.scroll_into_view_if_needed()
        box.locator(".select2-selection").click()
        search = self.page.locator(".select2-container--open .select2-search__field").last
        # What was offered before a word was typed must not be taken for what was found.
        with self.page.expect_response(re.compile(r"/autocomplete/.*[?&]term=[^&]")):
            search.fill(words)
        offered = self.page.locator(".select2-results__option", has_text=expected or words)
        offered.first.click()

    def offered(self, field):
        """What an autocomplete field offers before anything is typed."""
        with self.page.expect_response("**/autocomplete/**"):
            self.page.locator(f"#id_{field} + .select2-container .select2-selection").click()
        self.page.locator(".select2-results .loading-results").wait_for(state="detached")
        found = self.page.locator(".select2-results__option").all_inner_texts()
        self.page.keyboard.press("Escape")
        return found

    def enter_new(self, field, fill):
        """Create a record from the green plus beside a field, without leaving the form."""
        self.page.click(f"#add_id_{field}")
        form = self.form_over_the_page()
        fill(form)
        form.click("[name=_save]")
        self.page.locator("dialog").wait_for(state="detached")
        assert self.page.input_value(f"#id_{field}")

    def form_over_the_page(self):
        """The form of another record, in a dialog."""
        form = self.page.locator("dialog iframe").element_handle().content_frame()
        form.wait_for_selector("[name=_save]")
        return form

    def add_row(self, group):
        self.page.locator(f"#{group}-group > .rows > .add-row button").click()

    def tick(self, field, label):
        box = self.page.locator(f"label:has(input[name='{field}'])", has_text=label)
        box.locator("input").check()

    def save(self, name="_continue"):
        self.page.click(f"input[name={name}]")
        errors = self.page.locator(".errornote, .errorlist").all_inner_texts()
        assert not errors, errors

    def begin_row(self, part):
        """Open a new row of a part of the outline, in place."""
        self._open(f".adding a.row-link[href$='/outline/{part}/']")

    def open_row(self, key):
        """Open the first line of the outline with this key, in place."""
        self._open(f"a.row-link[href*='/outline/{key}/']")

    def _open(self, link):
        self.page.locator(link).first.click()
        self.page.locator("li.open #row_form").wait_for()

    def save_row(self):
        self.page.keyboard.press("Control+s")
        self.page.locator("li.open").wait_for(state="detached")

    def move(self, label):
        self.page.get_by_role("button", name=f"Save, then: {label}").click()
        self.page.locator(".messagelist .success").last.wait_for()


def new_party(name, kind):
    def fill(form):
        form.fill("#id_name", name)
        form.select_option("#id_kind", kind)

    return fill


def new_source(title):
    def fill(form):
        form.fill("#id_title", title)
        form.fill("#id_published_on", "2024-04-17")
        form.fill("#id_url", "https://example.org/report")

    return fill


def new_place(form):
    form.fill("#id_name", "Camp C")
    form.select_option("#id_kind", "camp")


def enter_claim(desk):
    desk.open("/admin/record/claim/add/")
    desk.type("title", "Party A alleges that Party B beat prisoners")
    desk.type("made_on", "2024-04-17")
    desk.enter_new("claimant_links-0-party", new_party("Party A", "organisation"))
    desk.enter_new("accused_links-0-party", new_party("Party B", "authority"))
    desk.save("_save")
    desk.begin_row("allegations")
    desk.type("allegations-0-text", "Party A says that Party B beat prisoners.")
    desk.tick("allegations-0-violations_alleged", "Torture")
    desk.enter_new("allegations-0-places_alleged", new_place)
    desk.type("allegations-0-period", "2019/2024")
    desk.add_row("allegations-0-citations")
    desk.enter_new("allegations-0-citations-0-source", new_source("Report of Party A"))
    desk.type("allegations-0-citations-0-quote", "They were beaten.")
    desk.save_row()
    desk.begin_row("allegations")
    desk.type("allegations-0-text", "Party A says that Party B gave no food.")
    desk.tick("allegations-0-violations_alleged", "Denial of food, water or medical care")
    desk.type("allegations-0-citations-0-quote", "They were hungry.")
    desk.save_row()
    desk.open_row("looks")
    desk.choose("looks-0-party", "Party B")
    desk.type("looks-0-looked_on", "2024-05-02")
    desk.save_row()
    return m.Claim.objects.get()


def enter_response(desk, claim):
    desk.open(f"/admin/record/claim/{claim.pk}/change/")
    desk.page.get_by_role("link", name="Enter a response to this claim").click()
    desk.type("title", "Party B says that these were individual acts")
    desk.choose("responder", "Party B")
    desk.type("made_on", "2024-04-28")
    desk.page.select_option("#id_form", "statement")
    desk.page.select_option("#id_on_file", "excerpts")
    desk.save("_save")
    desk.open_row("answers/on")
    desk.tick("answers-0-stances_taken", "Interpretive denial (other name for it)")
    desk.choose("answers-0-citations-0-source", "Report of Party")
    desk.type("answers-0-citations-0-quote", QUOTE)
    desk.page.select_option("#id_answers-0-citations-0-language", "ar")
    translation = desk.page.locator("#answers-0-citations-0 details summary").first
    translation.click()
    desk.type("answers-0-citations-0-translation", "If it happened, these are individual acts")
    desk.type("answers-0-citations-0-translator", "the desk")
    desk.save_row()
    return m.Response.objects.get()


def is_found_nowhere(claim):
    reader = Client()
    assert reader.get(claim.get_absolute_url()).status_code == 404
    for path in ("/", "/claims/", "/claims/?q=beat", "/parties/", "/places/", "/sources/"):
        html = reader.get(path).content.decode()
        for words in ("beat prisoners", "Party A", "Party B", "Camp C", "Report of"):
            assert words not in html, f"{words} on {path}"


def test_dispute_is_entered_by_one_published_by_another_and_read(
    live_server, open_page, editor, publisher
):
    desk = Desk(open_page(), live_server.url, "edith", by_typing=True)
    claim = enter_claim(desk)
    assert [a.number for a in claim.allegations.all()] == [1, 2]
    assert claim.allegations.first().places.get().name == "Camp C"
    is_found_nowhere(claim)
    desk.open(f"/admin/record/claim/{claim.pk}/change/")
    desk.move("Send for review")
    assert not desk.page.get_by_role("button", name="Save, then: Publish").count()
    is_found_nowhere(claim)

    second = Desk(open_page(), live_server.url, "paula")
    second.open(f"/admin/record/claim/{claim.pk}/change/")
    second.move("Publish")

    response = enter_response(desk, claim)
    assert [a.allegation.number for a in response.answers.all()] == [1]
    assert list(response.claims.all()) == [claim]
    desk.open(f"/admin/record/response/{response.pk}/change/")
    desk.move("Send for review")
    second.open(f"/admin/record/response/{response.pk}/change/")
    second.move("Publish")
    assert not desk.faults
    assert not second.faults

    page = open_page(width=360)
    page.goto(f"{live_server.url}/claims/")
    page.get_by_role("link", name="Party A alleges that Party B beat prisoners").click()
    first = page.locator("#allegation-1")
    assert "They were beaten." in first.inner_text()
    assert "Interpretive denial" in first.inner_text()
    assert page.locator("#allegation-1 blockquote[lang=ar][dir=rtl]").inner_text() == QUOTE
    assert "If it happened, these are individual acts" in first.inner_text()
    assert "Translated from Arabic by the desk" in first.inner_text()
    silent = page.locator("#allegation-2")
    told = "Party B has replied (28 April 2024). We hold only part of the reply"
    assert told in " ".join(silent.inner_text().split())


def test_answer_is_offered_the_allegations_of_the_claims_its_response_addresses(
    live_server, open_page, editor
):
    chosen, other = make.claim("Party A alleges X"), make.claim("Party A alleges Y")
    response = make.response(chosen, **DRAFT)
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    desk.open(f"/admin/record/response/{response.pk}/outline/")
    desk.begin_row("answers")
    offered = desk.offered("answers-0-allegation")
    assert len(offered) == 1
    assert chosen.reference in offered[0]
    assert other.reference not in offered[0]


def open_point(desk):
    """The point of a draft, opened in the outline."""
    claim = make.claim(**DRAFT)
    desk.open(f"/admin/record/claim/{claim.pk}/outline/")
    desk.open_row(f"allegations/{claim.allegations.get().pk}")
    return claim.allegations.get()


def test_mistakes_are_told_at_the_top_with_the_way_to_each_and_nothing_is_lost(
    live_server, open_page, editor
):
    make.place("Camp C")
    make.source("Report of Party A")
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    page, point = desk.page, open_point(desk)
    desk.tick("allegations-0-violations_alleged", "Torture")
    desk.choose("allegations-0-places_alleged", "Camp C")
    desk.type("allegations-0-period", "in May")
    desk.add_row("allegations-0-figures")
    desk.type("allegations-0-figures-0-population", "people held")
    desk.add_row("allegations-0-figures-0-citations")
    desk.choose("allegations-0-figures-0-citations-0-source", "Report of Party A")
    desk.type("allegations-0-figures-0-citations-0-quote", "  more than 40, word for word  ")
    desk.type("allegations-0-figures-0-citations-0-locator", "x" * 300)
    page.keyboard.press("Control+s")
    page.locator(".errors-found").wait_for()
    told = page.locator(".errors-found").inner_text()
    assert "Period alleged: " in told
    assert "Figure #1 · Quote and source #1 · Where in the source: " in told
    page.get_by_role("link", name="Period alleged").click()
    page.locator("#id_allegations-0-period:focus").wait_for()
    assert page.input_value("#id_allegations-0-period") == "in May"
    row = page.locator("#allegations-0")
    assert row.get_by_label("Torture", exact=True).is_checked()
    places = page.locator("#id_allegations-0-places_alleged option:checked")
    assert "Camp C" in places.all_inner_texts()
    quote = page.input_value("#id_allegations-0-figures-0-citations-0-quote")
    assert quote == "  more than 40, word for word  "
    chosen = page.locator("#id_allegations-0-figures-0-citations-0-source option:checked")
    assert "Report of Party A" in chosen.inner_text()
    assert not point.figures.exists()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.open("/admin/")
    assert asked == ["beforeunload"]
    assert not desk.faults


def test_quote_without_its_figure_is_told_and_kept(live_server, open_page, editor):
    make.source("Report of Party A")
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    open_point(desk)
    desk.add_row("allegations-0-figures")
    desk.add_row("allegations-0-figures-0-citations")
    field = "allegations-0-figures-0-citations-0"
    desk.choose(f"{field}-source", "Report of Party A")
    desk.type(f"{field}-quote", "X, word for word")
    desk.page.keyboard.press("Control+s")
    desk.page.locator("#allegations-0-figures-0 .errorlist").first.wait_for()
    assert desk.page.input_value(f"#id_{field}-quote") == "X, word for word"


def test_draft_is_saved_with_rows_left_empty(live_server, open_page, editor):
    desk = Desk(open_page(), live_server.url, "edith")
    desk.open("/admin/record/claim/add/")
    desk.type("title", "Party A alleges X")
    desk.type("made_on", "2024")
    desk.save("_save")
    desk.page.locator(".outline-lines").wait_for()
    claim = m.Claim.objects.get()
    assert not claim.allegations.exists()
    assert not claim.claimant_links.exists()
    assert "It has no allegation" in desk.page.locator("#missing").text_content()


def test_row_with_words_in_it_is_removed_after_a_question_only(live_server, open_page, editor):
    desk = Desk(open_page(), live_server.url, "edith")
    page, asked = desk.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.open("/admin/record/claim/add/")
    page.locator("#accused_links-0").get_by_role("button", name="Remove").click()
    assert not page.locator("#accused_links-0").count()
    desk.type("claimant_links-0-named_as", "A")
    page.locator("#claimant_links-0").get_by_role("button", name="Remove").click()
    assert asked == ["confirm"]
    assert page.input_value("#id_claimant_links-0-named_as") == "A"


def type_for_an_hour(desk, claim):
    """Three new figures of a draft's point, quotes of two of them and a new party."""
    desk.open(f"/admin/record/claim/{claim.pk}/outline/")
    desk.open_row("allegations")
    for number in (0, 1, 2):
        desk.add_row("allegations-0-figures")
        desk.type(f"allegations-0-figures-{number}-population", "people held")
        desk.type(f"allegations-0-figures-{number}-as_printed", f"number {number}")
        qualifier = f"#id_allegations-0-figures-{number}-qualifier"
        desk.page.select_option(qualifier, "more_than")
        desk.type(f"allegations-0-figures-{number}-low", "40")
        if number:
            desk.choose(f"allegations-0-figures-{number}-reporter", "Party A")
    for number in (0, 1):
        desk.add_row(f"allegations-0-figures-{number}-citations")
        quote = f"allegations-0-figures-{number}-citations-0"
        desk.choose(f"{quote}-source", "Report of Party A")
        desk.type(f"{quote}-quote", f"Quote {number}")
    desk.enter_new("allegations-0-figures-0-reporter", new_party("Party N", "organisation"))


def is_all_saved(claim):
    figures = claim.allegations.get().figures.order_by("pk")
    assert [one.as_printed for one in figures] == [f"number {number}" for number in (0, 1, 2)]
    assert m.Citation.objects.filter(quote__in=("Quote 0", "Quote 1")).count() == 2
    assert figures[0].reporter.name == "Party N"
