"""A link to answer a request: made at the desk, opened outside, answered point by point."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.editorial.test_outsiders import file, later, look_up, words_of
from tests.ledger.world import as_made, kept, settled
from tracker.editorial import reviewers
from tracker.editorial.models import LinkOpening, ReviewLink, Submission
from tracker.editorial.outsiders import costs
from tracker.editorial.workflow import make_move
from tracker.record import models as m

pytestmark = pytest.mark.django_db
ANSWER = ReviewLink.Purpose.ANSWER
DRAFT = {"status": "draft", "published_at": None}
SAID, SAID_TOO = "لم نكن هناك.", "We were told of it in May."


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        accused, other = make.party("Party B"), make.party("Party C")
        claim = make.claim("Party A alleges a thing", make.party("Party A"), accused, 2)
        m.ClaimAccused.objects.create(claim=claim, party=other)
        of_other = make.allegation(claim, 3, "Party A says that Party C did a thing.")
        m.AllegationAccused.objects.create(allegation=of_other, party=other)
        draft = make.claim("Party A alleges a secret", accused=accused, allegations=0, **DRAFT)
        make.allegation(draft, 1, "Party A says that Party B hid a thing.")
        make.allegation(draft, 2, "Party A says what nobody is told yet.")
        secret = make.request(claim=draft, asked=accused, text="A word to nobody.", **DRAFT)
        m.RequestPoint.objects.create(request=secret, allegation=draft.allegations.get(number=1))
        public = make.request(claim=claim, asked=accused, text="What do you say?", sent_on="")
        make.ledger()
        yield settled({"claim": claim, "public": public, "secret": secret, "draft": draft})


@pytest.fixture
def world(made):
    return as_made(made)


@pytest.fixture
def link(world, editor):
    """The address of a link to answer the request about the public claim."""
    return link_to(world["public"], editor)


def link_to(record, user, days=7):
    return f"/answer/to/{reviewers.make_link(record, user, 'Party B', days, ANSWER)}/"


def page(record, name="answer-links"):
    return f"/admin/record/request/{record.pk}/{name}/"


def html_of(address):
    return Client().get(address).content.decode()


def send(address, *points, **given):
    """Send the form of a link with an answer, in Arabic, to each of these points."""
    stamp = re.search(r'name="stamp" value="([^"]+)"', html_of(address))[1]
    data = {"stamp": stamp, "language": "en", "sender": "Lee, spokesperson"}
    for row in m.Allegation.objects.filter(claim__in=m.Claim.objects.all()):
        data[f"language_{row.pk}"] = "en"
    for point in points:
        data |= {f"answer_{point.pk}": SAID, f"language_{point.pk}": "ar"}
    return Client().post(address, data | given)


# --- Made at the desk -----------------------------------------------------------------------------


def test_link_is_shown_once_with_the_letter_and_kept_as_a_hash(world, editors_desk):
    request = world["public"]
    assert page(request) in editors_desk.get(desk.address(request)).content.decode()
    assert (
        "Party A says that Party B did a thing." in editors_desk.get(page(request)).content.decode()
    )
    html = editors_desk.post(
        page(request), {"make": "1", "reviewer": "Party B", "days": "9"}
    ).content.decode()
    (token,) = set(re.findall(r"/answer/to/([^/\s<\"]+)/", html))
    assert re.search(rf"What do you say\?\s+You can answer here[^<]*/answer/to/{token}/", html)
    row = ReviewLink.objects.get()
    assert token not in {str(value) for value in vars(row).values()}
    assert row.ends_at - row.made_at == timedelta(days=9)
    assert token not in editors_desk.get(page(request)).content.decode()
    assert Client().get(f"/answer/to/{token}/").status_code == 200
    assert "Opened 1 time" in editors_desk.get(page(request)).content.decode()
    editors_desk.post(page(request), {"revoke": str(row.pk)})
    assert Client().get(f"/answer/to/{token}/").status_code == 404


def test_odd_days_are_refused_and_what_was_typed_stays(world, editors_desk, subtests):
    for days in ("0", "121", "x", "", "9" * 40):
        with subtests.test(days):
            typed = {"make": "1", "reviewer": "Party \x00B", "days": days}
            html = editors_desk.post(page(world["public"]), typed).content.decode()
            assert "errornote" in html
    assert not ReviewLink.objects.exists()


def test_who_may_not_send_the_request_makes_no_link(world, publishers_desk, subtests):
    request = world["public"]
    assert publishers_desk.get(page(request)).status_code == 200
    for role in ("contributor", "administrator"):
        with subtests.test(role):
            client = Client()
            client.force_login(staff(f"a {role}", role))
            client.post(page(request), {"make": "1", "reviewer": "Party B", "days": "7"})
            assert client.get(page(request)).status_code in (403, 404)
    assert not ReviewLink.objects.exists()


def test_public_appeal_and_other_requests_have_no_link(world, editors_desk):
    request = world["public"]
    m.Request.objects.filter(pk=request.pk).update(kind="evidence")
    assert editors_desk.get(page(request)).status_code == 404
    m.Request.objects.filter(pk=request.pk).update(kind="response", is_appeal=True)
    assert editors_desk.get(page(request)).status_code == 404


# --- What it opens --------------------------------------------------------------------------------


def test_points_that_concern_the_party_are_shown_as_readers_see_them(world, link, editor):
    claim = world["claim"]
    desk.wait(claim.allegations.get(number=1), editor, text="Party A says something new.")
    html = html_of(link)
    assert html.count("Party A says that Party B did a thing.") == 2
    assert "Party C did a thing" not in html and "something new" not in html
    assert claim.title in html and f'href="{claim.get_absolute_url()}"' in html


def test_of_a_draft_only_the_points_that_are_put_are_shown(world, editor):
    html = html_of(link_to(world["secret"], editor))
    assert "Party A says that Party B hid a thing." in html
    draft, asked = world["draft"], world["secret"]
    secrets = ("nobody is told yet", draft.title, draft.reference, asked.reference, asked.title)
    assert not [one for one in (*secrets, "A word to nobody", "Party A alleges") if one in html]


def test_draft_of_which_no_point_is_put_shows_nothing_and_takes_a_general_answer(world, editor):
    world["secret"].point_links.all().delete()
    address = link_to(world["secret"], editor)
    assert "hid a thing" not in html_of(address)
    assert send(address, text="We answer the letter.").status_code == 200
    assert Submission.objects.get().text == "We answer the letter."


def test_link_that_is_over_answers_like_one_that_never_was(world, link, editor, subtests):
    nothing = html_of(f"/answer/to/{'x' * 32}/").replace("x" * 32, link[-33:-1])
    review = reviewers.make_link(world["public"], editor, "Lee", 7)
    others = {
        "of a reviewer": f"/answer/to/{review}/",
        "for a reviewer": link.replace("/answer/to/", "/review/"),
    }
    for what, address in others.items():
        with subtests.test(what):
            assert Client().get(address).status_code == 404
    with later(days=8):
        assert html_of(link) == nothing
    make_move(world["claim"], "withdraw", staff("petra", "publisher"), "It was entered twice.")
    assert html_of(link) == nothing and send_nothing(link) == 404


def send_nothing(address):
    return Client().post(address, {"text": "Hm."}).status_code


def test_each_opening_is_noted_and_too_many_are_refused_but_no_answer(world, link):
    html_of(link)
    html_of(link)
    opening = LinkOpening.objects.get()
    assert (opening.times, opening.link.opened) == (2, 2)
    form = html_of(link)
    with mock.patch.object(reviewers, "MOST_AN_HOUR", 2):
        refused = Client().get(link)
        assert refused.status_code == 429 and "Retry-After" in refused.headers
        stamp = re.search(r'name="stamp" value="([^"]+)"', form)[1]
        typed = {"stamp": stamp, "language": "en", "sender": "Lee", "text": "We say no."}
        for point in world["claim"].allegations.all():
            typed[f"language_{point.pk}"] = "en"
        assert Client().post(link, typed).status_code == 200


# --- What it takes --------------------------------------------------------------------------------


@pytest.mark.database
def test_answers_are_kept_each_to_its_point_in_its_language(world, link):
    first, second = world["claim"].allegations.order_by("number")[:2]
    answer = send(link, first, text=SAID_TOO, attached=[file()])
    assert answer.status_code == 200
    row = Submission.objects.get()
    assert (row.record, row.link.reviewer) == (world["public"].reference, "Party B")
    (said,) = row.answers.all()
    assert (said.row, said.text, said.language, said.point) == (first.pk, SAID, "ar", first.text)
    assert (row.text, row.language, row.files.count()) == (SAID_TOO, "en", 1)
    assert "Nobody has read it yet." in look_up(words_of(answer))
    # Once more, of another point: whoever has the link may go on.
    assert send(link, second).status_code == 200
    assert Submission.objects.count() == 2


def test_answer_to_nothing_is_refused_and_what_was_typed_stays(world, link):
    html = send(link, contact="lee@example.org").content.decode()
    assert "Answer at least one point" in html and 'value="lee@example.org"' in html
    point = world["claim"].allegations.first()
    html = send(link, point, sender="").content.decode()
    assert "Your name and office" in html and SAID in html
    html = send(link, point, **{f"answer_{point.pk}": "Bad \x07 bell"}).content.decode()
    assert f'href="#id_answer_{point.pk}"' in html and "U+0007" in html
    assert not Submission.objects.exists()
    assert send(link, attached=[file()]).status_code == 200


def test_link_has_an_account_of_its_own_of_how_much_it_takes(world, link):
    point = world["claim"].allegations.first()
    with mock.patch.object(costs, "FROM_ALL", 0), mock.patch.object(costs, "BY_LINK", 1):
        assert send(link, point).status_code == 200
        assert send(link, point, text="More.").status_code == 429


def test_page_of_a_link_asks_the_database_as_often_for_many_points(world, link):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(link).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(4, 14):
        make.allegation(world["claim"], number)
    make.edited(world["claim"])
    assert asked() == before
    assert timezone.now() < ReviewLink.objects.get().ends_at
