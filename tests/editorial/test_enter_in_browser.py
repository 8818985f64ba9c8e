"""Enter in any field of any form of the desk presses Save, whatever moves the form offers."""

import pytest
from django.utils import timezone

from tests import factories as make
from tests.conftest import THOROUGH
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]
MOVED = (m.Claim, m.Response, m.Event, m.Request, m.Dossier, m.Correction)
UNMOVED = (m.Party, m.Place, m.Source, m.Stance, m.Violation)
STATUSES = ("draft", "in_review", "published", "withdrawn")
# All that Enter submits a form from: fields of one line, boxes to tick.
ENTERED = """
  () => {
    document.querySelectorAll("details").forEach(one => { one.open = true; });
    window.chosen = [];
    window.addEventListener("submit", event => {
      if (window.isTried) { return; }
      event.preventDefault();
      event.stopImmediatePropagation();
      window.chosen.push(event.submitter && event.submitter.name);
    }, true);
    // A search among records is tried below.
    const kinds = ":not([type=hidden], [type=submit], [type=button], .select2-search__field)";
    window.entered = Array.from(document.querySelectorAll(`form[id$=_form] input${kinds}`))
      .filter(one => one.checkVisibility() && !one.disabled);
    return window.entered.map(one => one.name || one.id);
  }
"""

WHY = "_why"
KEPT = """
  kept => {
    window.entered = kept.map(at => window.entered[at]);
    return window.entered.map(one => one.name || one.id);
  }
"""


def pressed_by_enter(page):
    """The buttons that Enter chose, a key pressed in each field; and the fields' names."""
    names = page.evaluate(ENTERED)
    # Which button a browser chooses hangs on the form, not on the field: a sample will do.
    if not THOROUGH:
        kept = sorted(
            {*range(0, len(names), 5), *(n for n, name in enumerate(names) if name == WHY)}
        )
        names = page.evaluate(KEPT, kept)
    for at in range(len(names)):
        page.evaluate("at => window.entered[at].focus()", at)
        page.keyboard.press("Enter")
    return page.evaluate("window.chosen"), names


def one_record_of_each(status):
    make.whole_dispute()
    times = {
        "published": {"published_at": timezone.now()},
        "withdrawn": {"withdrawn_at": timezone.now(), "withdrawn_reason": "Entered twice."},
    }
    for model in MOVED:
        model.objects.update(status=status, **times.get(status, {}))
    make.index()
    return [model.objects.earliest("pk") for model in MOVED]


def states():
    return {model: set(model.objects.values_list("pk", "status")) for model in MOVED}


@pytest.mark.parametrize("status", STATUSES)
def test_enter_moves_no_record_from_any_field(live_server, open_page, publisher, subtests, status):
    records = one_record_of_each(status)
    before = states()
    desk = Desk(open_page(), live_server.url, "paula")
    page = desk.page
    # The panel decides by the status, the fields by the noun: each of both is tried, in turns.
    for record in records if THOROUGH else records[STATUSES.index(status) :: len(STATUSES)]:
        with subtests.test(record._meta.model_name):
            desk.open(forms.address(record))
            moves = page.locator("button[name=_move]").count()
            assert moves
            chosen, names = pressed_by_enter(page)
            assert {WHY} < {*names}
            assert chosen == ["_continue"] * len(names)
            page.evaluate("window.isTried = true")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            page.locator(".messagelist .success").first.wait_for()
            assert page.locator("button[name=_move]").count() == moves
            assert states() == before
    assert not desk.faults


def test_enter_saves_what_has_no_moves_or_is_new(live_server, open_page, publisher, subtests):
    make.whole_dispute()
    desk = Desk(open_page(), live_server.url, "paula")
    addresses = [forms.address(model.objects.earliest("pk")) for model in UNMOVED]
    addresses += [forms.add_address(model) for model in (*MOVED, *UNMOVED)]
    for address in addresses:
        with subtests.test(address):
            desk.open(address)
            chosen, names = pressed_by_enter(desk.page)
            assert names
            assert chosen == ["_continue"] * len(names)
    assert not desk.faults


def test_enter_in_a_form_beside_a_field_fills_the_field(live_server, open_page, editor):
    desk = Desk(open_page(), live_server.url, "edith")
    desk.open(forms.add_address(m.Claim))
    desk.page.click("#add_id_claimant_links-0-party")
    form = desk.form_over_the_page()
    form.select_option("#id_kind", "organisation")
    form.fill("#id_name", "Party N")
    form.press("#id_name", "Enter")
    desk.page.locator("dialog").wait_for(state="detached")
    chosen = desk.page.locator("#id_claimant_links-0-party option:checked")
    assert chosen.inner_text() == "Party N"


def test_enter_in_a_search_among_records_sends_nothing(live_server, open_page, editor):
    make.party("Party A")
    make.place("Camp C")
    make.index()
    desk = Desk(open_page(), live_server.url, "edith")
    desk.open(forms.add_address(m.Claim))
    desk.page.evaluate(ENTERED)
    box = desk.page.locator("#id_claimant_links-0-party + .select2-container .select2-selection")
    with desk.page.expect_response("**/autocomplete/**"):
        box.click()
    desk.page.locator(".select2-results__option--highlighted").wait_for()
    desk.page.keyboard.press("Enter")
    chosen = desk.page.locator("#id_claimant_links-0-party option:checked")
    assert chosen.inner_text() == "Party A"
    assert desk.page.evaluate("window.chosen") == []
    point = make.claim(status="draft", published_at=None).allegations.get()
    desk.open(forms.address(point))
    desk.page.evaluate(ENTERED)
    desk.page.locator("#allegations-0 .select2-search__field").first.press("Enter")
    assert desk.page.evaluate("window.chosen") == []
