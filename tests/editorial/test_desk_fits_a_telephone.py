"""On a screen of 360 pixels no page of the desk scrolls sideways, and no field is cut off."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import PASSAGE, kept
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.capture.checking import check_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What is typed into or chosen from, and ends beyond the content's own edges.
CUT_OFF = """
() => {
  const edges = document.querySelector("#content-main").getBoundingClientRect();
  const fields = document.querySelectorAll("#content-main :is(input, select, textarea)");
  const isCutOff = ({ width, left, right }) =>
    width > 30 && (left < edges.left - 1 || right > edges.right + 1);
  return [...fields]
    .filter((field) => isCutOff(field.getBoundingClientRect()))
    .map((field) => field.name);
}
"""


def test_no_field_is_cut_off(live_server, open_page, publisher, settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path
    world = make.whole_dispute()
    make.cite(world["claim"], world["source"], quote=PASSAGE)
    copy = kept(world["source"], user=publisher)
    check_source(world["source"])
    pk = world["source"].pk
    desk = Desk(open_page(width=360), live_server.url, "paula")
    for address in (
        forms.address(world["claim"]),
        forms.address(world["request"]),
        reverse("admin:record_request_steps", args=[world["request"].pk]),
        reverse("admin:record_claim_changelist") + "?when=2024&q=a",
        reverse("admin:record_source_changelist"),
        "/admin/find/?q=party",
        reverse("admin:record_source_copies", args=[pk]),
        reverse("admin:record_source_erase_copy", args=[pk, copy.pk]),
    ):
        desk.open("/ar" + address)
        assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert desk.page.evaluate(CUT_OFF) == [], address
    assert violations(desk.page) == []
