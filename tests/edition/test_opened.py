"""Histories are told of copies that hold nothing which readers were never shown."""

import pytest
from django.db import connection, models

from tests import factories as make
from tests.public.hidden import CANARY
from tracker.edition.models import Opened, Secret
from tracker.edition.opened import open_to_readers
from tracker.edition.publishing import advance, begin
from tracker.ledger import guards
from tracker.ledger.entries import read_entry
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Entry, Opening
from tracker.ledger.verify import canonical

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def values():
    return "\n".join(Opened.objects.values_list("value", flat=True))


def copies():
    return sorted(Opened.objects.values_list("commitment", "record", "value"))


def secrets():
    return sorted(Secret.objects.standing().values_list("key", "since"))


@pytest.fixture
def claim(db):
    """A published claim whose desk keeps notes, which cites a source that is a secret."""
    row = make.claim(title="Party A alleges a thing", internal_notes=f"{CANARY} of the desk")
    secret = make.source(title=f"{CANARY} source", confidential=True)
    make.cite(row.allegations.get(), source=secret, quote=f"{CANARY} quote")
    make.claim(title=f"{CANARY} draft", status="draft", published_at=None)
    make.ledger()
    return row


def test_nothing_that_readers_were_never_shown_is_copied(claim):
    assert CANARY in "\n".join(Opening.objects.values_list("value", flat=True))
    assert "Party A alleges a thing" in values()
    assert CANARY not in values()
    make.edited(claim, title="Party A alleges another thing")
    assert "Party A alleges another thing" in values()
    assert CANARY not in values()


def test_note_of_the_desk_is_not_copied_though_an_entry_commits_to_it_openly(claim):
    opening = Opening.objects.get(record=claim.reference, path="internal_notes")
    entry = Entry.objects.filter(record=claim.reference).last()
    body = {**read_entry(entry.body), "fields": {"internal_notes": opening.commitment}}
    entry.body = canonical(body).decode()
    open_to_readers([entry])
    assert CANARY not in values()


def test_entry_that_was_tampered_with_keeps_no_site_from_being_upgraded(claim):
    entry = Entry.objects.filter(record=claim.reference).last()
    entry.body = "{}"
    Opened.objects.all().delete()
    open_to_readers([entry])
    assert copies() == []


def test_why_a_draft_was_changed_is_not_copied_and_why_a_public_record_was_is(claim):
    make.edited(claim, reason="A letter was wrong.", title="Party A alleges a thing!")
    draft = make.claim(status="draft", published_at=None)
    make.edited(draft, reason=f"{CANARY} reason", title="Party A alleges less")
    assert "A letter was wrong." in values()
    assert CANARY not in values()


def test_what_is_erased_is_taken_from_the_copies_too(claim):
    make.edited(claim, lead="Party A names Witness W.")
    make.edited(claim, lead="Party A names a witness.")
    assert "Witness W." in values()
    erase(found_in("Witness W."), "privacy")
    advance()
    assert "Witness W." not in values()


def test_site_of_before_the_copies_makes_them_when_it_is_upgraded(claim):
    make.edited(claim, title="Party A alleges another thing")
    lived = copies()
    Opened.objects.all().delete()
    begin()
    assert copies() == lived


def test_what_sources_are_confidential_is_learned_when_a_site_is_upgraded(claim):
    shown = make.cite(claim.allegations.get(), quote="A plain quote.").source
    make.edited(claim)
    make.edited(shown, confidential=True)
    lived = secrets()
    assert shown.reference in dict(lived)
    Secret.objects.all().delete()
    Opened.objects.all().delete()
    begin()
    assert secrets() == lived
    make.edited(shown, confidential=False)
    make.edited(claim, title="Party A alleges another thing")
    assert shown.reference not in dict(secrets())


def test_site_whose_log_was_tampered_with_is_upgraded_all_the_same(claim):
    secret = Entry.objects.filter(kind="source", shown=Entry.Shown.NOTHING).first()
    guards.remove(connection)
    models.QuerySet(Entry).filter(pk=secret.pk).update(body="{}")
    guards.install(connection)
    Opened.objects.all().delete()
    Secret.objects.all().delete()
    begin()
    assert "Party A alleges a thing" in values()
    assert secret.record not in dict(secrets())
