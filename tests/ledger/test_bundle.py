"""The bundle: sound as it comes, refused when altered, loaded back whole, silent on secrets."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests import factories as make
from tests.ledger.forging import owning, sql
from tests.ledger.world import as_made, kept, settled
from tracker.editorial.importing import ImportRefused, import_file
from tracker.editorial.importing.exported import as_entered
from tracker.editorial.workflow import make_move
from tracker.ledger import verify
from tracker.ledger.auditing import Audit
from tracker.ledger.erasing import erase, found_in
from tracker.ledger.models import Checkpoint, Entry, Key
from tracker.ledger.sealing import announce, keep, new_signer, seal
from tracker.record import models as m

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        world = make.whole_dispute()
        # As the gate wants it: whoever speaks is named in the title.
        m.ClaimClaimant.objects.update(party=world["party"])
        m.Party.objects.filter(pk=world["response"].responder_id).update(name="Party B")
        world["signer"] = make.ledger()
        yield settled(world)


@pytest.fixture
def dispute(made, db):
    return as_made(made)


@pytest.fixture(scope="module")
def sealed(made, tmp_path_factory):
    return written(tmp_path_factory.mktemp("sealed"))


@pytest.fixture
def bundle(sealed, dispute, tmp_path):
    """The bundle of the dispute as it stands."""
    return copy(sealed, tmp_path / "bundle.zip")


def written(folder, name="bundle.zip"):
    path = folder / name
    call_command("export_ledger", path, stdout=io.StringIO())
    return path


def files(path):
    with zipfile.ZipFile(path) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def rewritten(path, changed):
    made = path.with_name("altered.zip")
    with zipfile.ZipFile(made, "w") as bundle:
        for name, data in {**files(path), **changed}.items():
            if data is not None:
                bundle.writestr(name, data)
    return made


def export_in(path):
    return json.loads(files(path)["export/record.json"])


def run_alone(path, *more):
    """verify.py out of the bundle, as a stranger runs it: no package of ours, no site-packages."""
    program = path.with_name("verify.py")
    program.write_bytes(files(path)["verify.py"])
    command = [sys.executable, "-I", "-S", program, path, *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def lines_without(path, name, unwanted):
    kept = [one for one in files(path)[name].splitlines() if not unwanted(json.loads(one))]
    return b"".join(one + b"\n" for one in kept)


def without_claim(path, reference):
    """The bundle with a published claim taken out of entries, openings and export."""
    entries = [json.loads(one) for one in files(path)["entries.jsonl"].splitlines()]
    of_it = [entry for entry in entries if entry["record"] == reference]
    promises = {one for entry in of_it for one in (*entry["fields"].values(), entry["reason"])}
    export = export_in(path)
    export["claims"] = [one for one in export["claims"] if one["id"] != reference]
    return rewritten(
        path,
        {
            "entries.jsonl": lines_without(
                path, "entries.jsonl", lambda one: one["record"] == reference
            ),
            "openings.jsonl": lines_without(
                path, "openings.jsonl", lambda one: one["commitment"] in promises
            ),
            "export/record.json": json.dumps(export),
        },
    )


def test_claim_left_out_of_a_bundle_is_found_beside_an_earlier_one(tmp_path, dispute, sealed):
    old, key = sealed, dispute["signer"].text
    make.edited(dispute["event"], title="A thing happened to somebody")
    seal(dispute["signer"])
    whole = written(tmp_path)
    assert verify.examine(whole, key, None, old).status == 0
    reference = dispute["claim"].reference
    report = verify.examine(without_claim(whole, reference), key, None, old)
    assert report.status == 1
    assert reference in " ".join(report.faults)


@pytest.mark.database
@pytest.mark.parametrize("how", ["withdrawn", "confidential", "erased"])
def test_what_went_in_the_open_is_no_fault_beside_an_earlier_bundle(
    tmp_path, dispute, sealed, publisher, how
):
    old, key = sealed, dispute["signer"].text
    if how == "withdrawn":
        make_move(dispute["claim"], "withdraw", publisher, "It was entered twice.")
    elif how == "confidential":
        make.edited(dispute["source"], confidential=True)
    else:
        make.edited(dispute["claim"], title="Party A alleges one more thing")
        wanted = [one for one in found_in("alleges a thing") if one.path == "title"]
        erase([one for one in wanted if one.record == dispute["claim"].reference], "privacy")
    seal(dispute["signer"])
    report = verify.examine(written(tmp_path), key, None, old)
    assert report.faults == []
    assert report.status == 0


def test_record_shown_whole_without_its_words_is_incomplete(dispute, bundle):
    path, reference = bundle, dispute["claim"].reference
    entries = [json.loads(one) for one in files(path)["entries.jsonl"].splitlines()]
    promises = {p for e in entries if e["record"] == reference for p in e["fields"].values()}
    export = export_in(path)
    export["claims"] = [one for one in export["claims"] if one["id"] != reference]
    bare = rewritten(
        path,
        {
            "openings.jsonl": lines_without(
                path, "openings.jsonl", lambda one: one["commitment"] in promises
            ),
            "export/record.json": json.dumps(export),
        },
    )
    report = verify.examine(bare, None, None)
    assert report.status == 2
    assert f"{reference}: its last public entry shows it whole" in " ".join(report.gaps)


def test_export_says_how_much_is_newer_than_the_last_seal(tmp_path, dispute):
    make.edited(dispute["event"], title="A thing happened to somebody")
    told = io.StringIO()
    call_command("export_ledger", tmp_path / "bundle.zip", stdout=told)
    assert "1 entries are newer than the last seal" in told.getvalue()


def seal_by_command(signer, settings):
    if not settings.LEDGER_KEY_FILE.exists():
        keep(signer, settings.LEDGER_KEY_FILE)
    call_command("seal_ledger", stdout=io.StringIO())


def test_key_signs_no_second_history_after_an_older_backup(dispute, settings):
    seal_by_command(dispute["signer"], settings)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.edited(dispute["event"], title="A thing that the backup does not know")
        seal_by_command(dispute["signer"], settings)
        raise ZeroDivisionError
    make.edited(dispute["event"], title="A thing of another history")
    with pytest.raises(CommandError, match="was an older backup put back"):
        seal_by_command(dispute["signer"], settings)
    assert Checkpoint.objects.count() == 1


def test_files_that_are_no_part_of_it_are_named(bundle):
    path = rewritten(bundle, {"more/notes.txt": b"Read me."})
    report = verify.examine(path, None, None)
    assert report.status == 0
    assert "not looked at: more/notes.txt" in " ".join(report.said)


def test_damaged_zip_is_incomplete_and_no_traceback(sealed, bundle):
    data = bytearray(bundle.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    bundle.write_bytes(data)
    assert verify.examine(bundle, None, None).status == 2
    assert verify.examine(sealed, None, None, bundle).status == 2


def test_verify_in_the_bundle_finds_it_sound(tmp_path, dispute, bundle):
    key, since = tmp_path / "key", tmp_path / "since"
    key.write_text(dispute["signer"].text)
    since.write_text(Checkpoint.objects.first().note)
    plain, strict = run_alone(bundle), run_alone(bundle, "--key", key, "--since", since)
    assert (plain.returncode, strict.returncode) == (0, 0), plain.stdout + strict.stdout
    assert "proves less" in plain.stdout
    assert "signed by your key" in strict.stdout
    assert strict.stdout.endswith("SOUND\n")


def test_verify_refuses_a_key_that_never_signed(bundle):
    other = new_signer("example.test/ledger")
    assert run_alone(bundle, "--key", other.text).returncode == 1


def test_verify_says_what_is_missing(bundle):
    for name in ("entries.jsonl", "openings.jsonl", "export/record.json", "leaves.txt", "keys/1"):
        altered = rewritten(bundle, {name: None})
        report = verify.examine(altered, None, None)
        assert report.status == 2, name
        assert name in " ".join(report.gaps)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x00" * 100])
def test_file_that_is_no_bundle_is_refused_in_words(tmp_path, content):
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    answer = subprocess.run(
        [sys.executable, "-I", ROOT / "tracker/ledger/verify.py", path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode in (1, 2)
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    "name", ["entries.jsonl", "openings.jsonl", "export/record.json", "leaves.txt", "checkpoint"]
)
def test_any_change_of_a_file_is_found(bundle, name):
    data = files(bundle)[name]
    for place in range(len(data) // 7, len(data), max(1, len(data) // 5)):
        flipped = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        report = verify.examine(rewritten(bundle, {name: flipped}), None, None)
        assert report.status == 1, f"{name} at {place}: {data[place - 20 : place + 20]}"


def test_record_left_out_of_the_export_is_found(bundle):
    export = export_in(bundle)
    export["claims"].pop()
    altered = rewritten(bundle, {"export/record.json": json.dumps(export).encode()})
    assert "is missing" in " ".join(verify.examine(altered, None, None).faults)


def test_older_bundle_is_refused_with_a_later_checkpoint(dispute, bundle):
    make.edited(dispute["claim"], title="Party A alleges another thing")
    later = seal(dispute["signer"]).note
    assert verify.examine(bundle, None, None).status == 0
    assert "older" in " ".join(verify.examine(bundle, None, later).faults)


def test_rotated_key_is_followed_from_the_old_one(tmp_path, dispute):
    old, new = dispute["signer"], new_signer("example.test/ledger")
    since = Checkpoint.objects.first().note
    announce(new, old)
    seal(new)
    report = verify.examine(written(tmp_path), old.text, since)
    assert report.status == 0, report.faults
    assert "a key after yours" in " ".join(report.said)
    assert Audit().run(old.text, since).faults == []


def test_bundle_ends_at_the_newest_checkpoint(tmp_path, dispute):
    title = dispute["claim"].title
    make.edited(dispute["claim"], title="Party A alleges another thing")
    path = written(tmp_path)
    assert export_in(path)["claims"][0]["title"] == title
    assert verify.examine(path, None, None).status == 0


def test_withdrawn_today_is_silent_in_todays_bundle_of_yesterdays_seal(
    tmp_path, dispute, publisher
):
    words = "Party A says that Party B did a singular thing."
    make.edited(dispute["claim"].allegations.first(), text=words)
    seal(dispute["signer"])
    make_move(dispute["claim"], "withdraw", publisher, "It was entered twice.")
    path = written(tmp_path)
    assert words.encode() not in b"".join(files(path).values())
    # Until the withdrawal is sealed, too, nobody can tell why the words are missing.
    assert verify.examine(path, None, None).status == 2
    seal(dispute["signer"])
    path = written(tmp_path)
    assert words.encode() not in b"".join(files(path).values())
    assert b"It was entered twice." in files(path)["openings.jsonl"]
    assert verify.examine(path, None, None).status == 0


def test_source_made_confidential_takes_its_quotes_out_of_the_bundle(tmp_path, dispute):
    quote = make.cite(dispute["claim"], quote="A singular quote.")
    make.edited(quote)
    make.edited(quote.source)
    seal(dispute["signer"])
    assert b"A singular quote." in files(written(tmp_path))["openings.jsonl"]
    make.edited(quote.source, confidential=True)
    path = written(tmp_path)
    told = b"".join(files(path).values())
    assert b"A singular quote." not in told
    assert verify.examine(path, None, None).status == 0


@pytest.mark.database
def test_entry_of_a_public_record_does_not_name_its_hidden_fields(dispute):
    secret = make.source(confidential=True)
    make.ledger()
    make.edited(make.cite(dispute["claim"], secret, quote="A secret."))
    entry = Entry.objects.filter(record=dispute["claim"].reference).last()
    paths = json.loads(entry.body)["fields"]
    quote = dispute["claim"].citations.get(source=secret)
    assert not any(f"citations/{quote.pk}/" in path for path in paths)
    assert not any(path.endswith("internal_notes") for path in paths)
    assert Audit().run().faults == []


def test_nothing_sealed_is_nothing_to_offer(client, tmp_path, dispute):
    with owning():
        sql("DELETE FROM ledger_checkpoint")
    assert client.get("/ledger/bundle.zip").status_code == 404
    with pytest.raises(CommandError, match="Nothing is sealed yet"):
        call_command("export_ledger", tmp_path / "bundle.zip")


@pytest.mark.database
def test_export_is_loaded_back_whole(tmp_path, dispute):
    stance = m.Stance.objects.get(code="literal-denial")
    make.edited(stance, definition="The responder says that it did not happen at all.")
    code = m.Stance(
        code="shrug", label="Shrug", definition="It says so.", example="Party B shrugs."
    )
    make.edited(code)
    make.edited(m.Answer.objects.first())
    # What was published before each accused had to be looked for is not published by a file.
    for claim in m.Claim.objects.all():
        make.look(claim)
        make.edited(claim)
    seal(dispute["signer"])
    first = export_in(written(tmp_path))
    empty_the_record()
    path = tmp_path / "record.json"
    path.write_text(json.dumps(first))
    import_file(path, None, lambda line: None)
    seal(dispute["signer"])
    assert Audit().run().faults == []
    second = export_in(written(tmp_path))
    assert without_keys(second) == without_keys(first)


def empty_the_record():
    """As on a new machine: no record, no log, the codebooks as shipped."""
    from django.db import connection

    from tracker.edition.publishing import forget_all
    from tracker.ledger import guards
    from tracker.ledger.models import Node, Opening
    from tracker.record.nouns import NOUNS

    guards.remove(connection)
    with connection.cursor() as cursor:
        for model in (Entry, Opening, Node, Checkpoint):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    guards.install(connection)
    for noun in reversed(NOUNS.values()):
        if noun.name not in ("stance", "violation"):
            for part in (*reversed(list(noun.every_part())),):
                part.model._base_manager.all().delete()
            noun.model._base_manager.all().delete()
    m.CodebookEdition.objects.exclude(version=1).delete()
    m.CodebookEdition.objects.filter(code="shrug").delete()
    m.Stance.objects.filter(code="shrug").delete()
    m.ReferenceCounter.objects.all().delete()
    stance = m.Stance.objects.get(code="literal-denial")
    words = m.CodebookEdition.objects.get(codebook="stance", code=stance.code).words
    m.Stance.objects.filter(pk=stance.pk).update(version=1, **words)
    forget_all()
    make.ledger()


def without_keys(export):
    """An export as an editor would write it, figures and citations numbered as they stand in it."""
    made = json.loads(json.dumps(as_entered(export)))
    figures, citations = {}, {}

    def each(value):
        if isinstance(value, dict):
            yield value
            value = list(value.values())
        for one in value if isinstance(value, list) else ():
            yield from each(one)

    for one in each(made):
        if "population" in one:
            one["key"] = figures.setdefault(one["key"], len(figures))
        elif "relation" in one:
            one["key"] = citations.setdefault(one["key"], len(citations))
    for one in each(made):
        for name, keys in (("repeats", figures), ("part_of", figures), ("version_of", citations)):
            if one.get(name):
                one[name] = keys.get(one[name], one[name])
    return made


@pytest.mark.parametrize("odd", [5, "x", {"a": 1}, [5], [{"id": 1, "allegations": 7}], None])
def test_export_that_was_altered_is_refused_in_words(tmp_path, bundle, odd):
    content = export_in(bundle)
    content["claims"] = odd
    path = tmp_path / "record.json"
    path.write_text(json.dumps(content))
    with pytest.raises(ImportRefused):
        import_file(path, None, lambda line: None)


def test_quickstart_begins_with_an_export(tmp_path, bundle):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(export_in(bundle)))
    told = io.StringIO()
    call_command("quickstart", "--no-serve", "--from", path, stdout=told)
    assert "Loaded record." in told.getvalue()
    assert Key.objects.count() == 1
