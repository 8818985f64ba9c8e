"""Time stamps: asked for by rows, checked as they come, and by openssl as they are exported."""

import hashlib
import io
import subprocess
from datetime import timedelta

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from tests import factories as make
from tests.capture.authority import URL, Authority, answering, stamp_all
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tracker.capture import working
from tracker.capture.jobs import ask_for_copy
from tracker.capture.keeping import keep_text
from tracker.capture.models import Host, Stamp
from tracker.capture.stamps import requesting
from tracker.capture.stamps.asking import ask_again, ask_for_captures, ask_for_stamps
from tracker.capture.stamps.stamped import export_all, stamps_of
from tracker.capture.stamps.tokens import request_for
from tracker.edition.stamping import ask_for_seals, digest_of_seal
from tracker.ledger.models import Checkpoint
from tracker.ledger.sealing import keep

pytestmark = pytest.mark.django_db
DIGEST = hashlib.sha256(b"Words.").hexdigest()
OTHER = hashlib.sha256(b"Other words.").hexdigest()


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def configured(settings, authority):
    settings.STAMP_AUTHORITIES = {URL: authority.certificates}


@pytest.fixture
def asked(db):
    ask_for_stamps([DIGEST])
    return Stamp.objects.get()


def as_left(answer, at=None):
    """The one stamp that is asked for, after a worker was answered so."""
    (stamp,) = stamp_all(answer, at or timezone.now())
    stamp.refresh_from_db()
    return stamp


def command(*arguments):
    out = io.StringIO()
    try:
        call_command("stamp", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue() + str(error), False
    return out.getvalue(), True


def test_hash_is_stamped_and_the_whole_answer_is_kept(asked, authority):
    stamp = as_left(authority.answer)
    assert (stamp.state, stamp.attempts, stamp.fault) == ("stamped", 1, "")
    assert stamp.signer == "Test authority"
    assert abs(timezone.now() - stamp.stamped_at) < timedelta(minutes=5)
    (one,) = stamps_of([DIGEST, OTHER])[DIGEST]
    assert (one.authority, one.time) == ("stamps.tests-of-capture.org", stamp.stamped_at)
    assert stamp_all(authority.answer, timezone.now() + timedelta(days=400)) == []


def test_request_is_what_openssl_would_send_of_the_hash(tmp_path):
    (tmp_path / "query").write_bytes(request_for(DIGEST, 1 << 62))
    told = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "query", "-text"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Hash Algorithm: sha256" in told
    assert "Certificate required: yes" in told
    assert "Nonce: 0x4000000000000000" in told


def test_exported_stamp_is_verified_by_openssl_and_a_changed_one_is_not(asked, authority, tmp_path):
    as_left(authority.answer)
    assert export_all(tmp_path / "out") == 1
    (one,) = stamps_of([DIGEST])[DIGEST]
    shell = one.openssl.replace("CERTIFICATES", str(authority.certificates)).split()
    run = {"cwd": tmp_path / "out", "capture_output": True, "text": True, "check": False}
    assert "Verification: OK" in subprocess.run(shell, **run).stdout
    shell[shell.index(DIGEST)] = OTHER
    assert subprocess.run(shell, **run).returncode != 0


def changed_hash(request):
    return request.replace(bytes.fromhex(DIGEST), bytes.fromhex(OTHER))


def changed_nonce(request):
    at = request.index(b"\x02\x08") + 9
    return request[:at] + bytes([request[at] ^ 1]) + request[at + 1 :]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda authority, sent: authority.answer(changed_hash(sent)), "other_hash"),
        (lambda authority, sent: authority.answer(changed_nonce(sent)), "other_nonce"),
        (lambda authority, sent: reply(500, b"broken"), "status"),
        (lambda authority, sent: reply(302, Location="http://10.0.0.1/"), "status"),
        (lambda authority, sent: b"<html>no stamp", "garbled"),
        (lambda authority, sent: b"", "garbled"),
        (lambda authority, sent: authority.answer(sent)[:-40], "garbled"),
        (lambda authority, sent: authority.answer(b"\x30\x03\x02\x01\x01"), "not_granted"),
        (lambda authority, sent: bytes(2**20), "unreachable"),
    ],
    ids=[
        "another hash",
        "another nonce",
        "HTTP 500",
        "a redirect",
        "garbage",
        "nothing",
        "cut off",
        "refused",
        "too large",
    ],
)
def test_answer_that_is_no_stamp_is_told_and_asked_for_later(asked, authority, answer, fault):
    stamp = as_left(lambda sent: answer(authority, sent))
    assert (stamp.state, stamp.fault, stamp.token) == ("waiting", fault, None)
    assert stamp.is_tried_again and stamp.due_at > timezone.now()


@pytest.mark.parametrize(
    "given", [{"days": -1}, {"usage": ExtendedKeyUsageOID.SERVER_AUTH}], ids=["expired", "usage"]
)
def test_certificate_that_may_not_stamp_now_is_refused(asked, settings, tmp_path, given):
    other = Authority(tmp_path / "other", **given)
    settings.STAMP_AUTHORITIES = {URL: other.certificates}
    try:
        answered = [other.answer(request_for(DIGEST, 1 << 62))]
    except subprocess.CalledProcessError:
        # openssl itself stamps nothing with a certificate for something else.
        assert "usage" in given
        return
    assert answered
    assert as_left(other.answer).fault == "untrusted"


def test_certificate_of_somebody_else_is_refused(asked, tmp_path):
    other = Authority(tmp_path / "other")
    assert as_left(other.answer).fault == "untrusted"


def test_stored_stamp_is_checked_without_a_network_and_one_changed_byte_is_found(asked, authority):
    stamp = as_left(authority.answer)
    token = bytes(stamp.token)
    assert command("--check") == ("1 stamps are valid.\n", True)
    digest = token.index(bytes.fromhex(DIGEST))
    # In the status, the hash, the time, the nonce, the signature's own attributes, the signature.
    for at in (8, digest, digest + 31, digest + 45, digest + 60, len(token) - 90, len(token) - 1):
        changed = token[:at] + bytes([token[at] ^ 0x01]) + token[at + 1 :]
        Stamp.objects.filter(pk=stamp.pk).update(token=changed)
        said, is_content = command("--check")
        assert DIGEST in said and not is_content, at
    earlier = stamp.stamped_at - timedelta(days=1)
    Stamp.objects.filter(pk=stamp.pk).update(token=token, stamped_at=earlier)
    said, is_content = command("--check")
    assert DIGEST in said and not is_content


def test_stamp_stays_valid_when_its_certificate_has_run_out(asked, authority, monkeypatch):
    as_left(authority.answer)
    (stamp,) = Stamp.objects.stamped()
    # The library is told the time of the stamp, and asks the machine for none.
    monkeypatch.setattr(timezone, "now", lambda: stamp.stamped_at + timedelta(days=9999))
    assert command("--check") == ("1 stamps are valid.\n", True)


def test_failing_authority_is_asked_ever_later_and_given_up_until_somebody_says_so(asked):
    now, waits = timezone.now(), []
    for _attempt in range(working.MOST_ATTEMPTS):
        stamp = as_left(lambda sent: reply(500), now)
        waits.append(stamp.due_at - now)
        now = max(now, stamp.due_at) + timedelta(seconds=1)
    assert waits[:-1] == list(working.PAUSES)
    assert stamp.state == "failed" and "STAMP_AUTHORITIES" in stamp.what_to_do
    assert stamp_all(lambda sent: reply(500), now + timedelta(days=400)) == []
    assert ask_again() == 1
    assert as_left(lambda sent: reply(500), now + timedelta(days=1)).attempts == 1


@pytest.mark.database
def test_stamp_of_a_killed_worker_is_asked_for_anew(asked, authority):
    now = timezone.now()
    with answering(authority.answer) as (_who, _server):
        taken = requesting.take(now)
    # Killed between the answer and the row.
    assert requesting.take(now + timedelta(minutes=1)) is None
    again = requesting.take(now + timedelta(minutes=10))
    assert (again.pk, again.attempts) == (taken.pk, 2)


@pytest.mark.database
def test_stamp_is_asked_for_once_of_each_authority_and_the_token_is_whole(asked):
    assert ask_for_stamps([DIGEST, OTHER]) == 1
    with pytest.raises(IntegrityError, match="stamp_has_its_token"):
        Stamp.objects.filter(pk=asked.pk).update(state="stamped")


def test_authority_is_left_alone_between_two_requests(authority, settings):
    settings.CAPTURE_PAUSE = 10
    ask_for_stamps([DIGEST, OTHER])
    now = timezone.now()
    assert len(stamp_all(authority.answer, now)) == 1
    assert 0 < requesting.seconds_to_next(now) <= 10
    assert len(stamp_all(authority.answer, now + timedelta(seconds=11))) == 1
    assert Host.objects.count() == 1


def test_address_in_a_private_network_is_not_asked(settings, authority):
    settings.STAMP_AUTHORITIES = {"http://10.0.0.1/tsr": authority.certificates}
    ask_for_stamps([DIGEST])
    assert as_left(authority.answer).fault == "refused"


def test_copies_are_stamped_but_not_those_of_confidential_sources(authority, settings):
    kept = keep_text(make.source(), "Words.", None, "")
    secret = make.source()
    keep_text(secret, "Secret words.", None, "")
    secret.confidential = True
    secret.save()
    assert ask_for_captures() == 1
    assert Stamp.objects.get().digest == kept.sha256
    kept.source.confidential = True
    kept.source.save()
    # Whoever holds the file would learn from its hash that it is here.
    assert stamp_all(authority.answer, timezone.now()) == []
    settings.STAMP_AUTHORITIES = {}
    assert ask_for_captures() == 0


def test_copy_that_is_fetched_is_to_be_stamped_with_the_next_run(authority, monkeypatch):
    source = make.source(url="http://site.tests-of-capture.org/")
    ask_for_copy(source, source.url)
    with serving({"/": reply(body=page())}) as server:
        monkeypatch.setattr(working, "visitor", lambda: visitor(Loopback({80: server.port})))
        call_command("capture", "--due", stdout=io.StringIO())
    with answering(authority.answer) as (who, _server):
        monkeypatch.setattr(working, "visitor", lambda: who)
        said, is_content = command("--due")
    assert is_content and "1 asked for, 1 stamped" in said


def test_seal_is_to_be_stamped_as_it_is_made_by_its_signed_note(authority, settings, tmp_path):
    settings.LEDGER_KEY_FILE = tmp_path / "ledger_key"
    make.claim()
    keep(make.ledger(), settings.LEDGER_KEY_FILE)
    call_command("seal_ledger", no_bundle=True, stdout=io.StringIO())
    note = Checkpoint.objects.get().note
    digest = digest_of_seal(note)
    assert digest == hashlib.sha256(note.encode()).hexdigest() == Stamp.objects.get().digest
    assert ask_for_seals() == 0
    assert as_left(authority.answer).state == "stamped"


def test_command_says_that_nobody_is_configured(settings):
    settings.STAMP_AUTHORITIES = {}
    assert command("--due") == ("Nobody is asked: set STAMP_AUTHORITIES.", False)
    settings.HAS_DESK = False
    assert not command("--check")[1]
