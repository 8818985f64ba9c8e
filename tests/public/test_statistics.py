"""Statistics: honest denominators, counts where cases are few, the rows behind each."""

import csv
import html as entities
import io
import re

import pytest
from django.utils import timezone

from tests import factories as make
from tracker.record import models as m
from tracker.search import held
from tracker.search.cells import safe
from tracker.search.models import Case, Document

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
KEYS = (
    "coverage",
    "asked",
    "never-asked",
    "times",
    "stances-by-responder",
    "stances-by-violation",
    "quotes",
)


def page(client, query="", prefix=""):
    answer = client.get(f"{prefix}/statistics/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def section(html, key):
    return re.search(rf'<section class="counted" id="{key}".*?</section>', html, re.S)[0]


def bar(row):
    """How long the bar of a row is, in per cent; None where it has none."""
    found = re.search(r'class="bar-part" (?:x="[\d.]+%" )?width="([\d.]+)%"', row)
    return float(found[1]) if found else None


def counted(html, key):
    """Group → row → what the page says of it, and how long its bar is, in per cent."""
    found = {}
    for table in re.findall(r'<table class="bars">.*?</table>', section(html, key), re.S):
        caption = re.search(r"<caption>(.*?)<span", table, re.S)[1]
        rows = {}
        for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", table, re.S):
            label = re.search(r'<th scope="row">(.*?)</th>', row, re.S)[1]
            said = re.search(r'<span class="how-many">(.*?)(?: · .*?)?</span>', row, re.S)[1]
            rows[entities.unescape(re.sub("<.*?>", "", label)).strip()] = (said.strip(), bar(row))
        found[re.sub("<.*?>", "", caption).strip()] = rows
    return found


def rows(client, key, query=""):
    answer = client.get(f"/statistics/?table={key}&format=csv{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_coverage_counts_every_allegation_once(client):
    claim = make.claim(allegations=4)
    first, second, *_rest = claim.allegations.all()
    reply = make.response(claim)
    for _ in range(2):
        make.answer(make.response(claim), first)
    make.answer(reply, second)
    assert counted(page(client), "coverage")["All allegations"] == {
        "replied on the point": ("2 of 4", None),
        "replied, not on this point": ("2 of 4", None),
    }
    states = [row["state"] for row in rows(client, "coverage")]
    assert sorted(states) == ["answered", "answered", "not_addressed", "not_addressed"]


def test_coverage_counts_a_point_said_of_several_once_and_tells_each_in_its_rows(client):
    claim = make.claim()
    silent = make.party("Party C")
    m.ClaimAccused.objects.create(claim=claim, party=silent, position=1)
    make.answer(make.response(claim), claim.allegations.get())
    assert counted(page(client), "coverage")["All allegations"] == {
        "replied on the point": ("1 of 1", None)
    }
    found = {row["accused"]: row["state"] for row in rows(client, "coverage")}
    assert sorted(found.values()) == ["answered", "not_looked_for"]
    assert found[silent.slug] == "not_looked_for"


def test_share_is_told_from_five_cases_on_only(client):
    make.claim(allegations=4)
    html = page(client)
    assert "4 of 4<" in html
    assert "bar-part" not in html
    make.claim(allegations=1)
    html = page(client)
    assert "5 of 5, 100 %" in html
    assert bar(section(html, "coverage")) == 100


def test_no_output_tells_a_share_below_five_cases(client):
    make.whole_dispute()
    for prefix in ("", "/ar", "/ckb", "/kmr"):
        main = re.search(r"<main.*?</main>", page(client, prefix=prefix), re.S)[0]
        shares = re.findall(r'"how-many">\s*([^<]*?)\s*<', main)
        assert shares
        for said in shares:
            whole = [int(number) for number in re.findall(r"\d+", said)][1]
            assert bool(re.search("[%٪]", said)) == (whole >= 5), said
    for key in KEYS:
        assert not any("%" in cell for row in rows(client, key) for cell in row.values())


def test_only_requests_provably_sent_are_in_the_denominator(client):
    claim, asked = make.claim(), make.party("Party B")
    secret = make.source(confidential=True)
    make.request(claim=claim, asked=asked, outcome="answered")
    make.request(claim=claim, asked=asked, due_on="2024-05-01", checked_on="2024-05-03")
    make.request(claim=claim, asked=asked, due_on="")
    make.request(claim=claim, asked=asked, is_appeal=True)
    make.request(claim=claim, asked=asked, sent_on="")
    make.request(claim=claim, asked=asked, proof=secret)
    make.request(claim=claim, asked=asked, kind="evidence")
    make.request(claim=claim, asked=asked, **DRAFT)
    m.Request.objects.create(
        title="No proof",
        kind="response",
        asker=make.party(),
        asked=asked,
        claim=claim,
        sent_on="2024-04-01",
        **make.status(),
    )
    told = counted(page(client), "asked")
    expected = {
        "answered": ("1 of 3", None),
        "no reply found after the deadline": ("1 of 3", None),
        "no reply found, no deadline known to have passed": ("1 of 3", None),
    }
    assert told == {"All requests shown to have been sent": expected, "Party B": expected}
    assert len(rows(client, "asked")) == 3


def test_outcomes_of_requests_add_up_to_all_of_them(client):
    claim = make.claim()
    for outcome in m.Request.Outcome.values:
        for due in ("", "2024-05-01", "2999-01-01"):
            make.request(claim=claim, outcome=outcome, due_on=due, checked_on="2024-06-01")
    table = counted(page(client), "asked")["All requests shown to have been sent"]
    said = [words.split(" of ") for words, _bar in table.values()]
    assert sum(int(count) for count, _whole in said) == 3 * len(m.Request.Outcome.values)
    # Of those without an outcome, the late ones stand apart.
    assert len(table) == len(m.Request.Outcome.values) + 1


def test_never_asked_stands_apart_from_silence(client):
    asked, silent, spoke = make.party("Party B"), make.party("Party C"), make.party("Party D")
    claim = make.claim(accused=asked)
    for party in (silent, spoke):
        m.ClaimAccused.objects.create(claim=claim, party=party)
    make.request(claim=claim, asked=asked)
    make.response(claim, responder=spoke)
    make.response(claim, responder=silent, **DRAFT)
    assert counted(page(client), "never-asked")["All accused"] == {
        "record of being asked, and a reply": ("0 of 3", None),
        "record of being asked, and no reply found": ("1 of 3", None),
        "no record of being asked, and a reply": ("1 of 3", None),
        "no record of being asked, and no reply found": ("1 of 3", None),
    }
    found = {row["accused"]: row for row in rows(client, "never-asked")}
    assert found[asked.slug]["provably_asked"] == "1"
    assert found[spoke.slug]["responded"] == "1"
    assert found[silent.slug]["responded"] == "0"


@pytest.mark.parametrize(
    ("claimed", "answered", "expected"),
    [
        ("2024-04-17", "2024-04-17", "before the claim, or on its day"),
        ("2024-04-17", "../2024-04-17", "before the claim, or on its day"),
        ("2024-04-17", "2024-04-17/2024-04-20", "dates not known closely enough to say"),
        ("2024-04-17", "2024-04-18/2024-04-24", "within a week"),
        ("2024-04-17", "2024-04-24", "within a week"),
        ("2024-04-17", "2024-04-24/2024-05-18", "dates not known closely enough to say"),
        ("2024-04-17", "2024-04-25/2024-05-18", "later, within a month"),
        ("2024-04-17", "2024-05-17", "later, within a month"),
        ("2024-04-17", "2024-12", "later, within a year"),
        ("2024-04-17", "2025-04-18", "later, within a year"),
        ("2024-04-17", "2025-04-19/..", "after more than a year"),
        ("2020", "2024", "after more than a year"),
        ("2024-04", "2024-04", "dates not known closely enough to say"),
        ("2024-04-17", "2024-04/..", "dates not known closely enough to say"),
    ],
)
def test_time_is_told_no_more_closely_than_the_dates_are_known(client, claimed, answered, expected):
    make.response(make.claim(made_on=claimed), made_on=answered)
    table = counted(page(client), "times")["All claims with a reply"]
    assert [label for label, (said, _bar) in table.items() if said == "1 of 1"] == [expected]


def test_first_response_counts_and_drafts_do_not(client):
    claim = make.claim(made_on="2024-04-17")
    make.response(claim, made_on="2024-06-17")
    make.response(claim, made_on="2024-04-20")
    make.response(claim, made_on="2024-04-18", **DRAFT)
    make.claim()
    assert rows(client, "times") == [
        {
            "claim": claim.reference,
            "made_on": "2024-04-17",
            "least_days": "3",
            "most_days": "3",
        }
    ]


def test_median_needs_five_cases_and_counts_those_with_open_dates(client):
    for day in (18, 19, 20, 22):
        make.response(make.claim(made_on="2024-04-17"), made_on=f"2024-04-{day}")
    assert "Median" not in page(client)
    make.response(make.claim(made_on="2024-04-17"), made_on="2024-04-21/2024-04-30")
    assert "Median: 3 days." in page(client)
    for _ in range(6):
        make.response(make.claim(made_on="2024-04-17"), made_on="../2024-04-17")
    assert "In at least half the cases the first answer came before the claim" in page(client)


def test_stances_are_counted_by_answer_and_lead_to_the_claims(client):
    responder = make.party("Party B", slug="party-b")
    claim = make.claim(accused=responder, allegations=2)
    first, second = claim.allegations.all()
    reply = make.response(claim, responder=responder)
    given = make.answer(reply, first)
    m.AnswerStance.objects.create(answer=given, stance=m.Stance.objects.get(code="justification"))
    make.answer(reply, second)
    make.answer(make.response(claim, responder=responder, **DRAFT), first, stance="no-comment")
    html = page(client)
    assert counted(html, "stances-by-responder")["Party B"] == {
        "Literal denial": ("2 of 2", None),
        "Justification": ("1 of 2", None),
    }
    link = "/claims/?responder=party-b&amp;stance=justification"
    assert re.search(rf'<a href="{re.escape(link)}">in 1 claim</a>', html)
    assert claim.reference in client.get(link.replace("&amp;", "&")).content.decode()
    assert len(rows(client, "stances-by-responder")) == 3


LIST_LINK = re.compile(r'<a href="(/claims/[^"]*)">\s*(?:in|Counted over) (\d+) [^<]*</a>')


def many_answers():
    """Two parties that answer each other in several ways, and a dossier of half the claims."""
    parties = [make.party(f"Party {name}", slug=f"party-{name.lower()}") for name in "BC"]
    claims = [make.claim(accused=party, allegations=2) for party in parties for _ in range(3)]
    codes = ("justification", "no-comment", "literal-denial")
    for number, claim in enumerate(claims):
        for other, party in enumerate(parties):
            reply = make.response(claim, responder=party)
            for point in claim.allegations.all()[: 1 + (number + other) % 2]:
                make.answer(reply, point, stance=codes[(number + other) % 3])
    return make.dossier(*claims[::2])


@pytest.mark.parametrize(
    "query", ["", "?dossier={}", "?dossier={}&responder=party-c", "?q=nothing&stance=no-comment"]
)
def test_number_of_each_link_is_that_of_the_list_it_leads_to(client, query):
    dossier = many_answers()
    html = page(client, query.format(dossier.slug))
    links = {entities.unescape(link): int(number) for link, number in LIST_LINK.findall(html)}
    assert len(links) > 4
    for link, number in links.items():
        assert listed(client, link) == number


def listed(client, link):
    """How many claims a list has."""
    mark = "&" if "?" in link else "?"
    return len(list(csv.reader(io.StringIO(text_of(client, f"{link}{mark}format=csv"))))) - 1


def text_of(client, address):
    answer = client.get(address)
    return answer.getvalue().decode("utf-8-sig")


def test_each_statistic_of_asking_says_what_counts_as_asked(client):
    make.whole_dispute()
    told = section(page(client), "never-asked")
    visible = told[: told.index("<details")]
    assert "A record of being asked is a request for a response" in visible


def test_rows_behind_a_statistic_are_as_many_as_it_counts(client):
    make.whole_dispute()
    html = page(client)
    for key in ("asked", "never-asked", "times"):
        first = re.search(r"<caption>.*?<span class=\"count\">(\d+)", section(html, key), re.S)
        assert len(rows(client, key)) == int(first[1])


def test_answer_to_two_violations_counts_under_each_but_once(client):
    claim = make.claim()
    point = claim.allegations.get()
    other = m.Violation.objects.last()
    m.AllegationViolation.objects.create(allegation=point, violation=other)
    make.answer(make.response(claim), point)
    told = counted(page(client), "stances-by-violation")
    assert told[other.label] == {"Literal denial": ("1 of 1", None)}
    assert len(told) == 2


def test_filters_narrow_every_statistic_and_the_rows(client):
    inside, outside = make.claim(), make.claim()
    for claim in (inside, outside):
        make.answer(make.response(claim), claim.allegations.get())
    dossier = make.dossier(inside)
    query = f"?dossier={dossier.slug}"
    html = page(client, query)
    assert "Counted over 1 published claim." in html
    assert counted(html, "coverage")["All allegations"]["replied on the point"] == ("1 of 1", None)
    found = rows(client, "coverage", f"&dossier={dossier.slug}")
    assert [row["claim"] for row in found] == [inside.reference]
    assert f"/statistics/?dossier={dossier.slug}&amp;table=coverage&amp;format=csv" in html


@pytest.mark.database
def test_drafts_change_no_number(client):
    make.whole_dispute()
    before = re.sub("csrf.*", "", page(client))
    claim = make.claim(**DRAFT)
    reply = make.response(m.Claim.objects.first(), made_on="2001-01-01", **DRAFT)
    make.answer(reply, m.Allegation.objects.first(), stance="no-comment")
    make.request(claim=m.Claim.objects.first(), **DRAFT)
    make.request(claim=claim)
    assert page(client) == before


def test_empty_record_says_so_without_a_table(client):
    html = page(client)
    assert html.count("None among these claims.") == len(KEYS)
    assert "<table" not in html
    for key in KEYS:
        assert rows(client, key) == []


def test_every_statistic_says_what_it_does_not_tell(client):
    make.whole_dispute()
    html = page(client)
    for key in KEYS:
        assert "What this does and does not tell you" in section(html, key)


def test_bars_grow_from_the_right_in_arabic(client):
    claim = make.claim(allegations=5)
    make.answer(make.response(claim), claim.allegations.first())
    assert 'class="bar-part" x="80.0%" width="20.0%"' in page(client, prefix="/ar")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?format=pdf", "format"),
        ("?format=csv", "table"),
        ("?table=x", "table"),
        ("?dossier=never-was", "dossier"),
        ("?made_after=2024-13", "made_after"),
    ],
)
def test_what_cannot_be_understood_is_named(client, query, named):
    answer = client.get(f"/statistics/{query}")
    assert answer.status_code == 400
    assert named in answer.content.decode()


def test_cell_is_no_formula():
    assert [safe(cell) for cell in ("=1+1", "-1", "@x", "plain", 3)] == [
        "'=1+1",
        "'-1",
        "'@x",
        "plain",
        3,
    ]


def test_deadline_of_today_has_not_passed(client):
    make.request(claim=make.claim(), due_on=timezone.localdate().isoformat())
    table = counted(page(client), "asked")["All requests shown to have been sent"]
    assert table["no reply found, no deadline known to have passed"][0] == "1 of 1"


@pytest.mark.database
def test_claim_of_an_older_index_is_told_of_as_not_counted(client):
    make.claim()
    assert "Not all of them are counted" not in page(client)
    # As after an upgrade, until `rebuild_search` has come to it.
    Case.objects.all().delete()
    Document.objects.update(cases=b"")
    held.current().columns.clear()
    assert "Not all of them are counted yet" in page(client)
