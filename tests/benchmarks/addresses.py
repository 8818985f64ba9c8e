"""What every kind of public page costs, cold, taken from the site's own addresses.

    DATABASE_URL=… SECRET_KEY=… python -m tests.benchmarks.addresses [TIMES]

Asks each of the record that most others name, of those whose document is long, in this process:
CPU milliseconds, statements, kilobytes. Beside each stands its limit, measured in the same run:
the same bytes handed out by Django without middleware, database or template.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from statistics import median
from urllib.parse import quote

import django

TIMES = 10
# Pages that are no reader's, or are made outside requests.
LEFT_OUT = {"preview", "review", "ledger_bundle", "oembed"}


def main(times):
    """Print a row for each address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    from django.conf import settings

    settings.KEPT_PAGES, settings.ALLOWED_HOSTS = 0, ["*"]
    from tracker.wsgi import application

    # As the shipped server has it; a collection would fall upon one page or the other.
    gc.set_threshold(20_000, 20, 20)
    say("ms", "limit", "statements", "kB", "", "address")
    for name, address in addresses():
        print_one(application, times, name, address)


def print_one(application, times, name, address):
    status, body = ask(application, address)
    asked = statements(lambda: ask(application, address))
    took = [cpu(lambda: ask(application, address)) for _ in range(times)]
    limit = [cpu(lambda: ask(bare(body), address)) for _ in range(times)]
    figures = f"{median(took):.1f}", f"{median(limit):.2f}", asked, f"{len(body) / 1000:.1f}"
    say(*figures, "" if status == "200" else status, f"{name}  {address}")


def statements(work):
    from django.db import connection

    # Not what Django notes for debugging: that is emptied as a request begins.
    count = 0

    def counted(execute, *arguments):
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        work()
    return count


def say(*columns):
    widths = (8, 8, 12, 10, 5, 0)
    line = "".join(f"{one:>{width}}" for one, width in zip(columns[:-1], widths, strict=False))
    sys.stdout.write(f"{line}  {columns[-1]}\n")
    sys.stdout.flush()


def cpu(work):
    """Milliseconds of this process."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def ask(application, address):
    """Status and body of an address, as a server would ask for it."""
    from django.test import RequestFactory

    path, _, query = address.partition("?")
    environ = RequestFactory()._base_environ(
        PATH_INFO=path, QUERY_STRING=query, HTTP_HOST="127.0.0.1:8000"
    )
    statuses = []
    answer = application(environ, lambda status, headers: statuses.append(status[:3]))
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return statuses[0], body


def bare(body):
    """An application that makes a request of the environment and answers `body`."""
    from django.core.handlers.wsgi import WSGIRequest
    from django.http import HttpResponse

    def application(environ, start_response):
        response = HttpResponse(body)
        response.request = WSGIRequest(environ)
        start_response("200 OK", list(response.items()))
        return response

    return application


def addresses():
    """Name and address of every pattern of the public pages, and ways to ask for some of them."""
    from django.urls import reverse

    from tracker.public import urls, urls_for_machines

    largest = {noun: found for noun in urls.HISTORIED.values() if (found := largest_of(noun))}
    for pattern in (*urls.urlpatterns, *urls_for_machines.urlpatterns):
        name, route = pattern.name, str(pattern.pattern)
        if name in LEFT_OUT:
            continue
        arguments = arguments_of(route, largest)
        if arguments is not None:
            yield name, reverse(name, kwargs=arguments)
    names = {pattern.name for pattern in urls.urlpatterns}
    for name in (section for section in urls.HISTORIED if section in names):
        yield from ways_of_a_list(name)
    for noun, key in largest.items():
        yield f"{noun}, as data", f"{reverse(noun, args=[key])}?format=jsonld"
        yield f"{noun}, first revision", f"{reverse(noun, args=[key])}?revision=1"
    if "claim" in largest:
        page = reverse("claim", args=[largest["claim"]])
        yield "oembed, of a claim", f"/oembed/?url={quote(f'http://127.0.0.1:8000{page}')}"
        yield "claim, in Arabic", f"/ar{page}"


def arguments_of(route, largest):
    """What a route's places are filled with; None where there is no record to fill them."""
    if "<int:sequence>" in route:
        from tracker.ledger.models import Entry

        newest = Entry.objects.order_by("-sequence").values_list("sequence", flat=True).first()
        return None if newest is None else {"sequence": newest}
    if "<slug:section>" in route:
        return {"section": "claim"}
    if "<slug:key>" not in route:
        return {}
    from tracker.public.urls import HISTORIED

    noun = next(HISTORIED[part] for part in route.split("/") if part in HISTORIED)
    return {"key": largest[noun]} if noun in largest else None


def ways_of_a_list(name):
    from django.urls import reverse

    page = reverse(name)
    yield f"{name}, a word", f"{page}?q=of"
    yield f"{name}, second page", f"{page}?page=2"
    for form in ("csv", "json", "xlsx"):
        yield f"{name} as {form}", f"{page}?format={form}"


def largest_of(noun):
    """The address of a record of a noun that is heavy to show: long, and named by many."""
    from django.db.models import Count
    from django.db.models.functions import Length

    from tracker.edition.models import Edition, Link

    standing = Edition.objects.standing().whole().filter(noun=noun)
    longest = standing.order_by(-Length("document"), "key").values_list("key", "address")[:200]
    at = {key: address or key for key, address in longest}
    named = Link.objects.standing().filter(target__in=at).values("target")
    counted = named.annotate(times=Count("pk")).order_by("-times", "target").first()
    return at[counted["target"]] if counted else next(iter(at.values()), None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TIMES)
