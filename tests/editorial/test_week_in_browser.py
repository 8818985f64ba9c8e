"""A week at the desk in two browsers: nothing that readers see changes but by a second person."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from tests import factories as make
from tests.editorial.test_enter_a_dispute_in_browser import Desk
from tracker.editorial.models import ReviewLink
from tracker.record import models as m

pytestmark = [
    pytest.mark.browser,
    pytest.mark.heavy,
    pytest.mark.django_db(transaction=True),
]
LONG_AGO = timezone.now() - timedelta(days=8)
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def world(db):
    source = make.source("A letter", confidential=True)
    shown = make.claim(
        "Party A alleges a thing of Party B",
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        looked_on="2024-06-01",
    )
    make.cite(shown, source, quote="A word that was secret.")
    draft = make.claim(
        "Party A alleges another thing",
        claimant=m.Party.objects.get(name="Party A"),
        accused=m.Party.objects.get(name="Party B"),
        **DRAFT,
    )
    double = make.party("The B")
    make.ledger()
    return {"shown": shown, "draft": draft, "source": source, "double": double}


def address(record, page="change"):
    return f"/admin/record/{record._meta.model_name}/{record.pk}/{page}/"


def test_week_of_two_people(live_server, open_page, editor, publisher, world, reader):
    edith = Desk(open_page(), live_server.url, "edith")
    paula = Desk(open_page(), live_server.url, "paula")
    _reviewer_looks_at_the_draft(edith, paula, open_page(), live_server.url, world["draft"])
    _draft_goes_there_and_back(edith, paula, world["draft"])
    assert world["draft"].title in page(reader, world["draft"])
    _party_is_renamed(edith, paula, world["shown"], reader)
    _source_is_opened(edith, paula, world, reader)
    _two_are_made_one_and_two_again(edith, paula, world, reader)
    assert edith.faults == paula.faults == []


def page(reader, record):
    return reader.get(record.get_absolute_url()).content.decode()


def see_what_waits(desk, name):
    """From the first page, which may name the record for other reasons, too."""
    desk.open("/admin/")
    desk.page.locator('a[href$="/waiting/"]', has_text=name).click()


def press(desk, name):
    desk.page.get_by_role("button", name=name, exact=False).first.click()


def _reviewer_looks_at_the_draft(edith, paula, lawyer, site, draft):
    edith.open(address(draft, "reviewers"))
    edith.page.fill("#reviewer", "Advocate Lee")
    press(edith, "Make the link")
    link = site + urlsplit(edith.page.input_value("#address")).path
    lawyer.goto(link)
    lawyer.get_by_text("Confidential copy for Advocate Lee").wait_for()
    lawyer.get_by_role("heading", name=draft.title).wait_for()
    lawyer.fill("#review-text", "Which page of the report?")
    lawyer.get_by_role("button", name="Send the comment").click()
    lawyer.locator(".review-comment", has_text="Which page of the report?").wait_for()
    edith.open("/admin/")
    edith.page.get_by_text("Advocate Lee, reviewer by link").wait_for()
    edith.page.get_by_text("Waiting for you: 1").click()
    assert edith.page.url.endswith("#for-you")
    paula.open(address(draft, "reviewers"))
    paula.page.get_by_text("Opened 2 times").wait_for()
    ReviewLink.objects.update(made_at=LONG_AGO, ends_at=LONG_AGO + timedelta(days=7))
    lawyer.goto(link)
    lawyer.get_by_role("heading", name="This link opens nothing").wait_for()
    assert draft.title not in lawyer.content()


def _draft_goes_there_and_back(edith, paula, draft):
    edith.open(address(draft))
    press(edith, "Save, then: Send for review")
    edith.page.get_by_text("in review").first.wait_for()
    paula.open(address(draft, "comments"))
    paula.page.fill("#comment", "Which page of the letter?")
    press(paula, "Say it")
    paula.open(address(draft))
    press(paula, "Save, then: Back to draft")
    paula.page.fill("#reason", "The lead is missing.")
    press(paula, "Back to draft")
    edith.open("/admin/")
    edith.page.get_by_text("sent back to you").wait_for()
    edith.open(address(draft))
    edith.page.get_by_text("The lead is missing.").wait_for()
    edith.type("lead", "Party A says so.")
    press(edith, "Save, then: Send for review")
    edith.page.get_by_text("in review").first.wait_for()
    paula.open(address(draft))
    press(paula, "Save, then: Publish")
    paula.page.get_by_text("published").first.wait_for()
    draft.refresh_from_db()
    assert draft.is_published


def _party_is_renamed(edith, paula, claim, reader):
    party = claim.accused.get()
    edith.open(address(party))
    edith.type("name", "Party Bee")
    press(edith, "Save and continue")
    edith.page.get_by_text("Published, with changes that wait").wait_for()
    assert "Party Bee" not in page(reader, claim)
    edith.open(address(party, "waiting"))
    edith.page.get_by_text("Your account may not publish this").wait_for()
    see_what_waits(paula, "Party Bee")
    paula.page.locator("ins", has_text="Bee").first.wait_for()
    press(paula, "Publish these changes")
    paula.page.get_by_text("published.").first.wait_for()
    assert "Party Bee" in page(reader, claim)
    assert "Party Bee" in reader.get("/changes/").content.decode()


def _source_is_opened(edith, paula, world, reader):
    source, claim = world["source"], world["shown"]
    edith.open(address(source))
    edith.page.uncheck("#id_confidential")
    press(edith, "Save and continue")
    edith.page.get_by_text("changed successfully").wait_for()
    assert "A word that was secret." not in page(reader, claim)
    see_what_waits(paula, "A letter")
    paula.page.get_by_text("Readers do not see it now.").wait_for()
    paula.page.get_by_text(claim.reference).first.wait_for()
    press(paula, "Publish these changes")
    paula.page.get_by_text("published.").first.wait_for()
    assert "A word that was secret." in page(reader, claim)
    paula.open(address(source, "confidential"))
    paula.page.get_by_text(claim.reference).first.wait_for()
    paula.page.fill("#reason", "We were asked to.")
    press(paula, "Make it confidential now")
    paula.page.get_by_text("Readers see it no more.").wait_for()
    assert "A word that was secret." not in page(reader, claim)


def _two_are_made_one_and_two_again(edith, paula, world, reader):
    kept, double = world["shown"].accused.get(), world["double"]
    edith.open(f"/admin/record/party/merge/?one={kept.pk}&other={double.pk}")
    edith.page.fill("#why", "One office under two names.")
    press(edith, f"Propose to keep “{kept.name}”")
    edith.page.get_by_text("A publisher other than you").wait_for()
    paula.open("/admin/")
    paula.page.get_by_role("link", name="→").click()
    paula.page.get_by_text("One office under two names.").wait_for()
    press(paula, f"Keep “{kept.name}”")
    paula.page.get_by_text("is now part of").wait_for()
    assert not m.Party.objects.filter(pk=double.pk).exists()
    press(paula, "Undo")
    paula.page.get_by_text("are two records again").wait_for()
    assert m.Party.objects.filter(name="The B").exists()
    assert "Party Bee" in page(reader, world["shown"])
