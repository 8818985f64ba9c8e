"""Pages kept elsewhere: a 304 while nothing a reader sees has changed, and never after it has."""

import random
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as make
from tests.conftest import THOROUGH
from tests.public.crawl import LISTS, NOUNS
from tests.search.disputes import CHANGES as CHANGES_AT_RANDOM
from tests.search.disputes import Disputes
from tracker.editorial.workflow import make_move
from tracker.public.delivery import freshness
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]
STEPS, RECORDS = (40, 8) if THOROUGH else (8, 3)


@pytest.fixture
def world():
    world = make.whole_dispute()
    world["draft"] = make.claim(
        "Party A alleges a draft", world["party"], status="draft", published_at=None
    )
    world["secret"] = make.source("A source to be hidden")
    make.cite(world["claim"], world["secret"])
    make.ledger()
    make.index()
    return world


def addresses(world):
    dossier = world["dossier"].get_absolute_url()
    views = [f"{dossier}{view}/" for view in ("matrix", "timeline", "figures", "map")]
    records = [world[noun].get_absolute_url() for noun in NOUNS]
    feeds = [f"/feeds/{name}/" for name in ("claims", "responses", "changes")]
    history = [f"{world['claim'].get_absolute_url()}history/"]
    lists = [f"/{name}/" for name in LISTS]
    return ["/", "/about/", "/statistics/", "/changes/", *lists, *records, *views, *feeds, *history]


def seen(client, world):
    """Address → what it says, and its stamp."""
    found = {}
    for address in addresses(world):
        answer = client.get(address)
        found[address] = (answer.content, answer.headers.get("ETag"))
    return found


def again(client, address, tag):
    return client.get(address, headers={"if-none-match": tag})


def test_page_is_not_made_again_whatever_is_done_on_drafts(client, world):
    before = seen(client, world)
    make.edited(world["draft"], title="Party A alleges a draft anew")
    make.claim("Party A alleges another draft", status="draft", published_at=None)
    make.editions()
    make.index()
    for address, (_body, tag) in before.items():
        with CaptureQueriesContext(connection) as asked:
            answer = again(client, address, tag)
        assert (answer.status_code, answer.content) == (304, b""), address
        assert answer.headers["ETag"] == tag
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert len(asked) == 1, address
    assert seen(client, world) == before


def test_asker_with_a_stamp_is_told_of_its_page_alone(client, world, subtests):
    tag = client.get("/").headers["ETag"]
    with subtests.test("a stamp is a hash and tells nothing else"):
        assert re.fullmatch(r'W/"[0-9a-f]{32}"', tag)
    with subtests.test("another stamp gets the page"):
        answer = again(client, "/claims/", 'W/"of-another-time"')
        assert answer.status_code == 200
        assert b"Party A alleges" in answer.content
    with subtests.test("a hidden record answers as one that never was"):
        hidden = again(client, world["draft"].get_absolute_url(), tag)
        never = again(client, "/claims/C-2001-0001/", tag)
        assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
        assert dict(hidden.headers) == dict(never.headers)


def edit(noun, **fields):
    return lambda world, people: make.edited(world[noun], **fields)


def move(noun, name, who, **more):
    return lambda world, people: make_move(world[noun], name, people[who], **more)


# What changes → a page that tells of it, and the change.
CHANGES = {
    "a claim is put right": ("claim", edit("claim", title="Party A alleges a thing anew")),
    "a response is put right": ("response", edit("response", title="Party B denies it all")),
    "a source is put right": ("source", edit("source", title="Another title")),
    "a party is named anew": ("party", edit("party", name="Party A renamed")),
    "a place is named anew": ("place", edit("place", name="Town renamed")),
    "a dossier is put right": ("dossier", edit("dossier", title="A dossier renamed")),
    "an event is put right": ("event", edit("event", title="Another thing happened")),
    "a request is answered": ("request", edit("request", outcome="answered")),
    "a source is hidden": ("claim", edit("secret", confidential=True)),
    "a request is withdrawn": (
        "claim",
        move("request", "withdraw", "publisher", reason="Sent twice."),
    ),
    "a response is withdrawn": (
        "claim",
        move("response", "withdraw", "publisher", reason="Not theirs."),
    ),
}


def test_page_that_says_another_thing_has_another_stamp(client, world, editor, publisher, subtests):
    before = seen(client, world)
    for name, (noun, change) in CHANGES.items():
        with subtests.test(name):
            page = world[noun].get_absolute_url()
            earlier = client.get(page)
            change(world, {"editor": editor, "publisher": publisher})
            later = client.get(page)
            assert later.content != earlier.content
            assert later.headers["ETag"] != earlier.headers["ETag"]
    after = seen(client, world)
    with subtests.test("every page that has changed has another"):
        changed = [one for one, (body, _tag) in after.items() if body != before[one][0]]
        assert len(changed) > 20
        assert [one for one in changed if after[one][1] == before[one][1]] == []


@pytest.mark.parametrize("seed", range(4 if THOROUGH else 1))
def test_whatever_changed_in_a_page_changed_its_stamp(client, seed):
    """And a page of documents keeps its stamp through most of what is published elsewhere."""
    chance = random.Random(seed)
    disputes = Disputes(chance, claims=12)
    make.ledger()
    addresses = [
        address
        for model in (m.Claim, m.Response, m.Source, m.Party, m.Place, m.Dossier, m.Event)
        for address in (row.get_absolute_url() for row in model.objects.published()[:RECORDS])
    ]
    addresses += [f"{one}embed/" for one in addresses if one.startswith("/claims/")]
    addresses += [f"{one}matrix/" for one in addresses if one.startswith("/dossiers/")]
    before = stamped(client, addresses)
    stood = 0
    for _step in range(STEPS):
        name = chance.choice(sorted(CHANGES_AT_RANDOM))
        CHANGES_AT_RANDOM[name](disputes)
        after = stamped(client, addresses)
        for address, (body, tag) in after.items():
            earlier, stamp = before[address]
            assert body == earlier or tag != stamp, f"{address} after {name}"
            stood += tag == stamp
        before = after
    assert stood > len(addresses) * STEPS / 2


def stamped(client, addresses):
    answers = {address: client.get(address) for address in addresses}
    return {one: (answer.content, answer.headers.get("ETag")) for one, answer in answers.items()}


def test_publication_elsewhere_leaves_a_page_of_documents_as_it_is(client, world, publisher):
    page = world["claim"].get_absolute_url()
    tag = client.get(page).headers["ETag"]
    make.edited(make.claim("Party C alleges a thing", claimant=world["party"]), lead="Something.")
    assert again(client, page, tag).status_code == 304
    make.edited(world["party"], name="Party A renamed")
    assert again(client, page, tag).status_code == 200


def test_what_is_published_is_in_the_next_answer(client, world, editor, publisher):
    tag = client.get("/claims/").headers["ETag"]
    make_move(world["draft"], "submit", editor)
    assert again(client, "/claims/", tag).status_code == 304
    make_move(world["draft"], "publish", publisher)
    answer = again(client, "/claims/", tag)
    assert answer.status_code == 200
    assert b"Party A alleges a draft" in answer.content


def test_every_file_that_pages_are_made_of_is_in_the_stamp():
    shipped = {path.suffix for path in (settings.ROOT / "tracker").rglob("*") if path.is_file()}
    # Of cards, which have stamps of their own; words before they are compiled; what is only read.
    elsewhere = {".ttf", ".po", ".txt", ".md", ".pyc", ""}
    assert shipped - elsewhere <= set(freshness.CODE)


def test_new_day_is_a_new_stamp(client, world, monkeypatch):
    page = world["claim"].get_absolute_url()
    tags = {freshness.stamp(), client.get(page).headers["ETag"]}
    make.edited(world["claim"], title="Party A alleges a thing anew")
    tags.add(freshness.stamp())
    monkeypatch.setattr(
        freshness.timezone, "localdate", lambda: timezone.datetime(2031, 1, 1).date()
    )
    tags |= {freshness.stamp(), client.get(page).headers["ETag"]}
    assert len(tags) == 5


def test_error_and_what_is_for_one_person_are_not_kept(client, world, editor):
    assert "ETag" not in client.get("/claims/C-2024-9999/").headers
    assert "ETag" not in client.get("/claims/?page=x").headers
    assert "ETag" not in client.get("/ledger/").headers
    client.force_login(editor)
    preview = client.get(f"/preview/claims/{world['draft'].reference}/")
    assert preview.status_code == 200
    assert "ETag" not in preview.headers
    assert "no-store" in preview.headers["Cache-Control"]
    assert "ETag" not in client.get("/admin/").headers
