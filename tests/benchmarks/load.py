"""What readers cost a server that somebody publishes on meanwhile.

    DATABASE_URL=… SECRET_KEY=… python -m tests.benchmarks.load [REQUESTS] [SEED]

A worker's minutes without the waiting: fifty requests a second as Zipf would have them, most for
claims, others for lists, filters, searches and the pages of what claims name, and each minute
somebody publishes a change of a claim. Tells CPU milliseconds a request, the mean and the 95th in
a hundred, and how many pages were found kept, beside the limit: the same kept page handed out.

It changes the database that it is given.
"""

from __future__ import annotations

import gc
import os
import random
import sys
from collections import defaultdict
from functools import partial
from itertools import accumulate
from statistics import mean, median, quantiles

import django

from tests.benchmarks.addresses import ask, bare, cpu

REQUESTS, A_MINUTE = 15_000, 3000
# Of a hundred requests: pages of claims, of other records, lists.
CLAIMS, OTHERS, LISTS = 60, 20, 20
NOUNS = ("party", "source", "response", "place", "dossier")


def main(requests, seed):
    """Print what each kind of page cost, and all of them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    from tracker.wsgi import application

    # As the shipped server has it.
    gc.set_threshold(20_000, 20, 20)
    chance = random.Random(seed)
    readers = Readers(chance)
    took, published = defaultdict(list), []
    kept = defaultdict(int)
    watch = Watch()
    for number in range(1, requests + 1):
        kind, address = readers.next()
        watch.found = False
        took[kind].append(cpu(lambda at=address: answered(application, at)))
        kept[kind] += watch.found
        if number % A_MINUTE == 0:
            published.append(cpu(partial(publish, readers.claim(), number)))
    report(took, kept, published, limit(application, readers.claims[0]))


def answered(application, address):
    status, _body = ask(application, address)
    if status != "200":
        raise SystemExit(f"{status} {address}")


class Watch:
    """Notes whether the page that was asked for last was found kept."""

    def __init__(self):
        from tracker.public.delivery import kept_pages

        self.found = False
        find = kept_pages.find

        def watched(request, tag):
            page = find(request, tag)
            self.found = page is not None
            return page

        kept_pages.find = watched


class Readers:
    """What is asked for next: what was published first is asked for most."""

    def __init__(self, chance):
        from django.urls import reverse

        self.chance = chance
        self.claims = [reverse("claim", args=[key]) for key in _addresses("claim")]
        self.others = [reverse(noun, args=[key]) for noun in NOUNS for key in _addresses(noun)]
        chance.shuffle(self.others)
        lists = ("/claims/", "/responses/", "/sources/", "/parties/", "/", "/statistics/")
        words = [f"/search/?q={word}" for word in ("thing", "party", "answer", "source")]
        facets = [f"/claims/?accused={key}" for key in _accused()[:60]]
        self.lists = [*lists, *words, *facets]

    def next(self):
        kind = self.chance.choices(("claim", "record", "list"), (CLAIMS, OTHERS, LISTS))[0]
        pages = {"claim": self.claims, "record": self.others, "list": self.lists}[kind]
        return kind, self._one(pages)

    def claim(self):
        return self._one(self.claims)

    def _one(self, pages):
        weights = list(accumulate(1 / rank for rank in range(1, len(pages) + 1)))
        return self.chance.choices(pages, cum_weights=weights)[0]


def _addresses(noun):
    from tracker.edition.models import Edition

    rows = Edition.objects.standing().whole().filter(noun=noun).order_by("since", "key")
    return [address or key for key, address in rows.values_list("key", "address")]


def _accused():
    from tracker.edition.models import Edition, Link

    keys = Link.objects.standing().filter(role="accused/party").values("target")
    rows = Edition.objects.standing().whole().filter(key__in=keys).order_by("since", "key")
    return list(rows.values_list("address", flat=True))


def publish(address, number):
    """Change the title of a claim and publish it, as the command line does."""
    from tracker.editorial.changes import change
    from tracker.ledger.models import Entry
    from tracker.record.models import Claim

    claim = Claim.objects.get(reference=address.strip("/").rpartition("/")[2])
    with change(None, Entry.Action.CHANGED) as door:
        claim.title = f"{claim.title.partition(' · ')[0]} · {number}"
        claim.save()
        door.touch(claim)


def limit(application, address):
    _status, body = ask(application, address)
    return median(cpu(lambda: ask(bare(body), address)) for _ in range(50))


def report(took, kept, published, least):
    for kind in ("claim", "record", "list"):
        tell(kind, took[kind], kept[kind])
    tell("all", [one for some in took.values() for one in some], sum(kept.values()))
    if published:
        sys.stdout.write(f"a publication: {median(published):.1f} ms\n")
    sys.stdout.write(f"limit, the bytes of a claim page handed out: {least:.2f} ms\n")


def tell(kind, took, kept):
    last = quantiles(took, n=20)[-1]
    sys.stdout.write(
        f"{kind:8} {len(took):6} requests, mean {mean(took):5.1f} ms, p95 {last:5.1f} ms, "
        f"found kept {100 * kept / len(took):3.0f} %\n"
    )


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    main(*given, *(REQUESTS, 1)[len(given) :])
