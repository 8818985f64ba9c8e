"""Title, date, author and language that a page gives of itself, each with where it says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from tracker.capture.quotes.words import Words
from tracker.capture.suggesting.linked_data import said_in_linked_data
from tracker.capture.suggesting.markup import said_beside_title, said_in_markup, site_names
from tracker.capture.suggesting.values import Said, tidied
from tracker.capture.text.encodings import decoded
from tracker.capture.text.html import parsed

# What is named first is trusted most: a headline is the article's, <title> has the site's name in
# it; linked data and properties are meant for machines, a class may be of anything on the page.
_TRUST = {
    "title": ("json-ld headline", "og:title", "meta", "itemprop", "h1", "title", "json-ld name"),
    "date": (
        "json-ld",
        "article:published_time",
        "meta",
        "itemprop",
        "title",
        "time",
        "address",
        "class",
    ),
    "author": ("json-ld", "meta", "itemprop", "rel=author", "title", "class", "article:author"),
    "language": ("html lang", "json-ld", "og:locale", "meta"),
}
# Characters; shorter headings name a section.
LEAST_TITLE = 10


@dataclass(frozen=True)
class Suggestions:
    """For each field what the page says, the likeliest first. Dates are days, `2024-04-17`."""

    title: tuple[Said, ...] = ()
    date: tuple[Said, ...] = ()
    author: tuple[Said, ...] = ()
    language: tuple[Said, ...] = ()

    def first(self, field: str) -> str:
        """The likeliest value of a field, or ''."""
        said: tuple[Said, ...] = getattr(self, field)
        return said[0].value if said else ""


def suggested(body: bytes, charset: str = "", address: str = "") -> Suggestions:
    """What a page's bytes say of it; never raises. `address` may have a day in it."""
    markup, _ = decoded(body, charset)
    root = parsed(markup)
    if root is None:
        return Suggestions()
    said = [*said_in_linked_data(root), *said_in_markup(root, address)]
    title = _without_site(_in_order("title", said))
    said += said_beside_title(root, title)
    return Suggestions(
        title=title,
        date=_in_order("date", said),
        author=_without_publisher(_in_order("author", said), root),
        language=_in_order("language", said),
    )


def _in_order(field: str, said: Iterable[Said]) -> tuple[Said, ...]:
    """Values by trust in where they stand, each once."""
    order = {where: number for number, where in enumerate(_TRUST[field])}
    mine = [one for one in map(tidied, said) if one and one.field == field]
    mine.sort(key=lambda one: order.get(one.trust, len(order)))
    first: dict[str, Said] = {}
    for one in mine:
        first.setdefault(one.value, one)
    return tuple(first.values())


def _without_site(titles: Sequence[Said]) -> tuple[Said, ...]:
    """A heading before the title that is it with the name of the site or a day behind."""
    best = titles[0].value if titles else ""
    for one in titles:
        if (
            one.trust == "h1"
            and len(one.value) > LEAST_TITLE
            and _bare(best).startswith(_bare(one.value))
        ):
            return (one, *(other for other in titles if other is not one))
    return tuple(titles)


def _bare(title: str) -> str:
    return " ".join(Words(title).spelled.words)


def _without_publisher(authors: Sequence[Said], root: etree._Element) -> tuple[Said, ...]:
    """Names of people before that of the site, which many pages call the author."""
    sites = [_bare(name) for name in site_names(root)]
    return tuple(sorted(authors, key=lambda one: any(site in _bare(one.value) for site in sites)))
