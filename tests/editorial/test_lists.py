"""The desk's lists as lists of work: filters, order, saved filters, the chosen, one search."""

from contextlib import suppress
from datetime import timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from tests.capture.quoting import cited
from tests.capture.quoting import kept as kept_copy
from tests.conftest import staff
from tests.editorial import desk
from tests.ledger.world import as_made, kept, settled
from tracker.capture.checking import check_source
from tracker.capture.quotes_in_state import not_checked, not_found, quotes
from tracker.capture.standings import standings
from tracker.editorial.changes import change
from tracker.editorial.deadlines import today
from tracker.editorial.gate_models import GateWord
from tracker.editorial.models import Assignment, SavedFilter
from tracker.editorial.receipts import note_reply
from tracker.editorial.request_models import RequestWording
from tracker.editorial.reviewing import assign
from tracker.ledger.models import Entry
from tracker.record import models as m
from tracker.record.nouns import NOUNS, name_of

pytestmark = pytest.mark.django_db
LISTS = ("claim", "response", "request", "source", "event", "dossier", "correction", "party")
HOSTILE = ("a" * 5000, "9" * 40, "-1", '"<b>', "²")


def address(noun):
    return f"/admin/record/{noun}/"


def listed(client, noun, **query):
    page = client.get(address(noun), query)
    assert page.status_code == 200, page
    return {str(row) for row in page.context["cl"].result_list}


def texts(*rows):
    return {str(row) for row in rows}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        union, league = make.party("Union Q"), make.party("League R")
        world = {
            "old": make.claim("Union Q alleges old", union, league, made_on="2019-05"),
            "new": make.claim("League R alleges new", league, union, made_on="2024-04-17"),
        }
        m.ClaimLook.objects.all().delete()
        world["dossier"] = make.dossier(world["old"], title="The quarrel")
        world["source"] = make.source("A book", publisher=union, published_on="2020")
        world["response"] = make.response(world["old"], responder=league, made_on="2024-05-01")
        world["request"] = make.request(claim=world["new"], asked=union, asker=league)
        make.ledger()
        make.index()
        yield settled(world)


@pytest.fixture
def world(made):
    return as_made(made)


# --- Filters --------------------------------------------------------------------------------------


def test_records_are_filtered_by_whom_they_name_in_any_role_that_is_asked_for(
    editors_desk, world, subtests
):
    old, new = world["old"], world["new"]
    m.PartyName.objects.create(party=m.Party.objects.get(name="Union Q"), name="الاتحاد")
    make.index()
    wanted = {
        ("claim", "claimant", "union q"): texts(old),
        ("claim", "claimant", "leag"): texts(new),
        ("claim", "accused", "الاتحاد"): texts(new),
        ("claim", "accused", "nobody at all"): set(),
        ("claim", "dossier", "quarrel"): texts(old),
        ("response", "responder", "league"): texts(world["response"]),
        ("response", "claimant", "union"): texts(world["response"]),
        ("response", "dossier", "quarrel"): texts(world["response"]),
        ("response", "responder", "union"): set(),
        ("request", "asked", "union"): texts(world["request"]),
        ("request", "asker", "union"): set(),
        ("request", "dossier", "quarrel"): set(),
        ("source", "publisher", "union"): texts(world["source"]),
    }
    for (noun, name, value), found in wanted.items():
        with subtests.test(noun=noun, name=name, value=value):
            assert listed(editors_desk, noun, **{name: value}) == found


def test_claims_are_filtered_by_a_day_as_far_as_it_is_known(editors_desk, world, subtests):
    old, new = world["old"], world["new"]
    wanted = {
        "2019": texts(old),
        "2019-05-03": texts(old),
        "2019-06": set(),
        "2019/2024": texts(old, new),
        "2024-04-17/..": texts(new),
        "../2020": texts(old),
    }
    for value, found in wanted.items():
        with subtests.test(value=value):
            assert listed(editors_desk, "claim", when=value) == found
    page = editors_desk.get(address("claim"), {"when": "17 April", "claimant": "leag"})
    html = page.content.decode()
    assert not page.context["cl"].result_list and "We could not read the date" in html
    # Nothing that was chosen is lost.
    assert 'value="17 April"' in html and 'value="leag"' in html


def test_claims_are_filtered_by_what_is_known_of_replies(editors_desk, editor, world):
    old, new = world["old"], world["new"]
    assert listed(editors_desk, "claim", replies="unanswered") == texts(new)
    assert listed(editors_desk, "claim", replies="never") == texts(new)
    make.look(new, looked_on=today() - timedelta(days=200))
    assert listed(editors_desk, "claim", replies="never") == set()
    assert listed(editors_desk, "claim", replies="again") == texts(new)
    make.look(new, looked_on=today())
    assert listed(editors_desk, "claim", replies="again") == set()
    note_reply(new, new.accused.get(), editor)
    assert listed(editors_desk, "claim", replies="unanswered") == set()
    assert listed(editors_desk, "claim", replies="received") == texts(new)
    assert listed(editors_desk, "response", points="none") == texts(world["response"])
    make.answer(world["response"], old.allegations.get())
    assert listed(editors_desk, "response", points="none") == set()


@pytest.mark.database
def test_records_are_filtered_by_what_is_known_of_their_quotes(
    editors_desk, world, settings, tmp_path
):
    settings.CAPTURES_DIR = tmp_path
    source, bare = make.source("Kept"), make.source("Not kept")
    found, missing = cited(source), cited(source, "Words that no copy has anywhere.")
    unknown = cited(bare, "Words of a page that nobody kept.")
    other = cited(source, "Wörter einer anderen Sprache, die hier fehlen.", language="de")
    kept_copy(source)
    check_source(source)
    every = [found, missing, unknown, other]
    known = standings(every)
    # As `standings` has it.
    for state, which in ((not_found(), "is_doubtful"), (not_checked(), "is_unchecked")):
        wanted = {one.pk for one in every if getattr(known[one.pk], which)}
        rows = quotes(state).filter(pk__in=[one.pk for one in every])
        assert wanted and set(rows.values_list("pk", flat=True)) == wanted
    claims = {one: str(one.allegation.claim) for one in every}
    assert listed(editors_desk, "claim", evidence="not_found") == {claims[missing]}
    unchecked = listed(editors_desk, "claim", evidence="not_checked")
    assert {claims[unknown], claims[other]} <= unchecked
    assert listed(editors_desk, "source", evidence="not_found") == texts(source)
    assert str(bare) in listed(editors_desk, "source", evidence="no_copy")
    assert str(source) not in listed(editors_desk, "source", evidence="no_copy")
    uncited = make.source("Of no use")
    unused = listed(editors_desk, "source", evidence="uncited")
    assert str(uncited) in unused and str(source) not in unused


def test_records_are_filtered_by_who_began_them_and_whose_they_are(
    editors_desk, editor, publisher, world
):
    with change(editor, Entry.Action.ENTERED) as door:
        mine = make.claim("Party A alleges mine", status="draft", published_at=None)
        door.touch(mine)
    assert listed(editors_desk, "claim", begun="me") == texts(mine)
    assert listed(editors_desk, "claim", begun=str(publisher.pk)) == set()
    assign(world["new"], publisher, editor.pk)
    assign(world["old"], publisher, publisher.pk)
    assert listed(editors_desk, "claim", given="me") == texts(world["new"])
    assert listed(editors_desk, "claim", given="anybody") == texts(world["new"], world["old"])
    assert listed(editors_desk, "claim", given=str(publisher.pk)) == texts(world["old"])
    assert listed(editors_desk, "claim", given="nobody") == texts(mine)
    assert ">paula<" in editors_desk.get(address("claim")).content.decode()


def rows_of(user, noun, **query):
    """The records of a list without its page."""
    request = RequestFactory().get(address(noun), query)
    request.user, request._messages = user, mock.Mock()
    lists = admin.site.get_model_admin(NOUNS[noun].model)
    return list(lists.get_changelist_instance(request).result_list)


@pytest.mark.database
def test_lists_are_ordered_by_each_of_their_columns(editor, world, subtests):
    for noun in LISTS:
        columns = admin.site.get_model_admin(NOUNS[noun].model).list_display
        for place in range(1, len(columns) + 1):
            with subtests.test(noun=noun, column=columns[place - 1]):
                there = rows_of(editor, noun, o=str(place))
                assert len(there) == len(rows_of(editor, noun, o=f"-{place}"))
    columns = admin.site.get_model_admin(m.Claim).list_display
    rows = rows_of(editor, "claim", o=columns.index("claimant_names") + 1)
    assert rows == [world["new"], world["old"]]


@pytest.mark.database
def test_no_value_of_a_filter_is_an_error(editors_desk, editor, world, subtests):
    for noun in LISTS:
        filters = editors_desk.get(address(noun)).context["cl"].filter_specs
        names = [name for one in filters for name in one.expected_parameters()]
        for value in HOSTILE:
            for query in (dict.fromkeys(names, value), {"q": value}, {"o": value, "p": value}):
                # What Django does not know it answers with the list without it.
                refused = suppress(IncorrectLookupParameters)
                with subtests.test(noun=noun, value=value[:10]), refused:
                    rows_of(editor, noun, **query)
    for value in HOSTILE:
        found(editors_desk, value)
    assert found(editors_desk, " *") == set()


@pytest.mark.database
def test_no_list_is_asked_for_characters_that_no_text_has(publishers_desk, subtests):
    lists = [model for model in apps.get_models() if admin.site.is_registered(model)]
    assert {GateWord, RequestWording, m.Claim, m.Stance} <= set(lists)
    for model in lists:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        columns = [one.name for one in model._meta.fields if one.get_internal_type() == "CharField"]
        shown = admin.site.get_model_admin(model).list_filter
        names = {"q", *columns, *(f"{one}__exact" for one in shown if isinstance(one, str))}
        asked = dict.fromkeys(sorted(names), "a\x00b\x85")
        with subtests.test(name):
            answer = publishers_desk.get(reverse(name), asked)
            assert answer.status_code == 302
            assert dict(QueryDict(answer.url.partition("?")[2]).items()) == dict.fromkeys(
                asked, "ab"
            )
            page = publishers_desk.get(reverse(name), {"q": "a\x00"}, follow=True)
            assert page.status_code in (200, 403)
            if page.status_code == 200:
                assert "Control characters were left out" in page.content.decode()
    ways = {"app_label": "record", "model_name": "claim", "field_name": "dossiers"}
    assert publishers_desk.get("/admin/find/", {"q": "a\x00b"}).url == "/admin/find/?q=ab"
    assert publishers_desk.get("/admin/autocomplete/", {**ways, "term": "\x00"}).status_code == 302


@pytest.mark.database
@pytest.mark.parametrize("noun", ["claim", "response", "request", "source"])
def test_list_asks_as_often_for_many_records_as_for_few(editors_desk, world, noun):
    def asked():
        make.index()
        editors_desk.get(address(noun))
        editors_desk.get("/admin/find/", {"q": "party"})
        with CaptureQueriesContext(connection) as found:
            assert editors_desk.get(address(noun)).status_code == 200
            assert editors_desk.get("/admin/find/", {"q": "party"}).status_code == 200
        return len(found)

    before = asked()
    for number in range(6):
        claim = make.claim(f"Party A alleges {number}", make.party(), make.party())
        make.dossier(claim)
        make.response(claim)
        make.request(claim=claim)
    assert asked() == before


# --- Saved filters --------------------------------------------------------------------------------


def keep(client, noun, **data):
    address = reverse(f"admin:record_{noun}_filters")
    return client.post(address, data, follow=True)


def test_filter_is_kept_by_name_shown_over_its_list_and_on_the_first_page(
    editors_desk, editor, publishers_desk, world
):
    query = "claimant=leag&status__exact=published&q=new&o=3&p=2&e=1&_popup=1"
    page = keep(editors_desk, "claim", name="  Those of the <b>League</b> ", query=query)
    row = SavedFilter.objects.get()
    assert (row.user, row.noun) == (editor, "claim")
    assert row.query == "claimant=leag&status__exact=published&q=new&o=3"
    html = page.content.decode()
    assert "Those of the &lt;b&gt;League&lt;/b&gt;" in html and "<b>League" not in html
    link = f"{address('claim')}?{row.query}".replace("&", "&amp;")
    assert (
        f'href="{link}"' in html
        and f'href="{link}"' in editors_desk.get("/admin/").content.decode()
    )
    assert "League&lt;" not in editors_desk.get(address("party")).content.decode()
    assert "League&lt;" not in publishers_desk.get(address("claim")).content.decode()
    # Kept once more under the name, it is another.
    keep(editors_desk, "claim", name=row.name, query="q=old")
    assert [one.query for one in SavedFilter.objects.all()] == ["q=old"]


def test_only_whoever_keeps_a_filter_deletes_it(editors_desk, publishers_desk, world):
    keep(editors_desk, "claim", name="Mine", query="q=a")
    key = SavedFilter.objects.get().pk
    for client, noun, given in (
        (publishers_desk, "claim", key),
        (editors_desk, "source", key),
        (editors_desk, "claim", "x"),
        (editors_desk, "claim", "9" * 30),
    ):
        keep(client, noun, delete=given)
    assert SavedFilter.objects.filter(name="Mine").exists()
    editors_desk.get(reverse("admin:record_claim_filters"))
    keep(editors_desk, "claim", delete=key)
    assert not SavedFilter.objects.exists()


def test_filter_of_nothing_without_a_name_or_too_long_is_refused(editors_desk, client, world):
    odd = (
        {"name": "Nothing", "query": ""},
        {"name": "A page", "query": "p=3"},
        {"name": "", "query": "q=a"},
        {"name": "a\x00b", "query": "q=a"},
        {"name": "x" * 81, "query": "q=a"},
        {"name": "Long", "query": "q=" + "a" * 2000},
    )
    for data in odd:
        page = keep(editors_desk, "claim", **data)
        assert page.status_code == 200 and [str(one) for one in page.context["messages"]]
    assert keep(client, "claim", name="Mine", query="q=a").status_code in (200, 302)
    assert not SavedFilter.objects.exists()


# --- What is done with a choice -------------------------------------------------------------------


def choose(client, noun, action, *rows, **given):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **given}
    return client.post(address(noun), data, follow=True)


def test_chosen_records_are_given_to_somebody_on_a_page_that_asks_first(
    editors_desk, publisher, world
):
    rows = (world["old"], world["new"])
    page = choose(editors_desk, "claim", "give_chosen", *rows)
    assert str(rows[0]) in page.content.decode() and not Assignment.objects.exists()
    choose(editors_desk, "claim", "give_chosen", *rows, do="1", to="99999")
    assert not Assignment.objects.exists()
    choose(editors_desk, "claim", "give_chosen", *rows, do="1", to=publisher.pk)
    given = Assignment.objects.filter(user=publisher).values_list("record", flat=True)
    assert set(given) == {name_of(row) for row in rows}
    choose(editors_desk, "claim", "give_chosen", rows[0], do="1", to="nobody")
    assert [one.record for one in Assignment.objects.all()] == [name_of(rows[1])]
    norman = User.objects.create_user("norman", is_staff=True)
    choose(editors_desk, "claim", "give_chosen", *rows, do="1", to=norman.pk)
    assert not Assignment.objects.filter(user=norman).exists()


@pytest.mark.parametrize("noun", ["claim", "dossier", "party"])
def test_chosen_records_are_noted_as_looked_for_again(editors_desk, world, noun):
    claim, union = world["new"], m.Party.objects.get(name="Union Q")
    m.DossierClaim.objects.create(dossier=world["dossier"], claim=claim)
    chosen = {"claim": claim, "dossier": world["dossier"], "party": union}[noun]
    page = choose(editors_desk, noun, "looked_chosen", chosen)
    assert "chosen_form" in page.content.decode() and not m.ClaimLook.objects.exists()
    page = choose(editors_desk, noun, "looked_chosen", chosen, do="1", where="a\x00b")
    assert "chosen_form" in page.content.decode() and not m.ClaimLook.objects.exists()
    choose(editors_desk, noun, "looked_chosen", chosen, do="1", where="Its site")
    (look,) = m.ClaimLook.objects.all()
    assert (look.claim, look.party, look.looked_on) == (claim, union, today())
    choose(editors_desk, noun, "looked_chosen", chosen, do="1", where="Its site")
    assert m.ClaimLook.objects.count() == 1


def test_who_may_not_does_nothing_with_a_choice(client, world):
    new = world["new"]
    for role in ("contributor", "administrator"):
        client.force_login(staff(f"some-{role}", role))
        choose(client, "claim", "give_chosen", new, do="1", to="nobody")
        choose(client, "claim", "looked_chosen", new, do="1", where="Its site")
    assert not Assignment.objects.exists() and not m.ClaimLook.objects.exists()


# --- One search over everything -------------------------------------------------------------------


def found(client, text):
    page = client.get("/admin/find/", {"q": text})
    assert page.status_code == 200
    return {row.name for kind in page.context["found"] for row in kind.rows}


@pytest.mark.database
def test_search_finds_records_of_all_kinds_drafts_included(editors_desk, publisher, world):
    draft = make.claim("Union Q alleges a draft", status="draft", published_at=None)
    make.index()
    assert texts(world["old"], world["source"], world["response"], draft) <= found(
        editors_desk, "union"
    )
    assert world["dossier"].title in found(editors_desk, "quarrel")
    assert found(editors_desk, draft.reference) == texts(draft)
    assert found(editors_desk, "nothing of this kind") == set()
    assert found(editors_desk, "") == set()
    html = editors_desk.get("/admin/find/", {"q": "union"}).content.decode()
    assert f'href="{desk.address(draft)}"' in html and "Draft" in html


def test_search_shows_the_first_of_each_kind_and_the_way_to_all(editors_desk, world):
    for number in range(12):
        make.party(f"Zyx {number}")
    make.index()
    (kind,) = editors_desk.get("/admin/find/", {"q": "zyx"}).context["found"]
    assert len(kind.rows) == 10 and kind.url == "/admin/record/party/?q=zyx"


def test_search_finds_for_a_contributor_its_own_records_alone(client, world):
    cora, olga = staff("cora", "contributor"), staff("olga", "editor")
    rows = {}
    for user in (cora, olga):
        with change(user, Entry.Action.ENTERED) as door:
            rows[user] = make.event(f"Zyx of {user}", status="draft", published_at=None)
            door.touch(rows[user])
    make.index()
    client.force_login(cora)
    assert found(client, "zyx") == texts(rows[cora])
    page = client.get(address("event"))
    columns = page.context["cl"].list_display
    assert "given_to" not in columns and "olga" not in page.content.decode()
    assert listed(client, "event", begun=str(olga.pk)) == set()
    assert listed(client, "event", begun="me") == texts(rows[cora])


def test_nobody_else_searches_the_desk(client, world):
    assert client.get("/admin/find/", {"q": "union"}).status_code == 302
    outsider = Client()
    outsider.force_login(User.objects.create_user("norman", is_staff=True))
    assert found(outsider, "union") == set()
