"""What is said of a passage over time: days on which it was seen, or not, and nothing between."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.capture.loopback import reply
from tests.capture.quoting import cited, kept
from tests.capture.watched import BEGAN, CHANGED, LOST, PARTS, SAME, SITE, compared, fetched, html
from tracker.capture.histories import histories
from tracker.capture.models import Sighting

pytestmark = pytest.mark.django_db
MOVED = html(PARTS[0], *PARTS[2:], PARTS[1])


@pytest.fixture
def source(db):
    return make.source(url=f"{SITE}/")


@pytest.fixture
def citation(source):
    return cited(source)


def told(citation):
    citation.refresh_from_db()
    found = histories([citation])
    return found[citation.pk].sentence if found else ""


def test_days_on_which_it_was_seen_and_not_are_said_and_nothing_between(source, citation):
    days = (0, 90, 190, 280, 370)
    answers = (SAME, SAME, LOST, LOST, reply(404, b"no"))
    for day, answer in zip(days, answers, strict=True):
        fetched(source, answer, BEGAN + timedelta(days=day))
        compared()
    sentence = told(citation)
    assert sentence == (
        "Present on 3 March 2024 and again on 1 June 2024; "
        "not present on 9 September 2024 and again on 8 December 2024; "
        "the page was gone on 8 March 2025."
    )
    assert "delet" not in sentence
    assert histories([citation])[citation.pk].last.seen == "gone"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (CHANGED, "in other words on"),
        (MOVED, "present elsewhere on the page on"),
        (reply(403, b"no"), "the page was blocked on"),
        (reply(400, b"x" * 9, kind="text/plain"), "the page was blocked on"),
        (reply(body=b"\x89PNG\r\n\x1a\n...", kind="image/png"), "could not be looked for on"),
    ],
    ids=["changed", "moved", "403", "400", "picture"],
)
def test_each_state_has_its_words(source, citation, answer, words):
    for day, one in ((0, SAME), (190, answer)):
        fetched(source, one, BEGAN + timedelta(days=day))
        compared()
    assert told(citation) == f"Present on 3 March 2024; {words} 9 September 2024."


def test_copy_that_somebody_gave_says_nothing_of_a_day_of_the_page(source, citation):
    kept(source, "\n\n".join(PARTS), day="2024-03-03")
    compared()
    fetched(source, LOST, BEGAN + timedelta(days=190))
    compared()
    assert told(citation) == "In the copy of 3 March 2024; not present on 9 September 2024."


def test_quote_that_was_not_looked_for_again_or_is_worded_anew_has_no_history(source, citation):
    assert told(citation) == ""
    for day in (0, 90):
        fetched(source, SAME, BEGAN + timedelta(days=day))
        compared()
    assert told(citation)
    citation.prefix = "The report"
    citation.save()
    assert told(citation) == ""
    citation.prefix, citation.source = "", make.source()
    citation.save()
    assert told(citation) == ""
    assert Sighting.objects.count() == 1


def test_histories_take_one_statement_however_many_they_are(
    source, citation, django_assert_num_queries
):
    citations = [citation, *(cited(source) for _number in range(5))]
    for day in (0, 90, 180):
        fetched(source, SAME, BEGAN + timedelta(days=day))
        compared()
    with django_assert_num_queries(1):
        assert len({one.sentence for one in histories(citations).values()}) == 1
