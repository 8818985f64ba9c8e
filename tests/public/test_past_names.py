"""An earlier state has every name as it was then, whatever was renamed, merged or withdrawn since.

Each world is lived day by day; after each of them the bundle is sound.
"""

import io
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core.management import call_command

from tests import factories as make
from tracker.editorial.changes import change
from tracker.editorial.merging import merge
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.editorial.workflow import make_move
from tracker.ledger import verify
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Entry
from tracker.ledger.sealing import seal
from tracker.record import models as m

pytestmark = pytest.mark.django_db
FIRST = datetime(2031, 5, 1, 12, tzinfo=UTC)


class Days:
    """A clock that stands at noon of a day."""

    def __init__(self):
        self.number = 0

    def next(self):
        self.number += 1
        return mock.patch("django.utils.timezone.now", return_value=self.now)

    @property
    def now(self):
        return FIRST + timedelta(days=self.number)

    def of(self, number):
        return f"?as_of={(FIRST + timedelta(days=number)).date()}"


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def world(days):
    """On the first day a claim of two parties, with a place and a source of another."""
    with days.next():
        kept, gone = make.party("Party A", slug="party-a"), make.party("The A", slug="the-a")
        body = make.party("Party B", slug="party-b")
        claim = make.claim(claimant=gone, accused=body, title="A thing is alleged")
        town = make.place("Town", slug="town")
        point = claim.allegations.get()
        m.AllegationPlace.objects.create(allegation=point, place=town)
        source = point.citations.get().source
        other = make.claim(claimant=kept, accused=body, title="Another thing is alleged")
        signer = make.ledger()
    return {
        "signer": signer,
        "kept": kept,
        "gone": gone,
        "claim": claim,
        "town": town,
        "source": source,
        "other": other,
        "body": body,
    }


def html(client, address, days):
    with mock.patch("django.utils.timezone.now", return_value=days.now):
        answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def is_sound(world, folder):
    """Whether both the log within and the bundle for strangers prove all."""
    seal(world["signer"])
    assert Audit().run().faults == []
    path = folder / "bundle.zip"
    call_command("export_ledger", path, stdout=io.StringIO())
    report = verify.examine(path, None, None)
    return (report.status, report.faults, report.gaps) == (0, [], [])


def test_after_a_rename(client, days, world, tmp_path):
    page = world["claim"].get_absolute_url()
    with days.next():
        make.edited(world["gone"], name="The A, renamed", slug="the-a-renamed")
        make.edited(world["town"], name="City")
        make.edited(world["source"], title="Another title")
    then, now = html(client, page + days.of(1), days), html(client, page, days)
    for new in ("The A, renamed", "City", "Another title"):
        assert new in now and new not in then
    assert ">The A<" in then and ">Town<" in then and world["source"].title not in ("", then)
    assert "something that it names, or that answers it, has" in then
    # Where it was, and where it is now.
    for address in ("/parties/the-a/", "/parties/the-a-renamed/"):
        told = html(client, address + days.of(1), days)
        assert "The A" in told and "The A, renamed" not in told
    assert is_sound(world, tmp_path)


@pytest.mark.database
def test_after_a_merge(client, days, world, tmp_path):
    page = world["claim"].get_absolute_url()
    with days.next():
        merge(world["kept"], m.Party.objects.get(slug="the-a"), None)
    then, now = html(client, page + days.of(1), days), html(client, page, days)
    assert ">The A<" in then and ">Party A<" not in then
    assert ">Party A<" in now
    assert 'href="/parties/party-a/"' in then, "its page is where it is part of"
    # The party itself, where it was.
    told = html(client, "/parties/the-a/" + days.of(1), days)
    assert "<title>The A" in told and "It was made part of another record since then." in told
    assert "A thing is alleged" in told and "Another thing is alleged" not in told
    told = html(client, "/parties/the-a/?revision=1", days)
    assert "<title>The A" in told
    assert "<title>Party A" in html(client, "/parties/the-a/" + days.of(2), days), "it led there"
    told = html(client, "/parties/party-a/" + days.of(1), days)
    assert "Another thing is alleged" in told and "A thing is alleged<" not in told
    history = html(client, f"{page}history/", days)
    assert ">The A</bdi>" in history and "a record that is not shown now" not in history
    assert is_sound(world, tmp_path)


def test_after_a_merge_that_was_undone(client, days, world, tmp_path):
    page, gone = world["claim"].get_absolute_url(), world["gone"].pk
    with days.next():
        merge(world["kept"], m.Party.objects.get(slug="the-a"), None)
    with days.next():
        unmerge(world["kept"], merges_of(world["kept"])[0].sequence, None)
    first, second, third = (html(client, page + days.of(n), days) for n in (1, 2, 3))
    assert ">The A<" in first and ">The A<" in third and ">The A<" not in second
    assert ">Party A<" in second and ">Party A<" not in first and ">Party A<" not in third
    assert "<title>The A" in html(client, "/parties/the-a/", days)
    assert "<title>The A" in html(client, "/parties/the-a/" + days.of(1), days)
    assert "<title>Party A" in html(client, "/parties/the-a/" + days.of(2), days)
    assert "<title>The A" in html(client, "/parties/the-a/" + days.of(3), days)
    told = html(client, "/parties/the-a/history/", days)
    assert "A merge undone: two records again" in told
    assert m.Party.objects.get(slug="the-a").pk == gone
    assert is_sound(world, tmp_path)


def test_of_a_merged_source(client, days, world, tmp_path):
    page, source = world["claim"].get_absolute_url(), world["source"]
    with days.next(), change(None, Entry.Action.CHANGED) as door:
        kept = make.source("The title kept")
        door.touch(make.cite(world["other"].allegations.get(), kept).allegation.claim)
        door.touch(kept)
        door.touch(kept.publisher)
    title, reference = source.title, source.reference
    with days.next():
        merge(kept, source, None)
    then, now = html(client, page + days.of(2), days), html(client, page, days)
    assert title in then and "The title kept" not in then
    assert "The title kept" in now and title not in now
    told = html(client, f"/sources/{reference}/" + days.of(2), days)
    assert title in told
    assert is_sound(world, tmp_path)
    # What it is part of is called confidential: it is the same source.
    with days.next():
        make.edited(m.Source.objects.get(pk=kept.pk), confidential=True)
    then = html(client, page + days.of(2), days)
    assert title not in then and reference not in then and "They did it." not in then
    assert "not shown: it belongs to something that is not public now" in then
    assert client.get(f"/sources/{reference}/" + days.of(2)).status_code == 404
    assert is_sound(world, tmp_path)


def test_after_a_party_went_out_of_sight(client, days, world, publisher, tmp_path):
    page = world["other"].get_absolute_url()
    with days.next():
        make.edited(world["other"].accused_links.get(), party=world["kept"])
    with days.next():
        make_move(world["claim"], "withdraw", publisher, "It was entered twice.")
    then = html(client, page + days.of(1), days)
    assert ">Party B<" in then
    for part in ("", days.of(1), "?revision=1"):
        assert client.get(f"/parties/party-b/{part}").status_code == 404
    gone = html(client, world["claim"].get_absolute_url() + days.of(1), days)
    assert "It was entered twice." in gone and "A thing is alleged" not in gone
    assert is_sound(world, tmp_path)


def test_two_that_took_each_others_address_are_each_found_where_they_were(client, days, world):
    kept, gone = (m.Party.objects.get(slug=slug) for slug in ("party-a", "the-a"))
    with days.next():
        make.edited(kept, slug="aside")
        make.edited(gone, slug="party-a")
        make.edited(kept, slug="the-a")
    assert "<title>Party A" in html(client, "/parties/party-a/" + days.of(1), days)
    assert "<title>The A" in html(client, "/parties/party-a/", days)
    assert "<title>The A" in html(client, "/parties/the-a/" + days.of(1), days)
    assert "<title>Party A" in html(client, "/parties/the-a/", days)
