"""Who may do what with what readers see: every cell is asked of the server, not of a button."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.capture.keeping import keep_text
from tracker.capture.models import Capture, CaptureJob, CaptureReading
from tracker.edition.models import Edition
from tracker.editorial.approving import Proposal, is_waiting
from tracker.editorial.changes import change
from tracker.editorial.models import Comment, ReviewLink
from tracker.editorial.reviewers import make_link
from tracker.ledger.models import Entry
from tracker.record.nouns import name_of

pytestmark = pytest.mark.django_db
NOUNS = ("claim", "response", "request", "event", "dossier", "party", "place", "source")
WITH_STATUS = NOUNS[:5]
NOBODY, STAFF, ADMINISTRATOR = "nobody", "staff", "administrator"
CONTRIBUTOR, EDITOR, PUBLISHER = "contributor", "editor", "publisher"
# Has opened a link to the record that it is asked about.
REVIEWER = "reviewer by link"
# Who may do it; everybody else is refused, and nothing is changed. The records are others': what a
# contributor may do with its own is the table of `test_contributors.py`.
MAY = {
    "see the form": {EDITOR, PUBLISHER},
    "save a change that waits": {EDITOR, PUBLISHER},
    "say something of it": {EDITOR, PUBLISHER},
    "let a reviewer see it": {EDITOR, PUBLISHER},
    "see it and speak by link": {REVIEWER},
    "see what waits": {EDITOR, PUBLISHER},
    "discard what waits": {EDITOR, PUBLISHER},
    "publish what waits": {PUBLISHER},
    "withdraw it": {PUBLISHER},
    "make it confidential": {PUBLISHER},
    "delete it": set(),
    "see its copies": {EDITOR, PUBLISHER},
    "download an original": {EDITOR, PUBLISHER},
    "keep a copy": {EDITOR, PUBLISHER},
    "ask for a copy": {EDITOR, PUBLISHER},
}
OF = {"withdraw it": WITH_STATUS, "make it confidential": ("source",)}
OF |= dict.fromkeys(list(MAY)[-4:], ("source",))


@pytest.fixture
def people():
    roles = (NOBODY, STAFF, REVIEWER, ADMINISTRATOR, CONTRIBUTOR, EDITOR, PUBLISHER)
    clients = {role: Client() for role in roles}
    clients[ADMINISTRATOR].force_login(staff("adam", "administrator"))
    clients[CONTRIBUTOR].force_login(staff("cora", "contributor"))
    staff("olga", "editor")
    clients[STAFF].force_login(User.objects.create_user("norman", is_staff=True))
    clients[EDITOR].force_login(staff("edith", "editor"))
    clients[PUBLISHER].force_login(staff("paula", "publisher"))
    return clients


@pytest.fixture
def world():
    found = make.whole_dispute()
    claim = make.claim(
        "Party K alleges a thing",
        claimant=make.party("Party K"),
        accused=make.party("Party L"),
        looked_on="2024-06-01",
    )
    response = make.response(claim, responder=claim.accused.get(), title="Party L says no")
    make.answer(response, claim.allegations.get())
    found |= {"claim": claim, "response": response, "request": make.request(claim=claim)}
    make.ledger()
    return {noun: found[noun] for noun in NOUNS}


def at(record, page, *more):
    return reverse(f"admin:record_{record._meta.model_name}_{page}", args=[record.pk, *more])


def label_of(record):
    rows = Edition.objects.standing().whole().filter(key=name_of(record))
    return rows.values_list("label", flat=True).first()


def named(record):
    return "name" if hasattr(record, "name") else "title"


def put_aside(record, somebody):
    """A change that waits, made by another than those who are asked."""
    with change(somebody, Entry.Action.CHANGED) as door:
        setattr(record, named(record), f"{getattr(record, named(record))}, newly worded")
        record.save()
        door.touch(record)


def form_of(record, people):
    data = desk.open_form(people[PUBLISHER], record)
    data[named(record)] = [f"{data[named(record)][0]}, typed"]
    return data


def seen_and_said(client, token):
    """By a link of one's own; others have none that opens."""
    own = getattr(client, "links", {}).values()
    address = f"/review/{token if token in own else token[::-1]}/"
    answers = [client.get(address), client.post(address, {"text": "Hm."})]
    return [answer.status_code for answer in answers] == [200, 303]


def see_copies(client, source):
    return client.get(at(source, "copies")).status_code == 200


def download(client, source):
    row = keep_text(source, "Words.", None, "")
    before = CaptureReading.objects.count()
    response = client.get(at(source, "original", row.pk, "body"))
    response.close()
    assert (CaptureReading.objects.count() > before) is (response.status_code == 200)
    return response.status_code == 200


def keep_copy(client, source):
    before = Capture.objects.count()
    client.post(at(source, "copies"), {"what": "text", "text-text": "Words."})
    return Capture.objects.count() > before


def ask_for_copy(client, source):
    client.post(at(source, "copies"), {"what": "url", "url-url": source.url})
    return CaptureJob.objects.exists()


OF_COPIES = {
    "see its copies": see_copies,
    "download an original": download,
    "keep a copy": keep_copy,
    "ask for a copy": ask_for_copy,
}


def done(what, client, record, people):
    """Try to do it; whether it was done."""
    before = label_of(record)
    if what in ("see the form", "see what waits"):
        page = "change" if what == "see the form" else "waiting"
        return client.get(at(record, page)).status_code == 200
    if what == "save a change that waits":
        client.post(at(record, "change"), {**form_of(record, people), "_continue": "1"})
        assert label_of(record) == before
        return is_waiting(record)
    if what == "say something of it":
        client.post(at(record, "comments"), {"text": "Who says so?"})
        return Comment.objects.filter(record=name_of(record)).exists()
    if what == "let a reviewer see it":
        client.post(at(record, "reviewers"), {"reviewer": "Lee", "days": "7"})
        return ReviewLink.objects.filter(record=name_of(record), reviewer="Lee").exists()
    if what == "see it and speak by link":
        return seen_and_said(client, people[REVIEWER].links[record])
    if what == "withdraw it":
        client.post(at(record, "move", "withdraw"), {"_reason": "It was entered twice."})
        return label_of(record) is None
    if what == "make it confidential":
        client.post(at(record, "secret"), {"_reason": "We were asked to."})
        return label_of(record) is None
    if what == "delete it":
        client.post(at(record, "delete"), {"post": "yes"})
        return not type(record).objects.filter(pk=record.pk).exists()
    if what in OF_COPIES:
        return OF_COPIES[what](client, record)
    put_aside(record, staff(f"oscar-{User.objects.count()}", "editor"))
    sent = {"version": Proposal(record).version}
    client.post(at(record, "waiting"), sent | ({"discard": "1"} if "discard" in what else {}))
    if what == "discard what waits":
        return not is_waiting(record)
    return label_of(record) != before


@pytest.mark.parametrize("what", MAY)
def test_each_role_does_what_the_table_says_and_no_more(what, people, world, subtests):
    for noun in OF.get(what, NOUNS):
        record = world[noun]
        token = make_link(record, User.objects.get(username="olga"), "A reviewer", 7)
        people[REVIEWER].links = {record: token}
        assert people[REVIEWER].get(f"/review/{token}/").status_code == 200
        # Those who may not come first: they must have changed nothing for those who may.
        for role in sorted(people, key=lambda one: one in MAY[what]):
            with subtests.test(what, noun=noun, role=role):
                record.refresh_from_db()
                assert done(what, people[role], record, people) is (role in MAY[what])
            if role in MAY[what]:
                break


def test_superuser_publishes_nothing_by_that_alone(world):
    root = Client()
    root.force_login(User.objects.create_superuser("root"))
    claim = world["claim"]
    put_aside(claim, staff("oscar", "editor"))
    before = label_of(claim)
    root.post(at(claim, "waiting"), {"version": Proposal(claim).version})
    root.post(at(claim, "move", "withdraw"), {"_reason": "It was entered twice."})
    assert label_of(claim) == before


# Who may ask for it; everybody else is refused.
PAGES_OF_ACCOUNTS = {
    "accounts": {ADMINISTRATOR},
    "account": {ADMINISTRATOR},
    "security_log": {ADMINISTRATOR},
    "own_account": {STAFF, ADMINISTRATOR, CONTRIBUTOR, EDITOR, PUBLISHER},
    "own_factor": {STAFF, ADMINISTRATOR, CONTRIBUTOR, EDITOR, PUBLISHER},
}


def test_pages_of_accounts_are_for_whom_the_table_says(people, subtests):
    oscar = staff("oscar", "editor")
    for page, those in PAGES_OF_ACCOUNTS.items():
        address = reverse(f"admin:{page}", args=[oscar.pk] if page == "account" else [])
        for role, client in people.items():
            with subtests.test(page, role=role):
                assert (client.get(address).status_code == 200) is (role in those)
                assert (client.get(address).status_code in (302, 403)) is (role not in those)
