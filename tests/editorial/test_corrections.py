"""Corrections: begun from a record and its revision, of one kind, kept by files and by upgrades."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial import desk
from tracker.editorial.importing import ImportRefused, import_file
from tracker.editorial.importing.exported import as_entered
from tracker.editorial.merging import merge
from tracker.editorial.wording import findings
from tracker.record import models as m
from tracker.record.querysets.context import WITH_STATUS, WITHOUT_STATUS

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
LINK = "Enter a correction of this revision"


@pytest.fixture
def world():
    made = make.whole_dispute()
    make.ledger()
    return made


def offered(client, record):
    """Where the record's form leads to for a correction; None where it offers none."""
    html = client.get(desk.address(record)).content.decode()
    before, link, _after = html.partition(f">{LINK}<")
    return before.rpartition('href="')[2].rstrip('"').replace("&amp;", "&") if link else None


# --- Begun from a record --------------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.parametrize("noun", m.Correction.TARGETS)
def test_form_of_a_published_record_leads_to_a_correction_of_its_revision(
    publishers_desk, world, noun
):
    record = world[noun]
    make.edited(record, internal_notes="Seen.")
    address = offered(publishers_desk, record)
    asked = parse_qs(urlsplit(address).query)
    assert asked == {noun: [str(record.pk)], "of_revision": ["2"]}
    begun = desk.fields(publishers_desk.get(address))
    assert begun[noun] == [str(record.pk)]
    assert begun["of_revision"] == ["2"]
    assert begun["kind"] == [""]
    others = {*m.Correction.TARGETS} - {noun}
    assert all(begun[other] in ([], [""]) for other in others)


@pytest.mark.database
def test_correction_that_was_begun_is_saved_with_what_it_is_of(editors_desk, world):
    address = offered(editors_desk, world["party"])
    begun = desk.fields(editors_desk.get(address))
    words = {"text": ["The name was wrong."], "made_on": ["2024-05-03"], "kind": ["attribution"]}
    editors_desk.post(address, {**begun, **words})
    made = m.Correction.objects.get(text="The name was wrong.")
    assert (made.target, made.of_revision, made.kind) == (world["party"], 1, "attribution")
    assert made.status == "draft"


def test_draft_offers_no_correction(publishers_desk, world):
    claim = make.claim(**DRAFT)
    assert offered(publishers_desk, claim) is None
    assert offered(publishers_desk, make.party("Party nobody names")) is None


@pytest.mark.database
def test_code_and_correction_offer_no_correction(publishers_desk, world):
    assert offered(publishers_desk, world["claim"].corrections.get()) is None


@pytest.mark.database
def test_who_may_not_enter_corrections_is_offered_none(publishers_desk, publisher, world):
    for group in publisher.groups.all():
        group.permissions.remove(Permission.objects.get(codename="add_correction"))
    assert offered(publishers_desk, world["claim"]) is None


@pytest.mark.parametrize(
    "query", ["claim=x", "of_revision=-1", "claim=99999999999999999999", "q=1"]
)
def test_odd_addresses_of_the_form_fill_in_nothing(editors_desk, query):
    response = editors_desk.get(f"{reverse('admin:record_correction_add')}?{query}")
    assert response.status_code == 200
    begun = desk.fields(response)
    assert begun["of_revision"] == [""]
    assert begun["claim"] in ([], [""])


@pytest.mark.database
def test_list_of_corrections_tells_what_each_is_of(editors_desk, world):
    make.correction(place=world["place"], kind="coding")
    html = editors_desk.get(reverse("admin:record_correction_changelist")).content.decode()
    assert str(world["place"]) in html
    assert "coding" in html


# --- What the gate asks ---------------------------------------------------------------------------


def test_new_correction_says_what_was_wrong(world):
    row = make.correction(claim=world["claim"], kind="", **DRAFT)
    assert findings(row) == [
        "Say what was wrong: fact, wording, attribution, translation or coding."
    ]
    row.kind = "wording"
    row.save()
    assert findings(row) == []


def test_correction_published_before_there_were_kinds_stays_without(world):
    assert findings(make.correction(claim=world["claim"], kind="")) == []


@pytest.mark.database
def test_revision_that_readers_never_saw_is_refused(world):
    row = make.correction(claim=world["claim"], of_revision=9, **DRAFT)
    assert findings(row) == ["Readers never saw revision 9 of this record."]
    row.of_revision = 1
    row.save()
    assert findings(row) == []


@pytest.mark.database
def test_revision_of_a_draft_is_none_that_readers_saw():
    claim = make.claim(**DRAFT)
    make.ledger()
    row = make.correction(claim=claim, of_revision=1, **DRAFT)
    assert findings(row) == ["Readers never saw revision 1 of this record."]


def test_what_may_be_corrected_is_seen_by_its_own_rule():
    assert {*WITH_STATUS, *WITHOUT_STATUS} == {*m.Correction.TARGETS}
    assert len(WITH_STATUS) + len(WITHOUT_STATUS) == len(m.Correction.TARGETS)


@pytest.mark.database
def test_correction_of_a_merged_party_names_no_revision_of_the_other(world):
    kept, gone = world["party"], world["claim"].accused.get()
    row = make.correction(party=gone, of_revision=1)
    make.ledger()
    merge(kept, gone, None)
    row.refresh_from_db()
    assert (row.party, row.of_revision) == (kept, None)


# --- Files ----------------------------------------------------------------------------------------


def export():
    """An export's lists of parties, places and corrections of each of them and of a request."""
    return {
        "format": "tracker-record/1",
        "parties": [
            {"id": "party/7", "slug": "party-a", "name": "Party A", "kind": "organisation"},
            {"id": "party/8", "slug": "party-b", "name": "Party B", "kind": "organisation"},
        ],
        "places": [{"id": "place/3", "slug": "town", "name": "Town", "kind": "town"}],
        "requests": [
            {
                "id": "Q-2024-0001",
                "reference": "Q-2024-0001",
                "title": "Party A asks Party B for help",
                "kind": "help",
                "asker": "party/7",
                "asked": "party/8",
            }
        ],
        "corrections": [
            {
                "id": f"correction/{number}",
                **dict.fromkeys(m.Correction.TARGETS),
                noun: key,
                "made_on": "2024-05-03",
                "text": f"The {noun} was wrong.",
                "kind": "attribution",
                "of_revision": 4,
                "status": "draft",
                "published_at": None,
            }
            for number, (noun, key) in enumerate(
                (("party", "party/7"), ("place", "place/3"), ("request", "Q-2024-0001")), 1
            )
        ],
    }


@pytest.mark.database
def test_export_is_loaded_with_what_was_corrected_and_the_kind(tmp_path):
    """Not with the revision: the ledger of another site counts its own."""
    path = tmp_path / "record.json"
    path.write_text(json.dumps(export()), encoding="utf-8")
    import_file(path, None, lambda line: None)
    found = {row.text: row for row in m.Correction.objects.all()}
    assert found["The party was wrong."].target.slug == "party-a"
    assert found["The place was wrong."].target.slug == "town"
    assert found["The request was wrong."].target.reference == "Q-2024-0001"
    assert {(row.kind, row.of_revision) for row in found.values()} == {("attribution", None)}
    import_file(path, None, lambda line: None)
    assert m.Correction.objects.count() == 3


@pytest.mark.database
def test_file_of_an_editor_may_name_kind_and_revision(tmp_path):
    content = as_entered(export())
    content["corrections"][0]["of_revision"] = 2
    path = tmp_path / "record.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    import_file(path, None, lambda line: None)
    assert m.Correction.objects.get(party__slug="party-a").of_revision == 2
    content["corrections"][0] |= {"of_revision": 0, "text": "Another."}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ImportRefused):
        import_file(path, None, lambda line: None)


# --- Upgrades -------------------------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_corrections_entered_before_are_kept_by_the_upgrade():
    # Of all rooms: what leans on the record goes back with it.
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate([("record", "0009_codes_without_quotations")])
    try:
        old = executor.loader.project_state([("record", "0009_codes_without_quotations")]).apps
        dossier = old.get_model("record", "Dossier").objects.create(title="A file", slug="a-file")
        old.get_model("record", "Correction").objects.create(
            dossier=dossier,
            made_on="2024-05-03",
            text="The title was wrong.",
            status="published",
            published_at=timezone.now(),
        )
    finally:
        MigrationExecutor(connection).migrate(latest)
    row = m.Correction.objects.get()
    assert (row.target.slug, row.text) == ("a-file", "The title was wrong.")
    assert (row.kind, row.of_revision) == ("", None)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
