"""Tables by a map: exactly once each, again nothing, undone without a trace, hostile files told."""

import io
import json
from contextlib import closing
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.editorial.changes import change
from tracker.editorial.importing.batches import running, saving, undoing
from tracker.editorial.importing.batches.opening import map_called, open_table
from tracker.editorial.importing.batches.running import BatchMoved
from tracker.editorial.importing.mapped.maps import MapRefused, checked, shipped
from tracker.editorial.models import ImportBatch, ImportedKey, ImportProblem
from tracker.ledger.models import Entry
from tracker.record.models import (
    Allegation,
    AllegationViolation,
    Answer,
    Citation,
    Claim,
    Party,
    Response,
    Source,
)

pytestmark = pytest.mark.django_db
MAP = {
    "format": "tracker-map/1",
    "name": "of-the-tests",
    "keys": {
        "claim": ["Who", "Whom"],
        "allegation": ["Number"],
        "response": ["Whom"],
        "answer": ["Number"],
    },
    "fields": {
        "claimant.name": {"column": "Who"},
        "claimant.kind": {"constant": "organisation"},
        "accused.name": {"column": "Whom", "split": ";"},
        "accused.kind": {"constant": "authority"},
        "source.title": {"constant": "A list"},
        "source.kind": {"constant": "dataset"},
        "source.url": {"constant": "https://example.org/list"},
        "claim.title": {"text": "{Who} on {Whom}"},
        "claim.made_on": {"column": "When", "date": "day-month-year"},
        "allegation.text": {"column": "What"},
        "allegation.violations": {"column": "Codes", "split": ",", "values": {"T": "torture"}},
        "allegation.relation": {"constant": "quoted"},
        "allegation.quote": {"column": "What"},
        "responder.name": {"column": "Whom"},
        "responder.kind": {"constant": "authority"},
        "response.title": {"text": "{Whom} answers"},
        "response.made_on": {"column": "When", "date": "day-month-year"},
        "response.form": {"constant": "letter"},
        "answer.summary": {"column": "Reply"},
    },
}
HEAD = "Number,Who,Whom,When,What,Codes,Reply,Other"
ROWS = [f"{n},Party A,Party {'BC'[n % 2]},17/4/2024,Point {n},T,Reply {n},x" for n in range(1, 8)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(running.in_sets, "__defaults__", (3,))
    (tmp_path / "map.json").write_text(json.dumps(MAP))
    return tmp_path


def write(folder, rows=ROWS, head=HEAD, name="rows.csv"):
    path = folder / name
    path.write_text("\r".join([head, *rows]), newline="")
    return path


def load(folder, *rows, **options):
    """What the command says of a file of these rows."""
    return command(write(folder, rows or ROWS), folder, **options)


def command(path, folder, **options):
    said = io.StringIO()
    options = {"map": str(folder / "map.json"), "apply": True, **options}
    call_command("import_record", str(path), stdout=said, **options)
    return said.getvalue()


def tables():
    """All of the record's rows, but for counters of saves and times."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in ("revision", "updated_at")}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (Party, Source, Claim, Allegation, Response, Answer, Citation)
    }


def test_rows_become_drafts_and_what_is_not_mapped_is_said(folder):
    said = load(folder)
    assert "7 rows: 7 imported, 0 updated, 0 unchanged, 0 refused" in said
    assert "not mapped: Other" in said
    assert "line_end='\\r'" in said
    assert Claim.objects.count() == 2 and Response.objects.count() == 2
    assert {claim.status for claim in Claim.objects.all()} == {"draft"}
    point = Allegation.objects.get(text="Point 2")
    assert (point.number, [one.code for one in point.violations.all()]) == (1, ["torture"])
    citation = point.citations.get()
    assert (citation.quote, citation.relation) == ("Point 2", "quoted")
    assert point.answers.get().summary == "Reply 2"
    assert list(point.answers.get().response.claims.all()) == [point.claim]
    call_command("verify_ledger", stdout=io.StringIO())


def test_a_second_run_changes_nothing_and_a_changed_row_changes_what_it_changed(folder):
    load(folder)
    before, entries = tables(), Entry.objects.count()
    assert "0 imported, 0 updated, 7 unchanged" in load(folder)
    assert (tables(), Entry.objects.count()) == (before, entries)
    changed = [row.replace("Point 3,T", "Point three,") for row in ROWS]
    assert "0 imported, 1 updated, 6 unchanged" in load(folder, *changed)
    point = Allegation.objects.get(text="Point three")
    assert point.citations.get().quote == "Point three"
    assert not point.violations.exists()
    assert Entry.objects.count() == entries + 1


def test_what_was_changed_in_the_file_and_here_is_refused_with_the_field(folder):
    load(folder)
    point = Allegation.objects.get(text="Point 3")
    edit(point, text="As an editor has it")
    assert "7 unchanged" in load(folder)
    said = load(folder, *[row.replace("Point 3", "Point three") for row in ROWS])
    assert "row 4, as a whole" in said and "“allegation” was changed here" in said
    assert "6 unchanged, 1 refused" in said
    point.refresh_from_db()
    assert point.text == "As an editor has it"


def edit(row, **fields):
    with change(None, Entry.Action.CHANGED) as door:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)


def test_records_that_are_there_are_named_and_not_changed(folder):
    party = make.party("Party A", kind="media")
    source = make.source(url="https://example.org/list")
    make.ledger()
    load(folder)
    assert Party.objects.filter(name="Party A").get().kind == "media"
    assert Source.objects.get() == source
    assert {claim.claimants.get() for claim in Claim.objects.all()} == {party}
    call_command("import_record", undo=ImportBatch.objects.get().pk, stdout=io.StringIO())
    assert Party.objects.filter(pk=party.pk).exists()


def test_two_parties_of_one_name_are_not_guessed_between(folder):
    make.party("Party A"), make.party("Party A")
    assert "several records here are “Party A”" in load(folder)
    assert not Claim.objects.exists()


def test_rows_that_contradict_each_other_are_refused_by_number(folder):
    twice = [*ROWS, ROWS[0].replace("Point 1", "Point one"), ROWS[1]]
    said = load(folder, *twice)
    assert "row 9, as a whole: row 2 says otherwise of the same" in said
    assert "9 rows: 7 imported, 0 updated, 1 unchanged, 1 refused" in said


def test_rehearsal_tells_all_problems_and_keeps_nothing(folder):
    rows = [ROWS[0].replace("17/4/2024", "soon"), ROWS[1].replace("Point 2", ""), ROWS[2]]
    said = load(folder, *rows, apply=False)
    assert "row 2, When: “soon” is no date in this order." in said
    assert "row 3, What: empty, and needed." in said
    assert "3 rows would be: 1 imported, 0 updated, 0 unchanged, 2 refused" in said
    assert not Claim.objects.exists() and not ImportBatch.objects.exists()


@pytest.mark.database
def test_a_run_cut_short_goes_on_and_does_each_row_once(folder, monkeypatch):
    save, runs = saving.Saver.save, []

    def cut(self, planned):
        runs.append(planned)
        save(self, planned)
        if len(runs) in (2, 4):
            raise KeyboardInterrupt

    monkeypatch.setattr(saving.Saver, "save", cut)
    for done in (3, 6):
        with pytest.raises(KeyboardInterrupt):
            load(folder)
        assert ImportBatch.objects.get().done == done
        assert Allegation.objects.count() == done
    assert "Going on after 6 of 7 rows" in load(folder)
    assert Allegation.objects.count() == Answer.objects.count() == 7
    assert ImportBatch.objects.get().imported == 7


def test_what_the_database_does_not_take_is_refused_and_the_rest_of_its_set_is_kept(folder):
    said = load(folder, *[row.replace(",T,", ",T,") for row in ROWS[:2]], ROWS[2])
    assert "3 imported" in said
    odd = MAP | {"keys": MAP["keys"] | {"answer": ["Number", "Other"]}}
    (folder / "map.json").write_text(json.dumps(odd))
    said = load(folder, *[row[:-1] + "y" for row in ROWS[:3]], ROWS[3])
    assert ImportBatch.objects.latest("pk").refused == 3
    assert "1 imported" in said and "3 refused" in said
    assert Answer.objects.count() == 4


def test_a_row_more_is_no_statement_more(folder, monkeypatch):
    monkeypatch.setattr(running.in_sets, "__defaults__", (200,))

    def statements(*rows):
        with CaptureQueriesContext(connection) as asked:
            load(folder, *rows)
        return len(asked)

    load(folder, ROWS[0], ROWS[1])
    rows = [f"{n},Party A,Party {'BC'[n % 2]},17/4/2024,Point {n},T,,x" for n in range(8, 68)]
    few, many = statements(*rows[:10]), statements(*rows[10:])
    assert many < few + 20


def test_parties_of_one_set_whose_names_have_the_same_letters_get_addresses_of_their_own(folder):
    load(folder, ROWS[0], ROWS[1].replace("Party A", "Pärty A"))
    slugs = Party.objects.filter(name__in=("Party A", "Pärty A")).values_list("slug", flat=True)
    assert set(slugs) == {"party-a", "party-a-2"}


def test_rows_are_saved_in_bulk_as_each_saves_itself(folder):
    load(folder)
    found = set(Claim.objects.values_list("reference", "revision"))
    assert found == {("C-2024-0001", 1), ("C-2024-0002", 1)}
    codings = AllegationViolation.objects.values_list("version", "violation__version")
    assert len(codings) == 7 and all(version == newest for version, newest in codings)
    assert make.claim(made_on="2024").reference == "C-2024-0003"


def test_parts_of_undone_records_are_in_memory_some_at_a_time(folder, monkeypatch):
    monkeypatch.setattr(undoing, "MOST_PARTS", 4)
    load(folder)
    batch = ImportBatch.objects.get()
    sets = {noun: list(undoing._in_small_sets(batch, noun)) for noun in ("response", "party")}
    # Of four and of three answers; parties have no parts.
    assert [len(one) for one in sets["response"]] == [1, 1]
    assert [len(one) for one in sets["party"]] == [3]
    undo(batch)
    assert not any(tables().values())


@pytest.mark.database
def test_undo_leaves_the_record_as_it_was(folder):
    load(folder, *ROWS[:4])
    before = tables()
    load(folder, *[row.replace("Reply 2", "Reply two") for row in ROWS])
    assert tables() != before
    undo(ImportBatch.objects.latest("pk"))
    assert tables() == before
    assert "3 imported, 0 updated, 4 unchanged" in load(folder)
    undo(ImportBatch.objects.latest("pk"))
    undo(ImportBatch.objects.earliest("pk"))
    assert not any(tables().values()) and not ImportedKey.objects.exists()
    call_command("verify_ledger", stdout=io.StringIO())


def undo(batch):
    said = io.StringIO()
    call_command("import_record", undo=batch.pk, stdout=said)
    return said.getvalue()


def test_undo_leaves_what_somebody_changed_or_leans_on_and_tells(folder):
    load(folder)
    first, second = Claim.objects.order_by("pk")
    edit(first, lead="Party A says so.")
    other = make.claim(status="draft", published_at=None)
    other.links.create(other=second, kind="repeats")
    said = undo(ImportBatch.objects.get())
    assert f"{first.reference} is left: it was changed since." in said
    assert f"{second.reference} is left: something leans on it: {other.reference}" in said
    assert set(Claim.objects.values_list("pk", flat=True)) == {first.pk, second.pk, other.pk}
    assert not Response.objects.exists()
    assert Party.objects.filter(name="Party A").exists()


def test_undo_does_not_take_back_what_an_editor_changed_between_two_sets(folder, monkeypatch):
    load(folder, *ROWS[:1])
    plan, calls = running.plan, []

    def between(*args):
        calls.append(args)
        if len(calls) == 2:
            edit(Claim.objects.earliest("pk"), lead="An editor's.")
        return plan(*args)

    monkeypatch.setattr(running, "plan", between)
    load(folder)
    said = undo(ImportBatch.objects.latest("pk"))
    assert "it was changed since" in said
    assert Claim.objects.earliest("pk").lead == "An editor's."


def test_a_batch_that_somebody_else_took_further_is_not_run_over(folder):
    row, by = map_called(str(folder / "map.json"))
    table = open_table(write(folder), by, {})
    batch = ImportBatch(map=row, content=by.content, file_name="rows.csv", digest="0" * 64)
    running.begin(batch, 7)
    ImportBatch.objects.update(done=3, imported=3)
    with pytest.raises(BatchMoved):
        running.run(batch, table, by, None)
    ImportBatch.objects.update(state="undone")
    with pytest.raises(BatchMoved):
        undoing.undo(batch, None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"fields": {}}, "No column"),
        ({"name": "Not a name"}, "name"),
        ({"fields": {"claim.titel": {"column": "A"}}}, "claim.titel"),
        ({"fields": {"claim.title": {"column": "A", "constant": "b"}}}, "exactly one"),
        ({"fields": {"claim.title": {"column": "A"}}}, "made on"),
        ({"fields": {"allegation.text": {"column": "A"}}}, "Claim"),
        ({"fields": {**MAP["fields"], "claim.quote": {"column": "A"}}}, "whose words"),
        ({"fields": {"claim.title": {"column": 1}}}, "no rule"),
        ({"keys": {"claim": "Who"}}, "keys"),
        ({"left": {"A": "\x00"}}, "control"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_map_that_cannot_be_used_says_which_part(change, why):
    with pytest.raises(MapRefused, match=why):
        checked({**MAP, **change})


def test_shipped_maps_are_maps():
    for path in shipped().values():
        assert checked(json.loads(path.read_text())).name == path.stem


DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("name", "file", "rows"),
    [
        ("upr-recommendations", "upr/10-13.csv", 9047),
        ("nyc-ccrb-closing-reports", "nyc-ccrb/closingreports.json", 5627),
        ("google-fact-check", "arabic-claimreview/claim_reviews.json", 1762),
    ],
)
def test_shipped_maps_read_the_files_they_are_for(name, file, rows):
    path = DATA / file
    if not path.is_file():
        pytest.skip("not beside this checkout")
    row, by = map_called(name)
    table = open_table(path, by, {})
    assert table.count() == rows
    told = [running.tell(one, by) for one in islice(table.rows(), 30)]
    with closing(running.Memory()) as memory:
        some = running.plan(row, told, memory, {})
    assert not [problem for one in some for problem in one.problems]
    assert {one.outcome for one in some} <= {"imported", "unchanged"}


def test_a_workbook_is_read_like_a_file_of_text(folder):
    book = openpyxl.Workbook()
    for row in [HEAD, *ROWS[:2]]:
        book.active.append(row.split(","))
    book.save(folder / "rows.xlsx")
    assert "2 imported" in command(folder / "rows.xlsx", folder)


def test_a_map_that_reads_columns_that_are_not_there_is_refused(folder):
    with pytest.raises(CommandError, match="When"):
        command(write(folder, head=HEAD.replace("When", "Day")), folder)
    assert not ImportProblem.objects.exists()


def test_answers_to_points_that_are_there_are_tied_to_them_by_number(folder):
    claim = make.claim(allegations=2)
    make.ledger()
    content = {
        "format": "tracker-map/1",
        "name": "answers",
        "fields": {
            "claim.reference": {"column": "Claim"},
            "allegation.number": {"column": "Point"},
            "responder.name": {"constant": "Party Z"},
            "responder.kind": {"constant": "authority"},
            "response.title": {"constant": "Party Z answers"},
            "response.made_on": {"constant": "2024-05"},
            "response.form": {"constant": "letter"},
            "answer.summary": {"column": "Reply"},
        },
    }
    (folder / "map.json").write_text(json.dumps(content))
    rows = [f"{claim.reference},2,No.", f"{claim.reference},9,No.", "C-1999-0001,1,No."]
    said = command(write(folder, rows, "Claim,Point,Reply"), folder)
    assert "1 imported, 0 updated, 0 unchanged, 2 refused" in said
    assert "there is no C-1999-0001 here" in said
    assert Answer.objects.get().allegation == claim.allegations.get(number=2)
