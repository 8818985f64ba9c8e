"""A dispute is entered with few clicks, no window but one, and no source chosen twice.

Two claimants, two accused, three points with quotes in two languages, a response to two of them and
a request. Clicks are counted, what a keyboard does is not; a page load is one of the whole page.
"""

import re

import pytest

from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]
MOST_CLICKS, MOST_LOADS = 60, 8
REPORT, STATEMENT = "Report of Party A", "Statement of Party C"
HELD, BEATEN, HUNGRY = "They were held.", "They were beaten.", "لم يعطونا طعاما"
DENIED, NOBODY = "إذا حدث ذلك فهي أعمال فردية", "لم نحتجز أحدا"


class Hand:
    """Clicks and types as a person does, and counts."""

    def __init__(self, page):
        self.page, self.clicks, self.loads, self.windows, self.picked = page, 0, 0, 0, []
        page.on("load", lambda: setattr(self, "loads", self.loads + 1))
        page.on("popup", lambda _window: setattr(self, "windows", self.windows + 1))

    def click(self, where):
        self.page.locator(where).first.click()
        self.clicks += 1

    def type(self, where, text, *keys):
        self.click(where)
        self.page.keyboard.insert_text(text)
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, form, field, value):
        form.select_option(f"#id_{field}", value)
        self.clicks += 1

    def look_up(self, field, words):
        """Seek a record in its field."""
        self.click(f"#id_{field} + .select2-container .select2-selection")
        self.page.locator(".select2-container--open .select2-search__field").wait_for()
        with self.page.expect_response(re.compile(r"/autocomplete/.*[?&]term=[^&]")):
            self.page.keyboard.type(words)
        self.page.locator(".select2-results .loading-results").wait_for(state="detached")

    def take(self, field, words):
        self.look_up(field, words)
        self.page.locator(".select2-results__option", has_text=words).first.wait_for()
        self.page.keyboard.press("Enter")

    def enter_new(self, field, words, *given):
        """Seek a record that is not there yet, and enter it in the form that opens over the page.

        `given` are fields of it and their values.
        """
        self.look_up(field, words)
        self.page.locator(".select2-results__message button").wait_for()
        self.page.keyboard.press("Enter")
        form = self.page.locator("dialog iframe").element_handle().content_frame()
        form.wait_for_selector("[name=_save]")
        for name, value in given:
            if form.locator(f"select#id_{name}").count():
                self.choose(form, name, value)
            else:
                form.click(f"#id_{name}")
                self.clicks += 1
                self.page.keyboard.insert_text(value)
        form.locator("#id_name, #id_title").press("Enter")
        self.page.locator("dialog").wait_for(state="detached")

    def add_row(self, group):
        self.click(f"#{group}-group .add-row button >> nth=-1")

    def save(self):
        with self.page.expect_navigation():
            self.click("[name=_save]:not(.default-button):visible")
        assert not self.page.locator(".errorlist").count(), self.page.content()

    def save_row(self):
        self.page.keyboard.press("Control+s")
        self.page.locator("li.open").wait_for(state="detached")


def source(hand, field, title, *given):
    hand.picked.append(title)
    address = ("url", f"https://example.org/{len(hand.picked)}")
    hand.enter_new(field, title, address, ("published_on", "2024-04-17"), *given)


def begin_claim(hand):
    hand.click("#content-main a[href*='record/claim/add']")
    hand.type("#id_title", "Party A and Party B allege that Party C and Party D beat people", "Tab")
    hand.page.keyboard.insert_text("2024-04-17")
    hand.enter_new("claimant_links-0-party", "Party A", ("kind", "organisation"))
    hand.add_row("claimant_links")
    hand.enter_new("claimant_links-1-party", "Party B", ("kind", "organisation"))
    hand.enter_new("accused_links-0-party", "Party C", ("kind", "authority"))
    hand.add_row("accused_links")
    hand.enter_new("accused_links-1-party", "Party D", ("kind", "armed_group"))
    hand.save()


def enter_point(hand, text, violation, quote, is_first=False):
    hand.page.keyboard.press("n")
    hand.page.wait_for_selector("#id_allegations-0-text:focus")
    hand.page.keyboard.insert_text(text)
    hand.type("#row_form .type-codes", violation, "Enter")
    if is_first:
        source(hand, "allegations-0-citations-0-source", REPORT)
    hand.type("#id_allegations-0-citations-0-quote", quote)
    hand.save_row()


def enter_answer(hand, number, stance, quote):
    point = m.Allegation.objects.get(number=number)
    hand.click(f"#answers-on-{point.pk} .row-link")
    hand.type("#row_form .type-codes", stance, "Enter")
    if number == 1:
        source(hand, "answers-0-citations-0-source", STATEMENT, ("language", "ar"))
    hand.type("#id_answers-0-citations-0-quote", quote)
    hand.save_row()


def enter_response(hand):
    hand.click(".workbench-tools a[href*='response/add']")
    hand.type("#id_title", "Party C says that these were individual acts")
    hand.take("responder", "Party C")
    hand.type("#id_made_on", "2024-04-28")
    hand.choose(hand.page, "form", "statement")
    hand.choose(hand.page, "on_file", "excerpts")
    hand.save()
    enter_answer(hand, 1, "Interpretive", DENIED)
    enter_answer(hand, 2, "Literal denial", NOBODY)


def enter_request(hand):
    hand.click(".workbench-tools a[href*='record/claim/']")
    hand.click(".ask summary")
    party = m.Party.objects.get(name="Party D")
    hand.click(f".ask a[href*='asked={party.pk}']")
    hand.type("#id_title", "Party A asks Party D for a response")
    hand.take("asker", "Party A")
    hand.type("#id_text", "Did you hold people without food?")
    hand.type("#id_sent_on", "2024-04-02")
    hand.type("#id_due_on", "2024-04-16")
    hand.save()


def test_dispute_is_entered_with_few_clicks(live_server, open_page, editor):
    desk = Desk(open_page(), live_server.url, "edith")
    hand = Hand(desk.page)
    desk.open("/admin/")
    begin_claim(hand)
    enter_point(hand, "Party A says that Party C held people.", "Arbitrary", HELD, is_first=True)
    enter_point(hand, "Party A says that Party C beat people.", "Torture", BEATEN)
    enter_point(hand, "Party B says that Party D gave no food.", "Denial of food", HUNGRY)
    enter_response(hand)
    enter_request(hand)
    quotes = m.Citation.objects.order_by("pk").values_list("source__title", "quote")
    assert list(quotes) == [
        *((REPORT, quote) for quote in (HELD, BEATEN, HUNGRY)),
        *((STATEMENT, quote) for quote in (DENIED, NOBODY)),
    ]
    assert [one.stances.count() for one in m.Answer.objects.all()] == [1, 1]
    assert m.Request.objects.get().asked.name == "Party D"
    assert (hand.picked, hand.windows) == ([REPORT, STATEMENT], 0)
    assert hand.clicks <= MOST_CLICKS, hand.clicks
    assert hand.loads <= MOST_LOADS, hand.loads
    assert not desk.faults
