"""How linked data is put together and written down: nodes, contexts, dates, JSON."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse

from tracker.public.delivery.addresses import stable
from tracker.public.machines.linked.terms import TERMS

Node = dict[str, Any]

# A day, a month or a year, which schema.org's dates may be; all else is told as it is written.
PLAIN_DATE = re.compile(r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?")
UNSAFE_IN_HTML = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
LINKS = ("url", "archivedAt", "sameAs")
NESTED = (dict, list)
DATES = ("dateCreated", "datePublished", "startDate", "endDate")


def context() -> Node:
    """The context, whole and in place: `@vocab` instead of schema.org's own document.

    Whoever reads the page then needs no second request, a reader without a network understands
    it, and nobody learns from a fetch of the context who reads what here.
    """
    return _context(term_address(""))


@lru_cache(maxsize=4)
def _context(terms: str) -> Node:
    return {
        "@vocab": "https://schema.org/",
        **{name: {"@type": "@id"} for name in LINKS},
        **{name: {"@type": "Date"} for name in DATES},
        "dateModified": {"@type": "DateTime"},
        **{name: f"{terms}{name}" for name in TERMS},
    }


def term_address(name: str) -> str:
    return stable(f"{reverse('about')}#term-{name}")


def node(kind: str, at: str = "", **properties: Any) -> Node:
    """A node of type `kind`, at a path of this site or without an address; empty values left out.

    `false` and 0 are values.
    """
    found: Node = {"@type": kind}
    if at:
        found["@id"] = stable(at)
    return found | {name: value for name, value in properties.items() if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | int | float) and not value)


def ref(row: Any) -> Node:
    """A record that is described elsewhere, by its address alone."""
    return {"@id": stable(row.get_absolute_url())}


def dated(name: str, text: str) -> Node:
    """A partly known date as property `name` where it is a plain one; else as it is written."""
    if not text:
        return {}
    return {name: text} if is_plain(text) else {"dateAsWritten": text}


def is_plain(text: str) -> bool:
    if PLAIN_DATE.fullmatch(text):
        return True
    try:
        return "T" in text and datetime.fromisoformat(text).year > 0
    except ValueError:
        return False


def period(text: str) -> Node:
    """The period of an allegation: ISO 8601 where it can be, `..` for an open end; else written."""
    start, slash, end = text.partition("/")
    if not text:
        return {}
    known = is_plain(start) and (not slash or end == ".." or is_plain(end))
    return {"temporalCoverage" if known else "dateAsWritten": text}


def as_json(data: Node) -> str:
    lean = _once(data, {})
    return json.dumps(lean, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def _once(data: Any, told: dict[str, Node]) -> Any:
    """The same graph in half the bytes: what was told of a node is not told again, but named."""
    if isinstance(data, list):
        return [_once(item, told) if isinstance(item, NESTED) else item for item in data]
    at = data.get("@id")
    if at and len(data) > 1:
        first = told.setdefault(at, data)
        if first is not data and first == data:
            return {"@id": at}
    # Most values are texts: asking here spares a thousand calls a page.
    return {
        name: _once(value, told) if isinstance(value, NESTED) else value
        for name, value in data.items()
    }


class ForHtml:
    """Linked data for a script element, which no text in it can end."""

    def __init__(self, data: Node) -> None:
        self.data = data

    def __html__(self) -> str:
        text = as_json(self.data)
        # A text is searched for five signs in a tenth of the time in which each is looked up.
        for sign, escaped in UNSAFE_IN_HTML.items():
            text = text.replace(sign, escaped)
        return text
