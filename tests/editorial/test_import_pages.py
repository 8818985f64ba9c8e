"""The desk's pages of imports: a file sent, found out, mapped, tried out, imported, undone."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tracker.editorial.importing.batches.opening import folder
from tracker.editorial.models import ImportBatch, ImportedKey, ImportMap
from tracker.record.models import Citation, Claim, Party, Source

pytestmark = pytest.mark.django_db
ROWS = "Who,Whom,What,When\nParty A,Party B,Party A says so.,2024-04-17\n,Party B,Nobody,2024\n"
MAPPED = {
    "title": "Lists of Party A",
    "first-0": "claimant.name",
    "first-1": "accused.name",
    "first-2": "claim.title",
    "second-2": "allegation.text",
    "first-3": "claim.made_on",
    "key-claim-0": "on",
    "key-claim-2": "on",
    "field-0": "claimant.kind",
    "text-0": "organisation",
    "field-1": "accused.kind",
    "text-1": "authority",
    "values-1": "Party B = Party B",
}


@pytest.fixture(autouse=True)
def kept_apart(settings, tmp_path):
    settings.LOCAL_DIR = tmp_path


def send(desk, text=ROWS, name="rows.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    sent = desk.post(reverse("admin:imports"), {"file": SimpleUploadedFile(name, content)})
    assert sent.status_code == 302, sent.context["error"]
    return ImportBatch.objects.latest("pk")


def at(batch):
    return reverse("admin:import", args=[batch.pk])


def mapped(desk, batch, **more):
    return desk.post(reverse("admin:import_map", args=[batch.pk]), MAPPED | more)


def do(desk, batch, what, **more):
    answer = desk.post(at(batch), {"do": what, **more}, follow=True)
    batch.refresh_from_db()
    return answer


def test_a_file_is_found_out_mapped_tried_out_imported_and_undone(editors_desk, editor):
    batch = send(editors_desk, ROWS.replace(",", ";").encode("utf-16"))
    page = editors_desk.get(at(batch)).content.decode()
    assert '<option value="utf-16" selected>' in page
    assert '<option value=";" selected>' in page
    assert "Party A says so." in page
    assert mapped(editors_desk, batch).status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.imported, batch.refused) == ("checked", 2, 0)
    assert not Claim.objects.exists()
    do(editors_desk, batch, "run")
    assert (batch.state, batch.imported) == ("done", 2)
    claim = Claim.objects.get(title="Party A says so.")
    assert (claim.status, claim.made_on) == ("draft", "2024-04-17")
    assert [party.name for party in claim.claimants.all()] == ["Party A"]
    assert [point.text for point in claim.allegations.all()] == ["Party A says so."]
    assert not list(folder().iterdir())
    do(editors_desk, batch, "undo")
    assert batch.state == "undone"
    assert not Claim.objects.exists() and not Party.objects.exists()
    assert not ImportedKey.objects.exists()


def test_problems_name_row_and_column_and_the_other_rows_are_imported(editors_desk):
    batch = send(editors_desk, ROWS.replace("2024\n", "last week\n"))
    mapped(editors_desk, batch)
    page = editors_desk.get(at(batch)).content.decode()
    assert "<td>3</td>" in page and "<td><bdi>When</bdi></td>" in page
    do(editors_desk, batch, "run")
    assert (batch.imported, batch.refused) == (1, 1)


def test_a_map_that_lacks_something_keeps_what_was_typed(editors_desk):
    batch = send(editors_desk)
    answer = mapped(editors_desk, batch, **{"text-1": "", "split-2": "//"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "kind" in answer.context["error"]
    assert 'name="first-0" value="claimant.name"' in page
    assert 'name="split-2" value="//"' in page
    assert not ImportMap.objects.exists()


def test_a_kept_map_is_offered_for_the_next_file_and_as_a_file(editors_desk):
    mapped(editors_desk, send(editors_desk))
    batch = send(editors_desk)
    kept = editors_desk.get(reverse("admin:import_map_file", args=["lists-of-party-a"]))
    assert kept["Content-Disposition"] == 'attachment; filename="lists-of-party-a.json"'
    assert json.loads(kept.content)["fields"]["accused.name"]["values"] == {"Party B": "Party B"}
    do(editors_desk, batch, "map", map="lists-of-party-a")
    assert batch.state == "checked"
    file = SimpleUploadedFile("map.json", kept.content)
    do(editors_desk, batch, "map", map_file=file)
    assert batch.state == "checked"
    # What is on the form is the same map again.
    page = editors_desk.get(reverse("admin:import_map", args=[batch.pk]))
    assert page.context["lines"][2].second == "Point of the claim: allegation"
    sent = {
        "title": "Lists of Party A",
        "field-0": "Claimant: who says it: kind",
        "text-0": "state",
    }
    sent |= {f"first-{line.place}": line.first for line in page.context["lines"]}
    answer = editors_desk.post(reverse("admin:import_map", args=[batch.pk]), sent)
    assert "Accused" in answer.context["error"]
    sent["first-0"] = "Claim: no such thing"
    answer = editors_desk.post(reverse("admin:import_map", args=[batch.pk]), sent)
    assert "no such thing" in answer.context["error"]
    assert 'value="Claim: no such thing"' in answer.content.decode()
    assert page.context["lines"][1].values == "Party B = Party B"


def test_how_a_file_is_read_is_corrected_by_hand(editors_desk):
    batch = send(editors_desk, "Who;When\nPartie é;2024\n".encode("cp1252"))
    do(editors_desk, batch, "shape", encoding="cp1256", delimiter=";")
    assert batch.shape["encoding"] == "cp1256"
    answer = do(editors_desk, batch, "shape", encoding="latin-9")
    assert answer.context["error"]


def test_a_large_import_waits_for_the_timer(editors_desk, monkeypatch):
    for name in ("TRIED_AT_ONCE", "RUN_AT_ONCE"):
        monkeypatch.setattr(f"tracker.editorial.importing.pages.batch.{name}", 1)
    batch = send(editors_desk)
    mapped(editors_desk, batch)
    batch.refresh_from_db()
    assert batch.state == "checking"
    call_command("import_record", "--due", stdout=io.StringIO())
    batch.refresh_from_db()
    assert (batch.state, batch.done) == ("checked", 2)
    do(editors_desk, batch, "run")
    assert (batch.state, batch.done) == ("running", 0)
    assert "import_record --due" in editors_desk.get(at(batch)).content.decode()
    call_command("import_record", "--due", stdout=io.StringIO())
    assert Claim.objects.count() == 2
    do(editors_desk, batch, "undo")
    assert batch.state == "undoing"
    call_command("import_record", "--due", stdout=io.StringIO())
    assert not Claim.objects.exists()


def test_what_readers_would_see_waits_for_a_second_person(editors_desk, publishers_desk):
    batch = send(editors_desk, "Title,Link\nReport,https://example.org/1\n")
    of_sources = {
        "title": "Sources",
        "first-0": "source.title",
        "first-1": "source.url",
        "field-0": "source.kind",
        "text-0": "report",
    }
    editors_desk.post(reverse("admin:import_map", args=[batch.pk]), of_sources)
    do(editors_desk, batch, "run")
    source = Source.objects.get()
    Citation.objects.create(claim=make.claim(), source=source, relation="quoted")
    make.ledger()
    again = send(editors_desk, "Title,Link\nReport of 2024,https://example.org/1\n")
    do(editors_desk, again, "map", map="sources")
    assert again.updated == 1
    do(editors_desk, again, "run")
    own = editors_desk.get(at(again))
    assert own.context["refusal"]
    page = publishers_desk.get(at(again))
    assert page.context["waiting_count"] == 1
    assert "Report of 2024" in page.content.decode()
    reader = Client()
    address = reverse("source", args=[source.reference])
    assert "Report of 2024" not in reader.get(address).content.decode()
    do(publishers_desk, again, "publish", version=page.context["version"])
    assert again.why == ""
    assert "Report of 2024" in reader.get(address).content.decode()


@pytest.mark.parametrize("name", ["imports", "import", "import_map"])
def test_whoever_may_enter_nothing_sees_no_import(administrator, editors_desk, name):
    batch = send(editors_desk)
    outsider = Client()
    outsider.force_login(administrator)
    args = [] if name == "imports" else [batch.pk]
    assert outsider.get(reverse(f"admin:{name}", args=args)).status_code == 403


def test_a_file_that_is_none_is_told_and_not_kept(editors_desk):
    for content in (b"", b"PK\x03\x04 no workbook"):
        answer = editors_desk.post(
            reverse("admin:imports"), {"file": SimpleUploadedFile("x.xlsx", content)}
        )
        if answer.status_code == 302:
            batch = ImportBatch.objects.latest("pk")
            assert "unreadable" in editors_desk.get(at(batch)).context
            editors_desk.post(at(batch), {"do": "forget"})
    assert not ImportBatch.objects.exists()
    assert not list(folder().iterdir())


def test_pages_cost_as_much_for_many_rows_as_for_few(editors_desk, django_assert_max_num_queries):
    head = "Who,Whom,What,When\n"
    batch = send(editors_desk, head + "".join(f"A,B,Said {n},x\n" for n in range(300)))
    mapped(editors_desk, batch)
    batch.refresh_from_db()
    assert batch.refused == 300
    with django_assert_max_num_queries(25):
        page = editors_desk.get(at(batch))
    assert len(page.content) < 100_000


def test_a_form_of_many_columns_is_no_heavier_than_they_are(editors_desk):
    batch = send(editors_desk, ",".join(f"Column {n}" for n in range(70)) + "\n1,2\n")
    page = editors_desk.get(reverse("admin:import_map", args=[batch.pk]))
    assert len(page.context["lines"]) == 60
    assert "Column 69" in page.content.decode()
    assert len(page.content) < 250_000


OURS = {
    "format": "tracker-record/1",
    "parties": [{"slug": "party-a", "name": "Party A", "kind": "organisation"}],
    "claims": [
        {
            "reference": "C-2024-0001",
            "title": "Party A says so",
            "made_on": "2024-04",
            "claimants": [{"party": "party-a"}],
            "status": "published",
        }
    ],
}


def test_our_own_json_is_loaded_whole_as_drafts_and_undone(editors_desk):
    batch = send(editors_desk, json.dumps(OURS), "record.json")
    assert batch.shape["kind"] == "record"
    do(editors_desk, batch, "whole")
    assert (batch.state, batch.imported) == ("checked", 2)
    assert not Party.objects.exists()
    do(editors_desk, batch, "run")
    assert (batch.state, batch.imported) == ("done", 2)
    assert Claim.objects.get().status == "draft"
    again = send(editors_desk, json.dumps(OURS), "record.json")
    do(editors_desk, again, "whole")
    assert (again.imported, again.unchanged) == (0, 2)
    do(editors_desk, batch, "undo")
    assert not Claim.objects.exists() and not Party.objects.exists()


def test_our_own_json_enters_nothing_that_its_sender_may_not(editors_desk):
    code = {"code": "new", "label": "New", "definition": "x", "position": 1}
    broken = OURS | {"claims": [{"reference": "C-2024-0001"}]}
    for content, why in ((OURS | {"stances": [code]}, "may not"), (broken, "title")):
        batch = send(editors_desk, json.dumps(content), "record.json")
        answer = do(editors_desk, batch, "whole")
        assert why in (answer.context["error"] or batch.why)
        assert not Party.objects.exists()
