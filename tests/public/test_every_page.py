"""Every public address, found by following links: what each page has, and what none may say."""

import re
from contextlib import contextmanager
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tests import factories as make
from tests.public import crawl, hidden
from tracker.edition import offered
from tracker.ledger.entries import size
from tracker.public.delivery.languages import language_of

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.heavy]

# Four digits of a year stand in many a hash, and in the fraction of a second.
HASH = re.compile(
    r"[0-9a-f]{16,}|[A-Za-z0-9+/]{40,}=*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    # The random number of a form, how long a page is, and the key of a row, which PostgreSQL counts
    # on from test to test, have any four digits now and then.
    r'|name="stamp" value="[^"]*"|\'Content-Length\': \'\d+\'|\b[a-z_]+/\d+\b'
)
FRACTION = re.compile(r"(:\d\d)\.\d{6}(?!\d)")
VERDICTS = ("perpetrator", "did not respond", "failed to answer", "guilty", "debunk")
YEARS = {hidden.CANARY: hidden.YEAR, hidden.OTHER_CANARY: hidden.OTHER_YEAR}
# Framed by other sites; they say in fewer words what the record's page says.
EMBEDDED = re.compile(r"/embed/(\?|$)")
# Pages of the log show nobody's words but hashes and what readers may see.
TELL_OF_WITHDRAWALS = ("/ledger/", "/changes/", "/feeds/changes/")


def starts():
    """Where the crawl begins: every record's key, every filter's value, every entry of the log."""
    records = crawl.record_addresses()
    lists = [reverse(name) for name in crawl.LISTS]
    return [
        "/",
        "/never/was/",
        *records,
        *crawl.filter_addresses(),
        *(f"{address}history/" for address in records),
        *crawl.dated_addresses(),
        *(reverse("ledger_entry", args=[n]) for n in range(size())),
        *(f"{address}?format={form}" for address in lists for form in crawl.FORMATS),
        *(f"{address}?sort=x" for address in lists),
    ]


def references_of(rows):
    return [
        model.objects.get(pk=key).reference for model, key in rows if hasattr(model, "reference")
    ]


def secrets_at(address, secrets):
    """What is secret at an address: that a record was withdrawn, some pages say to all."""
    for bird, references in secrets.items():
        if bird == hidden.OTHER_CANARY and address.startswith(TELL_OF_WITHDRAWALS):
            # Of a dossier its address is told, as its notice tells it.
            yield from (f"{bird} ", YEARS[bird])
        else:
            yield from (bird, YEARS[bird], *references)


def secrets_in(address, response, secrets):
    """The secrets that a response tells; what the asker typed into the address is no secret."""
    text, headers = crawl.text_of(response), str(dict(response.headers))
    suspected = [one for one in secrets_at(address, secrets) if one in text + headers]
    # To look for hashes in every page takes longer than to look for secrets.
    told = FRACTION.sub(r"\1", HASH.sub("", text + headers)) if suspected else ""
    path, _mark, query = address.partition("?")
    for typed in (*path.split("/"), query.partition("=")[2]):
        told = told.replace(typed, "") if typed else told
    return [secret for secret in suspected if secret in told]


def has_foreign_hosts(response):
    loaded = ("link", "script", "img", "form")
    hosts = {urlsplit(to).netloc for tag, to in response.links if tag in loaded}
    return not hosts <= {"", "127.0.0.1:8000"}


def has_inline_code(address, html):
    # Linked data is no script to a browser; a file of the site's own is none of its page.
    kept = ('<script type="application/ld+json">', '<script src="/static/public/')
    return html.count("<script") != sum(html.count(one) for one in kept) or " style=" in html


# Name of a fault → whether a page, given its address, has it.
FAULTS = {
    "has inline style or script": has_inline_code,
    "says a word of verdict": lambda address, html: any(w in html.lower() for w in VERDICTS),
    "has not one title": lambda address, html: html.count("<title>") != 1,
    "has not one heading": lambda address, html: html.count("<h1") != 1,
    "lacks the sentence that the site alleges nothing": (
        lambda address, html: "It alleges nothing itself" not in html
    ),
    "says another language": (
        lambda address, html: f'<html lang="{language_of(address)}"' not in html
    ),
}


def is_under_a_policy(response):
    policy = response.headers["Content-Security-Policy"]
    varies = response.headers.get("Vary", "")
    kept_apart = not response.cookies and "Cookie" not in varies
    return "default-src 'none'" in policy and "unsafe" not in policy and kept_apart


@contextmanager
def under_rights_of_readers():
    """On PostgreSQL as the role under which README lets readers alone be served."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user || '_site'")
        (role,) = cursor.fetchone()
        call_command("grants", role, "--readers", stdout=StringIO())
        cursor.execute(f'SET ROLE "{role}"')
        yield
        cursor.execute("RESET ROLE")


def test_every_page_tells_no_secret_and_has_what_pages_have(client, subtests):
    hidden_rows = hidden.record_with_draft_and_withdrawn()
    make.ledger()
    offered.make()
    secrets = {bird: references_of(rows) for bird, rows in hidden_rows.items()}
    make.index()
    addresses = starts()
    with under_rights_of_readers():
        answers = crawl.crawl(client, addresses)
    assert len(answers) > 300 and "/ledger/bundle.zip" in answers
    with subtests.test("every address answers"):
        odd = {a: r.status_code for a, r in answers.items() if r.status_code not in (200, 400, 404)}
        assert odd == {}
    with subtests.test("no secret is told"):
        told = {a: found for a, r in answers.items() if (found := secrets_in(a, r, secrets))}
        assert told == {}
    pages = {
        address: response.content.decode()
        for address, response in answers.items()
        if crawl.is_page(response)
    }
    with subtests.test("every page is under a security policy and sets no cookie"):
        assert [address for address in pages if not is_under_a_policy(answers[address])] == []
    with subtests.test("no page loads from another host"):
        assert [address for address in pages if has_foreign_hosts(answers[address])] == []
    for fault, has in FAULTS.items():
        with subtests.test(fault):
            assert [a for a, html in pages.items() if has(a, html)] == []
