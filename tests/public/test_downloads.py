"""Lists as files: the rows that the page's own query finds, whole, safe, and nothing hidden."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.public import hidden
from tests.public.crawl import LISTS
from tests.public.test_query_growth import more
from tracker.public.lists.downloads import answers, flat
from tracker.public.lists.downloads.headings import HEADINGS
from tracker.public.lists.downloads.lines import claims_as_csv
from tracker.public.lists.downloads.rows import rows_of
from tracker.public.lists.downloads.writers import as_csv
from tracker.record import models as m
from tracker.search.lines import BLANK

pytestmark = pytest.mark.django_db
# What is in JSON alone.
NESTED = ("lead", "summary", "description", "text", "quotes", "allegations", "answers", "steps")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(client, address, form):
    mark = "&" if "?" in address else "?"
    answer = client.get(f"{address}{mark}format={form}")
    assert answer.status_code == 200
    assert answer.streaming
    assert answer.headers["Content-Type"] == TYPES[form]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    return answer.getvalue()


def rows(client, address, form="csv"):
    data = download(client, address, form)
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    if form == "json":
        return [json.loads(line) for line in data.decode().splitlines()]
    values = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    return [dict(zip(values[0], row, strict=True)) for row in values[1:]]


@pytest.mark.database
def test_every_list_is_offered_as_a_file_with_all_its_rows(client, subtests):
    make.whole_dispute()
    for name in LISTS:
        html = client.get(f"/{name}/").content.decode()
        listed = m.Party if name == "parties" else getattr(m, name.rstrip("s").capitalize())
        for form in TYPES:
            with subtests.test(f"{name} {form}"):
                assert f'href="?format={form}"' in html
                found = rows(client, f"/{name}/", form)
                assert len(found) == listed.objects.published().count() > 0


def test_three_forms_say_the_same(client, subtests):
    claim = make.whole_dispute()["claim"]
    for form in TYPES:
        with subtests.test(form):
            listed = {row["reference"]: row for row in rows(client, "/claims/", form)}
            found = listed[claim.reference]
            assert found["title"] == claim.title
            assert found["made_on"] == "2024-04-17"
            assert int(found["allegation_count"]) == 2
            assert int(found["answered_count"]) == 1
            assert found["response"] == "answered"
            names = found["claimant_names"]
            assert (names if form != "json" else "; ".join(names)) == "Party A"
            assert found["address"].endswith(claim.get_absolute_url())


def test_bare_rows_say_what_the_records_say(client):
    world = make.whole_dispute()
    more(world, 3)
    make.index()
    make.editions()
    keys = list(m.Claim.objects.published().values_list("pk", flat=True))
    told = rows_of("claims", keys)
    bare = flat.claims(keys)
    assert len(told) == len(keys)
    assert bare == {
        pk: {name: value for name, value in row.items() if name not in NESTED}
        for pk, row in told.items()
    }


def test_finished_lines_are_those_of_the_rows(client):
    """Also where a title is a formula, has quotation marks, commas, line breaks or the blank."""
    world = make.whole_dispute()
    more(world, 3)
    for title in ("=1+1", 'A "thing", alleged', "Two\nlines", f"A{BLANK}blank", "", "@x"):
        other = make.party(f"{title.replace(BLANK, '')} party")
        make.claim(title, claimant=other, accused=world["party"])
    make.request(claim=make.claim("Asked and late"), due_on="2020-01-01")
    make.claim("Looked for", looked_on=date(2024, 6, 1))
    make.index()
    keys = list(m.Claim.objects.published().values_list("pk", flat=True))
    rows = flat.claims(keys)
    lines = "".join(claims_as_csv(iter([keys])))
    wanted = "".join(as_csv((rows[key] for key in keys), HEADINGS["claims"])).replace(BLANK, " ")
    assert lines.split("\r\n") == wanted.split("\r\n")
    assert "".join(claims_as_csv(iter([]))) == wanted.split("\r\n")[0] + "\r\n"


def test_what_happened_to_a_request_since_is_in_all_three_forms(client, subtests):
    asked = make.request(due_on="", asked=make.party("Party B"))
    steps = (
        {
            "kind": "extended",
            "due_before": "2024-05",
            "due_on": "2024-06-09",
            "is_their_wish": True,
        },
        {"kind": "paused", "due_before": "2024-06-09", "internal_notes": "By telephone."},
    )
    for day, step in enumerate(steps, start=3):
        m.RequestStep.objects.create(request=asked, happened_on=date(2024, 5, day), **step)
    found = rows(client, "/requests/", "json")[0]
    assert found["steps"] == [
        {
            "kind": "extended",
            "happened_on": "2024-05-03",
            "due_before": "2024-05",
            "due_on": "2024-06-09",
            "is_their_wish": True,
        },
        {
            "kind": "paused",
            "happened_on": "2024-05-04",
            "due_before": "2024-06-09",
            "due_on": "",
            "is_their_wish": False,
        },
    ]
    for form in TYPES:
        with subtests.test(form):
            row = rows(client, "/requests/", form)[0]
            assert (row["paused_on"], row["due_first_on"] or "") == ("2024-05-04", "")
            told = row["since_it_was_sent"]
            told = "; ".join(told) if form == "json" else told
            assert "deadline extended from May 2024 to 9 June 2024; Party B asked for it" in told
            assert "deadline of 9 June 2024 paused" in told
    m.RequestStep.objects.filter(kind="paused").delete()
    m.Request.objects.update(due_on="2024-06-09")
    assert rows(client, "/requests/")[0]["due_first_on"] == "2024-05"


def test_json_holds_each_allegation_with_its_answers(client):
    world = make.whole_dispute()
    found = rows(client, "/claims/?q=a+thing", "json")
    claim = next(row for row in found if row["reference"] == world["claim"].reference)
    first, second = claim["allegations"]
    assert first["text"] == "Party A says that Party B did a thing."
    assert first["answers"][0]["response"] == world["response"].reference
    assert first["answers"][0]["stances"] == ["literal-denial"]
    assert (second["answers"], second["response"]) == ([], "not_addressed")


def test_file_holds_what_the_query_asks_for_on_every_page(client, subtests):
    accused = make.party(slug="party-b")
    wanted = {make.claim(accused=accused, allegations=0).reference for _ in range(60)}
    make.claim()
    for form in TYPES:
        with subtests.test(form):
            found = rows(client, "/claims/?accused=party-b&page=2&sort=oldest", form)
            assert {row["reference"] for row in found} == wanted
            assert len(found) == 60


def test_link_to_a_file_keeps_the_query(client):
    make.claim(accused=make.party(slug="party-b"))
    html = client.get("/claims/?accused=party-b&page=1").content.decode()
    assert 'href="?accused=party-b&amp;format=csv"' in html


STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\ufeff=", "\u200b=", "\u200f@")


def test_no_cell_is_a_formula(client):
    titles = {f"{start}HYPERLINK(Party A)" for start in STARTS}
    for title in titles:
        make.claim(title)
    assert {row["title"] for row in rows(client, "/claims/", "csv")} == {f"'{t}" for t in titles}
    assert {row["title"] for row in rows(client, "/claims/", "xlsx")} == titles
    book = openpyxl.load_workbook(io.BytesIO(download(client, "/claims/", "xlsx")))
    assert {cell.data_type for row in book.active for cell in row} <= {"s", "n"}


def test_slug_of_a_place_is_no_formula(client):
    point = make.claim().allegations.get()
    m.AllegationPlace.objects.create(allegation=point, place=make.place(slug="-town"))
    assert [row["places"] for row in rows(client, "/claims/", "csv")] == ["'-town"]
    assert [row["places"] for row in rows(client, "/claims/", "xlsx")] == ["-town"]


def test_nothing_hidden_is_in_a_file(client):
    hidden.record_with_draft_and_withdrawn()
    secrets = (hidden.CANARY, hidden.YEAR, hidden.OTHER_CANARY, hidden.OTHER_YEAR)
    for form in TYPES:
        for name in LISTS:
            told = str(rows(client, f"/{name}/", form))
            assert [secret for secret in secrets if secret in told] == [], (form, name)


def asked(client, name):
    rows(client, f"/{name}/", "json")
    with CaptureQueriesContext(connection) as asked:
        rows(client, f"/{name}/", "json")
    return len(asked)


def test_twice_the_rows_ask_no_more_often(client):
    world = make.whole_dispute()
    more(world)
    before = {name: asked(client, name) for name in LISTS}
    more(world)
    assert {name: asked(client, name) for name in LISTS} == before


def test_first_line_is_sent_before_the_last_row_is_read(client, monkeypatch):
    monkeypatch.setattr(answers, "BATCH", 2)
    for _ in range(6):
        make.source()
    claim = make.claim(allegations=0)
    for source in m.Source.objects.all():
        make.cite(claim, source)
    answer = client.get("/sources/?format=json")
    with CaptureQueriesContext(connection) as asked:
        lines = iter(answer.streaming_content)
        first = next(lines)
        sent = len(asked)
        rest = list(lines)
    assert first.endswith(b"\n")
    assert sent <= 4, "one batch: keys, documents, publishers, republications"
    assert len(rest) == 5


def test_empty_list_is_its_heading_alone(client, subtests):
    before = {name: download(client, f"/{name}/", "csv").decode("utf-8-sig") for name in LISTS}
    assert download(client, "/claims/", "json") == b""
    make.whole_dispute()
    for name, heading in before.items():
        with subtests.test(name):
            full = download(client, f"/{name}/", "csv").decode("utf-8-sig")
            assert full.startswith(heading) and heading.count("\r\n") == 1
            rows_in_json = rows(client, f"/{name}/", "json")
            assert heading.strip().split(",") == [n for n in rows_in_json[0] if n not in NESTED]


def test_empty_workbook_has_its_heading(client):
    book = openpyxl.load_workbook(io.BytesIO(download(client, "/claims/", "xlsx")))
    assert list(book.active.values) == [HEADINGS["claims"]]


def test_more_rows_than_a_workbook_holds_get_words_instead(client, monkeypatch):
    monkeypatch.setattr(answers, "MOST_IN_A_WORKBOOK", 2)
    for _ in range(3):
        make.claim()
    answer = client.get("/claims/?format=xlsx")
    assert answer.status_code == 400
    assert "at most 2 rows, and this list has 3" in answer.content.decode()
    assert len(rows(client, "/claims/")) == 3


def test_unknown_form_is_named_with_those_there_are(client):
    answer = client.get("/claims/?format=pdf")
    assert answer.status_code == 400
    assert "html, csv, json, xlsx" in answer.content.decode()


def test_arabic_and_line_breaks_come_through(client):
    make.claim("الطرف أ يدّعي", lead="One\n\nTwo")
    assert rows(client, "/claims/")[0]["title"] == "الطرف أ يدّعي"
    assert rows(client, "/claims/", "json")[0]["lead"] == "One\n\nTwo"
