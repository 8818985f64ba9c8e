"""A program that the tests of processes start: a desk that writes, or a reader that stays.

desk.py begin            an empty database becomes one with drafts of one party
desk.py again            its claims are as they were then, and no others; tells their keys
desk.py move NAME KEY    a claim is moved through the workflow
desk.py rename NAME      the party gets another name
desk.py series           publishes and withdraws claims without end; tells each that is committed
desk.py fill COUNT       claims put into the tables past the door
desk.py read             answers a question a line, as JSON, and may not write
desk.py serve            does any of these, and the commands of manage.py, as it is asked
"""

import json
import sys
from functools import partial
from itertools import count, cycle

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from tests import factories as make  # noqa: E402
from tests.ledger.forking import serve, tell  # noqa: E402
from tracker.editorial.workflow import make_move  # noqa: E402
from tracker.record.models import Claim, Party  # noqa: E402
from tracker.search.finding import matching  # noqa: E402

DRAFTS = 12


def begin():
    call_command("migrate", verbosity=0)
    party = make.party("Party A", slug="party-a")
    for number in range(DRAFTS):
        given = {"status": "in_review", "published_at": None, "claimant": party}
        make.claim(f"Party A alleges thing {number}", **given)
    make.ledger()
    make.index()


def again():
    Claim.objects.filter(title__contains="past the door").delete()
    before = {"status": "in_review", "published_at": None}
    Claim.objects.update(**before, withdrawn_at=None, withdrawn_reason="")
    make.ledger()
    make.index()
    tell(json.dumps(list(Claim.objects.order_by("pk").values_list("pk", flat=True))))


def move(name, key):
    make_move(Claim.objects.get(pk=key), name, None, "It was entered twice.")


def rename(name):
    make.edited(Party.objects.get(slug="party-a"), name=name)


def series():
    """What stands where a killed one left it goes on from there."""
    steps = {"draft": "submit", "in_review": "publish", "published": "withdraw"}
    for key in cycle(Claim.objects.order_by("pk").values_list("pk", flat=True)):
        name = steps.get(Claim.objects.get(pk=key).status, "reopen")
        move(name, key)
        tell(f"{name} {key}")


def fill(times):
    make._number = count(100 * Party.objects.count() + 1)
    with transaction.atomic():
        for number in range(int(times)):
            make.claim(f"Party A alleges a thing past the door {number}")
        make.editions()


def refuse_to_write(execute, sql, params, many, context):
    assert sql.split()[0] in ("SELECT", "PRAGMA"), sql
    return execute(sql, params, many, context)


def read():
    """Keys of what is found, and of what the tables say is published."""
    with connection.execute_wrapper(refuse_to_write):
        for line in sys.stdin:
            kind, text = json.loads(line)
            rows = {"claim": Claim, "party": Party}[kind].objects.published()
            tell(json.dumps([sorted(matching(kind, text)), sorted(rows.values_list("pk", flat=1))]))


FUNCTIONS = {one.__name__: one for one in (begin, again, move, rename, series, fill, read)}
{**FUNCTIONS, "serve": partial(serve, FUNCTIONS)}[sys.argv[1]](*sys.argv[2:])
