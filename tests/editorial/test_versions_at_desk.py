"""Versions of one utterance at the desk: chosen among the quotes of the same thing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.editorial import desk
from tracker.record import models as m

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    made = make.claim(status="draft", published_at=None, allegations=2)
    first, second = made.allegations.all()
    make.cite(first, quote="They did it, he said.")
    make.cite(second, quote="Another thing.")
    return made


@pytest.fixture
def point(claim):
    return claim.allegations.first()


@pytest.fixture
def rows(claim):
    """The two quotes of the first point, and one of the second."""
    first, second = claim.allegations.all()
    return [*first.citations.order_by("pk"), second.citations.first()]


def chosen(client, point, row, above, **more):
    data = desk.open_form(client, point)
    at = desk.row_of(data, row)
    data[f"{at}-version_of"] = [str(above.pk)]
    data |= {f"{at}-{name}": [value] for name, value in more.items()}
    return data


def test_quote_is_made_a_version_of_another(editors_desk, point, rows):
    data = chosen(editors_desk, point, rows[1], rows[0], version_kind="reprint")
    response = desk.save(editors_desk, point, data)
    assert response.status_code == 302, desk.messages(response)
    rows[1].refresh_from_db()
    assert (rows[1].version_of, rows[1].version_kind) == (rows[0], "reprint")
    data = desk.open_form(editors_desk, point)
    assert data[f"{desk.row_of(data, rows[1])}-version_of"] == [str(rows[0].pk)]


def test_only_other_quotes_of_the_same_thing_are_offered(editors_desk, point, rows):
    response = editors_desk.get(desk.address(point))
    offered = {
        form.instance.pk: [key for key, _words in form.fields["version_of"].widget.choices]
        for form in desk.forms(response)
        if isinstance(form.instance, m.Citation)
    }
    assert offered[rows[0].pk] == ["", rows[1].pk]
    assert offered[rows[1].pk] == ["", rows[0].pk]


@pytest.mark.parametrize("other", [1, 2])
def test_what_is_not_offered_is_refused_and_nothing_is_lost(editors_desk, point, rows, other):
    data = chosen(editors_desk, point, rows[1], rows[other], locator="p. 7")
    response = desk.save(editors_desk, point, data)
    assert "Select a valid choice" in desk.messages(response)
    assert 'value="p. 7"' in response.content.decode()


def test_quote_that_is_to_go_has_no_versions(editors_desk, point, rows):
    data = chosen(editors_desk, point, rows[1], rows[0])
    data[f"{desk.row_of(data, rows[0])}-DELETE"] = ["on"]
    response = desk.save(editors_desk, point, data)
    assert "This quote is to be deleted: choose another one, or none." in desk.messages(response)
    assert m.Citation.objects.filter(pk=rows[0].pk).exists()


def test_new_quote_is_no_version_of_one_that_is_to_go(editors_desk, point, rows):
    data = desk.open_form(editors_desk, point)
    at = desk.row_of(data, rows[0])
    data[f"{at}-DELETE"] = ["on"]
    given = {"source": rows[1].source_id, "relation": "quoted", "language": "en"}
    of = {"quote": "He did.", "version_of": rows[0].pk, "version_kind": "reprint"}
    desk.add_row(data, at.rpartition("-")[0], **given, **of)
    response = desk.save(editors_desk, point, data)
    assert "This quote is to be deleted" in desk.messages(response)


def test_quote_that_becomes_a_paraphrase_has_no_versions(editors_desk, point, rows):
    data = chosen(editors_desk, point, rows[1], rows[0])
    data[f"{desk.row_of(data, rows[0])}-relation"] = ["paraphrased"]
    response = desk.save(editors_desk, point, data)
    assert "it has no versions" in desk.messages(response)


def test_two_quotes_that_are_made_versions_of_each_other_are_refused(editors_desk, point, rows):
    data = chosen(editors_desk, point, rows[1], rows[0])
    data[f"{desk.row_of(data, rows[0])}-version_of"] = [str(rows[1].pk)]
    response = desk.save(editors_desk, point, data)
    assert response.status_code == 200
    assert "circle" in desk.messages(response)


def test_panel_asks_of_quotes_with_nearly_the_same_words(editors_desk, claim, rows):
    for row in rows[:2]:
        row.quote = "They did it there in the first year."
        row.save()
    html = editors_desk.get(desk.address(claim)).content.decode()
    assert "have nearly the same words. Is one a version of the other?" in html


def test_form_asks_no_more_with_more_quotes(editors_desk, point, rows):
    def count():
        with CaptureQueriesContext(connection) as asked:
            editors_desk.get(desk.address(point))
        return len([one for one in asked.captured_queries if "record_citation" in one["sql"]])

    count()
    before = count()
    for _number in range(5):
        make.cite(point, version_of=rows[0])
    assert count() == before
