"""What an account hears by mail when its doors are changed; and what no log says of them."""

import logging

import pytest
from django.core import mail
from django.test import Client, RequestFactory

from tests.conftest import PASSWORD, staff
from tracker.editorial.accounts import managing, security_log
from tracker.editorial.accounts.mail import SENDER
from tracker.editorial.accounts.managing import AccountRefused
from tracker.editorial.accounts.notices import TOLD
from tracker.editorial.accounts.security_log import Action
from tracker.secret_paths import without_links

pytestmark = pytest.mark.django_db
CHOSEN = "brisk otter paints tall windmills"


@pytest.fixture(autouse=True)
def by_mail(settings):
    settings.HAS_MAIL, settings.DEFAULT_FROM_EMAIL = True, "desk@tracker.example"


@pytest.fixture
def edith(editor):
    editor.email = "edith@example.org"
    editor.save()
    return editor


def sent():
    SENDER.submit(int).result()
    return mail.outbox


def asked_by(user):
    request = RequestFactory().post("/admin/accounts/")
    request.user = user
    return request


@pytest.mark.parametrize("action", TOLD)
def test_account_is_told_of_every_change_of_its_doors(action, edith, administrator):
    security_log.note(action, asked_by(administrator), edith, "a detail that stays in the log")
    (letter,) = sent()
    assert letter.to == ["edith@example.org"]
    assert str(TOLD[action]) in letter.body and "edith" in letter.body
    assert "detail" not in letter.body and "://" not in letter.body


def test_what_changes_no_door_is_told_to_nobody(edith):
    for action in (Action.SIGNED_IN, Action.WRONG, Action.RESET_MADE, Action.SIGNED_OUT):
        security_log.note(action, asked_by(edith), edith)
    security_log.note(Action.INVITED, asked_by(edith), "somebody@example.org")
    assert sent() == []


def test_administrator_who_signs_somebody_out_is_told_and_nobody_who_does_so_alone(
    edith, administrator
):
    Client().force_login(edith)
    managing.sign_out(asked_by(edith), edith)
    assert sent() == []
    Client().force_login(edith)
    managing.sign_out(asked_by(administrator), edith)
    (letter,) = sent()
    assert "An administrator signed the account out." in letter.body


def test_changed_password_is_told_without_the_password(edith):
    browser = Client()
    browser.force_login(edith)
    data = {"old_password": PASSWORD, "new_password1": CHOSEN, "new_password2": CHOSEN}
    assert browser.post("/admin/password_change/", data).status_code == 302
    (letter,) = sent()
    assert "The password was changed." in letter.body
    assert CHOSEN not in letter.body and PASSWORD not in letter.body


def test_former_address_is_told_of_a_new_one(edith):
    browser = Client()
    browser.force_login(edith)
    browser.post("/admin/account/", {"email": "other@example.org", "current": PASSWORD})
    edith.refresh_from_db()
    assert edith.email == "other@example.org"
    assert [letter.to for letter in sent()] == [["edith@example.org"]]


def test_account_without_an_address_is_told_nothing(editor, administrator):
    managing.change_groups(asked_by(administrator), editor, ["publisher"])
    assert sent() == []


# --- Two administrators at once -------------------------------------------------------------------


@pytest.mark.database
@pytest.mark.parametrize("deed", ["groups", "deactivate"])
def test_of_two_administrators_who_put_each_other_out_one_is_left(administrator, deed):
    """Both were let in before either did it: who comes second is no administrator any more."""
    alma = staff("alma", "administrator")
    both = asked_by(administrator), asked_by(alma)
    assert all(one.user.has_perm("editorial.manage_accounts") for one in both)
    act = {
        "groups": lambda request, whom: managing.change_groups(request, whom, ["editor"]),
        "deactivate": lambda request, whom: managing.set_active(request, whom, is_active=False),
    }[deed]
    act(both[0], alma)
    with pytest.raises(AccountRefused):
        act(both[1], administrator)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert [group.name for group in administrator.groups.all()] == ["administrator"]


# --- What the log leaves out ----------------------------------------------------------------------

LINKS = [
    "/review/{}/",
    "/ar/review/{}/",
    "/answer/to/{}/",
    "/admin/invited/{}/",
    "/admin/let-in/{}/",
    "/admin/new-password/MQ/{}/",
]


@pytest.mark.parametrize("path", LINKS)
@pytest.mark.parametrize(
    "words", ["Forbidden (%s): %s", "Not Found: %s", '"POST %s HTTP/1.1" 403 1']
)
def test_log_of_refused_requests_has_no_link_that_opens_anything(path, words):
    address = path.format("s3cret-T0ken_x")
    args = (address,) if words.count("%s") == 1 else ("CSRF cookie not set.", address)
    record = logging.LogRecord("django", logging.WARNING, "", 1, words, args, None)
    assert without_links(record)
    assert "s3cret" not in record.getMessage()
    assert path.partition("{")[0].rpartition("MQ")[0] in record.getMessage()


def test_form_refused_for_csrf_leaves_no_invitation_in_the_log(caplog):
    browser = Client(enforce_csrf_checks=True)
    with caplog.at_level(logging.INFO):
        assert browser.post("/admin/invited/s3cret-T0ken_x/").status_code == 403
        browser.get("/review/s3cret-T0ken_x/")
    assert "/admin/invited/…" in caplog.text
    assert "s3cret" not in caplog.text


def test_other_lines_of_the_log_stay_as_they_are():
    for line in ("Not Found: /claims/C-2024-0001/", "/admin/new-password/MQ/set/"):
        record = logging.LogRecord("django", logging.WARNING, "", 1, line, (), None)
        assert without_links(record) and record.getMessage() == line
