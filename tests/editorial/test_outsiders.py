"""Answers and corrections from outside: a public page's form, its receipt, and what it refuses."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.ledger.world import as_made, kept, settled
from tracker.capture import storage
from tracker.capture.models import HandedInFile
from tracker.editorial.management.commands import sign_ins
from tracker.editorial.models import Submission, SubmissionAnswer, SubmissionFile
from tracker.editorial.outsiders import costs, stamps
from tracker.public.delivery.addresses import answer_address

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 a letter"
SAID = "We were not there, and said so on 3 May."


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        public = make.whole_dispute()
        draft = make.claim("Party K alleges a secret", status="draft", published_at=None)
        make.ledger()
        yield settled({**public, "draft": draft})


@pytest.fixture
def world(made):
    return as_made(made)


@pytest.fixture
def form(world):
    """The address of the form of the claim, and a function that fills it in and sends it."""
    return Form(f"/answer/claims/{world['claim'].reference}/")


class Form:
    """A form as a browser without scripts and cookies has it."""

    def __init__(self, address, **headers):
        self.address, self.browser = address, Client(**headers)
        self.html = self.browser.get(address).content.decode()
        self.stamp = re.search(r'name="stamp" value="([^"]+)"', self.html)[1]

    def send(self, **given):
        typed = {"kind": "answer", "text": SAID, "language": "en", "stamp": self.stamp}
        return self.browser.post(self.address, {**typed, **given})


def words_of(response):
    return re.search(r"<strong>([A-Z2-7-]+)</strong>", response.content.decode())[1]


def look_up(words):
    return Client().post("/answer/receipt/", {"words": words}).content.decode()


def file(data=PDF, name="letter.pdf"):
    return SimpleUploadedFile(name, data)


def later(**by):
    now = timezone.now() + timedelta(**by)
    return mock.patch.object(timezone, "now", lambda: now)


# --- The way there --------------------------------------------------------------------------------


def test_public_pages_lead_to_a_form_for_the_page_and_for_each_point(world, client, subtests):
    claim, response, party = world["claim"], world["response"], world["party"]
    pages = {
        f"/answer/claims/{claim.reference}/": claim,
        f"/answer/claims/{claim.reference}/?point={claim.reference}/2": claim,
        f"/answer/responses/{response.reference}/": response,
        f"/answer/responses/{response.reference}/?point={claim.reference}/1": response,
        f"/answer/parties/{party.slug}/": party,
    }
    for address, record in pages.items():
        with subtests.test(address):
            html = client.get(record.get_absolute_url()).content.decode()
            assert f'href="{address}"' in html
            assert client.get(address).status_code == 200


def test_point_that_was_asked_about_is_chosen(world, form):
    claim = world["claim"]
    html = Client().get(f"{form.address}?point={claim.reference}/2").content.decode()
    assert f'<option value="{claim.reference}/2" selected>' in html


def test_link_is_in_the_language_of_the_page(world, client):
    claim = world["claim"]
    html = client.get(f"/ar{claim.get_absolute_url()}").content.decode()
    assert f'href="/ar/answer/claims/{claim.reference}/"' in html


def test_readers_process_that_is_not_told_where_shows_no_link(settings):
    settings.ANSWERS_URL = ""
    assert answer_address("claims", "C-2024-0001") == ""
    settings.ANSWERS_URL = "https://desk.tracker.example"
    expected = "https://desk.tracker.example/answer/claims/C-2024-0001/"
    assert answer_address("claims", "C-2024-0001") == expected


def test_preview_and_past_pages_lead_to_no_form(world, editors_desk, client):
    claim = world["claim"]
    preview = editors_desk.get(f"/preview/claims/{claim.reference}/").content.decode()
    past = client.get(f"{claim.get_absolute_url()}?revision=1").content.decode()
    assert "/answer/" not in preview and "/answer/" not in past


def test_draft_answers_like_what_never_was(world, subtests):
    nobody = Client().get("/answer/claims/C-2024-9999/")
    assert nobody.status_code == 404
    odd = ("x" * 300, "C-2024-9999", "0")
    addresses = [f"/answer/claims/{one}/" for one in (world["draft"].reference, *odd)]
    for address in (*addresses, "/answer/sources/S-2024-0001/", "/answer/nouns/x/"):
        with subtests.test(address):
            for answer in (Client().get(address), Client().post(address, {"text": "Hm"})):
                assert (answer.status_code, answer.content) == (404, nobody.content)


# --- Sending --------------------------------------------------------------------------------------


@pytest.mark.database
def test_what_is_sent_is_kept_with_its_point_and_its_files(world, form):
    claim = world["claim"]
    point = f"{claim.reference}/2"
    answer = form.send(about=point, attached=[file(), file(b"Dear Sir", "note.txt")], sender="Lee")
    assert answer.status_code == 200 and not answer.cookies
    row = Submission.objects.get()
    assert (row.record, row.sender, row.state, row.text) == (claim.reference, "Lee", "received", "")
    (said,) = row.answers.all()
    assert (said.number, said.text) == (2, SAID)
    assert said.row == claim.allegations.get(number=2).pk
    names = [(one.file.file_name, one.file.media_type) for one in row.files.all()]
    assert names == [("letter.pdf", "application/pdf"), ("note.txt", "text/plain")]
    assert storage.path_of(row.files.first().file.sha256).read_bytes() == PDF


def test_receipt_is_shown_once_and_kept_as_a_hash(form):
    answer = form.send()
    words = words_of(answer)
    assert len(words.replace("-", "")) == 24
    row = Submission.objects.get()
    assert words not in {str(value) for value in vars(row).values()}
    assert "Nobody has read it yet." in look_up(words)
    assert "Nobody has read it yet." in look_up(words.lower().replace("-", " "))
    assert SAID not in look_up(words)
    assert "There is no such receipt" in look_up("ABCD-EFGH")


@pytest.mark.database
def test_form_sent_twice_is_kept_once_and_has_one_receipt(form):
    assert words_of(form.send()) == words_of(form.send())
    assert Submission.objects.count() == 1
    other = form.send(text="Something else.")
    html = other.content.decode()
    assert other.status_code == 400 and "Something else." in html and "sent before" in html
    form.stamp = re.search(r'name="stamp" value="([^"]+)"', html)[1]
    assert form.send(text="Something else.").status_code == 200
    assert Submission.objects.count() == 2


def test_neither_address_nor_browser_of_the_sender_is_kept(form):
    Form(form.address, REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Odd/1").send()
    row = Submission.objects.get()
    assert not any("198.51.100" in str(value) for value in vars(row).values())
    assert row.place
    with later(days=1, minutes=1):
        sign_ins.Command().handle(forget=None, let_in=None)
    row.refresh_from_db()
    assert row.place == ""


def test_pages_are_kept_by_nobody_and_send_no_address_along(form):
    for address in (form.address, "/answer/receipt/", "/ar/answer/receipt/", "/answer/to/x/"):
        headers = Client().get(address).headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"] and "no-store" in headers["Cache-Control"]
        assert "Set-Cookie" not in headers


# --- Refusals, and what is not lost ---------------------------------------------------------------

HOSTILE = {
    "nothing": ({"text": "  "}, "Your words"),
    "too long": ({"text": "a" * 20_001}, "Your words"),
    "a control character": ({"text": "We\x00 were"}, "U+0000"),
    "one in a line": ({"sender": "Lee\x1b"}, "U+001B"),
    "a language that is none": ({"language": "xx"}, "In which language?"),
    "a kind that is none": ({"kind": "order"}, "What do you send?"),
    "a point of another claim": ({"about": "C-2024-9999/1"}, "To what?"),
    "a program's trap": ({"website": "https://example.org/"}, "Leave this empty"),
    "no stamp": ({"stamp": ""}, "send it again"),
    "a forged stamp": ({"stamp": "x.y:1:z"}, "send it again"),
    "an empty file": ({"attached": [file(b"")]}, "empty"),
    "a program": ({"attached": [file(b"MZ\x00\x01\x02", "a.exe")]}, "is not taken"),
    "a packed file": ({"attached": [file(b"PK\x03\x04", "a.zip")]}, "is not taken"),
    "too many files": ({"attached": [file() for _ in range(4)]}, "at most 3"),
}


def test_hostile_input_is_named_and_nothing_typed_is_lost(form, subtests):
    for what, (given, told) in HOSTILE.items():
        with subtests.test(what):
            answer = form.send(**{"contact": "lee@example.org", **given})
            html = answer.content.decode()
            assert answer.status_code == 400
            assert told in html and 'value="lee@example.org"' in html
            if "text" not in given:
                assert SAID in html
            if "attached" in given and given["attached"][0].size:
                assert "Choose the files again" in html
    assert not Submission.objects.exists() and not HandedInFile.objects.exists()


def test_markup_in_what_is_typed_stays_text(form):
    html = form.send(text="", sender='"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_file_that_is_larger_than_is_taken_is_refused(form):
    with mock.patch("tracker.editorial.outsiders.forms.FILE_MEGABYTES", 0):
        assert "is larger than" in form.send(attached=[file()]).content.decode()


def test_form_that_is_larger_than_any_is_not_read(form):
    with mock.patch("tracker.editorial.outsiders.answering.FORM_BYTES", 100):
        answer = form.send(text="a" * 200)
    assert answer.status_code == 413 and "what you typed is still there" in answer.content.decode()


def test_form_of_another_place_or_another_day_is_not_taken(form):
    elsewhere = Form(form.address, REMOTE_ADDR="203.0.113.9")
    elsewhere.stamp = form.stamp
    assert elsewhere.send().status_code == 400
    with mock.patch.object(stamps, "SECONDS", -1):
        assert form.send().status_code == 400
    assert not Submission.objects.exists()


def test_too_much_from_one_place_is_refused_and_others_are_let_in(form):
    with mock.patch.object(costs, "FROM_ONE", 2):
        assert form.send().status_code == 200
        refused = Form(form.address).send(attached=[file()])
        assert refused.status_code == 429 and SAID in refused.content.decode()
        assert "Retry-After" in refused.headers
        assert Form(form.address, REMOTE_ADDR="203.0.113.9").send().status_code == 200
    with mock.patch.object(costs, "FROM_ALL", 2):
        assert Form(form.address, REMOTE_ADDR="203.0.113.10").send().status_code == 429
    assert Submission.objects.count() == 2 and not SubmissionFile.objects.exists()


def test_attachment_counts_for_its_size():
    assert costs.cost_of([]) == 1
    assert costs.cost_of([1, 1024 * 1024 + 1]) == 4


def test_form_asks_the_database_as_often_for_many_points(world, form):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(form.address).status_code == 200
        return len(queries)

    before = asked()
    for number in range(3, 13):
        make.allegation(world["claim"], number)
    make.edited(world["claim"])
    assert asked() == before
    assert "12. Party A says" in Client().get(form.address).content.decode()
    assert not SubmissionAnswer.objects.exists()
