"""Before words that may harm somebody are published, somebody decides, and the desk keeps why."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tests.editorial.desk import wait
from tracker.editorial.approving import ApprovalRefused, Proposal, publish_changes
from tracker.editorial.changes import change
from tracker.editorial.gate_models import HarmDecision
from tracker.editorial.harm import harms_of
from tracker.editorial.harm_decisions import Answer, questions_of, with_unseen
from tracker.editorial.harm_texts import read_whole, texts_of
from tracker.editorial.importing import import_file
from tracker.editorial.workflow import MoveDoubted, MoveRefused, make_move
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.text import ProseField

pytestmark = pytest.mark.django_db

AS_IT_IS = {"minor": Answer("as_it_is", "No name, no place.")}
BOY = "Party A says that a boy was held."


@pytest.fixture
def bare(db):
    return make.claim(
        claimant=make.party("Party A"), accused=make.party("Party B"), looked_on="2024-06-01"
    )


@pytest.fixture
def claim(bare):
    make.ledger()
    return bare


@pytest.fixture
def draft(db):
    row = make.claim(
        claimant=make.party("Party A"),
        accused=make.party("Party B"),
        lead=BOY,
        status="in_review",
        published_at=None,
    )
    make.ledger()
    return row


def publish(row, user, answers=None):
    return publish_changes(row, Proposal(row).version, user, answers=answers)


def told(row):
    return [(one.kind.value, str(one)) for one in harms_of(row)]


def seen(rows):
    """What a form that asks about harm sends of what it is about."""
    return {f"_harm_{one.kind.value}_seen": one.seen for one in questions_of(rows)}


def at(record, page, *more):
    return reverse(f"admin:record_{record._meta.model_name}_{page}", args=[record.pk, *more])


# --- What the record's own data says --------------------------------------------------------------


def test_person_without_an_office_is_asked_about_and_an_office_holder_is_not(bare):
    speaker = make.party("Speaker D", kind="person")
    response = make.response(bare, spokesperson=speaker)
    assert told(response) == [
        ("person", "spokesperson: “Speaker D” is a person who holds no office.")
    ]
    tie = {"member": speaker, "body": bare.accused.get()}
    held = m.Membership.objects.create(**tie, office="Spokesperson")
    assert told(response) == []
    held.delete()
    m.Membership.objects.create(**tie, kind="organ")
    assert told(response) == []


def test_person_is_asked_about_in_every_role(bare):
    person = make.party("Person P", kind="person")
    event = make.event()
    m.EventParty.objects.create(event=event, party=person, role="witness")
    figure = make.figure(bare.allegations.get(), reporter=person)
    accused = make.claim(accused=person, claimant=make.party("Party A"))
    for row in (event, bare, accused, make.request(asker=person), person):
        assert "Person P" in told(row)[0][1], row
    assert harms_of(bare)[0].digest != harms_of(accused)[0].digest
    assert figure.reporter == person


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        ({"kind": "camp", "precision": "site"}, True),
        ({"kind": "prison", "precision": "town"}, True),
        ({"kind": "town", "precision": "site"}, True),
        ({"kind": "town", "precision": "town"}, False),
        ({"kind": "camp", "precision": "district"}, False),
        ({"kind": "camp", "latitude": None, "longitude": None}, False),
    ],
)
def test_exact_position_of_people_at_risk_is_asked_about(bare, given, is_asked):
    place = make.place("Place C", **{"latitude": 36, "longitude": 40, **given})
    m.AllegationPlace.objects.create(allegation=bare.allegations.get(), place=place)
    assert [kind for kind, _text in told(bare)] == ["place"] * is_asked
    assert [kind for kind, _text in told(place)] == ["place"] * is_asked


@pytest.mark.parametrize(
    ("given", "is_asked"),
    [
        ({"low": 4, "high": 4, "qualifier": "exact", "as_printed": "four"}, True),
        ({"low": 2, "high": None, "qualifier": "at_least", "as_printed": "at least 2"}, True),
        ({"low": 5, "high": 5, "qualifier": "exact", "as_printed": "5"}, False),
        ({"low": 3, "high": 30, "qualifier": "range", "as_printed": "3 to 30"}, False),
        ({"low": 0, "high": 0, "qualifier": "exact", "as_printed": "none"}, False),
        ({"low": 4, "high": 4, "unit": "percent", "as_printed": "4%"}, False),
        ({"low": 2, "high": 2, "population": "detention camps", "as_printed": "2"}, False),
    ],
)
def test_figure_of_fewer_than_five_people_is_asked_about(bare, given, is_asked):
    make.figure(bare.allegations.get(), **given)
    assert [kind for kind, _text in told(bare)] == ["few"] * is_asked


def test_few_who_are_left_when_the_parts_are_taken_away_are_asked_about(bare):
    exact = {"qualifier": "exact"}
    point = bare.allegations.get()
    whole = make.figure(point, low=104, high=104, as_printed="104", **exact)
    for number in (31, 70):
        given = {"low": number, "high": number, "as_printed": str(number)}
        make.figure(point, part_of=whole, **given, **exact)
    ((kind, text),) = told(bare)
    assert kind == "few" and "leaves 3" in text
    m.Figure.objects.filter(low=70).update(low=73, high=73)
    assert told(bare) == []


def test_quote_is_read_but_not_that_of_a_confidential_source(bare):
    make.cite(bare, make.source(confidential=True), quote="A boy was held.")
    assert told(bare) == []
    make.cite(bare, make.source("Letter L"), quote="A girl was held.")
    ((kind, text),) = told(bare)
    assert kind == "minor" and "A quote from “Letter L” says “girl”" in text


def test_every_text_that_readers_see_is_looked_through(bare):
    world = make.whole_dispute()
    rows = [world[noun] for noun in ("claim", "response", "event", "request", "dossier")]
    rows += [world["party"], world["place"], world["source"], make.correction(claim=bare)]
    read = {(text.of.model, text.of.name) for row in read_whole(rows) for text in texts_of(row)}
    prose = {
        (model._meta.model_name, field.name)
        for model in apps.get_app_config("record").get_models()
        for field in model._meta.local_fields
        if isinstance(field, ProseField)
    }
    # For the desk alone; in place of a record; words of the codebooks, which are of nobody.
    others = {"internal_notes", "contact_details", "withdrawn_reason", "definition", "example"}
    assert {one for one in prose - read if one[1] not in others} == set()


def test_harm_is_asked_for_as_often_for_twenty_points_as_for_two(bare):
    response = make.response(bare, responder=bare.accused.get())

    def grow(to):
        for number in range(bare.allegations.count() + 1, to + 1):
            point = make.allegation(bare, number)
            answer = make.answer(response, point)
            m.AllegationPlace.objects.create(allegation=point, place=make.place())
            for holder in (point, answer):
                make.figure(holder, place=make.place())
        counts = []
        for row in (m.Claim.objects.get(), m.Response.objects.get()):
            with CaptureQueriesContext(connection) as statements:
                questions_of(with_unseen(row))
            counts.append(len(statements))
        return counts

    assert grow(2) == grow(20)


# --- The decision ---------------------------------------------------------------------------------


def test_publisher_decides_before_a_record_is_published(draft, publisher, reader):
    with pytest.raises(MoveDoubted, match="It speaks of a child: decide whether"):
        make_move(draft, "publish", publisher)
    with pytest.raises(MoveDoubted, match="give the reason"):
        make_move(draft, "publish", publisher, answers={"minor": Answer("as_it_is", "")})
    with pytest.raises(MoveRefused, match="to be changed first"):
        make_move(draft, "publish", publisher, answers={"minor": Answer("change", "Too exact.")})
    assert not HarmDecision.objects.exists()
    assert make_move(draft, "publish", publisher, answers=AS_IT_IS).is_published
    kept = HarmDecision.objects.get()
    assert (kept.record, kept.kind, kept.outcome) == (draft.reference, "minor", "as_it_is")
    assert (kept.reason, kept.decided_by) == ("No name, no place.", publisher)
    assert BOY in reader.get(draft.get_absolute_url()).content.decode()


def test_readers_find_nothing_of_the_decision(draft, publisher, reader):
    make_move(draft, "publish", publisher, answers=AS_IT_IS)
    assert not Entry.objects.filter(body__contains="No name, no place.").exists()
    here = draft.get_absolute_url()
    for address in (here, f"{here}history/", "/changes/", "/ledger/", "/feeds/changes/"):
        assert "No name, no place." not in reader.get(address).content.decode(), address


@pytest.mark.database
def test_decision_holds_for_its_words_and_is_asked_anew_for_others(draft, editor, publisher):
    make_move(draft, "publish", publisher, answers=AS_IT_IS)
    draft.refresh_from_db()
    wait(draft, editor, title="Party A alleges another thing")
    publish(draft, publisher)
    wait(draft, editor, lead=BOY.replace("held", "held in May"))
    with pytest.raises(ApprovalRefused, match="It speaks of a child"):
        publish(draft, publisher)
    publish(draft, publisher, AS_IT_IS)
    wait(draft, editor, lead=f"{BOY} Party B denies it.")
    publish(draft, publisher)
    assert HarmDecision.objects.count() == 2


@pytest.mark.database
def test_changes_that_wait_are_asked_about_with_what_they_bring(claim, editor, publisher):
    person = make.party("Person P", kind="person", description="Said to be a boy.")
    make.ledger()
    with change(editor, Entry.Action.CHANGED) as door:
        m.ClaimAccused.objects.create(claim=claim, party=person)
        door.touch(claim)
    make.look(claim, person)
    asked = Proposal(claim).questions
    assert [one.kind.value for one in asked] == ["person", "minor"]
    answers = {"person": Answer("as_it_is", "Named by a court."), **AS_IT_IS}
    publish(claim, publisher, answers)
    kept = HarmDecision.objects.values_list("record", "kind")
    assert len(kept) == 3 and (claim.reference, "person") in kept


def test_new_party_is_asked_about_with_the_draft_that_names_it(draft, publisher):
    draft.lead = ""
    draft.save()
    person = make.party("Person P", kind="person", description="A girl of Town C.")
    m.ClaimAccused.objects.create(claim=draft, party=person)
    make.look(draft, person)
    assert [one.kind.value for one in questions_of(with_unseen(draft))] == ["person", "minor"]
    with pytest.raises(MoveDoubted):
        make_move(draft, "publish", publisher)


def test_reason_that_readers_find_names_nobody(draft, claim, editor, publisher):
    why = "Mr Ahmad Khalil asked us to."
    for told in (why, "It was tent 12."):
        with pytest.raises(MoveRefused, match="give it without"):
            make_move(claim, "withdraw", publisher, told)
    wait(claim, editor, lead="Guards beat detainees.")
    for reasons in ((why, "A court found it."), ("", why)):
        with pytest.raises(ApprovalRefused, match="give it without “Mr Ahmad Khalil”"):
            publish_changes(claim, Proposal(claim).version, publisher, *reasons)
    assert make_move(draft, "return", publisher, why).status == "draft"


def test_decision_of_another_kind_does_not_count(draft, publisher):
    with pytest.raises(MoveDoubted):
        make_move(draft, "publish", publisher, answers={"few": AS_IT_IS["minor"]})


def test_nothing_is_kept_of_a_publication_that_is_refused(draft, editor):
    with pytest.raises(MoveRefused, match="may not"):
        make_move(draft, "publish", editor, answers=AS_IT_IS)
    assert not HarmDecision.objects.exists()


def test_command_line_is_not_asked(draft):
    assert make_move(draft, "publish", None).is_published


def test_file_of_records_is_not_asked_about_by_whoever_imports_it(publisher, tmp_path):
    """It was decided where it was published; changes of it at this desk are asked about."""
    given = {"slug": "person-p", "name": "Person P", "kind": "person"}
    source = {"reference": "S-2024-0001", "title": "T", "kind": "report", "url": "https://a.test/"}
    event = {
        "reference": "E-2024-0001",
        "title": "Party A reports that a boy was held",
        "happened_on": "2024",
        "status": "published",
        "parties": [{"party": "person-p"}],
        "citations": [{"source": "S-2024-0001", "quote": "A boy was held."}],
    }
    content = {
        "format": "tracker-record/1",
        "parties": [given],
        "sources": [source],
        "events": [event],
    }
    file = tmp_path / "records.json"
    file.write_text(json.dumps(content))
    import_file(file, publisher, lambda line: None)
    row = m.Event.objects.get()
    assert row.is_published and not HarmDecision.objects.exists()
    assert {one.kind.value for one in questions_of([row])} == {"person", "minor"}


# --- On the pages ---------------------------------------------------------------------------------


def test_page_of_a_move_asks_and_publishes(draft, publishers_desk, reader):
    data = desk.open_form(publishers_desk, draft)
    page = publishers_desk.post(desk.address(draft), {**data, "_move": "publish"}, follow=True)
    html = page.content.decode()
    assert "It speaks of a child" in html and "<mark>boy</mark>" in html
    assert 'name="_reason"' not in html
    sent = {"_revision": page.context["revision"], "_harm_minor": "as_it_is", **seen([draft])}
    page = publishers_desk.post(at(draft, "move", "publish"), sent)
    assert "give the reason" in page.content.decode()
    assert 'value="as_it_is" checked' in page.content.decode()
    sent["_harm_minor_why"] = "No name, no place."
    assert publishers_desk.post(at(draft, "move", "publish"), sent).status_code == 302
    assert BOY in reader.get(draft.get_absolute_url()).content.decode()
    history = publishers_desk.get(at(draft, "history")).content.decode()
    assert "No name, no place." in history and "<mark>boy</mark>" in history
    assert "<bdi>paula</bdi> decided" in history


def test_decision_is_of_what_was_looked_at(draft, publishers_desk):
    sent = {"_revision": draft.revision, "_harm_minor": "as_it_is", "_harm_minor_why": "No name."}
    sent |= seen([draft])
    person = draft.accused.get()
    person.description = "A boy of Town C."
    person.save()
    page = publishers_desk.post(at(draft, "move", "publish"), sent)
    assert "the words changed since you looked" in page.content.decode()
    assert "A <mark>boy</mark> of Town C." in page.content.decode()
    assert not HarmDecision.objects.exists()


def test_what_is_to_be_changed_first_is_kept_and_told(draft, publishers_desk, editors_desk):
    sent = {"_revision": draft.revision, "_harm_minor": "change", "_harm_minor_why": "Too exact."}
    sent |= seen([draft])
    page = publishers_desk.post(at(draft, "move", "publish"), sent, follow=True)
    assert "Nothing is published." in page.content.decode()
    draft.refresh_from_db()
    assert draft.status == "in_review"
    form = editors_desk.get(desk.address(draft)).content.decode()
    assert "Too exact." in form and "change it first" in form
    other = staff("petra", "publisher")
    publishers_desk.force_login(other)
    assert "Too exact." in publishers_desk.get(at(draft, "move", "publish")).content.decode()
    draft.lead = "Party A says that somebody was held."
    draft.save()
    history = editors_desk.get(at(draft, "history")).content.decode()
    assert "Too exact." in history and "have been changed since" in history
    assert make_move(draft, "publish", other).is_published


def test_page_of_what_waits_asks_and_publishes(claim, editor, publishers_desk, reader):
    wait(claim, editor, lead=BOY)
    html = (page := publishers_desk.get(at(claim, "waiting"))).content.decode()
    assert "<mark>boy</mark>" in html and 'name="_harm_minor_why"' in html
    sent = {"version": page.context["proposal"].version, **seen([claim])}
    page = publishers_desk.post(at(claim, "waiting"), sent | {"_harm_minor_why": "Typed."})
    html = page.content.decode()
    assert "decide whether" in html and "Typed.</textarea>" in html
    held = {"_harm_minor": "change", "_harm_minor_why": "Too exact."}
    publishers_desk.post(at(claim, "waiting"), sent | held)
    assert BOY not in reader.get(claim.get_absolute_url()).content.decode()
    assert "Too exact." in publishers_desk.get(at(claim, "waiting")).content.decode()
    decided = {"_harm_minor": "as_it_is", "_harm_minor_why": "No name."}
    assert publishers_desk.post(at(claim, "waiting"), sent | decided).status_code == 302
    assert BOY in reader.get(claim.get_absolute_url()).content.decode()


def test_editor_is_advised_and_decides_nothing(claim, editor, editors_desk):
    other = staff("oscar", "editor")
    wait(claim, other, lead=BOY)
    form = editors_desk.get(desk.address(claim)).content.decode()
    assert "Who publishes it is asked to decide" in form and "_harm_minor" not in form
    page = editors_desk.get(at(claim, "waiting"))
    html = page.content.decode()
    assert "_harm_minor" not in html and "It speaks of a child" in html
    sent = {"version": page.context["proposal"].version, "_harm_minor_why": "Why not?"}
    for outcome in ("as_it_is", "change"):
        editors_desk.post(at(claim, "waiting"), sent | {"_harm_minor": outcome})
        editors_desk.post(at(claim, "move", "publish"), {"_harm_minor": outcome})
    assert not HarmDecision.objects.exists()


def test_odd_answer_decides_nothing_and_nothing_typed_is_lost(draft, publishers_desk, subtests):
    sent = {"_revision": draft.revision, **seen([draft])}
    for outcome, why, told in (
        ("", "Why not?", "decide whether"),
        ("yes", "Why not?", "decide whether"),
        ("as_it_is\x00", "Why not?", "decide whether"),
        ("publish", "Why not?", "decide whether"),
        ("as_it_is", " \n ", "give the reason"),
        ("as_it_is", "So\x00so", "control character"),
        ("change", "So\x00so", "control character"),
        ("as_it_is", "a" * 2001, "At most 2000 characters"),
    ):
        with subtests.test(outcome=outcome, why=why[:10]):
            answer = {"_harm_minor": outcome, "_harm_minor_why": why}
            page = publishers_desk.post(at(draft, "move", "publish"), sent | answer)
            html = page.content.decode()
            assert page.status_code == 200 and told in html
            assert why.strip() in html
            assert not HarmDecision.objects.exists()
    answer = {"_harm_minor": "as_it_is", "_harm_minor_why": "<script>"}
    publishers_desk.post(at(draft, "move", "publish"), sent | answer)
    assert HarmDecision.objects.get().reason == "<script>"
    assert "<script></q>" not in publishers_desk.get(at(draft, "history")).content.decode()
