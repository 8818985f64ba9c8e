"""A program that lets three people at one record's changes at once, race after race.

    racers.py N      makes a site's database of an empty one, and tells of N races as JSON lines

Each of the three is a process of its own: one edits what waits, one publishes it as it stood when
the race began, one discards it.
"""

import json
import os
import random
import sys
import time

import django

django.setup()

from django.contrib.auth.models import Group, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from tests import factories as make  # noqa: E402
from tests.ledger.forking import tell  # noqa: E402
from tracker.edition.models import Edition  # noqa: E402
from tracker.edition.rebuilding import differences  # noqa: E402
from tracker.editorial.approving import (  # noqa: E402
    ApprovalRefused,
    Proposal,
    discard_changes,
    is_waiting,
    publish_changes,
)
from tracker.editorial.changes import Publishes, change  # noqa: E402
from tracker.ledger.auditing import Audit  # noqa: E402
from tracker.ledger.models import Entry  # noqa: E402
from tracker.ledger.states import Sight  # noqa: E402
from tracker.record.models import Claim, Party, Source  # noqa: E402

SECONDS = 0.05


def person(name, group):
    user = User.objects.create_user(name, password=None, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def retitle(user, title):
    with change(user, Entry.Action.CHANGED) as door:
        claim = Claim.objects.select_for_update(of=("self",)).get()
        claim.title = title
        claim.save()
        door.touch(claim)


def at_once(deeds):
    """Do each of these in a process of its own; their names and whether each was done."""
    connections.close_all()
    children = {}
    for name, deed in deeds.items():
        child = os.fork()
        if not child:
            try:
                time.sleep(random.SystemRandom().random() * SECONDS)
                deed()
                status = 0
            except ApprovalRefused:
                status = 3
            except BaseException as error:
                sys.stderr.write(f"{name}: {error!r}\n")
                status = 1
            connections.close_all()
            os._exit(status)
        children[child] = name
    ended = {}
    while children:
        child, status = os.wait()
        ended[children.pop(child)] = os.waitstatus_to_exitcode(status)
    return ended


def race(number, people):
    edith, paula, oscar = people
    before = Edition.objects.standing().get(key=Claim.objects.get().reference).label
    seen, later = f"Party A alleges {number}, as seen", f"Party A alleges {number}, edited later"
    retitle(edith, seen)
    version = Proposal(Claim.objects.get()).version
    ended = at_once(
        {
            "edit": lambda: retitle(oscar, later),
            "publish": lambda: publish_changes(Claim.objects.get(), version, paula),
            "discard": lambda: discard_changes(Claim.objects.get(), oscar),
        }
    )
    claim = Claim.objects.get()
    return {
        "ended": ended,
        "before": before,
        "seen": seen,
        "later": later,
        "title": claim.title,
        "published": Edition.objects.standing().get(key=claim.reference).label,
        "waits": is_waiting(claim),
        "kept": later in titles(),
    }


def titles():
    sight = Sight("claim", [Claim.objects.get().reference])
    return {sight.state(entry).fields["title"] for entry in sight.entries()[:6]}


def main(races):
    call_command("migrate", verbosity=0)
    people = [person("edith", "editor"), person("paula", "publisher"), person("oscar", "editor")]
    with change(None, Entry.Action.ENTERED, publishes=Publishes.ALL) as door:
        claim = make.claim(
            claimant=make.party("Party A"), accused=make.party("Party B"), looked_on="2024-06-01"
        )
        for row in (claim, *Party.objects.all(), *Source.objects.all()):
            door.touch(row)
    for number in range(races):
        tell(json.dumps(race(number, people)))
    tell(json.dumps({"faults": Audit().run().faults, "differences": list(differences())}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
