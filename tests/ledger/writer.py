"""A program that the tests of crashes start and kill: it changes a claim, round after round.

writer.py begin             an empty database becomes one with a claim
writer.py write NAME [N]    N rounds, or without end; NAME tells this run's titles from others'
writer.py history           as JSON: the titles the claim ever had, how many entries there are
writer.py serve             does any of these, and the commands of manage.py, as it is asked
"""

import json
import sys
from functools import partial
from itertools import count

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError  # noqa: E402

from tests import factories as make  # noqa: E402
from tests.ledger.forking import serve, tell  # noqa: E402
from tracker.editorial.changes import change  # noqa: E402
from tracker.ledger.models import Entry, Opening  # noqa: E402
from tracker.record.models import Allegation, Claim, Party, Source  # noqa: E402


def begin():
    call_command("migrate", verbosity=0)
    with change(None, Entry.Action.ENTERED) as door:
        claim = make.claim()
        for row in (claim, *Party.objects.all(), *Source.objects.all()):
            door.touch(row)


def edit(name, number, title):
    """One round: a new title, and by turns another allegation and another accused."""
    with change(None, Entry.Action.CHANGED, f"round {number}") as door:
        claim = Claim.objects.get()
        claim.title = title
        claim.save()
        door.touch(claim)
        if number % 3 == 0:
            toggle_second_allegation(door, claim)
        if number % 4 == 0:
            accuse_another(door, claim, f"{name}-{number}")


def toggle_second_allegation(door, claim):
    if second := claim.allegations.filter(number=2).first():
        door.removing(second)
        second.delete()
        return
    added = Allegation.objects.create(claim=claim, number=2, text="Party A says a second thing.")
    door.touch(make.cite(added, Source.objects.first()))


def accuse_another(door, claim, slug):
    """Takes the party accused before out of readers' sight: entries beyond what was touched."""
    party = make.party(slug=slug)
    door.touch(party)
    claim.accused_links.update(party=party)


def write(name, rounds=None):
    """Tells what was committed and what was not; goes on after a refusal, as a server does."""
    refused = False
    for number in range(1, int(rounds) + 1) if rounds else count(1):
        title = f"Party A alleges a thing, {name}, round {number}"
        try:
            edit(name, number, title)
        except DatabaseError:
            refused = True
            tell(f"refused {number} {title}")
        else:
            tell(f"acknowledged {number} {title}")
    return refused


def history():
    titles = Opening.objects.filter(record=Claim.objects.get().reference, path="title")
    values = [json.loads(value) for value in titles.values_list("value", flat=True)]
    tell(json.dumps({"titles": values, "entries": Entry.objects.count()}))


FUNCTIONS = {one.__name__: one for one in (begin, write, history)}
sys.exit({**FUNCTIONS, "serve": partial(serve, FUNCTIONS)}[sys.argv[1]](*sys.argv[2:]))
