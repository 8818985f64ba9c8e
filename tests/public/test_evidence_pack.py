"""The evidence pack of a claim: checked without the site; a changed byte anywhere is found."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from tests.capture.authority import Authority
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tests.capture.quoting import PASSAGE, TEXT, kept
from tests.edition.test_evidence import found_out, withdraw
from tests.public.hidden import CANARY, DRAFT
from tests.published import catch_up
from tracker.capture import storage, working
from tracker.capture.jobs import ask_for_copy
from tracker.capture.models import CaptureReading, Stamp
from tracker.capture.stamps.tokens import request_for
from tracker.capture.warcs import faults_of
from tracker.edition.bundle import write_bundle
from tracker.edition.models import Address, StampToken
from tracker.edition.stamping import digest_of_seal, keep_tokens_of_seals
from tracker.editorial.telling import tell_due
from tracker.ledger import verify
from tracker.ledger.models import Checkpoint, Entry
from tracker.ledger.sealing import seal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"
    settings.LOCAL_DIR = tmp_path / "local"


class World:
    """A claim with quotes, an answer, kept copies, a stamp, and much that nobody may see."""

    def __init__(self, authority):
        self.authority = authority
        self.source = make.source(title="A report that Party A gave")
        self.claim = make.claim()
        point = self.claim.allegations.get()
        self.quote = make.cite(point, self.source, quote=PASSAGE, prefix="spring.")
        make.cite(point, self.source, quote="It asked for another reply.")
        self.answer = make.answer(make.response(self.claim), point)
        make.cite(self.answer, self.source, quote="It asked for a reply.")
        self.secret = make.source(title=f"{CANARY} source", confidential=True)
        make.cite(point, self.secret, quote=f"{CANARY} quote")
        make.cite(make.claim(title=f"{CANARY} draft", **DRAFT).allegations.get(), self.source)
        make.edited(self.claim, internal_notes=f"{CANARY} notes")
        catch_up()
        self.copy = kept(self.source)
        self.token = self.stamped(self.copy.sha256)
        kept(self.secret, f"{CANARY} text", user=None)
        found_out(self.source, TEXT + "A second copy.", "2024-10-10")
        self.signer = make.ledger()
        note = seal(self.signer).note
        self.seal_token = self.stamped(digest_of_seal(note))
        keep_tokens_of_seals()

    def stamped(self, digest):
        """A stamp by a real authority."""
        token = self.authority.answer(request_for(digest, 1 << 62))
        Stamp.objects.create(
            digest=digest,
            authority="http://one.org/",
            host="one.org",
            state="stamped",
            token=token,
            stamped_at=timezone.datetime.fromisoformat(f"{verify.TimeStamp(token).time}+00:00"),
            signer="Test authority",
        )
        return token

    @property
    def address(self):
        return f"{self.claim.get_absolute_url()}evidence.zip"

    def pack(self):
        answer = Client().get(self.address)
        assert answer.status_code == 200, answer.status_code
        return answer.content


@pytest.fixture
def world(db, folders, authority):
    return World(authority)


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def whole(answer):
    """What is sent bit by bit; its file is closed."""
    content = b"".join(answer.streaming_content)
    answer.close()
    return content


def packed(files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def examined(content, tmp_path, since=None, trusted=()):
    path = tmp_path / "evidence.zip"
    path.write_bytes(content)
    return verify.examine(path, None, since, trusted=trusted)


def summed(files):
    """The same with sums that fit: by somebody who knows the format."""
    listed = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in sorted(files.items())
        if name != verify.SUMS
    ]
    return files | {verify.SUMS: "".join(listed).encode()}


def changed(content, at):
    """The same with another character of the same sort there."""
    old = content[at : at + 1]
    new = b"7" if old.isdigit() and old != b"7" else b"8" if old == b"7" else b"b"
    new = b"a" if new == old else new
    return content[:at] + new + content[at + 1 :]


@pytest.mark.database
def test_pack_holds_what_readers_see_and_verifies_without_the_site(world, tmp_path):
    content = world.pack()
    report = examined(content, tmp_path)
    assert not report.faults and not report.gaps, (report.faults, report.gaps)
    files = members(content)
    quotes = json.loads(files["quotes.json"])
    marks = {one["quote"]: one["mark"] for one in quotes}
    mark = marks[PASSAGE]
    assert mark["state"] == "word_for_word"
    text = TEXT + "A second copy."
    assert text[mark["start"] : mark["end"]] in PASSAGE and mark["end"] > mark["start"] + 60
    assert marks["It asked for another reply."]["state"] == "not_found"
    assert marks["It asked for a reply."]["state"] == "word_for_word"
    (copies,) = json.loads(files["captures.json"]).values()
    assert {one["sha256"] for one in copies} >= {world.copy.sha256}
    record = json.loads(files["record.json"])
    assert record["claim"] == world.claim.reference
    ids = {one["id"] for one in record["records"]}
    assert {world.claim.reference, world.answer.response.reference, world.source.reference} <= ids
    of_seal, name = sorted(
        (one for one in files if one.startswith("stamps/")),
        key=lambda one: world.copy.sha256 in one,
    )
    assert files[name] == world.token and world.copy.sha256 in name
    assert of_seal.startswith(verify.SEAL_STAMPS) and files[of_seal] == world.seal_token
    # By itself, in an empty folder, with no more than the program that it brings.
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    command = [sys.executable, "-I", "-S", "verify.py", "evidence.zip"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout.endswith("SOUND\n"), done.stdout + done.stderr


def test_one_byte_changed_in_any_file_is_found_and_named(world, tmp_path):
    files = members(world.pack())
    for name, content in files.items():
        for at in {0, len(content) // 2, len(content) - 2}:
            spoilt = packed(files | {name: changed(content, at)})
            report = examined(spoilt, tmp_path)
            assert report.status and name in " ".join((*report.faults, *report.gaps)), (name, at)
        left_out = {one: rest for one, rest in files.items() if one != name}
        report = examined(packed(left_out), tmp_path)
        assert name in " ".join((*report.faults, *report.gaps)), name


@pytest.mark.parametrize(
    ("name", "words", "told"),
    [
        ("record.json", "Camp Blue", "record.json, C-2024-0001, allegations/"),
        ("quotes.json", "Camp Blue", "quotes.json, C-2024-0001, allegations/"),
        ("quotes.json", '"start": ', "quotes.json, C-2024-0001, allegations/"),
        ("quotes.json", '"text_sha256": "', "quotes.json, C-2024-0001, allegations/"),
        ("quotes.json", '"before": "', "quotes.json, C-2024-0001, allegations/"),
        ("captures.json", '"sha256": "', "captures.json, S-2024-000"),
        ("captures.json", '"made_at": "', "captures.json, S-2024-000"),
        ("openings.jsonl", "Camp Blue", "not the value that was committed to"),
        ("openings.jsonl", '"start":', "not the value that was committed to"),
        ("entries.jsonl", '"time":"', "is not in the log of this checkpoint"),
        ("proofs.json", '"inclusion": {\n  "', "is not in the log of this checkpoint"),
        ("checkpoint", "ledger\n", "no signature"),
        ("checkpoints/", "ledger\n", "no signature"),
    ],
)
def test_whoever_makes_the_sums_anew_is_found_by_the_ledger(world, tmp_path, name, words, told):
    files = members(world.pack())
    name = next(one for one in files if one.startswith(name))
    at = files[name].index(words.encode()) + (0 if words[0].isalpha() else len(words.encode()))
    spoilt = summed(files | {name: changed(files[name], at)})
    report = examined(packed(spoilt), tmp_path)
    assert report.status == 1 and told in "\n".join(report.faults), report.faults


def test_changed_stamp_is_found_and_named_though_the_sums_are_made_anew(world, tmp_path):
    files = members(world.pack())
    for name in [one for one in files if one.startswith("stamps/")]:
        token = files[name]
        # The hash, the time, the signature: `test_time_stamps` changes each byte.
        for at in (token.index(b"\x04\x20") + 9, token.index(b"\x18\x0f") + 14, len(token) - 1):
            other = token[:at] + bytes([token[at] ^ 0x01]) + token[at + 1 :]
            report = examined(packed(summed(files | {name: other})), tmp_path)
            assert report.status == 1 and name in "\n".join(report.faults), (name, at)


def test_stamp_of_a_seal_is_by_whom_the_reader_trusts_and_of_this_seal(world, tmp_path, authority):
    content = world.pack()
    trusted = verify.read_certificates(authority.certificates.read_text())
    report = examined(content, tmp_path, trusted=trusted)
    assert report.status == 0
    assert "stamped by Test authority, whom your certificates vouch for" in report.said
    size = Checkpoint.objects.get().size
    told = [one for one in report.said if one.startswith(f"the log of {size} entries")]
    assert told and "was stamped at 20" in told[0]
    # Of the same name, with another key.
    other = verify.read_certificates(Authority(tmp_path / "other").certificates.read_text())
    report = examined(content, tmp_path, trusted=other)
    assert report.status == 2
    assert "no certificate of yours vouches for Test authority" in report.gaps
    files = members(content)
    (name,) = [one for one in files if one.startswith(verify.SEAL_STAMPS)]
    forged = summed(files | {name: authority.answer(request_for("ab" * 32, 1 << 62))})
    assert f"{name}: is a stamp of another hash" in examined(packed(forged), tmp_path).faults


def test_earlier_seal_that_was_stamped_is_in_it_until_a_later_one_is(world, tmp_path):
    make.edited(world.claim, lead="More.")
    note = seal(world.signer).note
    content = world.pack()
    assert examined(content, tmp_path).status == 0
    earlier = [one for one in members(content) if one.startswith("checkpoints/")]
    token = world.stamped(digest_of_seal(note))
    keep_tokens_of_seals()
    keep_tokens_of_seals()
    files = members(world.pack())
    assert [one for one in files if one.startswith("checkpoints/")] != earlier
    assert token in files.values() and world.seal_token not in files.values()
    assert examined(packed(files), tmp_path).status == 0


def test_nothing_of_drafts_secrets_and_the_desk_is_in_it(world):
    content = world.pack()
    for name, held in members(content).items():
        assert CANARY.encode() not in held, name
        assert world.secret.reference.encode() not in held, name


def test_change_that_waits_is_not_in_it_and_one_that_is_not_sealed_is_said_so(world, tmp_path):
    make.edited(world.claim, lead="A new lead.")
    report = examined(world.pack(), tmp_path)
    assert not report.faults and report.status == 2
    assert f"about {world.claim.reference} is not sealed" in " ".join(report.gaps)
    seal(world.signer)
    assert examined(world.pack(), tmp_path).status == 0


def test_pack_goes_on_from_checkpoints_kept_earlier_and_from_no_others(world, tmp_path):
    def bundle(path):
        with path.open("wb") as file:
            write_bundle(file)
        with zipfile.ZipFile(path) as archive:
            return archive.read("checkpoint").decode()

    kept_earlier = bundle(tmp_path / "bundle.zip")
    same = examined(world.pack(), tmp_path, kept_earlier)
    assert same.status == 0 and "your earlier checkpoint was compared" in same.said
    make.edited(world.claim, lead="A new lead.")
    seal(world.signer)
    grown = examined(world.pack(), tmp_path, kept_earlier)
    assert grown.status == 0 and "your earlier checkpoint was compared" in grown.said
    size, root = kept_earlier.split("\n")[1:3]
    forged = f"{world.signer.name}\n{size}\n{root[:3]}{'A' if root[3] != 'A' else 'B'}{root[4:]}\n"
    other = examined(world.pack(), tmp_path, world.signer.sign(forged))
    assert other.status == 1 and "not shown to be a beginning" in other.faults[0]


def test_same_state_is_the_same_file_and_is_not_sent_twice(world):
    first = Client().get(world.address)
    again = Client().get(world.address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert world.pack() == first.content
    found_out(world.source, TEXT + "A third copy.", "2024-11-11")
    assert Client().get(world.address)["ETag"] != first["ETag"]


def test_pack_asks_no_more_of_the_database_for_more_and_stays_small(world):
    with CaptureQueriesContext(connection) as before:
        world.pack()
    point = world.claim.allegations.get()
    sources = [make.source() for _number in range(8)]
    catch_up()
    for number, one in enumerate(sources):
        make.cite(point, one, quote=PASSAGE.replace("Shaw", f"Shaw{number}"))
        kept(one, f"{TEXT}{number}")
    make.edited(world.claim, lead="More.")
    for _number in range(8):
        answered = make.response(world.claim)
        make.answer(answered, point)
    catch_up()
    tell_due()
    world.stamped(digest_of_seal(seal(world.signer).note))
    keep_tokens_of_seals()
    with CaptureQueriesContext(connection) as after:
        content = world.pack()
    assert len(json.loads(members(content)["captures.json"])) == 9
    new = [one["sql"] for one in after if "edition_opened" in one["sql"]]
    # A query for 900 values.
    assert len(after) - len(new) <= len(before) - 2 and len(new) <= 3
    assert len(content) < 300_000


def test_claim_page_links_to_it_and_answers_for_it_as_for_itself(world):
    page = Client().get(world.claim.get_absolute_url()).content.decode()
    assert f'href="{world.address}"' in page
    draft = make.claim(**DRAFT)
    assert Client().get(f"{draft.get_absolute_url()}evidence.zip").status_code == 404
    assert Client().get("/claims/C-2031-0001/evidence.zip").status_code == 404
    withdraw(world.claim)
    gone = Client().get(world.address)
    assert gone.status_code == Client().get(world.claim.get_absolute_url()).status_code
    assert not gone.content.startswith(b"PK") and PASSAGE not in gone.content.decode()


def test_former_address_of_a_claim_leads_to_its_pack_as_to_its_page(world):
    former = "C-2019-0009"
    since = Entry.objects.get(record=world.claim.reference, revision=1).sequence
    Address.objects.create(noun="claim", old=former, key=world.claim.reference, since=since)
    for path, there in (("", world.claim.get_absolute_url()), ("evidence.zip", world.address)):
        moved = Client().get(f"/claims/{former}/{path}")
        assert (moved.status_code, moved["Location"]) == (301, there)


def test_stamp_is_told_at_the_copy_and_goes_when_the_hash_may_not_stay(world):
    page = Client().get(world.source.get_absolute_url()).content.decode()
    assert "Time-stamped by" in page and "one.org" in page
    assert StampToken.objects.filter(digest=world.copy.sha256).exists()


def test_staff_gets_the_copies_too_and_each_reading_is_written_down(world, editors_desk, tmp_path):
    page = reverse("admin:record_claim_change", args=[world.claim.pk])
    address = reverse("admin:record_claim_evidence", args=[world.claim.pk])
    assert address in editors_desk.get(page).content.decode()
    answer = editors_desk.get(address)
    content = whole(answer)
    assert answer["Content-Disposition"].startswith("attachment") and "sandbox" in str(
        answer["Content-Security-Policy"]
    )
    files = members(content)
    assert files[f"originals/{world.copy.sha256}.txt"] == TEXT.encode()
    assert examined(content, tmp_path).status == 0
    read = set(CaptureReading.objects.values_list("capture", "part", "reader"))
    assert (world.copy.pk, "body", "edith") in read and len(read) == 2
    assert not [name for name in members(world.pack()) if name.startswith("originals/")]
    name = f"originals/{world.copy.sha256}.txt"
    spoilt = examined(packed(summed(files | {name: changed(files[name], 9)})), tmp_path)
    assert f"{name}: its content is not what its name says" in spoilt.faults
    assert Client().get(address).status_code == 302


def test_staff_is_told_of_a_damaged_copy_and_nothing_is_written_down(world, editors_desk):
    path = storage.path_of(world.copy.sha256)
    path.chmod(0o600)
    path.write_bytes(b"other bytes")
    address = reverse("admin:record_claim_evidence", args=[world.claim.pk])
    html = editors_desk.get(address, follow=True).content.decode()
    assert "damaged or missing" in html and not CaptureReading.objects.exists()


def test_fetched_copy_is_in_it_as_warc(world, editors_desk, editor):
    source = make.source(url="http://site.tests-of-capture.org/report")
    catch_up()
    make.cite(world.claim.allegations.get(), source, quote="It asked for a reply.")
    make.edited(world.claim, lead="More.")
    job = ask_for_copy(source, source.url, editor, "")
    with serving({"/report": reply(body=page("It asked for a reply. " * 40))}) as server:
        (done,) = working.work(visitor(Loopback({80: server.port})))
    tell_due()
    assert job.source == source
    address = reverse("admin:record_claim_evidence", args=[world.claim.pk])
    files = members(whole(editors_desk.get(address)))
    name = f"originals/{done.capture.warc_sha256}.warc.gz"
    assert faults_of(io.BytesIO(files[name])) == []
    assert f"originals/{done.capture.sha256}.html" in files
