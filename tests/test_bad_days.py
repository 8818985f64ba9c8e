"""A full disk, a read-only database: each is called what it is, and nothing typed is lost."""

import errno
from contextlib import contextmanager
from io import StringIO
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.conftest import PASSWORD, staff
from tests.editorial import desk
from tracker.edition import offered
from tracker.ledger.models import Checkpoint
from tracker.ledger.sealing import keep
from tracker.record.models import Claim, Party

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
DRAFT = {"status": "draft", "published_at": None}
WRITES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def full_disk():
    """Every write is refused by the database itself, as it does where its disk is full."""
    on_sqlite = connection.vendor == "sqlite"
    refused = (
        "CREATE TABLE too_large AS SELECT zeroblob(1000000)"
        if on_sqlite
        else "DO $$ BEGIN RAISE EXCEPTION 'No space left' USING ERRCODE = 'disk_full'; END $$"
    )

    def refuse_writes(execute, statement, parameters, many, context):
        if statement.startswith(WRITES):
            return execute(refused, None, False, context)
        return execute(statement, parameters, many, context)

    if on_sqlite:
        run("PRAGMA max_page_count = 1")  # As many as there are: fewer are not possible.
    try:
        with connection.execute_wrapper(refuse_writes):
            yield
    finally:
        if on_sqlite:
            run("PRAGMA max_page_count = 1073741823")


@contextmanager
def read_only_database():
    on_sqlite = connection.vendor == "sqlite"
    setting = "PRAGMA query_only" if on_sqlite else "SET default_transaction_read_only"
    run(f"{setting} = on")
    try:
        yield
    finally:
        run(f"{setting} = off")


@contextmanager
def full_at_the_end():
    """Everything is written, and then there is no room for the commit."""
    default = connections["default"]
    commit, failed = default._commit, []

    def fail_once():
        if failed:
            return commit()
        failed.append(True)
        raise OperationalError("database or disk is full")

    with mock.patch.object(default, "_commit", fail_once):
        yield


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


REFUSALS = pytest.mark.parametrize(
    ("refusing", "named"),
    [
        pytest.param(full_disk, "disk of this site is full", id="full disk"),
        pytest.param(read_only_database, "takes no changes at the moment", id="read-only"),
    ],
)


@pytest.fixture
def calm():
    """A client that is shown what a browser is, also where something was raised."""
    return Client(raise_request_exception=False)


@REFUSALS
def test_signing_in_where_nothing_can_be_written_is_a_page_with_words(calm, refusing, named):
    staff("edith", "editor")
    account = {"username": "edith", "password": PASSWORD}
    with refusing():
        response = calm.post(reverse("admin:login"), account)
    page = response.content.decode()
    assert response.status_code == 503
    assert "Nothing can be saved at the moment" in page
    assert named in page
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    assert not Session.objects.exists()
    assert calm.post(reverse("admin:login"), account).status_code == 302


@REFUSALS
def test_operator_is_told_in_the_log(calm, caplog, refusing, named):
    staff("edith", "editor")
    with refusing():
        calm.post(reverse("admin:login"), {"username": "edith", "password": PASSWORD})
    told = "The disk is full. Nothing" if refusing is full_disk else "is read-only, and nothing"
    assert told in caplog.text


@REFUSALS
def test_form_comes_back_with_all_that_was_typed_and_the_reason(editors_desk, refusing, named):
    claim = make.claim(**DRAFT)
    mine = desk.open_form(editors_desk, claim) | {"lead": ["Typed on a bad day."]}
    with refusing():
        response = desk.save(editors_desk, claim, mine)
    page = response.content.decode()
    assert response.status_code == 200
    assert named in page
    assert "busy" not in page
    again = desk.fields(response)
    assert again["lead"] == ["Typed on a bad day."]
    assert desk.save(editors_desk, claim, again).status_code == 302
    assert Claim.objects.get().lead == "Typed on a bad day."


@REFUSALS
def test_form_of_a_new_record_comes_back_with_the_reason(editors_desk, refusing, named):
    mine = desk.fields(editors_desk.get(desk.add_address(Party)))
    mine |= {"name": ["Party A"], "kind": ["media"]}
    with refusing():
        response = editors_desk.post(desk.add_address(Party), mine)
    assert named in response.content.decode()
    assert desk.fields(response)["name"] == ["Party A"]


def test_nobody_is_told_that_something_was_done_that_was_not_kept(publishers_desk):
    publishers_desk.raise_request_exception = False
    claim = make.claim(**DRAFT)
    mine = desk.open_form(publishers_desk, claim) | {"lead": ["Typed on a bad day."]}
    with full_at_the_end():
        response = desk.save(publishers_desk, claim, mine)
    assert "nothing was saved" in response.content.decode()
    assert "successfully" not in response.content.decode()
    delete = reverse("admin:record_claim_delete", args=[claim.pk])
    with full_at_the_end():
        assert publishers_desk.post(delete, {"post": "yes"}).status_code in (500, 503)
    assert Claim.objects.get().lead != "Typed on a bad day."
    assert "successfully" not in publishers_desk.get(reverse("admin:index")).content.decode()


@REFUSALS
def test_whatever_else_the_desk_sends_is_told_the_reason(editors_desk, refusing, named):
    claim = make.claim(**DRAFT)
    editors_desk.raise_request_exception = False
    delete = reverse("admin:record_claim_delete", args=[claim.pk])
    password = {"old_password": PASSWORD, "new_password1": "x y z 1 2 3 4"}
    password["new_password2"] = password["new_password1"]
    sent = {delete: {"post": "yes"}, reverse("admin:password_change"): password}
    sent[reverse("admin:logout")] = {}
    with refusing():
        for address, data in sent.items():
            response = editors_desk.post(address, data)
            assert response.status_code == 503, address
            assert named in response.content.decode()
    assert Claim.objects.exists()
    assert User.objects.get().check_password(PASSWORD)


@REFUSALS
def test_readers_read_on(reader, refusing, named):
    claim = make.claim()
    make.editions()
    make.index()
    with refusing():
        for address in ("/", "/claims/", claim.get_absolute_url(), "/statistics/", "/admin/login/"):
            assert reader.get(address).status_code == 200, address


def test_page_of_a_trouble_is_styled_and_in_the_language_of_its_address(calm):
    staff("edith", "editor")
    with full_disk():
        response = calm.post("/ar/admin/login/", {"username": "edith", "password": PASSWORD})
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert "style-src 'self'" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]


def test_fault_of_the_code_is_not_blamed_on_the_database(calm, monkeypatch):
    def fails(*asked):
        raise KeyError("a fault")

    monkeypatch.setattr("tracker.edition.lists.codebook", fails)
    response = calm.get("/about/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_bundle_that_finds_no_room_says_so_and_leaves_the_last_one(settings, monkeypatch):
    claim = make.claim()
    claim.signer = make.ledger()
    last = offered.make()

    def no_room(file):
        file.write(b"the beginning")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(offered, "write_bundle", no_room)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_ledger")
    assert list((settings.LOCAL_DIR / "bundles").iterdir()) == [last.path]
    keep(claim.signer, settings.LEDGER_KEY_FILE)
    make.edited(claim, title="Party A alleges another thing")
    with pytest.raises(CommandError, match="Sealed, but the bundle cannot be written"):
        call_command("seal_ledger", stdout=StringIO())
    assert Checkpoint.objects.count() == 2
