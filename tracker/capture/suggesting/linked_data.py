"""What a page's JSON-LD says of the article on it."""

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from tracker.capture.suggesting.values import Said

_ARTICLES = re.compile(
    r"Article|BlogPosting|Posting|Report|WebPage|CreativeWork|Review|Legislation"
)
_FIELDS = (
    ("title", "headline"),
    ("title", "name"),
    ("date", "datePublished"),
    ("date", "dateCreated"),
    ("language", "inLanguage"),
)
MOST_SCRIPTS = 40
MOST_THINGS = 500
DEEPEST = 12
_CONTROLS = re.compile(r"[\x00-\x1f]+")


def said_in_linked_data(root: etree._Element) -> Iterator[Said]:
    """Fields of each article, report or page described, what is most of an article first."""
    things = list(islice(_things(root), MOST_THINGS))
    by_name = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str)}
    articles = [thing for thing in things if _ARTICLES.search(_kind(thing))]
    for thing in sorted(articles, key=lambda thing: "WebPage" in _kind(thing)):
        for field, name in _FIELDS:
            value = thing.get(name)
            if isinstance(value, dict):
                value = value.get("name") or value.get("alternateName")
            if isinstance(value, str):
                trust = f"json-ld {name}" if field == "title" else "json-ld"
                yield Said(field, unescape(value), f"JSON-LD {_kind(thing)}, {name}", trust)
        names = list(_names(thing.get("author") or thing.get("creator"), by_name))
        if names:
            yield Said(
                "author", unescape("; ".join(names)), f"JSON-LD {_kind(thing)}, author", "json-ld"
            )


def _things(root: etree._Element) -> Iterator[dict[str, Any]]:
    scripts = root.iterfind(".//script[@type='application/ld+json']")
    for script in islice(scripts, MOST_SCRIPTS):
        # Line ends within strings are not JSON, and common.
        written = _CONTROLS.sub(" ", script.text or "").strip().removesuffix(";")
        try:
            yield from _within(json.loads(written), 0)
        except (ValueError, RecursionError):
            continue


def _within(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author"):
            yield from _within(value.get(key), depth + 1)


def _kind(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return " ".join(one for one in kinds if isinstance(one, str))


def _names(author: Any, by_name: dict[str, dict[str, Any]]) -> Iterator[str]:
    if isinstance(author, str):
        yield author
    elif isinstance(author, list):
        for one in author[:20]:
            if not isinstance(one, list):
                yield from _names(one, by_name)
    elif isinstance(author, dict):
        name = author.get("name") or by_name.get(str(author.get("@id")), {}).get("name")
        if isinstance(name, list):
            name = "; ".join(one for one in name if isinstance(one, str))
        if isinstance(name, str) and name.strip():
            yield name.strip()
