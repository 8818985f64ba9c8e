"""A contributor enters drafts, and sees and changes those alone: by every door of the desk."""

from contextlib import contextmanager
from itertools import cycle

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import THOROUGH, staff
from tests.editorial import desk
from tracker.capture.keeping import keep_text
from tracker.editorial.approving import ApprovalRefused, Proposal, discard_changes, is_waiting
from tracker.editorial.changes import Publishes, change
from tracker.editorial.models import Assignment, Comment
from tracker.editorial.my_day import counts_for
from tracker.editorial.reviewing import assign, reviewers, say
from tracker.ledger.models import Entry
from tracker.record.models import Party, Source
from tracker.record.nouns import NOUNS, name_of

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "published_at": None}
REVIEW = {"status": "in_review", "published_at": None}
# In the words of everything that the contributor must not see.
SECRET = "Zyzzyva"
WITH_STATUS = ("claim", "response", "request", "event", "dossier", "correction")
SHARED = ("party", "place", "source")
OWN, OWN_REVIEW, OWN_PUBLIC = "its own draft", "its own in review", "its own, published"
GIVEN, OTHERS, OTHERS_REVIEW = "a draft given to it", "a draft of another", "another's in review"
PUBLIC, PUBLIC_WAITS = "another's, published", "another's, with a change that waits"
OWN_WAITS, OTHERS_IN_OWN = "its own, with its own change", "its own, with another's change"
STATES = {
    OWN: ("cora", DRAFT),
    OWN_REVIEW: ("cora", REVIEW),
    OWN_PUBLIC: ("cora", {}),
    OWN_WAITS: ("cora", {}),
    OTHERS_IN_OWN: ("cora", {}),
    GIVEN: ("olga", DRAFT),
    OTHERS: ("olga", DRAFT),
    OTHERS_REVIEW: ("olga", REVIEW),
    PUBLIC: ("olga", {}),
    PUBLIC_WAITS: ("olga", {}),
}
MINE = {OWN, OWN_REVIEW, OWN_PUBLIC, OWN_WAITS, GIVEN}
# What a contributor may do, and with which records; with all others it is refused.
MAY = {
    "find it in the list": MINE,
    "see the form": MINE,
    "see the history": MINE,
    "see what waits": MINE,
    "see its comments": MINE,
    "see its copies": MINE,
    "see its preview": MINE,
    "say something of it": MINE,
    "choose it in a form": MINE | {OTHERS_IN_OWN, PUBLIC, PUBLIC_WAITS},
    "save it": {OWN, OWN_PUBLIC, OWN_WAITS, GIVEN},
    "restore it": {OWN, OWN_PUBLIC, OWN_WAITS, GIVEN},
    "discard what waits": {OWN_WAITS},
    "send it for review": {OWN, GIVEN},
    "send it back": set(),
    "publish it": set(),
    "publish what waits": set(),
    "withdraw it": set(),
    "give it to somebody": set(),
    "let a reviewer see it": set(),
    "see the preview of editors": set(),
    "see its doubles": set(),
    "make it one with another": set(),
    "make it confidential": set(),
    "note a reply": set(),
    "delete it": set(),
}
# Once readers see a party, a place or a source, it is everybody's; it has no status to move.
SHARED_STATES = {OWN, GIVEN, OTHERS, PUBLIC, PUBLIC_WAITS, OWN_PUBLIC}
OF = {
    "see its copies": {"source"},
    "see its doubles": SHARED,
    "make it one with another": SHARED,
    "make it confidential": {"source"},
    "note a reply": {"claim"},
} | dict.fromkeys(("send it for review", "send it back", "publish it", "withdraw it"), WITH_STATUS)
# A correction has no page of its own and is named by nothing.
NOT_OF_CORRECTIONS = ("see its preview", "choose it in a form", "see the preview of editors")
CHOSEN_IN = {
    "claim": ("responseclaim", "claim"),
    "response": ("responselink", "other"),
    "request": None,
    "event": None,
    "dossier": ("dossierclaim", "dossier"),
    "party": ("claimaccused", "party"),
    "place": ("figure", "place"),
    "source": ("citation", "source"),
}


@pytest.fixture
def cora():
    return staff("cora", "contributor")


@pytest.fixture
def olga():
    return staff("olga", "editor")


@pytest.fixture
def desk_of(cora):
    client = Client()
    client.force_login(cora)
    return client


def entered(user, noun, status):
    """A record that the gate lets through, begun by somebody; readers see it where it has no
    status given."""
    publishes = Publishes.NOTHING if status else Publishes.ALL
    with change(user, Entry.Action.ENTERED, publishes=publishes) as door:
        row = MAKERS[noun](**(status if noun in WITH_STATUS else {}))
        if not status and noun in SHARED:
            claim = make.claim()
            if noun == "party":
                claim.accused.add(row)
            if noun == "source":
                make.cite(claim, row)
            if noun == "place":
                make.figure(claim.allegations.get(), place=row)
            door.touch(claim)
        if noun == "correction":
            door.touch(row.claim)
        door.touch(row)
    return row


def a_response(**status):
    claim = make.claim()
    responder = make.party("Party A")
    row = make.response(claim, responder=responder, title="Party A denies it", **status)
    make.answer(row, claim.allegations.get())
    return row


# Requests of the same words are perhaps the same one, which the form would ask.
ASKED_FOR = cycle(
    ("food", "water at night", "the letter of May", "a lawyer", "doctors", "names", "maps", "law",
     "a visit by day", "graves", "schools", "soap", "roads", "a phone", "both reports", "heat")
)  # fmt: skip


def a_request(**status):
    claim = make.claim()
    return make.request(claim=claim, title=f"Of {next(ASKED_FOR)}", asked=make.party(), **status)


MAKERS = {
    "claim": lambda **status: make.claim(
        "Party A alleges it", make.party("Party A"), make.party(), looked_on="2024-06-01", **status
    ),
    "response": a_response,
    "request": a_request,
    "event": make.event,
    "dossier": lambda **status: make.dossier(make.claim(), **status),
    "correction": lambda **status: make.correction(claim=make.claim(), **status),
    "party": make.party,
    "place": make.place,
    "source": make.source,
}


def named(record):
    return next(one for one in ("name", "title", "text") if hasattr(record, one))


def in_state(noun, state, cora, olga):
    author, status = STATES[state]
    author = {"cora": cora, "olga": olga}[author]
    row = entered(author, noun, status)
    if state == GIVEN:
        assign(row, olga, cora.pk)
    waits = {OWN_WAITS: cora, OTHERS_IN_OWN: olga, PUBLIC_WAITS: olga}.get(state)
    if waits is not None:
        desk.wait(row, waits, **{named(row): f"{getattr(row, named(row))}, newly worded"})
        assert is_waiting(row)
    return row


def at(record, page, *more):
    return reverse(f"admin:record_{record._meta.model_name}_{page}", args=[record.pk, *more])


def choices(client, noun, term=""):
    model, field = CHOSEN_IN[noun]
    query = {"app_label": "record", "model_name": model, "field_name": field, "term": term}
    found = client.get(reverse("admin:autocomplete"), query)
    return {one["id"]: one["text"] for one in found.json()["results"]}


def _opens(client, address):
    return client.get(address).status_code == 200


def _changed(record, sent):
    """Whether the record's newest entry is another once something was sent."""
    newest = Entry.objects.filter(record=name_of(record)).order_by("-sequence")
    before = newest.values_list("sequence", flat=True).first()
    sent()
    return newest.values_list("sequence", flat=True).first() != before


def done(what, client, record, forms):
    """Try to do it; whether it was done. `forms` are what was opened of the record's forms."""
    noun = record._meta.model_name
    pages = {
        "see the history": "history",
        "see what waits": "waiting",
        "see its comments": "comments",
        "see its copies": "copies",
        "see its doubles": "doubles",
        "let a reviewer see it": "reviewers",
    }
    if what in pages:
        return _opens(client, at(record, pages[what]))
    if what == "see the form":
        forms["own"] = client.get(desk.address(record))
        return forms["own"].status_code == 200
    if what == "find it in the list":
        page = client.get(reverse(f"admin:record_{noun}_changelist")).content.decode()
        return f"/{noun}/{record.pk}/change/" in page
    if what == "see its preview":
        return _opens(client, reverse("own_preview", args=[noun, record.pk]))
    if what == "see the preview of editors":
        kind = NOUNS[noun].plural if noun != "party" else "parties"
        key = getattr(record, "slug", "") or record.reference
        return _opens(client, reverse("preview", args=[kind, key]))
    if what == "choose it in a form":
        return str(record.pk) in choices(client, noun)
    moves = {
        "send it for review": "submit",
        "send it back": "return",
        "publish it": "publish",
        "withdraw it": "withdraw",
    }
    sent = {"_reason": "So it is.", "_revision": str(record.revision)}
    if what in moves:
        address = at(record, "move", moves[what])
        return _changed(record, lambda: client.post(address, sent))
    if what == "save it":
        return _changed(record, lambda: _save(client, record, forms["own"]))
    if what == "restore it":
        # So that there is something to restore; it makes the record nobody's own.
        desk.wait(record, User.objects.get(username="cora"), **{named(record): "Otherwise"})
        return _changed(record, lambda: client.post(at(record, "history"), {"revision": "1"}))
    if what == "discard what waits":
        waited = is_waiting(record)
        client.post(at(record, "waiting"), {"discard": "1"})
        return waited and not is_waiting(record)
    if what == "publish what waits":
        data = {"version": Proposal(record).version}
        return _changed(record, lambda: client.post(at(record, "waiting"), data))
    if what == "say something of it":
        client.post(at(record, "comments"), {"text": "Who says so?"})
        return Comment.objects.filter(record=name_of(record)).exists()
    if what == "give it to somebody":
        other = staff("oscar", "contributor")
        client.post(at(record, "comments"), {"assign": "1", "to": str(other.pk)})
        return Assignment.objects.filter(user=other).exists()
    if what == "make it one with another":
        other = getattr(make, noun)()
        address = reverse(f"admin:record_{noun}_merge")
        address = f"{address}?one={record.pk}&other={other.pk}"
        client.post(address, {"kept": str(other.pk), "sure": "1"})
        return not type(record).objects.filter(pk=record.pk).exists()
    if what == "make it confidential":
        client.post(at(record, "secret"), sent)
        return Source.objects.get(pk=record.pk).confidential
    if what == "note a reply":
        client.post(at(record, "reply", record.accused.get().pk))
        return record.receipts.exists()
    assert what == "delete it"
    client.post(at(record, "delete"), {"post": "yes"})
    return not type(record).objects.filter(pk=record.pk).exists()


def _save(client, record, opened):
    """Send the record's form as it was opened, or an editor would have found it, with one word
    more."""
    data = desk.fields(opened) if opened.status_code == 200 else {}
    if named(record) not in data:
        editor = Client()
        editor.force_login(staff("edith", "editor"))
        data = desk.open_form(editor, record)
    data[named(record)] = [f"{data[named(record)][0]}, typed"]
    client.post(at(record, "change"), {**data, "_continue": "1"})


@pytest.mark.parametrize("noun", (*WITH_STATUS, *SHARED))
def test_contributor_does_what_the_table_says_and_no_more(noun, desk_of, cora, olga, subtests):
    for state in _states_of(noun):
        row = in_state(noun, state, cora, olga)
        first = Entry.objects.filter(record=name_of(row)).order_by("-sequence").first()
        forms = {}
        for what, states in MAY.items():
            if noun not in OF.get(what, {noun}):
                continue
            if noun == "correction" and what in NOT_OF_CORRECTIONS:
                continue
            if what == "choose it in a form" and CHOSEN_IN[noun] is None:
                continue
            if noun in SHARED and state == OWN_PUBLIC:
                # Everybody's by now.
                states = MAY["choose it in a form"] if what == "choose it in a form" else set()
            with subtests.test(what, state=state), _taken_back():
                row.refresh_from_db()
                assert done(what, desk_of, row, forms) is (state in states)
        last = Entry.objects.filter(record=name_of(row)).order_by("-sequence").first()
        assert last == first


def _states_of(noun):
    """Most of them of events; of the other nouns what is another's, but for a thorough run."""
    all_of_them = [one for one in STATES if noun in WITH_STATUS or one in SHARED_STATES]
    if THOROUGH:
        return all_of_them
    if noun == "event":
        return [OWN, OWN_REVIEW, OWN_WAITS, OTHERS_IN_OWN, GIVEN, PUBLIC_WAITS]
    return [OTHERS, OWN] if noun in SHARED else [OTHERS]


@contextmanager
def _taken_back():
    """What is done in it is not done for the next."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


# --- By every door --------------------------------------------------------------------------------


def secret_draft(olga):
    """A draft of another with everything in it, in words that are found nowhere else; its
    records."""
    with change(olga, Entry.Action.ENTERED) as door:
        claim = make.claim(
            f"{SECRET} alleges it",
            make.party(f"{SECRET} claimant"),
            make.party(f"{SECRET} accused"),
            lead=f"{SECRET} lead",
            **DRAFT,
        )
        point = claim.allegations.get()
        type(point).objects.filter(pk=point.pk).update(text=f"{SECRET} point")
        source = make.source(f"{SECRET} source")
        make.cite(point, source, quote=f"{SECRET} quote")
        place = make.place(f"{SECRET} place")
        figure = make.figure(point, population=f"{SECRET} people", place=place)
        response = make.response(claim, title=f"{SECRET} response", **DRAFT)
        make.answer(response, point, quote=f"{SECRET} words")
        dossier = make.dossier(claim, title=f"{SECRET} dossier", **DRAFT)
        rows = [claim, response, dossier, source, place, *claim.claimants.all()]
        for row in (*rows, *claim.accused.all()):
            door.touch(row)
    return {
        "claim": claim,
        "response": response,
        "dossier": dossier,
        "source": source,
        "place": place,
        "party": claim.accused.get(),
        "allegation": point,
        "figure": figure,
    }


def test_no_page_of_the_desk_tells_a_contributor_of_a_draft_of_another(desk_of, cora, olga):
    secret = secret_draft(olga)
    say(secret["claim"], olga, f"{SECRET} comment")
    keep_text(secret["source"], f"{SECRET} copy", None, "")
    claim = secret["claim"]
    # An own claim that is beside it in all ways: of one party, in one dossier, with a double.
    mine = entered(cora, "claim", DRAFT)
    with change(olga, Entry.Action.CHANGED) as door:
        secret["dossier"].claims.add(mine)
        door.touch(secret["dossier"])
    own = entered(cora, "party", DRAFT)
    with change(olga, Entry.Action.ENTERED) as door:
        double = make.party(own.name, slug="zyzzyva")
        double.names.create(name=f"{SECRET} by another name")
        door.touch(double)
    addresses = {reverse("admin:index"), reverse("admin:app_list", args=["record"])}
    for model in (one for one in admin.site._registry if one._meta.app_label == "record"):
        noun = model._meta.model_name
        addresses |= {reverse(f"admin:record_{noun}_{page}") for page in ("changelist", "add")}
        addresses.add(f"{reverse(f'admin:record_{noun}_changelist')}?q=Zyzz")
        if row := secret.get(noun):
            addresses |= {at(row, page) for page in ("change", "history", "delete")}
            addresses.add(f"/admin/r/{_type_of(row)}/{row.pk}/")
    for row in (mine, own):
        pages = ("change", "history", "comments", "waiting")
        addresses |= {at(row, page) for page in pages}
        addresses.add(reverse("own_preview", args=[row._meta.model_name, row.pk]))
    begun = reverse("admin:record_response_add")
    addresses.remove(begun)
    addresses.add(f"{begun}?claim={claim.pk}&responder={secret['party'].pk}")
    for address in sorted(addresses):
        response = desk_of.get(address)
        assert response.status_code in (200, 302, 403, 404), address
        told = f"{response.headers.get('Location', '')} {response.content.decode()}"
        assert SECRET.lower() not in told.lower(), address
    for model, field in LOOKED_UP:
        for term in ("", "Zyzz"):
            query = {"app_label": "record", "model_name": model, "field_name": field, "term": term}
            found = desk_of.get(reverse("admin:autocomplete"), query)
            assert found.status_code == 200
            assert SECRET not in found.content.decode(), (model, field)


LOOKED_UP = (
    ("responseclaim", "claim"),
    ("responselink", "other"),
    ("dossierclaim", "dossier"),
    ("claimaccused", "party"),
    ("figure", "place"),
    ("figure", "repeats"),
    ("citation", "source"),
    ("answer", "allegation"),
)


def _type_of(row):
    return ContentType.objects.get_for_model(row).pk


def test_forged_form_of_a_contributor_names_nothing_that_it_does_not_see(desk_of, cora, olga):
    secret = secret_draft(olga)
    party, source, place = (secret[noun].pk for noun in ("party", "source", "place"))
    mine = entered(cora, "claim", DRAFT)
    data = desk.open_form(desk_of, mine)
    forged = (
        ("claimant_links", {"party": party}),
        ("accused_links", {"party": party}),
        ("dossier_links", {"dossier": secret["dossier"].pk}),
        ("links", {"kind": "repeats", "other": secret["claim"].pk}),
        ("looks", {"party": party, "looked_on": "2024-06-01"}),
    )
    for rows, typed in forged:
        desk.add_row(data, rows, **typed)
    response = desk.save(desk_of, mine, data)
    refused = {name for one in desk.forms(response) for name in one.errors}
    assert refused >= {"party", "dossier", "other"}
    assert response.content.decode().count("Select a valid choice") >= len(forged)
    assert SECRET not in response.content.decode()
    point = mine.allegations.get()
    data = desk.open_form(desk_of, point)
    desk.add_row(
        data, "allegations-0-citations", source=source, relation="supports", quote="Words."
    )
    data |= {"allegations-0-said_of": [str(party)], "allegations-0-places_alleged": [str(place)]}
    response = desk.save(desk_of, point, data)
    refused = {name for one in desk.forms(response) for name in one.errors}
    assert refused >= {"source", "said_of", "places_alleged"}
    assert SECRET not in response.content.decode()
    response = entered(cora, "response", DRAFT)
    data = desk.open_form(desk_of, response) | {"responder": [str(party)]}
    before = Entry.objects.count()
    assert "Select a valid choice" in desk.save(desk_of, response, data).content.decode()
    assert Entry.objects.count() == before


def test_contributor_is_told_a_name_that_waits_by_nobody(desk_of, cora, olga):
    party = entered(olga, "party", {})
    desk.wait(party, olga, name=f"{SECRET} renamed")
    assert choices(desk_of, "party", "Zyzz") == {}
    assert SECRET not in " ".join(choices(desk_of, "party").values())
    known = choices(desk_of, "party", "Party")[str(party.pk)]
    with change(cora, Entry.Action.ENTERED) as door:
        claim = make.claim("Party A alleges it", party, **DRAFT)
        door.touch(claim)
    page = desk_of.get(desk.address(claim)).content.decode()
    assert f">{known}</option>" in page
    assert SECRET not in page
    with change(cora, Entry.Action.CHANGED) as door:
        claim.accused.add(party)
        door.touch(claim)
    page = desk_of.get(at(claim, "history")).content.decode()
    assert known in page
    assert SECRET not in page


def test_contributor_keeps_what_a_draft_given_to_it_names(desk_of, cora, olga):
    secret = secret_draft(olga)
    claim = secret["claim"]
    assign(claim, olga, cora.pk)
    data = desk.open_form(desk_of, claim)
    data["title"] = [f"{SECRET} alleges it, typed"]
    assert desk.save(desk_of, claim, data).status_code == 302
    claim.refresh_from_db()
    assert claim.title.endswith("typed")
    assert claim.accused.get() == secret["party"]
    # Its accused is another record, which was not given.
    assert desk_of.get(desk.address(secret["party"])).status_code != 200


def test_record_that_is_no_longer_given_is_out_of_sight(desk_of, cora, olga):
    draft = entered(olga, "event", DRAFT)
    assign(draft, olga, cora.pk)
    assert cora in reviewers(draft)
    assert desk_of.get(desk.address(draft)).status_code == 200
    say(draft, cora, "Which day?")
    say(draft, olga, "The first.", answers=Comment.objects.get().pk)
    assert counts_for(cora).for_you == 1
    assign(draft, olga, None)
    assert desk_of.get(desk.address(draft)).status_code != 200
    assert counts_for(cora).for_you == 0
    assert str(draft) not in desk_of.get(reverse("admin:index")).content.decode()


def test_contributor_enters_a_new_party_and_changes_it_until_readers_see_it(desk_of, cora, olga):
    desk_of.post(desk.add_address(Party), {**_empty(desk_of, Party), "name": "Party N"})
    party = Party.objects.get(name="Party N")
    data = desk.open_form(desk_of, party)
    assert desk.save(desk_of, party, data | {"name": ["Party O"]}).status_code == 302
    with change(olga, Entry.Action.ENTERED, publishes=Publishes.ALL) as door:
        door.touch(make.claim("Party O alleges it", Party.objects.get(name="Party O")))
    assert desk_of.get(desk.address(party)).status_code != 200


def _empty(client, model):
    return desk.fields(client.get(desk.add_address(model))) | {"kind": "organisation"}


def test_contributor_who_is_an_editor_too_sees_everything(desk_of, cora, olga):
    draft = entered(olga, "event", DRAFT)
    assert desk_of.get(desk.address(draft)).status_code != 200
    cora.groups.add(Group.objects.get(name="editor"))
    assert desk_of.get(desk.address(draft)).status_code == 200


def test_own_change_with_a_record_of_another_is_shown_and_discarded_by_editors(desk_of, cora, olga):
    """What was saved in one go waits together, also where one of it is not its own by now."""
    mine, other = entered(cora, "event", {}), entered(olga, "event", {})
    assign(other, olga, cora.pk)
    with change(cora, Entry.Action.CHANGED) as door:
        for row in (mine, other):
            row.title = f"{row.title}, newly worded"
            row.save()
            door.touch(row)
    assert desk_of.get(at(mine, "waiting")).status_code == 200
    assign(other, olga, None)
    assert desk_of.get(at(mine, "waiting")).status_code == 403
    with pytest.raises(ApprovalRefused):
        discard_changes(mine, cora)
    assert is_waiting(mine)
