"""What programs found out about sources: entries of the ledger, and what readers read of them."""

import json
import zipfile

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.capture.quoting import PASSAGE, TEXT, kept
from tests.public.hidden import DRAFT
from tests.published import catch_up
from tracker.capture.checking import check_source
from tracker.capture.models import Capture, Untold
from tracker.edition import records
from tracker.edition.asked import recording, touched
from tracker.edition.bundle import write_bundle
from tracker.edition.evidence.reading import told_copies, told_marks
from tracker.edition.models import KeptCopies, QuoteMark
from tracker.edition.past import Past, whole_change
from tracker.edition.publishing import advance, forget_all
from tracker.edition.readers import NOW
from tracker.edition.rebuilding import differences
from tracker.editorial.changes import change
from tracker.editorial.telling import tell, tell_due
from tracker.editorial.workflow import make_move
from tracker.ledger.auditing import Audit
from tracker.ledger.models import EVIDENCE, Entry, Opening
from tracker.ledger.sealing import seal
from tracker.ledger.verify import examine
from tracker.record.models import Claim
from tracker.words.quotes import mark_sentence

pytestmark = pytest.mark.django_db


def quoted(source, quote=PASSAGE, **given):
    """A published claim with a quote for its only point, through the desk's door."""
    citation = make.cite(make.claim().allegations.get(), source, quote=quote, **given)
    catch_up()
    return citation


def found_out(source, text=TEXT, day="2024-05-03"):
    """A copy as a worker keeps it, reads it and looks in it; told at the end."""
    copy = kept(source, text, day)
    check_source(source)
    tell_due()
    return copy


def facts():
    return Entry.objects.filter(kind=EVIDENCE).order_by("sequence")


def mark_of(citation):
    return told_marks([citation.pk]).get(citation.pk)


def on_page(citation):
    return row_of(citation.allegation.claim.reference, citation.pk)


def row_of(claim, row):
    citations = records.claim(NOW, claim).allegations[0].citations
    return next(one for one in citations if one.row == str(row))


def withdraw(claim):
    claim.refresh_from_db()
    make_move(claim, "withdraw", None, "It was entered twice.")


@pytest.fixture
def source(db):
    return make.source()


@pytest.mark.database
def test_copy_and_mark_are_told_by_one_entry_and_shown_with_the_quote(source):
    citation = quoted(source)
    copy = found_out(source)
    (entry,) = facts()
    assert (entry.record, entry.shown) == (f"evidence/{source.reference}", "whole")
    mark = on_page(citation).mark
    assert mark_sentence(mark) == "Found word for word in the copy of 3 May 2024."
    assert (f"{mark.exact}.", mark.sha256) == (PASSAGE, copy.sha256)
    assert mark.before.endswith("of that spring.\n\n") and mark.after.startswith(". It asked")
    (told,) = told_copies([source.reference])[source.reference]
    assert (told.sha256, told.size, told.kind) == (copy.sha256, copy.size, "typed")
    assert not Audit().run().faults
    assert not list(differences())


def test_what_is_told_is_not_told_again_and_news_is(source):
    citation = quoted(source)
    found_out(source)
    tell_due()
    tell([source.reference])
    assert facts().count() == 1 and not Untold.objects.exists()
    found_out(source, "Another page altogether.", "2024-10-10")
    assert facts().count() == 2
    assert mark_sentence(mark_of(citation)) == (
        "Found word for word in the copy of 3 May 2024. "
        "It is not in the newer copy of 10 October 2024."
    )
    assert QuoteMark.objects.count() == 2 and KeptCopies.objects.standing().count() == 1


@pytest.mark.database
def test_worker_killed_between_row_and_entry_leaves_it_to_the_next(source, monkeypatch):
    citation = quoted(source)
    kept(source)
    check_source(source)

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("tracker.edition.evidence.telling.advance", killed)
        tell_due()
    assert not facts().exists() and not QuoteMark.objects.exists()
    tell_due()
    assert facts().count() == 1 and mark_of(citation).state == "word_for_word"


def test_attempt_that_failed_is_told_as_a_state(source):
    quoted(source)
    Capture(
        source=source,
        for_reference=source.reference,
        kind="fetched",
        outcome="forbidden",
        asked_url="https://example.org/report",
        status=403,
        detail="a program's words of 10.0.0.7",
        tools="tests",
        maker="somebody",
    ).save()
    tell_due()
    (told,) = told_copies([source.reference])[source.reference]
    assert (told.is_kept, told.status) == (False, 403)
    assert told.what_came_of_it == "the site refused to show it"
    stored = KeptCopies.objects.get().document
    assert "10.0.0.7" not in stored and "somebody" not in stored


def test_rebuilding_makes_the_same_and_check_finds_what_differs(source):
    quoted(source)
    found_out(source)
    found_out(source, f"{TEXT} More.", "2024-10-10")

    def stored():
        rows = QuoteMark.objects.order_by("pk").values_list("row", "document", "since", "until")
        copies = KeptCopies.objects.order_by("pk").values_list("key", "document", "since", "until")
        return sorted(map(str, rows)) + sorted(map(str, copies))

    before = stored()
    forget_all()
    advance()
    assert stored() == before and not list(differences())
    QuoteMark.objects.standing().update(document="{}")
    KeptCopies.objects.standing().update(until=0)
    assert list(differences()) == [
        f"{source.reference}: its copies are told otherwise",
        f"{source.reference}: its quotes are told otherwise",
    ]


def test_kept_pages_of_the_source_and_of_what_cites_it_follow(source):
    citation = quoted(source)
    with recording() as asked:
        on_page(citation)
    before = touched(asked.keys)
    found_out(source)
    assert source.reference in asked.keys
    assert touched(asked.keys) == facts().get().sequence > before


def test_page_of_the_past_says_what_was_known_then(source):
    citation = quoted(source)
    then = Entry.objects.latest("sequence")
    found_out(source)
    claim = citation.allegation.claim.reference

    def at(entry):
        revised = NOW.revised(claim)
        reader = Past(claim, revised, entry.time, whole_change(entry))
        rows = records.claim(reader, claim).allegations[0].citations
        return next(one.mark for one in rows if one.row == str(citation.pk))

    assert at(then) is None
    assert at(facts().get()).state == "word_for_word"


def test_revision_says_what_was_known_when_it_was_published(source):
    """The entry of the facts is part of the change that published."""
    found_out(source)
    claim = make.claim(**DRAFT)
    citation = make.cite(claim.allegations.get(), source, quote=PASSAGE)
    catch_up()
    with change(None, "published") as door:
        Claim.objects.filter(pk=claim.pk).update(**make.status())
        door.touch(claim)
    published = Entry.objects.get(record=claim.reference, action="published")
    newest = facts().last()
    assert newest.shown == "whole" and newest.time == published.time
    assert newest.sequence <= whole_change(published)
    assert mark_of(citation).state == "word_for_word"


def test_nothing_of_a_draft_or_of_a_secret_source_is_told(source):
    secret, unseen = make.source(confidential=True), make.source()
    for one in (secret, unseen):
        claim = make.claim(**DRAFT)
        make.cite(claim.allegations.get(), one, quote=PASSAGE)
    drafted = make.cite(claim.allegations.get(), source, quote="It asked for a reply.")
    citation = quoted(source)
    for one in (secret, unseen, source):
        found_out(one, f"{TEXT}{one.reference}")
    shown = dict(facts().values_list("record", "shown"))
    assert shown == {
        f"evidence/{secret.reference}": "nothing",
        f"evidence/{unseen.reference}": "nothing",
        f"evidence/{source.reference}": "whole",
    }
    assert list(QuoteMark.objects.values_list("row", flat=True)) == [citation.pk]
    assert [row.key for row in KeptCopies.objects.all()] == [source.reference]
    assert not told_marks([drafted.pk])
    committed = Opening.objects.filter(path__startswith="quotes/")
    assert [one.path for one in committed] == [f"quotes/{citation.pk}/told"]


def test_waiting_change_of_a_quote_changes_nothing_that_readers_see(source, editor):
    citation = quoted(source)
    found_out(source)
    before = mark_of(citation)
    with change(editor, "changed") as door:
        citation.quote = "It asked for a reply."
        citation.save()
        door.touch(citation)
    found_out(source, TEXT, "2024-10-10")
    now = mark_of(citation)
    assert (now.quote, now.exact) == (before.quote, before.exact)
    assert now.made_at.year == 2024 and now.made_at.month == 10
    with change(editor, "changed") as door:
        door.touch(citation.allegation.claim)
        citation.delete()
    found_out(source, f"{TEXT} And more.", "2024-11-11")
    assert told_marks([now.row]) == {now.row: now}
    assert row_of(now.record, now.row).mark == now


def test_withdrawal_and_confidentiality_take_marks_and_copies_along(source):
    citation = quoted(source)
    other = quoted(source, "It asked for a reply.")
    found_out(source)
    claim = citation.allegation.claim
    withdraw(claim)
    assert mark_of(citation) is None and mark_of(other).state == "word_for_word"
    make.edited(source, confidential=True)
    assert not QuoteMark.objects.standing().exists()
    assert not KeptCopies.objects.standing().exists()
    assert facts().last().shown == "nothing"
    make.edited(source, confidential=False)
    assert mark_of(other).state == "word_for_word"
    assert not Audit().run().faults and not list(differences())


def test_bundle_opens_what_documents_show_and_verifies(source, tmp_path):
    citation = quoted(source)
    other = quoted(source, "It asked for a reply.")
    found_out(source)
    signer = make.ledger()

    def opened():
        seal(signer)
        path = tmp_path / "bundle.zip"
        with path.open("wb") as file:
            write_bundle(file)
        report = examine(path, None, None)
        assert not report.faults and not report.gaps, report.faults
        with zipfile.ZipFile(path) as archive:
            told = json.loads(archive.read("export/record.json"))
            return told["evidence"], archive.read("openings.jsonl").decode()

    (evidence,), text = opened()
    assert evidence["id"] == f"evidence/{source.reference}"
    assert {row["row"] for row in evidence["quotes"]} == {str(citation.pk), str(other.pk)}
    withdraw(citation.allegation.claim)
    (evidence,), text = opened()
    assert {row["row"] for row in evidence["quotes"]} == {str(other.pk)}
    assert f'"row":{citation.pk}' not in text and f'"row":{other.pk}' in text
    make.edited(source, confidential=True)
    evidence, text = opened()
    assert not evidence and "It asked for a reply" not in text


def test_erased_words_leave_the_surroundings_of_a_quote_now_and_before(source, monkeypatch):
    monkeypatch.setattr(
        "tracker.editorial.management.commands.erase_words.overwrite_freed_space", list
    )
    citation = quoted(source, "It asked for a reply.")
    found_out(source, "Robin Shaw wrote. It asked for a reply. Then nothing.")
    assert "Robin" in mark_of(citation).before
    found_out(source, "Robin Shaw wrote. It asked for a reply. Then more.", "2024-10-10")
    call_command("erase_words", "Robin Shaw", "--apply")
    mark = mark_of(citation)
    assert (mark.state, mark.is_left_out, mark.before) == ("word_for_word", True, "")
    for model in (QuoteMark, KeptCopies, Opening):
        for row in model.objects.all():
            assert "Robin" not in str(row.__dict__)
    found_out(source, "Robin Shaw wrote. It asked for a reply. Then all.", "2024-11-11")
    assert not Opening.objects.filter(value__contains="Robin").exists()
    assert not Audit().run().faults and not list(differences())


def test_page_asks_no_more_for_more_quotes_and_copies(source, django_assert_max_num_queries):
    citation = quoted(source)
    found_out(source)

    def asked():
        with django_assert_max_num_queries(100) as found:
            on_page(citation)
        return len(found)

    first = asked()
    claim = citation.allegation.claim
    for number in range(10):
        make.cite(claim.allegations.get(), source, quote=PASSAGE.replace("Shaw", f"Shaw{number}"))
        kept(source, f"{TEXT}{number}", f"2024-06-{number + 10}")
    make.edited(claim, lead="More.")
    check_source(source)
    tell_due()
    assert len(records.claim(NOW, claim.reference).allegations[0].citations) >= 11
    assert asked() == first
    assert len(told_copies([source.reference])[source.reference]) == 11
