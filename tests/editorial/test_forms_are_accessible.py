"""The desk's forms can be used by everybody: axe finds nothing in them."""

import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import ALTERED, PASSAGE, kept
from tests.editorial import desk as forms
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tests.public.test_accessibility import violations
from tracker.capture.checking import check_source
from tracker.capture.keeping import keep_file
from tracker.editorial.reviewers import make_link
from tracker.record import models as m

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]


FORMS = ("claim", "response", "source", "request")


def asking(claim):
    """The page on which a claim is published that the gate asks of, in place and as a whole."""
    lead = "Guards beat a boy. Party A says so."
    m.Claim.objects.filter(pk=claim.pk).update(lead=lead, status="in_review")
    return reverse("admin:record_claim_move", args=[claim.pk, "publish"])


@pytest.mark.parametrize(("language", "is_new"), [("", False), ("/ar", True)])
def test_axe_finds_nothing_in_the_forms(live_server, open_page, publisher, language, is_new):
    world = make.whole_dispute()
    make.look(world["claim"])
    m.ResponseParty.objects.create(response=world["response"], party=world["party"])
    rows = [world[noun] for noun in FORMS]
    desk = Desk(open_page(), live_server.url, "paula")
    found = {}
    addresses = [forms.add_address(type(row)) if is_new else forms.address(row) for row in rows]
    addresses.append(reverse("admin:record_source_copies", args=[world["source"].pk]))
    keep_file(world["source"], io.BytesIO(b"WARC/"), "a.warc", publisher, "By mail")
    addresses.append(reverse("admin:editorial_gateword_add") if is_new else asking(world["claim"]))
    for quote in (PASSAGE, ALTERED["number"]):
        make.cite(world["claim"], world["source"], quote=quote)
    kept(world["source"])
    check_source(world["source"])
    for address in addresses:
        desk.open(language + address)
        for light in ("light", "dark"):
            desk.page.emulate_media(color_scheme=light)
            # A colour on its way from one light to the other is in neither.
            desk.page.evaluate("document.getAnimations().forEach(one => one.finish())")
            if faults := violations(desk.page):
                found[f"{address} {light}"] = faults
    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.parametrize("language", ["", "/ar"])
def test_axe_finds_nothing_in_links_for_reviewers_and_what_they_open(
    live_server, open_page, publisher, language
):
    claim = make.whole_dispute()["claim"]
    make.ledger()
    desk = Desk(open_page(360), live_server.url, "paula")
    link = make_link(claim, publisher, "Advocate Lee", 7)
    Client().get(f"/review/{link}/")
    Client().post(f"/review/{link}/", {"text": "Is it so?"})
    addresses = [f"/admin/record/claim/{claim.pk}/{page}/" for page in ("comments", "reviewers")]
    found = {}
    for address in (*addresses, "/admin/", f"/review/{link}/", "/review/never-was/"):
        desk.open(language + address)
        for light in ("light", "dark"):
            desk.page.emulate_media(color_scheme=light)
            desk.page.evaluate("document.getAnimations().forEach(one => one.finish())")
            if faults := violations(desk.page):
                found[f"{address} {light}"] = faults
        if desk.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[address] = "scrolls sideways"
    assert found == {}, json.dumps(found, indent=1)
