"""The outline of a record: one row opened, typed in, saved, moved and undone at a time."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.conftest import PASSWORD, staff
from tests.editorial import desk
from tracker.edition.readers import NOW
from tracker.editorial.approving import is_waiting
from tracker.editorial.models import TypedRow
from tracker.editorial.workbench import typed
from tracker.ledger.auditing import Audit
from tracker.ledger.models import Entry
from tracker.record import models as m

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
IN_PLACE = {"X-In-Place": "1"}


def at(record, *key, page="row_change"):
    name = f"admin:record_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk, "/".join(map(str, key))] if key else [record.pk])


def outline(client, record):
    response = client.get(at(record, page="outline"))
    assert response.status_code == 200
    return response


def open_row(client, record, *key, query="", in_place=True):
    """The fields of an open row; as a part of the page, where a test is not of the page."""
    how = {"headers": IN_PLACE} if in_place else {}
    response = client.get(at(record, *key) + query, **how)
    assert response.status_code == 200
    return desk.fields(response)


def save_row(client, record, data, *key, **how):
    return client.post(at(record, *key), {**data, "_save": "1"}, **how)


def saved(response):
    """The revision that can be undone, as the answer to a save in place offers it."""
    found = re.search(r'name="_revision" value="(\d+)"', response.content.decode())
    return found and found[1]


def lines(response):
    """Number and words of each closed line on a page."""
    page = response.content.decode()
    found = re.findall(r'<li id="[^"]*"\s+class="line">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in found]


def texts(claim):
    return list(claim.allegations.order_by("number").values_list("text", flat=True))


def autosave(client, record, data, key):
    return client.post(at(record, page="typed"), {**data, "_row": key})


@pytest.fixture
def claim(db):
    row = make.claim(claimant=make.party("Party A"), accused=make.party("Party B"), **DRAFT)
    for number in (2, 3):
        make.allegation(row, number, text=f"Party A says thing {number}.")
    make.ledger()
    return row


@pytest.fixture
def second(claim):
    return claim.allegations.get(number=2)


@pytest.fixture
def other_desk(db):
    client = Client()
    client.force_login(staff("oscar", "editor"))
    return client


# --- The page -------------------------------------------------------------------------------------


def test_outline_tells_each_part_in_a_line(editors_desk, claim, second):
    make.figure(second)
    m.AllegationPlace.objects.create(allegation=second, place=make.place("Town One"))
    found = lines(outline(editors_desk, claim))
    assert found[0] == "Party A alleges a thing 2024-04-17"
    assert found[1:3] == ["Party A", "Party B"]
    expected = "no reply found 1 quote: not checked 1 figure Torture Town One ↑ ↓"
    assert f"2 Party A says thing 2. {expected}" in found
    assert outline(editors_desk, claim).context["findings"] == []


def test_reply_of_a_draft_shows_at_its_point(editors_desk, claim, second):
    make.answer(make.response(claim, **DRAFT), second)
    found = lines(outline(editors_desk, claim))
    assert [line for line in found if "replied on the point" in line] == [
        line for line in found if line.startswith("2 ")
    ]


def measured(client, record):
    client.get(at(record, page="outline"))
    with CaptureQueriesContext(connection) as queries:
        response = outline(client, record)
    return len(queries), len(response.content)


@pytest.mark.database
def test_outline_of_sixty_points_asks_no_more_than_one_of_three(editors_desk):
    source, found = make.source(), {}
    for points in (3, 60):
        claim = make.claim(allegations=0, **DRAFT)
        rows = [
            m.Allegation(claim=claim, number=number, text="Party A says so. " * 9)
            for number in range(1, points + 1)
        ]
        m.Allegation.objects.bulk_create(rows)
        m.Citation.objects.bulk_create(
            m.Citation(allegation=row, source=source, quote="They did it.") for row in rows
        )
        m.AllegationViolation.objects.bulk_create(
            m.AllegationViolation(allegation=row, violation=m.Violation.objects.first(), version=1)
            for row in rows
        )
        found[points] = measured(editors_desk, claim)
    assert found[3][0] == found[60][0]
    assert found[60][1] < 60_000
    assert (found[60][1] - found[3][1]) / 57 < 700


def test_outline_of_a_response_asks_no_more_for_sixty_answers(editors_desk):
    found = {}
    for points in (3, 60):
        claim = make.claim(allegations=0, **DRAFT)
        m.Allegation.objects.bulk_create(
            m.Allegation(claim=claim, number=number, text="Party A says so.")
            for number in range(1, points + 1)
        )
        response = make.response(claim, **DRAFT)
        m.Answer.objects.bulk_create(
            m.Answer(response=response, allegation=point)
            for point in claim.allegations.all()[: points // 2]
        )
        found[points] = measured(editors_desk, response)
    assert found[3][0] == found[60][0]
    assert found[60][1] < 60_000


def test_form_that_shows_all_leads_to_the_outline(editors_desk, claim):
    assert at(claim, page="outline") in editors_desk.get(desk.address(claim)).content.decode()


# --- One row --------------------------------------------------------------------------------------


def test_open_row_holds_nothing_of_the_others(editors_desk, claim, second):
    response = editors_desk.get(at(claim, "allegations", second.pk), headers=IN_PLACE)
    page = response.content.decode()
    assert "thing 2" in page
    assert "thing 3" not in page
    assert len(page) < 75_000
    data = desk.fields(response)
    assert data["allegations-TOTAL_FORMS"] == ["1"]
    assert data["allegations-0-id"] == [str(second.pk)]
    assert "claimant_links-TOTAL_FORMS" not in data
    assert "title" not in data


@pytest.mark.parametrize("how", [{}, {"headers": IN_PLACE}], ids=["page", "in place"])
def test_row_saves_alone(editors_desk, editor, claim, second, how):
    entries = Entry.objects.count()
    data = open_row(editors_desk, claim, "allegations", second.pk, in_place=bool(how))
    data["allegations-0-text"] = ["Party A says more."]
    response = save_row(editors_desk, claim, data, "allegations", second.pk, **how)
    assert response.status_code == (200 if how else 302)
    assert texts(claim) == [
        "Party A says that Party B did a thing.",
        "Party A says more.",
        "Party A says thing 3.",
    ]
    entry = Entry.objects.order_by("-sequence").first()
    assert (Entry.objects.count(), entry.record) == (entries + 1, claim.reference)
    page = (response if how else outline(editors_desk, claim)).content.decode()
    assert re.search(r"Saved \d\d:\d\d", page)
    assert "Party A says more." in page


def test_head_and_parties_save_alone(editors_desk, claim):
    data = open_row(editors_desk, claim, "head")
    data["lead"] = ["Party A said it in a report."]
    assert save_row(editors_desk, claim, data, "head").status_code == 302
    data = open_row(editors_desk, claim, "claimant_links")
    desk.add_row(data, "claimant_links", party=make.party("Party C").pk)
    assert save_row(editors_desk, claim, data, "claimant_links").status_code == 302
    claim.refresh_from_db()
    assert claim.lead == "Party A said it in a report."
    assert [party.name for party in claim.claimants.all()] == ["Party A", "Party C"]
    assert claim.allegations.count() == 3


def test_quote_and_figure_are_added_without_scripts(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk, in_place=False)
    new = "allegations-0-citations-1"
    data |= {f"{new}-source": [make.source().pk], f"{new}-quote": ["Words."]}
    figure = "allegations-0-figures-0"
    data |= {f"{figure}-population": ["people held"], f"{figure}-as_printed": ["40"]}
    data |= {f"{figure}-qualifier": ["exact"], f"{figure}-low": ["40"], f"{figure}-high": ["40"]}
    data[f"{figure}-reporter"] = [claim.claimants.get().pk]
    response = save_row(editors_desk, claim, data, "allegations", second.pk)
    assert response.status_code == 302, desk.messages(response)
    assert [one.quote for one in second.citations.all()] == ["They did it.", "Words."]
    assert second.figures.get().as_printed == "40"


def test_row_that_cannot_be_saved_comes_back_with_all_that_was_typed(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk)
    text = "Party A says <b>\u200fشيء</b> {{ 7 }}"
    data |= {"allegations-0-text": [text], "allegations-0-number": ["3"]}
    data |= {"allegations-0-period": ["last Thursday"]}
    for how in ({}, {"headers": IN_PLACE}):
        response = save_row(editors_desk, claim, data, "allegations", second.pk, **how)
        assert response.status_code == 200
        assert {*desk.formsets(response)["allegations"].forms[0].errors} == {"number", "period"}
        again = desk.fields(response)
        assert again["allegations-0-text"] == [text]
        assert again["allegations-0-period"] == ["last Thursday"]
    assert "thing 2" in texts(claim)[1]


@pytest.mark.database
def test_odd_text_is_kept_as_it_was_typed(editors_desk, claim, second):
    odd = "</textarea><script>alert(1)</script> {{ 7 }}{% x %} %s %(n)s &lt; 😀 e\u0301 \u200fشيء"
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data |= {"allegations-0-text": [odd], "allegations-0-characterisation": ["a\u0000b"]}
    autosave(editors_desk, claim, data, f"allegations/{second.pk}")
    taken = open_row(editors_desk, claim, "allegations", second.pk, query="?typed=1")
    assert taken["allegations-0-text"] == [odd]
    response = save_row(editors_desk, claim, taken, "allegations", second.pk, headers=IN_PLACE)
    assert [*desk.formsets(response)["allegations"].forms[0].errors] == ["characterisation"]
    again = desk.fields(response) | {"allegations-0-characterisation": ['" onfocus=alert(1) x="']}
    response = save_row(editors_desk, claim, again, "allegations", second.pk, headers=IN_PLACE)
    assert texts(claim)[1] == odd
    assert "<script>alert" not in response.content.decode()
    assert "<script>alert" not in outline(editors_desk, claim).content.decode()


@pytest.mark.database
def test_number_of_another_point_is_refused_in_words(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data["allegations-0-number"] = ["3"]
    response = save_row(editors_desk, claim, data, "allegations", second.pk, headers=IN_PLACE)
    assert response.status_code == 200
    assert "cannot share a number" in response.content.decode()


@pytest.mark.database
def test_change_of_what_readers_see_waits(editors_desk):
    claim = make.claim(looked_on="2024-06-01")
    make.ledger()
    point = claim.allegations.get()
    data = open_row(editors_desk, claim, "allegations", point.pk)
    data["allegations-0-text"] = ["Party A says another thing."]
    response = save_row(editors_desk, claim, data, "allegations", point.pk, headers=IN_PLACE)
    assert "Readers go on seeing what was published before" in response.content.decode()
    assert is_waiting(claim)
    assert "another" not in str(NOW.trees([claim.reference]))


# --- Points added, deleted, moved, undone ---------------------------------------------------------


def test_new_point_stands_after_the_others(editors_desk, claim):
    data = open_row(editors_desk, claim, "allegations")
    assert data["allegations-0-number"] == [""]
    data["allegations-0-text"] = ["Party A says thing 4."]
    response = save_row(editors_desk, claim, data, "allegations", headers=IN_PLACE)
    assert texts(claim)[3] == "Party A says thing 4."
    point = claim.allegations.get(number=4)
    page = response.content.decode()
    assert f'id="allegations-{point.pk}"' in page
    assert 'class="line adding"' in page
    assert "thing 3" not in page


def test_new_point_is_undone_and_gone(editors_desk, claim):
    data = open_row(editors_desk, claim, "allegations") | {"allegations-0-text": ["Typed."]}
    done = save_row(editors_desk, claim, data, "allegations", headers=IN_PLACE)
    point = claim.allegations.get(number=4)
    sent = {"_row": f"allegations/{point.pk}", "_revision": saved(done)}
    response = editors_desk.post(at(claim, page="undo"), sent, headers=IN_PLACE)
    assert response["Location"] == at(claim, page="outline")
    assert claim.allegations.count() == 3


def test_new_point_left_empty_is_not_saved(editors_desk, claim):
    data = open_row(editors_desk, claim, "allegations")
    entries = Entry.objects.count()
    assert save_row(editors_desk, claim, data, "allegations").status_code == 302
    assert (claim.allegations.count(), Entry.objects.count()) == (3, entries)


@pytest.mark.database
def test_deleted_point_is_brought_back_under_its_key(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data["allegations-0-DELETE"] = ["on"]
    assert save_row(editors_desk, claim, data, "allegations", second.pk).status_code == 302
    assert claim.allegations.count() == 2
    revision = saved(outline(editors_desk, claim))
    sent = {"_row": f"allegations/{second.pk}", "_revision": revision}
    editors_desk.post(at(claim, page="undo"), sent)
    again = claim.allegations.get(pk=second.pk)
    assert (again.number, again.text) == (2, "Party A says thing 2.")
    assert again.citations.get().quote == "They did it."
    assert again.violations.exists()


@pytest.mark.database
def test_last_save_of_a_row_is_undone(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data |= {"allegations-0-text": ["Another."], "allegations-0-citations-0-quote": ["Other."]}
    done = save_row(editors_desk, claim, data, "allegations", second.pk, headers=IN_PLACE)
    sent = {"_row": f"allegations/{second.pk}", "_revision": saved(done)}
    response = editors_desk.post(at(claim, page="undo"), sent, headers=IN_PLACE)
    assert "as it was before" in response.content.decode()
    second.refresh_from_db()
    assert second.text == "Party A says thing 2."
    assert second.citations.get().quote == "They did it."
    newest = Entry.objects.filter(record=claim.reference).order_by("-revision").first()
    assert newest.action == Entry.Action.RESTORED


def test_head_is_undone_and_what_others_saved_in_rows_stays(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "head") | {"lead": ["Typed."]}
    done = save_row(editors_desk, claim, data, "head", headers=IN_PLACE)
    desk.wait(second, None, text="Theirs.")
    editors_desk.post(at(claim, page="undo"), {"_row": "head", "_revision": saved(done)})
    claim.refresh_from_db()
    assert claim.lead == ""
    assert texts(claim)[1] == "Theirs."


def test_row_that_was_changed_since_is_not_undone(editors_desk, claim, second):
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data["allegations-0-text"] = ["Mine."]
    done = save_row(editors_desk, claim, data, "allegations", second.pk, headers=IN_PLACE)
    second.refresh_from_db()
    desk.wait(second, None, text="Theirs.")
    sent = {"_row": f"allegations/{second.pk}", "_revision": saved(done)}
    for revision in (sent["_revision"], "1", "99", "x", "9" * 30, ""):
        response = editors_desk.post(at(claim, page="undo"), {**sent, "_revision": revision})
        assert response.status_code == 302
    assert texts(claim)[1] == "Theirs."


@pytest.mark.database
def test_point_changes_places_with_its_neighbour(editors_desk, claim, second):
    first = texts(claim)[0]
    response = editors_desk.post(at(claim, page="swap"), {"up": second.pk}, headers=IN_PLACE)
    assert [line.split()[0] for line in lines(response)] == ["1", "2"]
    assert texts(claim) == ["Party A says thing 2.", first, "Party A says thing 3."]
    assert editors_desk.post(at(claim, page="swap"), {"down": second.pk}).status_code == 302
    assert texts(claim) == [first, "Party A says thing 2.", "Party A says thing 3."]


def test_nothing_moves_past_the_ends_or_out_of_another_claim(editors_desk, claim):
    before, elsewhere = texts(claim), make.claim(**DRAFT).allegations.get()
    first = claim.allegations.get(number=1)
    for sent in ({"up": first.pk}, {"down": elsewhere.pk}, {"up": "x"}, {"up": "9" * 30}, {}):
        assert editors_desk.post(at(claim, page="swap"), sent).status_code == 302
    assert texts(claim) == before


def test_points_that_readers_know_are_asked_about_before_they_move(editors_desk):
    claim = make.claim(allegations=2)
    make.ledger()
    lower = claim.allegations.get(number=2)
    asked = editors_desk.post(at(claim, page="swap"), {"up": lower.pk})
    assert asked.content.decode().count("links lead to it") == 2
    lower.refresh_from_db()
    assert lower.number == 2
    editors_desk.post(at(claim, page="swap"), {"up": lower.pk, "_sure": "1"})
    lower.refresh_from_db()
    assert lower.number == 1
    assert Audit().run().faults == []


# --- Two editors ----------------------------------------------------------------------------------


def test_two_editors_at_two_rows_are_told_nothing(editors_desk, other_desk, claim, second):
    third = claim.allegations.get(number=3)
    mine = open_row(editors_desk, claim, "allegations", second.pk)
    theirs = open_row(other_desk, claim, "allegations", third.pk)
    mine["allegations-0-text"], theirs["allegations-0-text"] = ["Mine."], ["Theirs."]
    assert save_row(other_desk, claim, theirs, "allegations", third.pk).status_code == 302
    assert save_row(editors_desk, claim, mine, "allegations", second.pk).status_code == 302
    assert texts(claim)[1:] == ["Mine.", "Theirs."]


@pytest.mark.database
def test_two_editors_at_one_row_lose_nothing(editors_desk, other_desk, claim, second):
    mine = open_row(editors_desk, claim, "allegations", second.pk)
    theirs = open_row(other_desk, claim, "allegations", second.pk)
    mine["allegations-0-text"], theirs["allegations-0-text"] = ["Mine."], ["Theirs."]
    assert save_row(other_desk, claim, theirs, "allegations", second.pk).status_code == 302
    how = {"headers": IN_PLACE}
    response = save_row(editors_desk, claim, mine, "allegations", second.pk, **how)
    assert [value for _where, value in response.context["told"].by_both] == ["Theirs."]
    again = desk.fields(response)
    assert again["allegations-0-text"] == ["Mine."]
    assert texts(claim)[1] == "Theirs."
    save_row(editors_desk, claim, again, "allegations", second.pk, **how)
    assert texts(claim)[1] == "Mine."


@pytest.mark.database
def test_row_that_another_deleted_is_told_with_what_was_typed(
    editors_desk, other_desk, claim, second
):
    mine = open_row(editors_desk, claim, "allegations", second.pk)
    theirs = open_row(other_desk, claim, "allegations", second.pk)
    theirs["allegations-0-DELETE"] = ["on"]
    save_row(other_desk, claim, theirs, "allegations", second.pk)
    mine["allegations-0-text"] = ["Typed for an hour."]
    autosave(editors_desk, claim, mine, f"allegations/{second.pk}")
    for how in ({}, {"headers": IN_PLACE}):
        response = save_row(editors_desk, claim, mine, "allegations", second.pk, **how)
        assert "Typed for an hour." in response.context["told"].removed[0][1]
        assert "Typed for an hour." in response.content.decode()
    row = at(claim, "allegations", second.pk)
    assert editors_desk.get(row).status_code == 302
    assert f"{row}?typed=1" in outline(editors_desk, claim).content.decode()
    taken = open_row(editors_desk, claim, "allegations", second.pk, query="?typed=1")
    assert taken["allegations-0-text"] == ["Typed for an hour."]
    assert save_row(editors_desk, claim, taken, "allegations", second.pk).status_code == 302
    again = claim.allegations.get(text="Typed for an hour.")
    assert (again.number, again.citations.get().quote) == (4, "They did it.")
    assert not TypedRow.objects.exists()


def test_new_point_that_is_not_saved_yet_is_marked(editors_desk, claim):
    data = open_row(editors_desk, claim, "allegations")
    autosave(editors_desk, claim, data | {"allegations-0-text": ["Half"]}, "allegations")
    assert "not saved" in outline(editors_desk, claim).content.decode()
    taken = open_row(editors_desk, claim, "allegations", query="?typed=1")
    assert taken["allegations-0-text"] == ["Half"]


# --- Autosave -------------------------------------------------------------------------------------


@pytest.mark.database
def test_what_is_typed_is_offered_to_whoever_typed_it_alone(
    editors_desk, other_desk, claim, second
):
    key, entries = f"allegations/{second.pk}", Entry.objects.count()
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data["allegations-0-text"] = ["Half a sent"]
    assert re.fullmatch(r"\d\d:\d\d", autosave(editors_desk, claim, data, key).content.decode())
    assert Entry.objects.count() == entries
    assert texts(claim)[1] == "Party A says thing 2."
    assert "not saved" in outline(editors_desk, claim).content.decode()
    assert "not saved" not in outline(other_desk, claim).content.decode()
    row = at(claim, "allegations", second.pk)
    assert "Take it" in editors_desk.get(row, headers=IN_PLACE).content.decode()
    assert "Take it" not in other_desk.get(row, headers=IN_PLACE).content.decode()
    taken = editors_desk.get(f"{row}?typed=1", headers=IN_PLACE)
    assert desk.fields(taken)["allegations-0-text"] == ["Half a sent"]
    assert "not saved yet" in taken.content.decode()
    theirs = open_row(other_desk, claim, "allegations", second.pk, query="?typed=1")
    assert theirs["allegations-0-text"] == ["Party A says thing 2."]
    again = desk.fields(taken)
    assert save_row(editors_desk, claim, again, "allegations", second.pk).status_code == 302
    assert texts(claim)[1] == "Half a sent"
    assert not TypedRow.objects.exists()


def test_what_was_typed_is_forgotten_when_asked(editors_desk, other_desk, claim, second):
    key = f"allegations/{second.pk}"
    data = open_row(editors_desk, claim, "allegations", second.pk)
    for client in (editors_desk, other_desk):
        autosave(client, claim, data, key)
    editors_desk.post(at(claim, page="typed"), {"_row": key, "_forget": "1"})
    assert [one.user.username for one in TypedRow.objects.all()] == ["oscar"]


def test_taken_text_meets_what_another_saved_since(editors_desk, other_desk, claim, second):
    key = f"allegations/{second.pk}"
    mine = open_row(editors_desk, claim, "allegations", second.pk)
    mine["allegations-0-text"] = ["Mine."]
    autosave(editors_desk, claim, mine, key)
    theirs = open_row(other_desk, claim, "allegations", second.pk)
    theirs["allegations-0-text"] = ["Theirs."]
    save_row(other_desk, claim, theirs, "allegations", second.pk)
    taken = open_row(editors_desk, claim, "allegations", second.pk, query="?typed=1")
    how = {"headers": IN_PLACE}
    told = save_row(editors_desk, claim, taken, "allegations", second.pk, **how).context["told"]
    assert [value for _where, value in told.by_both] == ["Theirs."]


@pytest.mark.database
def test_odd_autosaves_are_refused(editors_desk, claim, second, monkeypatch):
    elsewhere = make.claim(**DRAFT).allegations.get()
    keys = ("", "x" * 400, f"allegations/{elsewhere.pk}", "allegations/x", "nothing", "head/3")
    for key in keys:
        assert autosave(editors_desk, claim, {}, key).status_code == 404
    monkeypatch.setattr(typed, "LARGEST", 40)
    key = f"allegations/{second.pk}"
    assert autosave(editors_desk, claim, {"text": "x" * 50}, key).status_code == 413
    assert not TypedRow.objects.exists()


@pytest.mark.database
def test_only_the_newest_rows_of_a_person_are_kept(editors_desk, claim, monkeypatch):
    monkeypatch.setattr(typed, "MOST_OF_A_PERSON", 2)
    for key in ("head", "claimant_links", "accused_links"):
        autosave(editors_desk, claim, {"text": "x"}, key)
    rows = TypedRow.objects.order_by("pk").values_list("row", flat=True)
    assert list(rows) == ["claimant_links", "accused_links"]


def test_row_sent_after_the_session_ended_comes_back_after_signing_in(editor, claim, second):
    browser = Client()
    browser.force_login(editor)
    data = open_row(browser, claim, "allegations", second.pk)
    data["allegations-0-text"] = ["Typed for an hour."]
    browser.session.flush()
    sent = save_row(browser, claim, data, "allegations", second.pk, headers=IN_PLACE)
    signed_in = browser.post(sent["Location"], {"username": "edith", "password": PASSWORD})
    again = browser.get(signed_in["Location"])
    assert desk.fields(again)["allegations-0-text"] == ["Typed for an hour."]


# --- Whose rows -----------------------------------------------------------------------------------


def test_rows_of_other_records_are_not_opened(editors_desk, claim):
    elsewhere = make.claim(**DRAFT).allegations.get()
    keys = [("allegations", elsewhere.pk), ("allegations", "9" * 18), ("allegations", "9" * 30)]
    keys += [("claimant_links", 1), ("head", 1), ("answers",), ("allegations", "on", 1), ("x/y/z",)]
    for key in keys:
        for send in (editors_desk.get, editors_desk.post):
            if key == ("allegations", "9" * 18):
                continue
            assert send(at(claim, *key)).status_code == 404, key
    assert editors_desk.get(at(claim, "allegations", "9" * 18)).status_code == 302


@pytest.mark.database
def test_forged_key_of_a_row_of_another_record_changes_nothing(editors_desk, claim, second):
    elsewhere = make.claim(**DRAFT).allegations.get()
    data = open_row(editors_desk, claim, "allegations", second.pk)
    for more in ({}, {"allegations-0-DELETE": ["on"]}):
        forged = data | {"allegations-0-id": [str(elsewhere.pk)]} | more
        forged["allegations-0-text"] = ["Forged."]
        how = {"headers": IN_PLACE}
        response = save_row(editors_desk, claim, forged, "allegations", second.pk, **how)
        assert response.status_code == 200
        assert "belongs to another record" in desk.messages(response)
    elsewhere.refresh_from_db()
    assert elsewhere.text != "Forged."


def test_key_of_another_row_of_the_claim_is_refused_in_the_form_of_one(editors_desk, claim, second):
    third = claim.allegations.get(number=3)
    data = open_row(editors_desk, claim, "allegations", second.pk)
    data |= {"allegations-0-id": [str(third.pk)], "allegations-0-text": ["Forged."]}
    save_row(editors_desk, claim, data, "allegations", second.pk)
    third.refresh_from_db()
    assert third.text == "Party A says thing 3."


def test_nobody_without_the_right_sees_or_changes_a_row(claim, second):
    key = f"allegations/{second.pk}"
    User.objects.create_user("norman", is_staff=True)
    stranger, powerless = Client(), Client()
    powerless.force_login(User.objects.get(username="norman"))
    for client, refused in ((stranger, 302), (powerless, 403)):
        for page in ("outline", "row_change"):
            there = (
                at(claim, "allegations", second.pk)
                if page == "row_change"
                else at(claim, page=page)
            )
            assert client.get(there).status_code == refused
        for page in ("typed", "swap", "undo"):
            sent = {"_row": key, "up": second.pk, "_revision": 2}
            assert client.post(at(claim, page=page), sent).status_code == refused
    assert texts(claim)[1] == "Party A says thing 2."
    assert not TypedRow.objects.exists()


def test_withdrawn_claim_is_shown_to_an_editor_and_not_changed(editors_desk):
    gone = {"withdrawn_at": "2024-05-01T00:00Z", "withdrawn_reason": "Wrong."}
    claim = make.claim(status="withdrawn", published_at="2024-04-18T00:00Z", **gone)
    make.ledger()
    point = claim.allegations.get()
    assert "Party A says" in outline(editors_desk, claim).content.decode()
    page = editors_desk.get(at(claim, "allegations", point.pk))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert save_row(editors_desk, claim, {}, "allegations", point.pk).status_code == 403
    assert autosave(editors_desk, claim, {}, f"allegations/{point.pk}").status_code == 403
    assert editors_desk.post(at(claim, page="swap"), {"up": point.pk}).status_code == 403


# --- New records, and answers ---------------------------------------------------------------------


@pytest.mark.database
def test_claim_is_begun_with_its_head_and_parties_alone(editors_desk):
    there = desk.add_address(m.Claim)
    data = desk.fields(editors_desk.get(there))
    assert "allegations-TOTAL_FORMS" not in data
    data |= {"title": ["Party A alleges a thing"], "made_on": ["2024-04-17"]}
    data["claimant_links-0-party"] = [str(make.party("Party A").pk)]
    data["accused_links-0-party"] = [str(make.party("Party B").pk)]
    begun = editors_desk.post(there, data)
    claim = m.Claim.objects.get()
    assert begun["Location"] == at(claim, page="outline")
    assert lines(outline(editors_desk, claim))[1:3] == ["Party A", "Party B"]


def test_response_is_begun_from_a_claim_and_shows_its_points(editors_desk, claim):
    there = desk.add_address(m.Response)
    address = f"{there}?{urlencode({'claim': claim.pk})}"
    assert address in outline(editors_desk, claim).content.decode()
    data = desk.fields(editors_desk.get(address))
    assert data["claim_links-0-claim"] == [str(claim.pk)]
    data |= {"title": ["Party B says no"], "made_on": ["2024-04-28"], "form": ["statement"]}
    data["responder"] = [str(claim.accused.get().pk)]
    begun = editors_desk.post(address, data)
    response = m.Response.objects.get()
    assert begun["Location"] == at(response, page="outline")
    found = lines(outline(editors_desk, response))
    assert [line for line in found if "not answered here" in line] == [
        f"{point.number} {point.text} not answered here" for point in claim.allegations.all()
    ]


def test_point_is_answered_and_the_others_cost_nothing(editors_desk, claim, second):
    response = make.response(claim, **DRAFT)
    make.ledger()
    key = ("answers", "on", second.pk)
    data = open_row(editors_desk, response, *key)
    assert data["answers-0-allegation"] == [str(second.pk)]
    assert save_row(editors_desk, response, data, *key).status_code == 302
    assert not response.answers.exists()
    data["answers-0-stances_taken"] = [str(m.Stance.objects.get(code="literal-denial").pk)]
    saved = save_row(editors_desk, response, data, *key, headers=IN_PLACE)
    answer = response.answers.get()
    assert (answer.allegation, answer.stances.get().code) == (second, "literal-denial")
    page = saved.content.decode()
    assert f'data-instead-of="answers-on-{second.pk} ' in page
    assert f'id="answers-{answer.pk}"' in page
    assert len(lines(outline(editors_desk, response))) == len(
        lines(outline(editors_desk, make.response(claim, **DRAFT)))
    )


def test_points_of_claims_that_a_response_does_not_address_are_not_begun(editors_desk, claim):
    response, elsewhere = make.response(claim, **DRAFT), make.claim(**DRAFT).allegations.get()
    for key in (elsewhere.pk, "9" * 18):
        assert editors_desk.get(at(response, "answers", "on", key)).status_code == 404


# --- The source in hand ---------------------------------------------------------------------------


def test_new_quote_begins_with_the_source_that_was_cited_last(editors_desk, claim, second):
    first = claim.allegations.first().citations.get()
    letter = make.source("Letter of Party B", language="ar")
    make.cite(second, letter, language="ar", quote="لم نفعل")
    data = open_row(editors_desk, claim, "allegations")
    new = "allegations-0-citations-0"
    assert (data[f"{new}-source"], data[f"{new}-language"]) == ([str(letter.pk)], ["ar"])
    data |= {"allegations-0-text": ["Party A says one thing more."]}
    assert save_row(editors_desk, claim, data, "allegations").status_code == 302
    assert not claim.allegations.get(number=4).citations.exists()
    other = make.claim(claimant=make.party("Party N"), allegations=0, **DRAFT)
    empty = open_row(editors_desk, other, "allegations")
    assert empty[f"{new}-source"] in ([], [""])
    assert first.source != letter
