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
from tests.editorial.test_import_pages import ROWS, at, mapped, send
from tests.editorial.test_outsiders import Form, file
from tests.public.test_accessibility import violations
from tracker.capture.checking import check_source
from tracker.capture.keeping import keep_file
from tracker.editorial.merge_proposals import propose
from tracker.editorial.models import ReviewLink, Submission
from tracker.editorial.open_forms import note_open
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
    claim, response = world["claim"], world["response"]
    if is_new:
        addresses += [forms.new_point(claim), forms.new_point(response)]
    else:
        addresses += map(forms.address, (claim.allegations.first(), response.answers.first()))
    addresses.append(reverse("admin:record_source_copies", args=[world["source"].pk]))
    keep_file(world["source"], io.BytesIO(b"WARC/"), "a.warc", publisher, "By mail")
    addresses.append(reverse("admin:editorial_gateword_add") if is_new else asking(world["claim"]))
    for quote in (PASSAGE, ALTERED["number"]):
        make.cite(world["claim"], world["source"], quote=quote)
    kept(world["source"])
    check_source(world["source"])
    for address in addresses:
        desk.open(language + address)
        found |= wrong_with(desk.page, address)
    assert found == {}, json.dumps(found, indent=1)


def wrong_with(page, name):
    """What axe finds in a page that is open, in light and in dark."""
    found = {}
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        # A colour on its way from one light to the other is in neither.
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        if faults := violations(page):
            found[f"{name} {light}"] = faults
    return found


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
    addresses += of_outsiders(claim, publisher)
    found = {}
    for address in (*addresses, "/admin/", f"/review/{link}/", "/review/never-was/"):
        desk.open(language + address)
        found |= narrow(desk.page, address)
    assert found == {}, json.dumps(found, indent=1)


def of_outsiders(claim, publisher):
    """The pages on which somebody outside answers, and those of the desk about it."""
    request = make.request(claim=claim)
    make.ledger()
    put = f"/answer/to/{make_link(request, publisher, 'Lee', 7, ReviewLink.Purpose.ANSWER)}/"
    page = Form(f"/answer/claims/{claim.reference}/")
    page.send(attached=[file()])
    sent = f"/admin/received/{Submission.objects.get().pk}/"
    desk = [f"/admin/record/request/{request.pk}/answer-links/", "/admin/received/", sent]
    return [put, page.address, "/answer/receipt/", *desk, f"{sent}erase/"]


def narrow(page, name):
    """What is wrong with a page that is open on a phone."""
    found = wrong_with(page, name)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found[name] = "scrolls sideways"
    return found


def merging(editor):
    """The page on which two parties are made one, as somebody proposed."""
    kept, double = make.party("Party A"), make.party("The A")
    make.claim(claimant=kept)
    make.claim(claimant=double)
    make.ledger()
    propose(kept, double, editor)
    return f"/admin/record/party/merge/?one={kept.pk}&other={double.pk}"


def imports(publisher):
    """The pages of imports: the list, a file whose columns get a meaning, one tried out."""
    client = Client()
    client.force_login(publisher)
    new, tried = (send(client, ROWS.replace("2024\n", "last week\n")) for _ in range(2))
    assert mapped(client, tried).status_code == 302
    named = reverse("admin:import_map", args=[new.pk])
    return [reverse("admin:imports"), at(new), named, at(tried)]


@pytest.mark.parametrize("language", ["", "/ar"])
def test_axe_finds_nothing_in_merges_moves_the_first_page_and_imports(
    live_server, open_page, editor, publisher, language
):
    in_review = make.claim("Party A alleges a thing", status="in_review", published_at=None)
    shown = make.claim("Party C alleges a thing")
    addresses = [merging(editor), *imports(publisher)]
    for claim, move in ((in_review, "return"), (in_review, "publish"), (shown, "withdraw")):
        addresses.append(reverse("admin:record_claim_move", args=[claim.pk, move]))
    note_open(in_review, editor)
    desk = Desk(open_page(360), live_server.url, "paula")
    desk.open("/admin/")
    desk.page.get_by_role("heading", name="What others have open now").wait_for()
    found = {}
    for address in ("/admin/", *addresses):
        desk.open(language + address)
        found |= narrow(desk.page, address)
    assert found == {}, json.dumps(found, indent=1)
