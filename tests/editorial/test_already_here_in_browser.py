"""What is perhaps the same is shown while somebody types; what was looked for is a new name."""

import pytest

from tests import factories as make
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tracker.editorial.alike.fingerprints import rebuild_fingerprints
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_hint_appears_beside_the_field_and_a_search_that_found_nothing_names_the_new_record(
    live_server, open_page, editor
):
    place = make.place("الهول")
    make.ledger()
    rebuild_fingerprints()
    desk = Desk(open_page(), live_server.url, "edith")
    page = desk.page
    desk.open(forms.add_address(m.Place))
    page.fill("#id_name", "Al-Hol")
    hint = page.locator(".field-name [data-beside=name]")
    hint.wait_for()
    assert place.name in hint.inner_text() and "Already here?" in hint.inner_text()
    assert page.locator(".field-name [aria-live=polite]").count() == 1
    page.fill("#id_name", "Somewhere else")
    hint.wait_for(state="detached")
    page.locator(".field-part_of .select2-selection").click()
    page.keyboard.type("Nowhere yet")
    page.get_by_role("button", name="Nowhere yet").wait_for()
    page.keyboard.press("Enter")
    form = desk.form_over_the_page()
    assert form.input_value("#id_name") == "Nowhere yet"
    # Not closed by one slip while something is in it.
    asked = []
    page.on("dialog", lambda question: (asked.append(question.message), question.accept()))
    form.press("#id_name", "Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('.field-part_of .select2-selection')")
    assert asked == ["Close without saving what was typed?"]
