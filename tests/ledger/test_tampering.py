"""Tampering by the owner of the database: what finds it, what refuses it, what is no tampering."""

import json
import re
from functools import partial

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction

from tests.conftest import staff
from tests.ledger.forging import (
    OTHER,
    SECRET,
    bodies,
    body_of,
    cut,
    delete_unpromised_openings,
    edit,
    insert,
    inserting,
    opening_of,
    owning,
    rehash,
    replace_value,
    restore,
    rows_of,
    sealed_log,
    sql,
    whole_backup,
    write_body,
)
from tests.ledger.world import as_made, kept, settled
from tracker.edition.bundle import write_bundle
from tracker.ledger import chain, erasing, guards, sealing, verify
from tracker.ledger.auditing import Audit
from tracker.ledger.models import AppendOnly, Checkpoint, Entry, Key, Node

pytestmark = pytest.mark.django_db
SQLITE = connection.vendor == "sqlite"
only_sqlite = pytest.mark.skipif(not SQLITE, reason="for SQLite alone")
only_postgresql = pytest.mark.skipif(SQLITE, reason="for PostgreSQL alone")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        yield settled(sealed_log(staff("ada", "publisher")))


@pytest.fixture
def log(made, db):
    return as_made(made)


def faults(log, since=None):
    return Audit().run(key=log.key, since=since).faults


@pytest.fixture
def refusal(tmp_path):
    """A function that writes a bundle and returns what verify.py has against it."""

    def examined(log, since=None):
        path = tmp_path / "bundle.zip"
        with path.open("wb") as file:
            write_bundle(file)
        report = verify.examine(path, log.key, since)
        assert report.status == (1 if report.faults else 0), report.gaps
        return report.faults

    return examined


# --- What the owner does ------------------------------------------------------------------------


def edit_a_value(log):
    old = opening_of(log.claim, 1, "title")
    value = json.dumps(OTHER)
    sql("UPDATE ledger_opening SET value = %s WHERE commitment = %s", value, old.commitment)


def edit_a_value_and_its_hash(log):
    old = opening_of(log.claim, 2, "title")
    body = body_of(log.claim, 2)
    body["fields"]["title"] = replace_value(old, OTHER)
    write_body(body["sequence"], body, hashed=True)


def change_the_actor(log):
    body = body_of(log.claim, 2)
    write_body(body["sequence"], {**body, "actor": "editor-00000000"}, hashed=False)


def change_the_actor_and_the_hash(log):
    body = body_of(log.claim, 2)
    write_body(body["sequence"], {**body, "actor": "editor-00000000"}, hashed=True)


def change_the_time(log):
    body = body_of(log.claim, 2)
    write_body(body["sequence"], {**body, "time": "2024-01-01T00:00:00.000000Z"}, hashed=False)


def delete_a_middle_entry(log):
    sql("DELETE FROM ledger_entry WHERE sequence = %s", body_of(log.claim, 2)["sequence"])


def delete_the_last_entry(log):
    sql("DELETE FROM ledger_entry WHERE sequence = %s", len(bodies()) - 1)


def delete_the_last_entry_and_fix_the_head(log):
    title = json.loads(opening_of(log.other, 2, "title").value)
    cut(len(bodies()) - 1)
    delete_unpromised_openings()
    sql("UPDATE record_claim SET title = %s WHERE id = %s", title, log.other.pk)


def swap_two_entries(log):
    one, two = (body_of(log.claim, revision)["sequence"] for revision in (2, 3))
    for old, new in ((one, 9999), (two, one), (9999, two)):
        sql("UPDATE ledger_entry SET sequence = %s WHERE sequence = %s", new, old)


def swap_two_entries_and_rehash(log):
    anew = bodies()
    one, two = body_of(log.claim, 2)["sequence"], body_of(log.other, 2)["sequence"]
    anew[one], anew[two] = anew[two], anew[one]
    anew[one]["time"], anew[two]["time"] = anew[two]["time"], anew[one]["time"]
    rehash(anew, log.signer)


def insert_a_copy_of_an_entry(log):
    place = body_of(log.claim, 2)["sequence"]
    sql("UPDATE ledger_entry SET sequence = sequence + 10000 WHERE sequence > %s", place)
    sql("UPDATE ledger_entry SET sequence = sequence - 9999 WHERE sequence > %s", place)
    copy_an_entry(place, place + 1)


def add_a_copy_of_an_entry(log):
    copy_an_entry(body_of(log.claim, 2)["sequence"], len(bodies()))


def copy_an_entry(sequence, to):
    sql(
        "INSERT INTO ledger_entry"
        " (sequence, revision, record, kind, time, actor, action, shown, leaf, body)"
        " SELECT %s, 9, record, kind, time, actor, action, shown, leaf, body"
        " FROM ledger_entry WHERE sequence = %s",
        *(to, sequence),
    )


def edit_the_row_alone(log):
    sql("UPDATE record_claim SET title = %s WHERE id = %s", OTHER, log.claim.pk)


def change_a_secret_and_its_opening(log):
    old = opening_of(log.source, 2, "internal_notes")
    value = old.value.replace(SECRET, OTHER)
    assert value != old.value
    sql("UPDATE ledger_opening SET value = %s WHERE commitment = %s", value, old.commitment)
    sql("UPDATE record_source SET internal_notes = %s WHERE id = %s", OTHER, log.source.pk)


def change_a_secret_its_hash_and_the_tree(log):
    old = opening_of(log.source, 2, "internal_notes")
    new = replace_value(old, {**json.loads(old.value), "value": OTHER})
    body = json.loads(json.dumps(body_of(log.source, 2)).replace(old.commitment, new))
    write_body(body["sequence"], body, hashed=True)
    sql("UPDATE record_source SET internal_notes = %s WHERE id = %s", OTHER, log.source.pk)
    sql("DELETE FROM ledger_node")
    chain.extend(len(bodies()))


def add_a_row_without_history(log):
    insert(
        "record_party",
        **dict.fromkeys(
            ("internal_notes", "description", "website", "wikidata_id", "ended_on"), ""
        ),
        revision=1,
        slug="party-x",
        name="Party X",
        name_language="en",
        kind="organisation",
        **dict.fromkeys(("created_at", "updated_at"), "2024-01-01 00:00:00"),
    )


def delete_a_record(log):
    of_the_event = "WHERE event_id = %s"
    sql(
        "DELETE FROM record_citation WHERE figure_id IN"
        f" (SELECT id FROM record_figure {of_the_event})",
        log.event.pk,
    )
    for part in ("citation", "figure", "eventplace", "eventparty", "dossierevent"):
        sql(f"DELETE FROM record_{part} {of_the_event}", log.event.pk)
    sql("DELETE FROM record_event WHERE id = %s", log.event.pk)


def rewrite_an_entry_and_rehash(log):
    old = opening_of(log.claim, 2, "title")
    new = replace_value(old, OTHER)
    rehash(json.loads(json.dumps(bodies()).replace(old.commitment, new)), log.signer)


def drop_an_entry_and_rehash(log):
    dropped = body_of(log.claim, 2)
    rehash([body for body in bodies() if body != dropped], log.signer)


def backdate_an_entry_and_rehash(log):
    anew = bodies()
    before, late = body_of(log.claim, 2), body_of(log.claim, 3)
    assert late["time"] > before["time"]
    anew.insert(before["sequence"] + 1, anew.pop(late["sequence"]) | {"time": before["time"]})
    rehash(anew, log.signer)


# What the audit says of it, and what verify.py says of the next bundle; "" where that only shows
# what was sealed, and so is sound.
FOUND_INSIDE = {
    edit_a_value: ("not the value that was committed to", "not the value that was committed to"),
    edit_a_value_and_its_hash: ("does not follow", "do not add up"),
    change_the_actor: ("its text was changed", "differs from its leaf"),
    change_the_actor_and_the_hash: ("does not follow", "do not add up"),
    change_the_time: ("is dated before the one before it", "differs from its leaf"),
    delete_a_middle_entry: ("is missing", "do not add up"),
    delete_the_last_entry: ("was cut", "do not add up"),
    swap_two_entries: ("its columns and its text differ", "do not add up"),
    insert_a_copy_of_an_entry: ("its columns and its text differ", "do not add up"),
    add_a_copy_of_an_entry: ("does not follow", ""),
    edit_the_row_alone: ("title: differs from the last entry", ""),
    change_a_secret_and_its_opening: ("not the value that was committed to", ""),
    change_a_secret_its_hash_and_the_tree: ("is not a beginning of this log", "do not add up"),
    add_a_row_without_history: ("has no history", ""),
}
# All that is stored fits together again, and the key that signed is the real one.
FOUND_FROM_OUTSIDE = (
    delete_the_last_entry_and_fix_the_head,
    rewrite_an_entry_and_rehash,
    drop_an_entry_and_rehash,
    backdate_an_entry_and_rehash,
    swap_two_entries_and_rehash,
)


def test_an_untouched_log_is_sound(log, refusal):
    for since in (None, log.first, log.last):
        assert not faults(log, since)
        assert not refusal(log, since)


@pytest.mark.database
@pytest.mark.parametrize("tamper", FOUND_INSIDE, ids=lambda tamper: tamper.__name__)
def test_tampering_is_found(tamper, log, refusal):
    with owning():
        tamper(log)
    in_audit, in_bundle = FOUND_INSIDE[tamper]
    assert in_audit in " | ".join(faults(log, log.last))
    found = refusal(log, log.last)
    assert in_bundle in " | ".join(found) if in_bundle else not found


@pytest.mark.database
@pytest.mark.parametrize("tamper", FOUND_FROM_OUTSIDE, ids=lambda tamper: tamper.__name__)
def test_forgery_with_the_real_key_is_found_by_a_checkpoint_kept_outside(tamper, log, refusal):
    with owning():
        tamper(log)
    assert "the checkpoint given" in " | ".join(faults(log, log.last))
    assert "your checkpoint" in " | ".join(refusal(log, log.last))
    # And by nothing else: without one, the key is all there is to trust.
    assert not faults(log)
    assert not refusal(log)


@pytest.mark.database
def test_forgery_with_another_key_is_found_by_the_public_key(log, refusal):
    other = sealing.new_signer(log.signer.name)
    with owning():
        sql("DELETE FROM ledger_checkpoint")
        sql("UPDATE ledger_key SET text = %s", other.text)
        sealing.seal(other)
    assert "not sealed by the key given" in " | ".join(faults(log))
    assert "not signed by your key" in " | ".join(refusal(log))


@pytest.mark.database
def test_what_came_after_the_checkpoint_kept_outside_rests_on_the_key(log, refusal):
    with owning():
        delete_the_last_entry_and_fix_the_head(log)
    assert not faults(log, log.first)
    assert not refusal(log, log.first)


@pytest.mark.database
def test_a_record_deleted_with_all_its_parts_is_found(log):
    with owning():
        delete_a_record(log)
    assert f"{log.event.reference} is gone from the record" in " | ".join(faults(log, log.last))


def test_words_erased_without_an_entry_are_found(log):
    old = opening_of(log.claim, 2, "title")
    sql("DELETE FROM ledger_opening WHERE commitment = %s", old.commitment)
    assert "no erasure says so" in " | ".join(faults(log, log.last))


# --- What is refused ----------------------------------------------------------------------------


SEALED = (Entry, Node, Key, Checkpoint)
ONCE = {"ledger_entry": "sequence", "ledger_node": "id", "ledger_checkpoint": "id"}


def refused(statement, *values):
    # PostgreSQL truncates no table whose foreign keys wait to be checked.
    connection.check_constraints()
    with pytest.raises(DatabaseError, match=guards.MESSAGE), transaction.atomic():
        sql(statement, *values)


@pytest.mark.database
def test_database_refuses_to_update(log):
    for table, key in {**guards.SEALED, guards.OPENINGS: "commitment"}.items():
        again = f"INSERT INTO {table} SELECT * FROM {table} WHERE true"
        refused(f"UPDATE {table} SET {key} = {key}")
        refused(f"{again} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}")


@pytest.mark.database
def test_database_refuses_to_delete(log):
    for table in guards.SEALED:
        refused(f"DELETE FROM {table}")


@pytest.mark.database
@only_postgresql
def test_database_refuses_to_truncate(log):
    for table in guards.SEALED:
        refused(f"TRUNCATE {table} CASCADE")


@only_sqlite
def test_database_refuses_to_replace(log):
    for table in (*guards.SEALED, guards.OPENINGS):
        refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(f"REPLACE INTO {table} SELECT * FROM {table}")


@only_sqlite
def test_database_refuses_to_replace_by_what_else_is_unique(log):
    for table, key in ONCE.items():
        row = {**rows_of(table)[0], key: 9999}
        refused(*inserting(table, row, "REPLACE"))


@pytest.mark.database
def test_orm_refuses_to_change_and_delete(log):
    for model in SEALED:
        rows, row, column = model.objects.all(), model.objects.first(), a_column_of(model)
        for attempt in (
            partial(rows.update, **{column: 1}),
            partial(rows.bulk_update, [row], [column]),
            rows.delete,
            row.save,
            row.delete,
        ):
            with pytest.raises(AppendOnly):
                attempt()


def a_column_of(model):
    return next(field.name for field in model._meta.concrete_fields if not field.primary_key)


@pytest.mark.database
def test_a_missing_trigger_is_an_error_of_the_system_check():
    call_command("check", databases=["default"])
    for trigger in guards.guards(connection.vendor):
        sql(f"DROP TRIGGER {trigger}" + ("" if SQLITE else f" ON {table_of(trigger)}"))
        assert errors_of_the_check() == [trigger]
        guards.install(connection)
    assert not errors_of_the_check()


@pytest.mark.database
@only_postgresql
def test_a_trigger_that_is_switched_off_is_an_error_of_the_system_check():
    for trigger in guards.guards(connection.vendor):
        sql(f"ALTER TABLE {table_of(trigger)} DISABLE TRIGGER {trigger}")
        assert errors_of_the_check() == [trigger]
        sql(f"ALTER TABLE {table_of(trigger)} ENABLE TRIGGER {trigger}")
    assert not errors_of_the_check()


def table_of(trigger):
    return trigger.split("_no_")[0]


def errors_of_the_check():
    """The triggers that the system check finds wanting, as `manage.py check` tells of them."""
    try:
        call_command("check", databases=["default"])
    except SystemCheckError as error:
        return sorted(set(re.findall(r"The trigger (\w+) is missing", str(error))))
    return []


# --- What is no tampering -----------------------------------------------------------------------


def test_words_erased_in_the_open_are_no_fault(log, refusal, editor):
    edit(editor, log.source, internal_notes="")
    wanted = [*erasing.found_in("alleges a second thing"), *erasing.found_in(SECRET)]
    assert {opening.path for opening in wanted} == {"title", "internal_notes"}
    erasing.erase(wanted, "privacy", editor)
    sealing.seal(log.signer)
    for since in (None, log.first, log.last):
        assert not faults(log, since)
        assert not refusal(log, since)


def test_a_new_key_is_no_fault_to_those_who_keep_the_old_one(log, refusal, editor):
    new = sealing.new_signer(log.signer.name)
    sealing.announce(new, log.signer)
    sealing.seal(new)
    edit(editor, log.claim, title="Party A alleges a thing once more")
    sealing.seal(new)
    for since in (None, log.first, log.last):
        assert not faults(log, since)
        assert not refusal(log, since)


@pytest.mark.database
def test_a_whole_backup_restored_is_no_fault(log, refusal, editor):
    backup = whole_backup()
    edit(editor, log.claim, title="Party A alleges what the backup does not know")
    restore(backup)
    assert not faults(log, log.last)
    assert not refusal(log, log.last)


def test_a_backup_older_than_the_checkpoint_kept_outside_is_found(log, refusal, editor):
    backup = whole_backup()
    edit(editor, log.claim, title="Party A alleges what the backup does not know")
    later = sealing.seal(log.signer).note
    assert not faults(log, later)
    restore(backup)
    assert "this log is older" in " | ".join(faults(log, later))
    assert "this log is older" in " | ".join(refusal(log, later))
