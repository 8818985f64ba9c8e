"""The pages of administrators: accounts, what may be done with one, and the log of that."""

import re

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD, staff
from tracker.editorial.accounts import factors
from tracker.editorial.accounts.models import Invitation, NotChanged, OpenSession, SecurityEvent

pytestmark = pytest.mark.django_db
NETWORKS = {"192.0.2.77": "192.0.2.0/24", "2001:db8:1:2::3": "2001:db8:1::/48"}
ACCOUNTS, LOG = "/admin/accounts/", "/admin/accounts/log/"


@pytest.fixture
def desk(administrator):
    browser = Client()
    browser.force_login(administrator)
    return browser


def at(user):
    return reverse("admin:account", args=[user.pk])


def do(browser, user, what, **more):
    return browser.post(at(user), {"do": what, **more}, follow=True)


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


def is_in(browser):
    return browser.get("/admin/").status_code == 200


def groups(user):
    return set(user.groups.values_list("name", flat=True))


def logged(action):
    rows = SecurityEvent.objects.filter(action=action)
    return list(rows.order_by("pk").values_list("who", "whom", "details"))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# --- The list -------------------------------------------------------------------------------------


def test_list_tells_of_each_account_what_an_administrator_must_know(desk, editor, publisher):
    secret = factors.new_secret()
    factors.set_up(editor, secret, factors.code_at(secret, timezone.now()))
    User.objects.filter(pk=publisher.pk).update(is_active=False)
    signed_in(editor)
    told = text(desk.get(ACCOUNTS))
    assert re.search(r"edith editor; second factor set; last sign-in [^;]+; 1 open session", told)
    assert re.search(r"paula deactivated publisher; no second factor; never signed in; 0", told)


@pytest.mark.database
def test_pages_ask_the_database_no_oftener_when_there_is_more(desk, editor):
    def asked(address):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.get(address).status_code == 200
        return len(queries)

    pages = (ACCOUNTS, LOG, at(editor), "/admin/account/")
    before = {page: asked(page) for page in pages}
    for number in range(60):
        OpenSession.objects.create(user=staff(f"somebody-{number}", "editor"))
        OpenSession.objects.create(user=editor)
        SecurityEvent.objects.create(action="signed in", who="edith", whom="edith")
        Invitation.objects.create(
            digest=str(number), groups="editor", expires_at="2100-01-01T00:00:00Z"
        )
    assert {page: asked(page) for page in pages} == before
    assert desk.get(ACCOUNTS).content.count(b"/admin/accounts/") < 80
    assert "Page 2 of 2" in text(desk.get(f"{LOG}?page=2"))
    assert max(before.values()) < 15, before


@pytest.mark.database
@pytest.mark.parametrize("query", ["page=x", "page=-1", "page=9999", "account=%00", "account=zoë"])
def test_odd_addresses_of_the_log_are_answered(desk, query):
    assert desk.get(f"{LOG}?{query}").status_code == 200


@pytest.mark.database
@pytest.mark.parametrize("key", ["0", "999999999999999999999999", "12345"])
def test_account_that_is_not_there_is_not_found(desk, key):
    assert desk.get(f"/admin/accounts/{key}/").status_code == 404


def test_djangos_own_pages_of_accounts_are_gone(desk):
    User.objects.filter(username="adam").update(is_superuser=True)
    for address in ("/admin/auth/user/", "/admin/auth/group/", "/admin/auth/user/1/password/"):
        assert desk.get(address).status_code == 404


# --- Groups ---------------------------------------------------------------------------------------


@pytest.mark.database
def test_change_of_groups_ends_sessions_and_is_logged(desk, editor):
    browser = signed_in(editor)
    do(desk, editor, "groups", groups=["publisher", "editor"])
    assert groups(editor) == {"editor", "publisher"}
    assert not is_in(browser)
    assert logged("groups") == [("adam", "edith", "editor → editor publisher")]


def test_forged_group_is_refused_and_nothing_changed(desk, editor):
    told = do(desk, editor, "groups", groups=["editor", "root"])
    assert "Choose among the groups" in text(told)
    assert groups(editor) == {"editor"}
    assert logged("groups") == []


def test_nobody_raises_their_own_role(desk, administrator, editor, publisher, subtests):
    everything = ["editor", "publisher", "administrator"]
    for user in (administrator, editor, publisher):
        with subtests.test(user.username):
            browser, before = signed_in(user), groups(user)
            for what in ("groups", "password", "factor", "activate"):
                browser.post(at(user), {"do": what, "groups": everything, "is_superuser": "on"})
            browser.post("/admin/account/", {"groups": everything, "is_superuser": "on"})
            browser.post(ACCOUNTS, {"invite": "1", "groups": everything})
            user.refresh_from_db()
            assert groups(user) == before
            assert not user.is_superuser
    assert "adam" not in {whom for _who, whom, _details in logged("groups")}
    # An administrator may invite; nobody else did.
    assert {row.made_by for row in Invitation.objects.all()} == {"adam"}


def test_only_a_superuser_acts_on_a_superuser(desk, subtests):
    root = User.objects.create_superuser("root", password=PASSWORD)
    for what in ("groups", "password", "factor", "deactivate", "sign out"):
        with subtests.test(what):
            assert "changed there alone" in text(do(desk, root, what))
    root.refresh_from_db()
    assert root.is_active


def test_form_of_another_site_does_nothing(administrator, editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator)
    for address, data in (
        (at(editor), {"do": "deactivate"}),
        (ACCOUNTS, {"invite": "1", "groups": "administrator"}),
        ("/admin/account/", {}),
        ("/admin/account/factor/", {"remove": "1"}),
        ("/admin/second-step/", {"code": "000000"}),
        ("/admin/new-password/", {"email": "a@example.org"}),
    ):
        assert browser.post(address, data).status_code == 403, address
    editor.refresh_from_db()
    assert editor.is_active
    assert not Invitation.objects.exists()


# --- Out at once ----------------------------------------------------------------------------------


def test_deactivated_in_the_middle_of_work_is_out_with_the_next_request(desk, editor):
    phone, office = signed_in(editor), signed_in(editor)
    assert is_in(phone)
    do(desk, editor, "deactivate")
    assert [is_in(phone), is_in(office)] == [False, False]
    assert phone.post("/admin/account/", {}).status_code == 302
    assert phone.get("/preview/claims/C-2024-0001/").status_code == 404
    assert not OpenSession.objects.filter(user=editor).exists()
    login = {"username": "edith", "password": PASSWORD}
    assert Client().post("/admin/login/", login).status_code == 200
    do(desk, editor, "activate")
    # What was ended stays ended; a new sign-in is one.
    assert not is_in(phone)
    assert Client().post("/admin/login/", login).status_code == 302
    assert logged("deactivated") == logged("activated") == [("adam", "edith", "")]


@pytest.mark.database
def test_administrator_signs_somebody_out_of_one_session_and_of_all(desk, editor):
    first, second = signed_in(editor), signed_in(editor)
    row = OpenSession.objects.filter(user=editor).earliest("pk")
    assert "1 session ended" in text(do(desk, editor, "sign out", session=row.pk))
    assert [is_in(first), is_in(second)] == [False, True]
    do(desk, editor, "sign out", session="-1")
    assert not is_in(second)
    assert [details for _who, _whom, details in logged("ended")] == ["1", "1"]


def test_session_of_another_account_is_not_ended_by_its_number(desk, editor, publisher):
    browser = signed_in(publisher)
    row = OpenSession.objects.get(user=publisher)
    do(desk, editor, "sign out", session=row.pk)
    signed_in(editor).post("/admin/account/", {"session": row.pk})
    assert is_in(browser)


# --- The security log -----------------------------------------------------------------------------


@pytest.mark.database
def test_log_is_only_added_to(editor):
    signed_in(editor)
    line = SecurityEvent.objects.get()
    for change in (
        line.delete,
        line.save,
        SecurityEvent.objects.all().delete,
        lambda: SecurityEvent.objects.update(who="x"),
        lambda: SecurityEvent.objects.filter(pk=line.pk).update(who="x"),
    ):
        with pytest.raises(NotChanged):
            change()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        QuerySet(SecurityEvent).filter(pk=line.pk).update(who="somebody else")


def test_log_tells_of_one_account_alone_where_that_is_asked(desk, editor, publisher):
    signed_in(editor)
    signed_in(publisher)
    told = text(desk.get(f"{LOG}?account=edith"))
    assert "edith : signed in" in told
    assert "paula" not in told


def test_log_holds_the_network_and_not_the_address(editor, subtests):
    for address, network in (
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
    ):
        with subtests.test(address):
            data = {"username": "edith", "password": PASSWORD}
            Client().post("/admin/login/", data, REMOTE_ADDR=address)
            assert SecurityEvent.objects.latest("pk").network == network
            assert OpenSession.objects.latest("pk").network == network


def test_wrong_sign_ins_are_logged_without_what_was_typed(editor):
    for name, password in (("edith", "a wrong one"), ("my secret instead of my name", "x")):
        Client().post("/admin/login/", {"username": name, "password": password})
    assert logged("wrong") == [("", "edith", ""), ("", "", "")]
    everything = str(list(SecurityEvent.objects.values()))
    assert "a wrong one" not in everything
    assert "secret" not in everything


@pytest.mark.database
def test_twenty_wrong_passwords_are_logged_until_they_are_held_up(editor):
    data = {"username": "edith", "password": "a wrong one"}
    statuses = [Client().post("/admin/login/", data).status_code for _ in range(20)]
    assert statuses == [200] * 5 + [429] * 15
    assert len(logged("wrong")) == 5
    assert logged("held up") == [("", "edith", "0:01:00")]


def test_sign_out_is_logged_and_ends_the_session(editor):
    browser = signed_in(editor)
    browser.post("/admin/logout/")
    assert logged("signed out") == [("edith", "edith", "")]
    assert not OpenSession.objects.exists()
