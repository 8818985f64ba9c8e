"""Received from outside: the desk reads it, verifies who sent it, takes it over or says why not."""

from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.conftest import staff
from tests.editorial.test_answer_links import SAID, SAID_TOO, link_to, send
from tests.editorial.test_outsiders import PDF, Form, file, look_up, words_of
from tests.ledger.world import as_made, kept, settled
from tracker.capture import storage, verifying
from tracker.capture.keeping import keep_file
from tracker.capture.models import Capture, HandedInFile, QuoteCheck
from tracker.edition.models import Edition
from tracker.editorial.digests import text_of
from tracker.editorial.models import Submission, SubmissionEvent
from tracker.editorial.my_day import counts_for
from tracker.editorial.workflow import make_move
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db
LIST = "/admin/received/"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        accused = make.party("Party B")
        claim = make.claim("Party A alleges a thing", make.party("Party A"), accused, 2)
        request = make.request(claim=claim, due_on="2024-05-01")
        make.ledger()
        yield settled({"claim": claim, "request": request, "accused": accused})


@pytest.fixture
def world(made):
    return as_made(made)


@pytest.fixture
def answer(world, editor):
    """What the other side sent by its link: one point of two, something general, and a letter."""
    point = world["claim"].allegations.get(number=2)
    response = send(link_to(world["request"], editor), point, text=SAID_TOO, attached=[file()])
    row = Submission.objects.get()
    row.words = words_of(response)
    return row


@pytest.fixture
def correction(world):
    response = Form(f"/answer/claims/{world['claim'].reference}/").send(kind="correction")
    row = Submission.objects.get()
    row.words = words_of(response)
    return row


def at(row, *more):
    return "".join([f"{LIST}{row.pk}/", *more])


def do(client, row, deed, **given):
    return client.post(at(row), {"do": deed, **given}, follow=True)


def take(client, row, party):
    return do(client, row, "take", party=party.pk)


def state_of(row):
    return Submission.objects.get(pk=row.pk).state


# --- Reading --------------------------------------------------------------------------------------


def test_item_shows_what_was_sent_and_by_whom(world, answer, editors_desk):
    html = editors_desk.get(at(answer)).content.decode()
    for words in (SAID, SAID_TOO, "Lee, spokesperson", "letter.pdf", "Had the link for"):
        assert words in html
    assert world["request"].title in html and 'lang="ar" dir="auto"' in html


def test_desk_is_told_how_much_was_received(world, answer, editor, editors_desk, publisher):
    assert counts_for(editor).received == counts_for(publisher).received == 1
    assert "From outside: 1" in editors_desk.get("/admin/").content.decode()
    assert "1 answer or correction from outside waits." in text_of(counts_for(editor))
    do(editors_desk, answer, "decline", reason="We hold it already.")
    assert counts_for(editor).received == 0


def test_who_reads_it_and_who_decides(world, answer, subtests):
    addresses = [LIST, at(answer), at(answer, f"files/{answer.files.get().pk}/")]
    for role, may in (("editor", True), ("publisher", True), ("contributor", False)):
        client = signed_in(staff(f"a {role}", role))
        for address in addresses:
            with subtests.test(role, address=address):
                response = client.get(address)
                response.close()
                assert response.status_code == (200 if may else 403)
    for user in (staff("adam", "administrator"), User.objects.create_user("norm", is_staff=True)):
        client = signed_in(user)
        for address in addresses:
            assert client.get(address).status_code == 403
        assert do(client, answer, "decline", reason="No.").status_code == 403
        assert counts_for(user).received == 0
    assert Client().get(at(answer)).status_code == 302
    assert state_of(answer) == "received"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_file_is_a_download_and_each_is_written_down(answer, editors_desk):
    sent = editors_desk.get(at(answer, f"files/{answer.files.get().pk}/"))
    assert b"".join(sent) == PDF
    sent.close()
    assert sent["Content-Type"] == "application/octet-stream"
    assert sent["Content-Disposition"].startswith("attachment") and "letter" not in str(
        sent.headers
    )
    assert "sandbox" in sent["Content-Security-Policy"]
    assert "downloaded a file" in editors_desk.get(at(answer)).content.decode()
    assert editors_desk.get(at(answer, "files/999/")).status_code == 404
    assert editors_desk.get(f"{LIST}{'9' * 30}/").status_code == 404


def test_sender_is_told_that_it_is_being_read(answer, editors_desk):
    do(editors_desk, answer, "read")
    assert "It is being read." in look_up(answer.words)
    assert "edith" in editors_desk.get(at(answer)).content.decode()


def test_list_asks_the_database_as_often_for_many(world, answer, editors_desk):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert editors_desk.get(LIST).status_code == 200
        return len(queries)

    asked()
    before = asked()
    point = world["claim"].allegations.first()
    for number in range(10):
        row = Submission.objects.create(kind="answer", record=answer.record, receipt=str(number))
        row.answers.create(claim="C-2024-0001", number=1, row=point.pk, text=SAID)
    assert asked() == before
    assert editors_desk.get(LIST).content.decode().count("1 point answered") == 11


# --- Not taking it over ---------------------------------------------------------------------------


def test_declined_with_a_reason_that_the_sender_reads(answer, editors_desk):
    assert "Say why" in do(editors_desk, answer, "decline", reason=" ").content.decode()
    odd = do(editors_desk, answer, "decline", reason="No\x00 more").content.decode()
    assert "U+0000" in odd and state_of(answer) == "received"
    do(editors_desk, answer, "decline", reason="It is about another claim.")
    assert "It is about another claim." in look_up(answer.words)
    assert "decided on it" in do(editors_desk, answer, "decline", reason="Twice.").content.decode()


# --- Taking it over -------------------------------------------------------------------------------


@pytest.mark.database
def test_verified_answer_becomes_a_draft_with_its_words_as_quotes(world, answer, editors_desk):
    do(editors_desk, answer, "verify", way="letter", how="Letterhead of 3 May")
    take(editors_desk, answer, world["accused"])
    row = Submission.objects.get()
    response = m.Response.objects.get(reference=row.taken_into)
    assert (response.status, response.responder) == ("draft", world["accused"])
    assert not response.is_unconfirmed and response.on_file == ""
    said = response.answers.get()
    assert said.allegation == world["claim"].allegations.get(number=2)
    quote, general = said.citations.get(), response.citations.get()
    assert (quote.quote, quote.language, quote.relation) == (SAID, "ar", "own_words")
    assert general.quote == SAID_TOO
    source = quote.source
    assert source == general.source and source.supplied_as_text
    assert (source.kind, source.publisher) == ("letter", world["accused"])
    kinds = Capture.objects.of(source).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["given", "typed"]
    given = Capture.objects.of(source).get(kind="given")
    assert given.what_it_is == f"file given by Party B, from outside, number {row.pk}"
    checks = QuoteCheck.objects.filter(citation__in=[quote, general], text__capture__kind="typed")
    assert set(checks.values_list("state", flat=True)) == {"word_for_word"}
    assert SubmissionEvent.objects.filter(who="edith", action="taken").exists()
    assert Audit().run().faults == []


def test_request_of_which_a_reply_was_noted_is_answered_by_it(world, answer, editors_desk):
    make.edited(world["request"], outcome="received")
    do(editors_desk, answer, "verify", way="letter", how="Letterhead of 3 May")
    take(editors_desk, answer, world["accused"])
    assert m.Request.objects.get(pk=world["request"].pk).outcome == "partly"


@pytest.mark.database
def test_request_is_answered_in_part_and_the_reply_is_told_to_readers(world, answer, editors_desk):
    client = Client()
    do(editors_desk, answer, "verify", way="domain", how="From the party's own address")
    take(editors_desk, answer, world["accused"])
    request = m.Request.objects.get(pk=world["request"].pk)
    assert (request.outcome, request.answered_by.status) == ("partly", "draft")
    html = client.get(world["claim"].get_absolute_url()).content.decode()
    assert "A reply from Party B was received on" in html
    # What is more than that waits for a second person.
    assert SAID not in html
    page = client.get(request.get_absolute_url()).content.decode()
    assert "No reply found" not in page and "being entered" in page
    assert request.answered_by.reference not in page


def test_reply_that_nobody_verified_is_told_to_nobody(world, answer, editors_desk):
    take(editors_desk, answer, world["accused"])
    response = m.Response.objects.get()
    assert response.is_unconfirmed
    html = Client().get(world["claim"].get_absolute_url()).content.decode()
    assert "A reply from Party B was received" not in html


def test_verification_that_was_wrong_is_taken_back(answer, editors_desk):
    do(editors_desk, answer, "verify", way="letter", how="Letterhead")
    assert "Choose how" in do(editors_desk, answer, "verify", way="xx").content.decode()
    do(editors_desk, answer, "verify", way="", how="Letterhead")
    row = Submission.objects.get()
    assert (row.verified, row.verified_how) == ("", "")
    told = editors_desk.get(at(answer)).content.decode()
    assert "took back that the sender speaks for the party" in told


def test_party_that_it_cannot_be_of_is_refused_and_nothing_is_made(world, answer, editors_desk):
    before = Entry.objects.count()
    for party in (world["claim"].claimants.get().pk, "x", "", "9" * 30):
        html = do(editors_desk, answer, "take", party=party).content.decode()
        assert "Choose the party whose answer it is." in html
    assert Entry.objects.count() == before and not m.Response.objects.exists()
    assert state_of(answer) == "received"


@pytest.mark.database
def test_taken_over_twice_makes_one_draft(world, answer, editors_desk):
    take(editors_desk, answer, world["accused"])
    assert "decided" in take(editors_desk, answer, world["accused"]).content.decode()
    assert m.Response.objects.count() == 1


def test_file_that_is_gone_takes_nothing_over(world, answer, editors_desk):
    storage.path_of(answer.files.get().file.sha256).unlink()
    html = take(editors_desk, answer, world["accused"]).content.decode()
    assert "damaged or missing" in html
    assert not m.Response.objects.exists() and state_of(answer) == "received"


def test_sender_finds_the_response_once_it_is_public_and_not_before(
    world, answer, editors_desk, publisher
):
    take(editors_desk, answer, world["accused"])
    response = m.Response.objects.get()
    told = look_up(answer.words)
    assert "taken over by an editor" in told and response.reference not in told
    m.Response.objects.filter(pk=response.pk).update(on_file="whole")
    stance = m.Stance.objects.first()
    m.AnswerStance.objects.create(answer=response.answers.get(), stance=stance)
    response.refresh_from_db()
    make_move(response, "submit", publisher)
    with mock.patch("tracker.editorial.workflow.findings", return_value=[]):
        make_move(response, "publish", staff("petra", "publisher"), "It says so.")
    assert Edition.objects.standing().whole().filter(key=response.reference).exists()
    told = look_up(answer.words)
    assert "is public" in told and response.get_absolute_url() in told


def test_correction_becomes_a_draft_in_the_editors_words(world, correction, editors_desk):
    html = do(editors_desk, correction, "take", text="").content.decode()
    assert "errornote" in html and state_of(correction) == "received"
    do(editors_desk, correction, "take", text="It was on 3 May, not on 4 May.")
    made = m.Correction.objects.get()
    assert (made.claim, made.status) == (world["claim"], "draft")
    assert made.text == "It was on 3 May, not on 4 May."
    assert "taken over by an editor" in look_up(correction.words)


# --- Erasing --------------------------------------------------------------------------------------


def test_who_may_erase_copies_erases_what_was_sent_and_nobody_else(world, answer, subtests):
    sent = {"because": "privacy", "is_meant": "on"}
    digest = answer.files.get().file.sha256
    for role, status in (("contributor", 403), ("editor", 403)):
        with subtests.test(role):
            client = signed_in(staff(f"a {role}", role))
            assert client.post(at(answer, "erase/"), sent).status_code == status
    boss = signed_in(staff("adam", "administrator"))
    page = boss.get(at(answer, "erase/")).content.decode()
    assert SAID not in page and "Lee, spokesperson" not in page
    assert boss.post(at(answer, "erase/"), {"because": "privacy"}).status_code == 200
    with mock.patch("tracker.editorial.outsiders.settling.forget_bytes") as files:
        assert boss.post(at(answer, "erase/"), sent).status_code == 302
    row = Submission.objects.get()
    assert (row.state, row.text, row.sender, row.answers.count()) == ("erased", "", "", 0)
    assert files.call_args.args[0] == [digest]
    assert "It was erased." in look_up(answer.words)
    assert row.events.get(action="erased").who == "adam"


def test_files_of_what_was_erased_leave_the_disk_unless_a_copy_has_them(world, publisher):
    Form(f"/answer/claims/{world['claim'].reference}/").send(
        attached=[file(), file(b"Dear Sir", "a.txt")]
    )
    row = Submission.objects.get()
    digests = [one.file.sha256 for one in row.files.all()]
    assert set(digests) <= verifying.named_hashes()
    source = make.source()
    from_copy = HandedInFile.objects.get(sha256=digests[0])
    with storage.open_stored(digests[0]) as body:
        keep_file(source, body, from_copy.file_name, publisher, "")
    client = signed_in(publisher)
    client.post(
        reverse("admin:submission_erase", args=[row.pk]), {"because": "safety", "is_meant": "1"}
    )
    assert storage.path_of(digests[0]).exists() and not storage.path_of(digests[1]).exists()
    assert not HandedInFile.objects.exists()
