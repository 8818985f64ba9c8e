"""What a page's own mark-up says of it: properties, meta elements, <time>, headings, classes."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from tracker.capture.suggesting.values import Said, day
from tracker.capture.text.html import written

# Names of meta elements (name, property or itemprop), small letters, to field and trust.
_META = {
    "og:title": ("title", "og:title"),
    "og:locale": ("language", "og:locale"),
    "article:published_time": ("date", "article:published_time"),
    "og:article:published_time": ("date", "article:published_time"),
    "article:author": ("author", "article:author"),
    **dict.fromkeys(
        ("citation_title", "dc.title", "dcterms.title", "twitter:title", "parsely-title",
         "sailthru.title"),
        ("title", "meta"),
    ),
    **dict.fromkeys(
        ("citation_publication_date", "citation_date", "dc.date", "dc.date.issued",
         "dcterms.created", "dcterms.date", "dcterms.issued", "date", "pubdate", "publishdate",
         "publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date",
         "datepublished", "cxenseparse:recs:publishtime", "date.issued", "article.published",
         "rnews:datepublished", "displaydate", "originalpublicationdate", "cxense-publishtime"),
        ("date", "meta"),
    ),
    **dict.fromkeys(
        ("author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author",
         "sailthru.author", "byl", "dc.creator.name", "article.author", "twitter:data1"),
        ("author", "meta"),
    ),
    **dict.fromkeys(
        ("dc.language", "dcterms.language", "content-language", "language", "inlanguage"),
        ("language", "meta"),
    ),
}  # fmt: skip
_ITEMS = {
    "headline": "title",
    "datepublished": "date",
    "author": "author",
    "creator": "author",
    "inlanguage": "language",
}
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|byline|auteur|autor)(?:[\s_-]?name)?(?:$|\s)", re.IGNORECASE
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|published|pubdate|fecha|datum|time)(?:$|[\s_-])", re.IGNORECASE
)
_SITE = ("og:site_name", "application-name", "publisher", "dc.publisher")
_NAME = r"[A-ZÀ-ÞĀ-Ž][\w’'.-]+"
_BYLINE = re.compile(
    rf"\b(?:[Bb]y|[Pp]ar|[Pp]or|[Vv]on|Auteur|Author|Autora?)\s*:?\s+"
    rf"({_NAME}(?:[ ](?:(?:de|du|la|le|van|von|el|al|bin|da)[ ])?{_NAME}){{1,3}})"
)
# Characters of text on both sides of the title in which a day is taken for the page's.
BESIDE_TITLE = 300
_DAY_IN_ADDRESS = re.compile(r"/(\d{4}/\d{1,2}/\d{1,2})(?:/|$)")
MOST = 400
LONGEST_NAME = 80


def said_in_markup(root: etree._Element, address: str = "") -> Iterator[Said]:
    """Every value in the order of the page."""
    yield Said("language", root.get("lang") or "", "lang of <html>", "html lang")
    yield from _of_meta(root)
    for element in islice(root.iterfind(".//*[@itemprop]"), MOST):
        field = _ITEMS.get(element.get("itemprop", "").lower())
        if field and element.tag != "meta":
            value = element.get("datetime") or element.get("content") or _text(element)
            yield Said(field, value, f"itemprop {element.get('itemprop')}", "itemprop")
    for element in islice(root.iterfind(".//time"), 3):
        value = element.get("datetime") or _text(element)
        updated = "updat" in element.get("class", "") or element.get("itemprop") == "dateModified"
        yield Said("date", "" if updated else value, "<time>", "time")
    for element in islice(root.iterfind(".//h1"), 2):
        yield Said("title", _text(element), "<h1>", "h1")
    for element in islice(root.iterfind(".//title"), 1):
        yield Said("title", _text(element), "<title>", "title")
    if found := _DAY_IN_ADDRESS.search(address):
        yield Said("date", found[1], "address", "address")
    yield from _of_classes(root)


def said_beside_title(root: etree._Element, titles: Sequence[Said]) -> Iterator[Said]:
    """The day and the name that stand by the title where the page shows it, or in the title."""
    text = written(root)[0].replace("\xa0", " ")
    for title in titles:
        places = [found.start() for found in re.finditer(re.escape(title.value), text)]
        if title.trust == "title":
            places = []
        for at in islice(places, 3):
            end = at + len(title.value)
            # Behind the title first: before it may be the day on which the page was fetched.
            for part in (text[end : end + BESIDE_TITLE], text[max(0, at - BESIDE_TITLE // 4) : at]):
                yield Said("date", part, "text beside the title", "title")
                if byline := _BYLINE.search(part):
                    yield Said("author", byline[1], "text beside the title", "title")
    for title in titles:
        yield Said("date", title.value, f"day in {title.where}", "title")


def site_names(root: etree._Element) -> list[str]:
    """What a page calls the site it is on."""
    found = []
    for element in islice(root.iterfind(".//meta"), MOST):
        name = (element.get("property") or element.get("name") or "").lower()
        if name in _SITE and len(element.get("content", "").strip()) > 2:
            found.append(element.get("content", "").strip())
    return found


def _of_meta(root: etree._Element) -> Iterator[Said]:
    for element in islice(root.iterfind(".//meta"), MOST):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute, "")
            if name.lower() in _META:
                field, trust = _META[name.lower()]
                yield Said(field, element.get("content", ""), f"meta {name}", trust)


def _of_classes(root: etree._Element) -> Iterator[Said]:
    for element in islice(root.iterfind(".//a[@rel='author']"), 3):
        yield Said("author", _text(element), "link to the author", "rel=author")
    for element in root.iterfind(".//body//*[@class]"):
        names = element.get("class", "")
        if _AUTHOR_CLASS.search(names) and 2 < len(name := _text(element)) <= LONGEST_NAME:
            yield Said("author", name, f"class {names}", "class")
        if _DATE_CLASS.search(names) and day(value := _text(element)[:LONGEST_NAME]):
            yield Said("date", value, f"class {names}", "class")


def _text(element: etree._Element) -> str:
    return " ".join(" ".join(islice(element.itertext(), 30)).split())
