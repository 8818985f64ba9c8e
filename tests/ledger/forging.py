"""A sealed log, and what somebody who owns the database can do to it in SQL."""

import json
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

from tests import factories as make
from tracker.editorial.changes import Publishes, change
from tracker.editorial.workflow import make_move
from tracker.ledger import guards, sealing
from tracker.ledger.beginning import adopt_all
from tracker.ledger.models import Entry, Opening
from tracker.ledger.verify import canonical, commitment, leaf_hash
from tracker.record.trees import locate

OTHER = "Party A alleges what it never alleged"
SECRET = "Told by somebody who must not be named."


class Log(NamedTuple):
    """What a log is about, the key that seals it, and the checkpoints somebody kept outside."""

    claim: Any
    other: Any
    source: Any
    event: Any
    signer: sealing.Signer
    first: str
    last: str

    @property
    def key(self):
        return self.signer.text


def edit(user, row, **words):
    why = "A better source was found."
    with change(user, Entry.Action.CHANGED, why, publishes=Publishes.ALL) as door:
        for name, value in words.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)


def sealed_log(user):
    """A dispute that was edited, sealed, edited further and sealed again."""
    dispute = make.whole_dispute()
    draft = make.claim(claimant=dispute["party"], status="draft", published_at=None)
    adopt_all()
    claim, source = dispute["claim"], dispute["source"]
    other = claim.links_to.get().claim
    signer = sealing.new_signer("example.test/ledger")
    sealing.announce(signer)
    edit(user, claim, title="Party A alleges a second thing")
    edit(user, other, lead="Party A said so on one day.")
    first = sealing.seal(signer)
    edit(user, claim, title="Party A alleges a thing of Party B")
    edit(user, claim.allegations.first(), text="Party A says that Party B did another thing.")
    edit(user, source, internal_notes=SECRET)
    make_move(make_move(draft, "submit", None), "publish", None)
    edit(user, dispute["event"], title="A thing happened to somebody")
    edit(user, other, title="Party A alleges another thing of Party B")
    last = sealing.seal(signer)
    return Log(claim, other, source, dispute["event"], signer, first.note, last.note)


# --- The owner's means --------------------------------------------------------------------------


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def inserting(table, row, verb="INSERT"):
    names = ", ".join(connection.ops.quote_name(name) for name in row)
    marks = ", ".join(["%s"] * len(row))
    return f"{verb} INTO {table} ({names}) VALUES ({marks})", *row.values()


def insert(table, **row):
    sql(*inserting(table, row))


@contextmanager
def owning():
    """The database with its triggers removed, until the end of the block."""
    # PostgreSQL alters no table whose foreign keys wait to be checked.
    connection.check_constraints()
    guards.remove(connection)
    yield
    connection.check_constraints()
    guards.install(connection)


def bodies():
    return [json.loads(body) for (body,) in sql("SELECT body FROM ledger_entry ORDER BY sequence")]


def body_of(record, revision):
    found = "SELECT body FROM ledger_entry WHERE record = %s AND revision = %s"
    return json.loads(sql(found, record.reference, revision)[0][0])


def opening_of(record, revision, path):
    promises = body_of(record, revision)["fields"].values()
    return Opening.objects.get(record=record.reference, path=path, commitment__in=promises)


def as_column(time):
    return time.removesuffix("Z").replace("T", " ")


def write_body(sequence, body, *, hashed):
    """Put another text in the place of an entry; the columns say the same."""
    text = canonical(body)
    sql(
        "UPDATE ledger_entry SET body = %s, actor = %s, time = %s WHERE sequence = %s",
        *(text.decode(), body["actor"], as_column(body["time"]), sequence),
    )
    if hashed:
        leaf = leaf_hash(text).hex()
        sql("UPDATE ledger_entry SET leaf = %s WHERE sequence = %s", leaf, sequence)


def replace_value(opening, value):
    """Put another value and its commitment behind an opening; return the new commitment."""
    new = commitment(bytes.fromhex(opening.salt), value)
    sql(
        "UPDATE ledger_opening SET commitment = %s, value = %s WHERE commitment = %s",
        *(new, canonical(value).decode(), opening.commitment),
    )
    return new


def delete_unpromised_openings():
    promised = {one for body in bodies() for one in (*body["fields"].values(), body["reason"])}
    for (one,) in sql("SELECT commitment FROM ledger_opening"):
        if one not in promised:
            sql("DELETE FROM ledger_opening WHERE commitment = %s", one)


def cut(size):
    """Take away all that was stored of the log beyond its first entries."""
    sql("DELETE FROM ledger_entry WHERE sequence >= %s", size)
    sql("DELETE FROM ledger_checkpoint WHERE size > %s", size)
    for key, level, index in sql('SELECT id, level, "index" FROM ledger_node'):
        if (index + 1) << level > size:
            sql("DELETE FROM ledger_node WHERE id = %s", key)


def rehash(wanted, signer):
    """Write the log anew with these bodies, every number and hash made to fit, and seal it."""
    stood = bodies()
    same = next(i for i, body in enumerate(stood) if body != wanted[i])
    cut(same)
    newest = {body["record"]: body for body in wanted[:same]}
    for sequence, body in enumerate(wanted[same:], start=same):
        before = newest.get(body["record"])
        body["sequence"] = sequence
        body["revision"] = before["revision"] + 1 if before else 1
        body["previous"] = leaf_hash(canonical(before)).hex() if before else ""
        newest[body["record"]] = body
        names = ("sequence", "record", "revision", "actor", "action", "shown")
        insert(
            "ledger_entry",
            **{name: body[name] for name in names},
            kind=locate(body["record"])[0].name,
            time=as_column(body["time"]),
            leaf=leaf_hash(canonical(body)).hex(),
            body=canonical(body).decode(),
        )
    delete_unpromised_openings()
    sealing.seal(signer)


# --- Backups ------------------------------------------------------------------------------------


def whole_backup():
    """Every row of the record and of the ledger, by table."""
    names = connection.introspection.table_names()
    return {name: rows_of(name) for name in names if name.startswith(("record_", "ledger_"))}


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def restore(backup):
    with owning():
        for table in backup:
            sql(f"DELETE FROM {table}")
        for table, rows in backup.items():
            for row in rows:
                insert(table, **row)
