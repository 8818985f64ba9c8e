"""Every path that changes the record leaves its entries, and nothing else can."""

import ast
import json
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.approving import Proposal, publish_changes
from tracker.editorial.changes import change
from tracker.editorial.importing import import_file
from tracker.editorial.merge_proposals import propose
from tracker.editorial.merging import merge
from tracker.editorial.workflow import make_move
from tracker.ledger.auditing import Audit
from tracker.ledger.changes import OutsideTheDoor, current
from tracker.ledger.entries import size
from tracker.ledger.models import Actor, Entry
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]

# Functions that write to the record, and what opens the door for each.
WRITERS = {
    "admin/saving.py": "its own change, for one form",
    "formsets.py": "the form's change",
    "row_forms.py": "the form's change",
    "workflow.py": "make_move",
    "merging.py": "merge",
    "receipts.py": "note_reply",
    "looking.py": "note_looks",
    "request_steps.py": "note_step and take_back",
    "requests.py": "send_today",
    "unmerging.py": "unmerge",
    "secrets.py": "make_confidential",
    "restoring.py": "restore",
    "importing/rows.py": "import_file",
    "importing/nouns.py": "import_file",
    "importing/loading.py": "import_file",
    "importing/batches/saving.py": "run, a change for each set of rows",
    "importing/batches/undoing.py": "undo, a change for each set of records",
    "outsiders/taking_over.py": "take_over and take_as_correction",
    "reading/citing.py": "cite and take_back",
    "intake/taking.py": "name_in",
    "held_drafts.py": "discard",
    "admin/publishing.py": "make_move, through the workflow",
}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "add",
    "set",
    "remove",
    "clear",
}
ALSO_OF_SETS = {"add", "update", "remove", "clear", "set"}
# Accounts, groups, the log of the admin and what the desk keeps for itself are not the record.
NOT_THE_RECORD = {
    "alike/fingerprints.py",
    "archives.py",
    "doubles.py",
    "importing/batches/due.py",
    "importing/batches/exported.py",
    "importing/batches/opening.py",
    "importing/batches/publishing.py",
    "importing/batches/running.py",
    "importing/pages/batch.py",
    "importing/pages/map_form.py",
    "kept_forms.py",
    "looks.py",
    "lists/saved.py",
    "open_forms.py",
    "outsiders/arriving.py",
    "outsiders/costs.py",
    "outsiders/settling.py",
    "management/commands/accounts.py",
    "management/commands/sign_ins.py",
    "merge_proposals.py",
    "groups.py",
    "harm_decisions.py",
    "gate_models.py",
    "reviewing.py",
    "reviewers.py",
    "reviewer_comments.py",
    "digest_choice.py",
    "digests.py",
    "management/commands/quickstart.py",
    "management/commands/erase_words.py",
    "workbench/typed.py",
}


def writes_in(path):
    """Calls that could write to the database."""
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        on = ast.unparse(node.func.value)
        # Sets and dicts have methods of the same names.
        could_be = any(mark in on for mark in ("objects", "manager", "groups")) or on == "rows"
        if node.func.attr in WRITES and (node.func.attr not in ALSO_OF_SETS or could_be):
            yield f"{on}.{node.func.attr}"


def test_no_module_of_the_desk_writes_that_is_not_known_to():
    desk_room = ROOT / "tracker/editorial"
    found = {
        str(path.relative_to(desk_room)): calls
        for path in sorted(desk_room.rglob("*.py"))
        if (calls := list(writes_in(path)))
    }
    of_record = {name for name in found if not name.startswith("accounts/")}
    unknown = of_record - WRITERS.keys() - NOT_THE_RECORD
    assert {name: found[name] for name in unknown} == {}


@pytest.mark.parametrize("room", ["public", "ledger"])
def test_other_rooms_write_nothing_of_the_record(room):
    for path in (ROOT / "tracker" / room).rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for call in writes_in(path):
            own = ("Entry.", "Opening.", "Node.", "Key.", "Checkpoint.", "Actor.", "Waiting.")
            assert call.startswith((*own, "super()")), f"{path.name}: {call}"


def test_door_must_be_open():
    with pytest.raises(OutsideTheDoor):
        current()


def test_change_that_fails_leaves_neither_row_nor_entry():
    make.ledger()
    before = size()
    with pytest.raises(ZeroDivisionError), change(None, Entry.Action.ENTERED) as door:
        door.touch(make.party("Party A"))
        raise ZeroDivisionError
    assert size() == before
    assert not m.Party.objects.exists()


def test_saving_the_same_again_leaves_no_entry():
    claim = make.claim()
    make.ledger()
    before = size()
    make.edited(claim)
    assert size() == before


def test_change_past_the_door_is_found():
    claim = make.claim()
    make.ledger()
    m.Claim.objects.filter(pk=claim.pk).update(title="Party A alleges nothing")
    assert Audit().run().faults == [f"{claim.reference}, title: differs from the last entry"]


def test_new_record_past_the_door_is_found():
    make.ledger()
    party = make.party("Party A")
    assert Audit().run().faults == [f"party/{party.pk} has no history"]


# --- Paths as people take them --------------------------------------------------------------------


@pytest.fixture
def dispute():
    world = make.whole_dispute()
    make.ledger()
    return world


@pytest.fixture
def claim():
    """Of one point, in a dossier: a form costs what its rows do."""
    row = make.claim(
        claimant=make.party("Party A"), accused=make.party("Party B"), looked_on="2024-06-01"
    )
    row.dossier = make.dossier(row)
    make.ledger()
    return row


def last_actions(count):
    rows = Entry.objects.order_by("-sequence")[:count]
    return [(row.record, row.action) for row in reversed(rows)]


def sound():
    assert Audit().run().faults == []


def test_form_saved_is_one_entry_with_the_reason_given(publishers_desk, publisher, claim):
    data = desk.open_form(publishers_desk, claim)
    data["title"] = ["Party A alleges something else"]
    answer = desk.save(publishers_desk, claim, data, _why="The name was misspelt.")
    assert answer.status_code == 302
    assert last_actions(1) == [(claim.reference, "changed")]
    entry = Entry.objects.last()
    assert entry.actor == Actor.objects.get(user=publisher).pseudonym
    assert publisher.username not in entry.body
    sound()


def test_form_of_a_new_record_is_one_entry(editors_desk, claim):
    before = size()
    data = {"name": "Party Z", "slug": "party-z", "kind": "person", "name_language": "en"}
    rows = ("names", "memberships")
    data |= {f"{name}-{kind}_FORMS": "0" for name in rows for kind in ("TOTAL", "INITIAL")}
    assert editors_desk.post(desk.add_address(m.Party), data).status_code == 302
    party = m.Party.objects.get(slug="party-z")
    assert size() == before + 1
    assert last_actions(1) == [(f"party/{party.pk}", "entered")]
    sound()


def test_row_removed_from_a_form_is_seen_where_else_it_counted(publishers_desk, dispute):
    point = dispute["claim"].allegations.first()
    figure = point.figures.get()
    other = dispute["response"].answers.first().figures.get()
    make.edited(other, repeats=figure)
    data = desk.open_form(publishers_desk, point)
    data[f"{desk.row_of(data, figure)}-DELETE"] = ["on"]
    desk.save(publishers_desk, point, data)
    changed = {name for name, action in last_actions(8) if action == "changed"}
    assert changed == {dispute["claim"].reference, dispute["response"].reference}
    sound()


def test_dossier_chosen_in_a_claims_form_is_an_entry_of_the_dossier(publishers_desk, claim):
    other = make.edited(make.dossier(claim), action=Entry.Action.ENTERED)
    data = desk.open_form(publishers_desk, claim)
    tie = m.DossierClaim.objects.get(dossier=other)
    data[f"{desk.row_of(data, tie)}-DELETE"] = ["on"]
    desk.save(publishers_desk, claim, data)
    assert (f"dossier/{other.pk}", "changed") in last_actions(2)
    sound()


def test_claim_given_to_another_dossier_is_an_entry_of_both(publishers_desk, claim):
    other = make.edited(make.dossier(), action=Entry.Action.ENTERED)
    data = desk.open_form(publishers_desk, claim)
    tie = m.DossierClaim.objects.get(dossier=claim.dossier, claim=claim)
    data[f"{desk.row_of(data, tie)}-dossier"] = [str(other.pk)]
    desk.save(publishers_desk, claim, data)
    touched = {name for name, _action in last_actions(3)}
    assert {f"dossier/{other.pk}", f"dossier/{claim.dossier.pk}"} <= touched
    sound()


def test_draft_put_into_a_public_dossier_tells_nothing_until_it_is_published(
    editors_desk, publisher, claim, client
):
    draft = draft_claim()
    dossier = claim.dossier
    make.ledger()
    before = size()
    data = desk.open_form(editors_desk, draft)
    desk.add_row(data, "dossier_links", dossier=dossier.pk)
    data["lead"] = ["Party A says so."]
    desk.save(editors_desk, draft, data, _why="Our source asked us to hurry.")
    assert dossier.claims.filter(pk=draft.pk).exists()
    assert last_actions(1) == [(draft.reference, "changed")]
    assert size() == before + 1
    sound()
    for name in ("submit", "publish"):
        make_move(draft, name, publisher)
    assert (f"dossier/{dossier.pk}", "changed") in last_actions(6)
    sound()
    history = client.get(f"{dossier.get_absolute_url()}history/").content.decode()
    assert draft.reference in history
    assert "asked us to hurry" not in history


def test_reason_belongs_to_the_record_whose_form_it_was_typed_in(publishers_desk, claim, client):
    other = make.edited(make.dossier(), action=Entry.Action.ENTERED)
    data = desk.open_form(publishers_desk, claim)
    desk.add_row(data, "dossier_links", dossier=other.pk)
    data["lead"] = ["Party A says so."]
    desk.save(publishers_desk, claim, data, _why="It belongs there.")
    assert (f"dossier/{other.pk}", "changed") in last_actions(2)
    publish_changes(claim, Proposal(claim).version, None, "It belongs there.")
    for record, is_told in ((claim, True), (other, False)):
        html = client.get(f"{record.get_absolute_url()}history/").content.decode()
        assert ("It belongs there." in html) is is_told
    sound()


def test_draft_deleted_is_an_entry_also_of_what_it_was_tied_to(editors_desk, claim):
    draft = make.claim(title="Party A alleges a draft", status="draft", published_at=None)
    m.ClaimLink.objects.create(claim=claim, other=draft, kind="repeats")
    m.DossierClaim.objects.create(dossier=claim.dossier, claim=draft)
    for row in (draft, claim, claim.dossier):
        make.edited(row)
    make.ledger()
    address = reverse("admin:record_claim_delete", args=[draft.pk])
    assert editors_desk.post(address, {"post": "yes"}).status_code == 302
    assert not m.Claim.objects.filter(pk=draft.pk).exists()
    assert dict(last_actions(3)) == {
        draft.reference: "deleted",
        claim.reference: "changed",
        f"dossier/{claim.dossier.pk}": "changed",
    }
    sound()


def test_codebook_entry_changed_is_an_entry(publishers_desk):
    make.ledger()
    stance = m.Stance.objects.get(code="literal-denial")
    data = desk.open_form(publishers_desk, stance)
    data["definition"] = ["The responder says that it did not happen at all."]
    assert desk.save(publishers_desk, stance, data).status_code == 302
    assert last_actions(1) == [("stance/literal-denial", "changed")]
    sound()


def draft_claim():
    return make.claim(claimant=make.party("Party A"), status="draft", published_at=None)


def test_moves_are_entries_of_their_own(publisher):
    claim = draft_claim()
    make.ledger()
    for name in ("submit", "publish"):
        make_move(claim, name, publisher)
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    actions = Entry.objects.filter(record=claim.reference).values_list("action", "shown")
    assert list(actions) == [
        ("adopted", "nothing"),
        ("submitted", "nothing"),
        ("published", "whole"),
        ("withdrawn", "notice"),
    ]
    sound()


def test_save_and_move_by_one_button_are_two_entries(publishers_desk):
    claim = draft_claim()
    make.ledger()
    data = desk.open_form(publishers_desk, claim)
    data["lead"] = ["Party A says so."]
    desk.save(publishers_desk, claim, data, _move="submit")
    found = Entry.objects.filter(record=claim.reference).values_list("action", flat=True)
    assert list(found)[-2:] == ["changed", "submitted"]


def test_publishing_shows_what_it_names_and_withdrawing_hides_it(publisher):
    claim = draft_claim()
    source = claim.allegations.get().citations.get().source
    make.ledger()
    named = {f"party/{claim.claimants.get().pk}", f"party/{claim.accused.get().pk}"}
    named |= {source.reference, f"party/{source.publisher.pk}"}
    make_move(claim, "submit", publisher)
    make_move(claim, "publish", publisher)
    appeared = Entry.objects.filter(action="appeared").values_list("record", flat=True)
    assert set(appeared) == named
    make_move(claim, "withdraw", publisher, "It was entered twice.")
    gone = Entry.objects.filter(action="disappeared").values_list("record", flat=True)
    assert set(gone) == named
    sound()


def test_import_writes_each_record_once(tmp_path):
    make.ledger()
    before = size()
    party = {"slug": "party-a", "name": "Party A", "kind": "organisation"}
    source = {"reference": "S-2024-0001", "title": "A report", "kind": "report"}
    source |= {"url": "https://example.org/", "publisher": "party-a"}
    claim = {
        "reference": "C-2024-0001",
        "title": "Party A alleges a thing",
        "made_on": "2024-04-17",
        "status": "published",
        "claimants": [{"party": "party-a"}],
        "accused": [{"party": "party-b"}],
        "looks": [{"party": "party-b", "looked_on": "2024-06-01"}],
        "allegations": [
            {
                "number": 1,
                "text": "Party A says that Party B did it.",
                "violations": ["torture"],
                "citations": [{"source": "S-2024-0001", "quote": "They did it."}],
            }
        ],
    }
    content = {
        "format": "tracker-record/1",
        "parties": [party, {**party, "slug": "party-b", "name": "Party B"}],
        "sources": [source],
        "claims": [claim],
    }
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content))
    import_file(path, None, lambda line: None)
    assert size() == before + 4
    assert {action for _name, action in last_actions(4)} == {"imported"}
    sound()
    import_file(path, None, lambda line: None)
    assert size() == before + 4


def test_rehearsal_of_an_import_leaves_no_entry(tmp_path):
    make.ledger()
    before = size()
    party = {"slug": "party-a", "name": "Party A", "kind": "organisation"}
    path = tmp_path / "file.json"
    path.write_text(json.dumps({"format": "tracker-record/1", "parties": [party]}))
    import_file(path, None, lambda line: None, dry_run=True)
    assert size() == before


def test_merged_records_and_all_that_leaned_on_them_are_entries(publisher, dispute):
    kept = make.edited(make.party("Party K"), action=Entry.Action.ENTERED)
    duplicate = dispute["party"]
    name = f"party/{duplicate.pk}"
    propose(kept, duplicate, None)
    merge(kept, duplicate, publisher)
    actions = dict(last_actions(20))
    assert actions[name] == "merged"
    assert actions[f"party/{kept.pk}"] == "merged"
    assert actions[dispute["claim"].reference] == "changed"
    sound()


def test_pseudonym_of_a_person_lasts_and_survives_the_account(publisher):
    claim = make.claim()
    make.ledger()
    make.edited(claim, user=publisher, title="Party A alleges one thing")
    make.edited(claim, user=publisher, title="Party A alleges two things")
    names = set(Entry.objects.filter(action="changed").values_list("actor", flat=True))
    assert len(names) == 1
    publisher.delete()
    assert Actor.objects.get().user is None
    sound()


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="for PostgreSQL alone: SQLite lets one writer in"
)
@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_get_one_number_each():
    from concurrent.futures import ThreadPoolExecutor

    parties = [make.party(f"Party {n}") for n in range(8)]
    make.ledger()

    def rename(party):
        make.edited(party, name=f"{party.name} renamed")
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(rename, parties))
    sound()
