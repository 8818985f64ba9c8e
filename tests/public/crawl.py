"""Every public address: by following links, by naming every key, by asking every filter."""

import io
import re
import zipfile
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.urls import reverse
from django.utils import timezone

from tracker.public.delivery.languages import language_of
from tracker.public.lists import filters
from tracker.record import models as m

NOUNS = {
    "claim": m.Claim,
    "response": m.Response,
    "source": m.Source,
    "party": m.Party,
    "place": m.Place,
    "dossier": m.Dossier,
    "event": m.Event,
    "request": m.Request,
}
LISTS = {
    "claims": filters.ClaimFilter,
    "responses": filters.ResponseFilter,
    "sources": filters.SourceFilter,
    "parties": filters.PartyFilter,
    "places": filters.PlaceFilter,
    "dossiers": filters.DossierFilter,
    "events": filters.EventFilter,
    "requests": filters.RequestFilter,
}
# Facet → what its values are. A hidden one is asked for, which no page leads to.
OF_FACET = {
    "claimant": m.Party,
    "accused": m.Party,
    "responder": m.Party,
    "publisher": m.Party,
    "party": m.Party,
    "asker": m.Party,
    "asked": m.Party,
    "place": m.Place,
    "dossier": m.Dossier,
}
FORMATS = ("csv", "json", "jsonld", "xlsx", "nonsense")


class Links(HTMLParser):
    """The addresses that a page points at, as (tag, address)."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, value) for name, value in attrs if name in ("href", "src", "action")]


def key_of(row):
    return getattr(row, "slug", None) or row.reference


def record_addresses():
    """The address of every record, published or not."""
    return [
        reverse(noun, args=[key_of(row)])
        for noun, model in NOUNS.items()
        for row in model.objects.all()
    ]


def hidden_rows(model):
    return model.objects.exclude(pk__in=model.objects.published()).order_by("pk")


def dated_addresses():
    """Every record that is not published as of a day, and one that is of each kind.

    What is published leads by itself to its revisions, which are the same page.
    """
    for noun, model in NOUNS.items():
        for row in (*hidden_rows(model), *model.objects.published()[:1]):
            yield f"{reverse(noun, args=[key_of(row)])}?as_of={timezone.localdate()}"


def filter_addresses():
    """Every list with the values that its filters offer, and with records that are not published.

    Of what has many values the first few and the last: the first are what factories give a row, and
    what no row has answers alike, whichever it is.
    """
    for name, filter_class in LISTS.items():
        for parameter, one in filter_class.base_filters.items():
            values = [value for value, _label in one.extra.get("choices", [])]
            values = [*values[:3], *values[-1:]] if len(values) > 7 else values
            if parameter in OF_FACET:
                rows = hidden_rows(OF_FACET[parameter])
                values = [rows.first().slug, rows.last().slug]
            for value in values:
                yield f"{reverse(name)}?{urlencode({parameter: value})}"


def text_of(response):
    """All that a response says, also inside a bundle or an evidence pack."""
    # The client closes what is read to its end; closing it again would end the test's transaction.
    data = b"".join(response) if response.streaming else response.content
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return "".join(bundle.read(name).decode() for name in bundle.namelist())


def unmarked(html):
    """A page whose sentences stand as text: without the marks of names and references in them."""
    return re.sub(r"</?bdi\b[^>]*>", "", html)


def crawl(client, start):
    """Ask for `start` and all they lead to on this site: address → response, with its `links`."""
    waiting, answers = list(start), {}
    while waiting:
        address = waiting.pop()
        if address in answers:
            continue
        response = answers[address] = client.get(address)
        response.links = Links(response.content.decode()).found if is_page(response) else []
        waiting += [link for link in local_links(address, response) if link not in answers]
    return answers


def is_page(response):
    return response.headers["Content-Type"].startswith("text/html")


def local_links(address, response):
    if response.status_code in (301, 302):
        return [response.headers["Location"]]
    joined = [urljoin(address, target).partition("#")[0] for _tag, target in response.links]
    local = [link for link in joined if not urlsplit(link).netloc]
    return [link for link in local if not link.startswith("/static") and not _is_repeated(link)]


def _is_repeated(link):
    """Whether an address tells what another does: a page in another language, a list as a file, a
    form with a point chosen.

    Of the lists without a filter every file is asked for; see `test_downloads`, too.
    """
    parts = urlsplit(link)
    is_file = "format=" in parts.query and "&" in parts.query and parts.path.count("/") == 2
    is_chosen = parts.path.startswith("/answer/") and "point=" in parts.query
    return is_file or is_chosen or language_of(parts.path) != "en"
