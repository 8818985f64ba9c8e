"""Records from a file: whole or not at all, and every refusal says which entry and which field."""

import io
import json

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction

from tracker.editorial.importing import ImportRefused, import_file
from tracker.record.models import Claim, Correction, Dossier, Figure, Party, Response

pytestmark = pytest.mark.django_db

CITED = [{"source": "S-2024-0001", "quote": "They did it."}]
FIGURE = {
    "population": "people held",
    "as_printed": "more than 40",
    "qualifier": "more_than",
    "low": 40,
    "reporter": "party-a",
    "citations": CITED,
}
WHOLE = {
    "format": "tracker-record/1",
    "note": "Everything a file may hold, once.",
    "parties": [
        {
            "slug": "party-a",
            "name": "Party A",
            "kind": "organisation",
            "names": [{"name": "حزب", "language": "ar", "used_by": "Party B"}],
            "memberships": [],
        },
        {
            "slug": "party-b",
            "name": "Party B",
            "kind": "authority",
            "memberships": [{"body": "party-a", "office": "observer"}],
        },
    ],
    "places": [
        {"slug": "region", "name": "Region", "kind": "region"},
        {
            "slug": "town",
            "name": "Town C",
            "kind": "town",
            "part_of": "region",
            "names": [{"name": "C", "language": "en"}],
        },
    ],
    "sources": [
        {
            "reference": "S-2024-0001",
            "title": "Report",
            "kind": "report",
            "publisher": "party-a",
            "published_on": "2024-04-17",
            "url": "https://example.org/report",
        },
        {
            "reference": "S-2024-0002",
            "title": "Reprint",
            "kind": "news",
            "derived_from": "S-2024-0001",
            "supplied_as_text": True,
        },
    ],
    "claims": [
        {
            "reference": "C-2024-0001",
            "title": "Party A alleges a thing",
            "made_on": "2024-04-17",
            "claimants": [{"party": "party-a", "named_as": "A"}],
            "accused": [{"party": "party-b"}],
            "citations": CITED,
            "allegations": [
                {
                    "number": 1,
                    "text": "Party A says that Party B did a thing.",
                    "period": "2019/2024",
                    "violations": ["torture"],
                    "places": ["town"],
                    "citations": CITED,
                    "figures": [{"key": "held", **FIGURE}, {"repeats": "held", **FIGURE}],
                }
            ],
            "looks": [
                {
                    "party": "party-b",
                    "looked_on": "2024-05-01",
                    "where": "a site",
                    "languages": "ar",
                }
            ],
            "status": "published",
        },
        {
            "reference": "C-2024-0002",
            "title": "Party A alleges another thing",
            "made_on": "2024-05",
            "links": [{"other": "C-2024-0001", "kind": "repeats"}],
        },
    ],
    "responses": [
        {
            "reference": "R-2024-0001",
            "title": "Party B says no",
            "responder": "party-b",
            "spokesperson": "party-b",
            "made_on": "2024-04-28",
            "form": "statement",
            "on_file": "whole",
            "claims": ["C-2024-0001"],
            "citations": CITED,
            "answers": [
                {
                    "claim": "C-2024-0001",
                    "allegation": 1,
                    "stances": ["literal-denial"],
                    "citations": CITED,
                    "figures": [FIGURE],
                }
            ],
            "status": "published",
        }
    ],
    "requests": [
        {
            "reference": "Q-2024-0001",
            "title": "Party B asks Party A for evidence",
            "kind": "evidence",
            "asker": "party-b",
            "asked": "party-a",
            "claim": "C-2024-0001",
            "made_in": "R-2024-0001",
            "proof": "S-2024-0001",
            "outcome": "answered",
            "answered_by": "R-2024-0001",
            "status": "published",
        }
    ],
    "events": [
        {
            "reference": "E-2024-0001",
            "title": "A thing happened",
            "happened_on": "2023-05",
            "parties": [{"party": "party-a", "role": "host"}],
            "places": ["town"],
            "citations": CITED,
            "figures": [FIGURE],
            "status": "published",
        }
    ],
    "dossiers": [
        {
            "slug": "dossier",
            "title": "Dossier",
            "position": 1,
            "claims": ["C-2024-0001"],
            "events": ["E-2024-0001"],
            "status": "published",
        }
    ],
    "corrections": [
        {
            "of": {"claim": "C-2024-0001"},
            "made_on": "2024-05-01",
            "text": "Two paragraphs.\n\nThe day was wrong.",
            "kind": "fact",
            "status": "published",
        }
    ],
}


@pytest.fixture
def write(tmp_path):
    def to_file(content):
        path = tmp_path / "file.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def load(path, **given):
    return import_file(path, None, lambda line: None, **given)


def refusal(path):
    with pytest.raises(ImportRefused) as refused, transaction.atomic():
        load(path)
    return str(refused.value)


def rows():
    """Every row of the record."""
    return {
        model._meta.model_name: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("record").get_models()
    }


def at(path, value):
    """The whole file with one value in it replaced; an absent key is added."""
    content = json.loads(json.dumps(WHOLE))
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return content


# --- Whole or not at all --------------------------------------------------------------------------


def test_rehearsal_keeps_nothing(write):
    before, said = rows(), io.StringIO()
    call_command("import_record", write(WHOLE), stdout=said)
    assert rows() == before
    assert "claims: 2 added" in said.getvalue()
    assert "Rehearsal only, nothing kept" in said.getvalue()


@pytest.mark.database
def test_applied_file_is_kept_and_published(write):
    said = io.StringIO()
    call_command("import_record", write(WHOLE), "--apply", stdout=said)
    assert "Loaded." in said.getvalue()
    claim = Claim.objects.get(reference="C-2024-0001")
    assert claim.status == "published"
    assert claim.allegations.get().violation_links.get().version == 1
    assert Claim.objects.get(reference="C-2024-0002").status == "draft"
    assert Response.objects.get().answers.get().stances.get().code == "literal-denial"
    assert Figure.objects.filter(repeats__isnull=False).count() == 1
    assert Dossier.objects.get().claims.get() == claim
    assert Correction.objects.get().claim == claim


@pytest.mark.database
def test_loading_twice_changes_nothing_and_leaves_a_record_as_an_editor_made_it(write):
    load(write(WHOLE))
    Claim.objects.filter(reference="C-2024-0001").update(title="Party A alleges it, mended")
    before = rows()
    again = load(write(WHOLE))
    assert rows() == before
    assert not again.added.total()
    assert Claim.objects.get(reference="C-2024-0001").title == "Party A alleges it, mended"


@pytest.mark.database
def test_mistake_in_the_last_entry_leaves_nothing_of_the_first(write):
    before = rows()
    refusal(write(at(("corrections", 0, "of"), {"claim": "C-1999-0001"})))
    assert rows() == before


def test_reference_given_in_a_file_is_never_given_again(write):
    load(write(WHOLE))
    new = Claim.objects.create(title="Party A alleges more", made_on="2024-06-01")
    assert new.reference == "C-2024-0003"


def test_refusal_is_the_command_s_error(write):
    with pytest.raises(CommandError, match="there is no nobody among the parties"):
        call_command("import_record", write(at(("responses", 0, "responder"), "nobody")))


# --- Each refusal names its place -----------------------------------------------------------------

POINT = ("claims", 0, "allegations", 0)
REFUSED = [
    (("parties", 0, "colour"), "red", "parties party-a: unknown field colour."),
    (("parties", 0, "kind"), "club", "parties party-a: \"kind\": Value 'club' is not a valid"),
    (("parties", 0, "kind"), None, 'parties party-a: "kind" may not be null.'),
    (("parties", 0, "name"), 5, 'parties party-a: "name" must be text, not 5.'),
    (("parties", 0, "name"), ["A"], 'parties party-a: "name" must be text, not ["A"].'),
    (("parties", 0, "name"), "A\x00", 'parties party-a: "name": After “A” stands a control'),
    (("parties", 0, "name"), "\ud800", "It begins with a control character (U+D800)"),
    (("parties", 0, "slug"), None, 'parties 1: "slug" is missing.'),
    (("parties", 0, "slug"), {}, 'parties 1: "slug" must be text, not {}.'),
    (("parties", 0, "slug"), "a\x00", 'parties 1: "slug": After “a” stands a control'),
    (("parties", 0, "slug"), "a b", 'parties a b: "slug": Enter a valid'),
    (("parties", 0, "names"), "A", 'parties party-a: "names" must be a list of objects.'),
    (("parties", 0, "names"), ["A"], 'parties party-a: "names" must be a list of objects.'),
    (("parties", 0, "names", 0, "language"), "xx", "parties party-a, names 1: "),
    (("parties", 1, "slug"), "party-a", "parties party-a: stands twice in this file."),
    (
        ("parties", 1, "memberships", 0, "body"),
        "x",
        "memberships 1: there is no x among the parties",
    ),
    (("places", 1, "part_of"), "x", "places town: there is no x among the places."),
    (("places", 1, "latitude"), "north", 'places town: "latitude"'),
    (("places", 1, "latitude"), True, 'places town: "latitude" must be a number, not true.'),
    (("sources", 0, "supplied_as_text"), "yes", '"supplied_as_text" must be true or false'),
    (("sources", 0, "published_on"), "17 April", 'sources S-2024-0001: "published_on": '),
    (("sources", 0, "reference"), "C-2024-0009", '"reference" begins with S.'),
    (("sources", 0, "reference"), "S1", 'sources S1: "reference": A reference looks like'),
    (("sources", 0, "publisher"), 5, '"publisher" must be text, not 5.'),
    (("sources", 0, "origin"), 1, "unknown field origin."),
    (("claims", 0, "published_at"), "2024-01-01", '"published_at" must be a past moment'),
    (("claims", 0, "published_at"), "2999-01-01T00:00:00Z", '"published_at" must be a past'),
    (("claims", 0, "looks", 0, "looked_on"), "2024-02-30", '"looked_on" must be a day like 2024'),
    (("claims", 0, "looks", 0, "looked_on"), 20240101, '"looked_on" must be a day like 2024-04-17'),
    (("claims", 0, "looks", 0, "party"), "x", "there is no x among the parties."),
    (("claims", 0, "allegations", 0, "accused"), ["x"], "there is no x among the parties."),
    (("responses", 0, "links"), [{"kind": "replaces", "other": "R-1"}], "no R-1 among"),
    (("requests", 0, "points"), [{"claim": "C-2024-0001", "allegation": 7}], "no allegation 7"),
    (("claims", 0, "made_on"), "2024-13", 'claims C-2024-0001: "made_on": '),
    (("claims", 0, "status"), "withdrawn", '"status" must be "draft" or "published".'),
    (("claims", 0, "status"), [], '"status" must be "draft" or "published".'),
    (("claims", 0, "title"), "Something is alleged", "The title does not name a claimant"),
    (("claims", 0, "claimants", 0, "party"), None, 'claimants 1: "party" is missing.'),
    (("claims", 0, "claimants", 0, "claim"), 5, "claimants 1: unknown field claim."),
    (("claims", 1, "links", 0, "kind"), "denies", "claims C-2024-0002, links 1: "),
    ((*POINT, "number"), "1", 'allegations 1: "number" must be a whole number, not "1".'),
    ((*POINT, "number"), True, 'allegations 1: "number" must be a whole number, not true.'),
    ((*POINT, "number"), 0, 'claims C-2024-0001, allegations 1: "number": '),
    ((*POINT, "number"), 10**30, 'allegations 1: "number": '),
    ((*POINT, "violations"), ["theft"], "allegations 1: theft is not in the codebook."),
    ((*POINT, "violations"), "torture", 'allegations 1: "violations" must be a list.'),
    ((*POINT, "violations"), ["torture", "torture"], '"violations" has torture twice.'),
    ((*POINT, "violations"), [["torture"]], '"violations" must be text, not ["torture"].'),
    ((*POINT, "citations", 0, "source"), "S-1999-0001", "allegations 1, citations 1: there is no"),
    ((*POINT, "citations", 0, "quote"), "\x07", 'citations 1: "quote": It begins with'),
    (
        (*POINT, "citations", 0, "translation"),
        "x",
        "(S-2024-0001)”: who translated it?",
    ),
    ((*POINT, "figures", 1, "repeats"), "x", 'figures 2: "repeats": no figure of this file'),
    ((*POINT, "figures", 0, "low"), "many", 'allegations 1, figures 1: "low"'),
    (("responses", 0, "responder"), None, 'responses R-2024-0001: "responder" is missing.'),
    (("responses", 0, "answers", 0, "allegation"), 9, "C-2024-0001 has no allegation 9."),
    (("responses", 0, "answers", 0, "allegation"), [1], "has no allegation [1]."),
    (("responses", 0, "answers", 0, "stances"), ["x"], "answers 1: x is not in the codebook."),
    (("requests", 0, "asked"), "party-b", "requests Q-2024-0001: A party cannot ask itself."),
    (("events", 0, "parties", 0, "party"), "x", "events E-2024-0001, parties 1: there is no x"),
    (("dossiers", 0, "claims"), ["C-1999-0001"], "dossiers dossier: there is no C-1999-0001"),
    (("corrections", 0, "of"), {"stance": "x"}, '"of" must be an object with one of claim'),
    (("corrections", 0, "of"), "C-2024-0001", '"of" must be an object with one of claim'),
    (("corrections", 0, "text"), 5, 'corrections 1: "text" must be text.'),
    (("claims",), {}, '"claims" must be a list of objects.'),
    (("claims",), None, '"claims" must be a list of objects.'),
    (("people",), [], "unknown list people."),
    (("format",), "tracker-record/2", '"format" is not "tracker-record/1".'),
]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    REFUSED,
    ids=["-".join(map(str, path)) + f"={value!r:.12}" for path, value, _ in REFUSED],
)
def test_refusal_names_the_entry_and_the_field(write, path, value, message):
    assert message in refusal(write(at(path, value)))


def test_key_that_stands_twice_in_an_object_is_refused(write):
    text = json.dumps(WHOLE).replace('"name": "Party A"', '"name": "Party A", "name": "Party Z"')
    assert 'party-a: "name" stands twice in one object' in refusal(write(text))


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_number_that_json_does_not_have_is_refused(write, constant):
    text = json.dumps(WHOLE).replace('"low": 40', f'"low": {constant}')
    assert refusal(write(text))


def test_file_that_is_not_there_is_refused(tmp_path):
    assert "none.json" in refusal(tmp_path / "none.json")
    assert tmp_path.name in refusal(tmp_path)


# --- Quickstart -----------------------------------------------------------------------------------


def quickstart():
    said = io.StringIO()
    call_command("quickstart", "--no-serve", stdout=said)
    return said.getvalue()


@pytest.mark.database
def test_quickstart_again_leaves_all_as_editors_have_it_and_keeps_the_password_to_itself():
    first = quickstart()
    password = first.split("password “")[1].split("”")[0]
    editor = User.objects.get(username="editor")
    assert editor.check_password(password)
    assert editor.is_staff
    assert not editor.is_superuser
    assert Claim.objects.published().exists()
    party = Party.objects.first()
    party.name = "Renamed at the desk"
    party.save()
    loaded = rows()
    second = quickstart()
    assert "its password unchanged" in second
    assert password not in second
    assert rows() == loaded
    party.refresh_from_db()
    assert party.name == "Renamed at the desk"
    editor.refresh_from_db()
    assert editor.check_password(password)
