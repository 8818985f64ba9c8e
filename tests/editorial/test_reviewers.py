"""A reviewer's link: one record for somebody without an account, until it ends; and comments."""

import re
from datetime import timedelta
from html import escape
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.editorial.test_naughty_strings import OWN, STRINGS
from tracker.editorial import reviewer_comments, reviewers
from tracker.editorial.changes import change
from tracker.editorial.management.commands import sign_ins
from tracker.editorial.models import Comment, LinkOpening, ReviewLink
from tracker.editorial.secrets import make_confidential
from tracker.editorial.workflow import make_move
from tracker.ledger.models import Entry
from tracker.record.text import with_line_breaks

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
NOBODYS = "x" * 32


@pytest.fixture
def claim(db):
    row = make.claim(
        "Party A alleges a new thing", claimant=make.party("Party A"), allegations=2, **DRAFT
    )
    make.ledger()
    return row


@pytest.fixture
def lawyer(claim, editor):
    """The address of a link to the claim that Edith made."""
    return link_to(claim, editor)


def link_to(record, user, name="Advocate Lee", days=7):
    return f"/review/{reviewers.make_link(record, user, name, days)}/"


def at(record, page="reviewers"):
    return reverse(f"admin:record_{record._meta.model_name}_{page}", args=[record.pk])


def opened(address, client=None, **headers):
    return (client or Client()).get(address, **headers)


def say(address, text, about="", **more):
    return Client().post(address, {"text": text, "about": about, **more})


def later(**by):
    now = timezone.now() + timedelta(**by)
    return mock.patch.object(timezone, "now", lambda: now)


# --- Making one -----------------------------------------------------------------------------------


def test_link_is_shown_once_and_kept_as_a_hash(claim, editors_desk):
    form = editors_desk.get(desk.address(claim)).content.decode()
    assert (
        at(claim) in form and at(claim) in editors_desk.get(at(claim, "comments")).content.decode()
    )
    made = editors_desk.post(at(claim), {"make": "1", "reviewer": "Advocate Lee", "days": "7"})
    html = made.content.decode()
    (token,) = re.findall(r'value="http[^"]*/review/([^/"]+)/"', html)
    assert len(token) >= 22 and "no-store" in made["Cache-Control"]
    assert "Not opened yet" in html and "Made by <bdi>edith</bdi>" in html
    assert token not in editors_desk.get(at(claim)).content.decode()
    row = ReviewLink.objects.get()
    assert token not in {str(value) for value in vars(row).values()}
    assert row.ends_at - row.made_at == timedelta(days=7)
    assert opened(f"/review/{token}/").status_code == 200
    assert "1 link is open" in editors_desk.get(at(claim, "comments")).content.decode()


def test_what_no_link_can_be_made_of_is_named_and_not_lost(claim, editors_desk, subtests):
    name = "Advocate Lee"
    for reviewer, days, why in (
        ("", "7", "blank"),
        (name, "0", "from 1 to 30"),
        (name, "31", "from 1 to 30"),
        (name, "9" * 30, "from 1 to 30"),
        (name, "soon", "from 1 to 30"),
        ("L" * 81, "7", "80"),
        ("Lee\x00", "7", "control character"),
    ):
        with subtests.test(reviewer, days=days):
            answer = editors_desk.post(at(claim), {"make": "1", "reviewer": reviewer, "days": days})
            html = answer.content.decode()
            assert 'class="errornote"' in html and why in html
            assert f'value="{days}"' in html and escape(reviewer) in html
            assert not ReviewLink.objects.exists()


def test_links_of_a_record_have_a_bound(claim, editors_desk, editor, monkeypatch):
    monkeypatch.setattr(reviewers, "MOST_OPEN", 1)
    link_to(claim, editor)
    html = editors_desk.post(at(claim), {"reviewer": "Lee", "days": "7"}).content.decode()
    assert "revoke one" in html and ReviewLink.objects.count() == 1


def test_record_that_nobody_may_see_gets_no_link_and_keeps_its_list(editors_desk, editor):
    source = make.source("A letter")
    make.ledger()
    opened(link_to(source, editor))
    source.confidential = True
    source.save()
    html = editors_desk.post(at(source), {"reviewer": "Lee", "days": "7"}).content.decode()
    assert "nobody outside is shown it" in html and "Opened 1 time" in html
    assert ReviewLink.objects.count() == 1


def test_links_are_for_who_may_change_the_record(claim, lawyer):
    norman = Client()
    norman.force_login(User.objects.create_user("norman", is_staff=True))
    for client in (Client(), norman):
        assert client.get(at(claim)).status_code in (302, 403)
        client.post(at(claim), {"revoke": ReviewLink.objects.get().pk})
        assert opened(lawyer).status_code == 200
    correction = make.correction(claim=claim)
    assert not reviewers.may_invite(staff("olga", "publisher"), correction)


# --- What it opens --------------------------------------------------------------------------------


def test_page_says_whose_copy_it_is_and_is_kept_nowhere(claim, lawyer, publishers_desk):
    answer = opened(lawyer)
    html = answer.content.decode()
    assert "no-store" in answer["Cache-Control"] and answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"] and 'content="noindex' in html
    assert not answer.cookies and "ETag" not in answer
    assert html.count("Advocate Lee") > 3 and 'class="watermark"' in html
    assert claim.title in html
    for gone in ("/admin/", "/preview/", "ld+json", 'rel="canonical"', "og:title", "format="):
        assert gone not in html, gone
    arabic = opened(f"/ar{lawyer}").content.decode()
    assert 'dir="rtl"' in arabic and "Advocate Lee" in arabic
    with later():
        assert opened(lawyer).content == opened(lawyer, publishers_desk).content


def test_address_with_more_in_it_opens_nothing_more(claim, lawyer, subtests):
    with later():
        plain = opened(lawyer).content
        for query in (
            "?format=jsonld",
            "?format=bibtex&part=x",
            "?revision=1",
            "?as_of=2020",
            "?q",
        ):
            with subtests.test(query):
                assert opened(f"{lawyer}{query}").content == plain
    for more in ("history/", "embed/", "../../claims/"):
        assert opened(f"{lawyer}{more}").status_code == 404
    assert Client().put(lawyer).status_code == Client().delete(lawyer).status_code == 405


def test_every_noun_with_a_page_can_be_reviewed(editor, subtests):
    world = make.whole_dispute(**DRAFT)
    world |= {"party": make.party("Party Z"), "place": make.place("Town Z")}
    make.ledger()
    for noun in ("claim", "response", "request", "event", "dossier", "party", "place", "source"):
        with subtests.test(noun):
            address = link_to(world[noun], editor)
            answer = opened(address)
            assert answer.status_code == 200
            assert escape(str(getattr(world[noun], "title", "") or world[noun].name)) in (
                answer.content.decode()
            )
            assert say(address, "Hm.").status_code == 303
    assert opened(f"{link_to(world['dossier'], editor)}?page=x").status_code == 400


def test_page_asks_the_same_however_much_is_drafted_and_said(claim, lawyer, editor):
    def asked():
        opened(lawyer)
        with CaptureQueriesContext(connection) as queries:
            assert opened(lawyer).status_code == 200
        return len(queries)

    say(lawyer, "Hm.")
    before = asked()
    for number in range(5):
        say(lawyer, f"Hm {number}.")
        make.claim(f"Party A alleges thing {number}", claimant=claim.claimants.get(), **DRAFT)
        link_to(claim, editor)
        make.answer(make.response(claim, **DRAFT), claim.allegations.first())
    assert asked() == before


# --- When it ends ---------------------------------------------------------------------------------


def ended(claim, lawyer, publisher):
    """Ways in which a link ends, by what they are called: each of a link of its own."""

    def deleted():
        row = make.claim("Party A alleges what goes", **DRAFT)
        make.ledger()
        address = link_to(row, publisher)
        with change(publisher, Entry.Action.DELETED) as door:
            door.removing(row)
            row.delete()
        return address

    def withdrawn():
        row = make.claim("Party A alleges what is withdrawn")
        make.ledger()
        address = link_to(row, publisher)
        make_move(row, "withdraw", publisher, "It was entered twice.")
        make_move(row, "reopen", publisher)
        return address

    def confidential():
        source = make.claim().allegations.get().citations.get().source
        make.ledger()
        address = link_to(source, publisher)
        make_confidential(source, publisher, "We were asked to.")
        return address

    def revoked():
        address = link_to(claim, publisher)
        assert reviewers.revoke(claim, publisher, ReviewLink.objects.latest("pk").pk)
        return address

    return {
        "never was": lambda: f"/review/{NOBODYS}/",
        "forged": lambda: f"{lawyer[:-2]}{'A' if lawyer[-2] != 'A' else 'B'}/",
        "its hash": lambda: f"/review/{ReviewLink.objects.first().digest}/",
        "revoked": revoked,
        "deleted": deleted,
        "withdrawn, and opened again": withdrawn,
        "confidential": confidential,
    }


def test_link_that_ended_answers_as_one_that_never_was(claim, lawyer, publisher, subtests):
    expected = opened(f"/review/{NOBODYS}/")
    assert expected.status_code == 404

    def same(address):
        token = address.split("/")[2]
        for answer in (opened(address), say(address, "Hm.")):
            assert answer.status_code == 404
            assert answer.content.decode().replace(token, NOBODYS) == expected.content.decode()
            # The address stands on the page, for the other languages.
            told = {**answer.headers, "Content-Length": expected["Content-Length"]}
            assert told == {**expected.headers}

    for what, end in ended(claim, lawyer, publisher).items():
        with subtests.test(what):
            same(end())
    with subtests.test("over"):
        with later(days=6, hours=23):
            assert opened(lawyer).status_code == 200
        with later(days=7, seconds=1):
            same(lawyer)
    assert not Comment.objects.exists()


def test_source_called_confidential_in_its_form_ends_its_links_for_good(editors_desk, editor):
    source = make.source("A letter")
    make.ledger()
    address = link_to(source, editor)
    data = desk.open_form(editors_desk, source)
    desk.save(editors_desk, source, {**data, "confidential": ["on"]})
    assert opened(address).status_code == 404
    data = desk.open_form(editors_desk, source)
    desk.save(editors_desk, source, {**data, "confidential": []})
    source.refresh_from_db()
    assert not source.confidential and opened(address).status_code == 404


def test_link_is_revoked_at_once_and_by_its_own_record_alone(claim, lawyer, editors_desk, editor):
    other = make.claim("Party A alleges another thing", **DRAFT)
    make.ledger()
    link = ReviewLink.objects.get()
    for odd in (str(link.pk), "x", "9" * 30, ""):
        editors_desk.post(at(other), {"revoke": odd})
    assert opened(lawyer).status_code == 200
    html = editors_desk.post(at(claim), {"revoke": link.pk}, follow=True).content.decode()
    assert "Revoked by <bdi>edith</bdi>" in html
    assert opened(lawyer).status_code == 404


# --- Who opened it --------------------------------------------------------------------------------


def test_every_opening_is_listed_and_its_address_forgotten_after_a_day(
    claim, lawyer, editors_desk, editor
):
    for address in ("203.0.113.7", "203.0.113.7", "2001:db8:1:2:3::4"):
        opened(lawyer, REMOTE_ADDR=address)
    with later(hours=2):
        opened(lawyer, REMOTE_ADDR="203.0.113.7")
        editors_desk.force_login(editor)
        html = editors_desk.get(at(claim)).content.decode()
        assert "Opened 4 times" in html and html.count("from place 1") == 2
        assert html.count("203.0.113.7") == 2 and "2001:db8:1:2::/64" in html
    with later(days=1, hours=3):
        editors_desk.force_login(editor)
        html = editors_desk.get(at(claim)).content.decode()
        assert "203.0.113.7" not in html and "2001:db8" not in html
        assert html.count("from place 1") == 2 and html.count("from place 2") == 1
    with later(days=100):
        sign_ins.Command().handle(forget=None, let_in=None)
    assert not LinkOpening.objects.exclude(place="", address="").exists()


def test_openings_have_a_bound_and_are_counted_beyond_it(claim, lawyer, editors_desk, monkeypatch):
    assert reviewers.MOST_OPENINGS > reviewers.MOST_AN_HOUR
    monkeypatch.setattr(reviewers, "MOST_OPENINGS", 4)
    monkeypatch.setattr(reviewers, "MOST_AN_HOUR", 3)
    for number in range(3):
        assert opened(lawyer, REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
    for refused in (opened(lawyer), say(lawyer, "Not lost.")):
        assert refused.status_code == 429 and refused["Retry-After"]
        assert claim.title not in refused.content.decode()
    assert "Not lost." in refused.content.decode() and not Comment.objects.exists()
    assert ReviewLink.objects.get().opened == 3
    for hours in (2, 4):
        with later(hours=hours):
            # A comment that is refused shows the page, and so is an opening, too.
            assert opened(lawyer).status_code == 200
            assert say(lawyer, "").status_code == 400
    assert LinkOpening.objects.count() == 4
    assert "Opened 7 times" in editors_desk.get(at(claim)).content.decode()


# --- What the reviewer says -----------------------------------------------------------------------


def test_comment_on_a_point_reaches_the_desk_as_the_reviewer_s(
    claim, lawyer, editors_desk, publishers_desk, subtests
):
    point = claim.allegations.last()
    answer = say(lawyer, "Is it <b>so</b>?", f"allegations/{point.pk}")
    assert answer.status_code == 303 and answer.url == f"{lawyer}#review"
    html = opened(lawyer).content.decode()
    assert "Point 2" in html and "Is it &lt;b&gt;so&lt;/b&gt;?" in html
    html = publishers_desk.get(at(claim, "comments")).content.decode()
    assert "<bdi>Advocate Lee, reviewer by link</bdi>" in html and "Point 2" in html
    # Whoever made the link finds it on the first page; others do who wrote the record.
    assert "reviewer by link" in editors_desk.get("/admin/").content.decode()
    assert "reviewer by link" not in publishers_desk.get("/admin/").content.decode()


def test_reviewer_reads_own_comments_and_the_answers_let_through(claim, lawyer, editor):
    desk_of = Client()
    desk_of.force_login(editor)
    desk_of.post(at(claim, "comments"), {"text": "zqdesk among us"})
    other = link_to(claim, editor, "Translator Tim")
    say(other, "zqother by another reviewer")
    say(lawyer, "Is it so?")
    first = Comment.objects.get(text="Is it so?")
    to = {"answers": first.pk}
    desk_of.post(at(claim, "comments"), {**to, "text": "zqhidden: do not tell"})
    desk_of.post(at(claim, "comments"), {**to, "text": "Yes, page 4.", "for_reviewer": "1"})
    staff_comment = Comment.objects.get(text="zqdesk among us")
    sent = {"answers": staff_comment.pk, "text": "zqinternal", "for_reviewer": "1"}
    desk_of.post(at(claim, "comments"), sent)
    # The token, which stands in links to the other languages, may have any letters.
    html = opened(lawyer).content.decode().replace(lawyer, "")
    assert "Yes, page 4." in html and "Is it so?" in html
    assert "zq" not in html and "edith" not in html
    assert "the reviewer reads it" in desk_of.get(at(claim, "comments")).content.decode()


def test_forged_fields_change_nothing_but_the_comment(claim, lawyer, editor):
    other = make.claim("Party A alleges another thing", **DRAFT)
    make.ledger()
    before = Entry.objects.count()
    sent = {
        "record": other.reference,
        "by_link": "99",
        "said_by": editor.pk,
        "answers": "1",
        "resolved_at": "2024-01-01",
        "is_for_reviewer": "1",
        "title": "Changed",
        "status": "published",
        "_method": "DELETE",
    }
    assert say(lawyer, "Hm.", **sent).status_code == 303
    (row,) = Comment.objects.all()
    assert (row.record, row.said_by, row.by_link.reviewer) == (
        claim.reference,
        None,
        "Advocate Lee",
    )
    assert row.answers is None and not row.is_for_reviewer and row.resolved_at is None
    for about in (
        f"allegations/{other.allegations.get().pk}",
        "internal_notes",
        "title",
        "x" * 999,
    ):
        answer = say(lawyer, "Kept in the form.", about)
        assert answer.status_code == 400 and "Kept in the form." in answer.content.decode()
    claim.refresh_from_db()
    assert claim.title != "Changed" and Comment.objects.count() == 1
    assert Entry.objects.count() == before


def test_comment_that_cannot_be_kept_is_told_and_not_lost(claim, lawyer, monkeypatch, subtests):
    for text, why in (("", "blank"), ("a\x00b", "control"), ("x" * 4001, "4000")):
        with subtests.test(why):
            answer = say(lawyer, text)
            html = answer.content.decode()
            assert answer.status_code == 400 and 'role="alert"' in html and why in html.lower()
            assert text in html
    with subtests.test("too much in an hour"):
        monkeypatch.setattr(reviewer_comments, "MOST_AN_HOUR", 600)
        assert say(lawyer, "y" * 300).status_code == 303
        answer = say(lawyer, "z" * 300)
        assert answer.status_code == 429 and "z" * 300 in answer.content.decode()
        with later(hours=2):
            assert say(lawyer, "z" * 300).status_code == 303
    with subtests.test("too many"):
        monkeypatch.setattr(reviewer_comments, "MOST_OF_A_LINK", 2)
        with later(hours=9):
            assert say(lawyer, "w").status_code == 429
    assert Comment.objects.count() == 2


def test_naughty_strings_are_kept_or_told_and_never_run(claim, lawyer, editors_desk, monkeypatch):
    monkeypatch.setattr(reviewer_comments, "MOST_AN_HOUR", 10**9)
    for text in [*OWN, *STRINGS[::50]]:
        answer = say(lawyer, text)
        text = with_line_breaks(text)
        if answer.status_code == 303:
            assert Comment.objects.latest("pk").text == text.strip()
        else:
            assert answer.status_code == 400, text
            assert escape(text) in answer.content.decode().replace("&#34;", "&quot;")
    for html in (
        opened(lawyer).content.decode(),
        editors_desk.get(at(claim, "comments")).content.decode(),
    ):
        for run in ("<script>alert", "<svg onload", "<img src=x", "<b>"):
            assert run not in html
