"""Texts to search in and the questions asked of them, for any lookup that has to answer them.

Read from the declaration of human rights and the claim reviews beside this checkout, from this
project's own dossiers, and from a few sentences about invented parties in cases.json.
"""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DECLARATIONS = ROOT.parent / "shared/data/udhr"
REVIEWS = ROOT.parent / "shared/data/arabic-claimreview/claim_reviews.json"
DOSSIERS = ROOT / "tracker/editorial/dossiers"
ABSENT = [str(path) for path in (DECLARATIONS, REVIEWS) if not path.exists()]
PROSE = {
    "title", "lead", "summary", "description", "text", "characterisation", "quote", "translation",
    "name", "named_as",
}  # fmt: skip


class Case(NamedTuple):
    """What is asked, and the keys of documents that the answer must hold and must not hold."""

    language: str
    query: str
    finds: list[str]
    misses: list[str]


@cache
def written():
    return json.loads((HERE / "cases.json").read_text(encoding="utf-8"))


def cases() -> list[Case]:
    return [
        Case(language, case["query"], case["finds"], case["misses"])
        for language, group in written()["cases"].items()
        for case in group
    ]


@cache
def documents() -> dict[str, str]:
    """Key to text: arb/3 is an article, claimreview/7 a review, place/roj and 01/claims/0 records
    of a dossier; tr/1 and the like stand in cases.json."""
    return {**articles(), **reviews(), **records(), **written()["documents"]}


def articles():
    found = {}
    for path in sorted(DECLARATIONS.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        found[f"{path.stem}/0"] = plain(page[page.index("<h1") : page.index("<article")])
        for number, text in re.findall(r'<article data-number="(\d+)">(.*?)</article>', page, re.S):
            found[f"{path.stem}/{number}"] = plain(text)
    return found


def plain(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def reviews():
    if not REVIEWS.exists():
        return {}
    listed = json.loads(REVIEWS.read_text(encoding="utf-8"))
    return {
        f"claimreview/{at}": "\n".join(
            [one["text"], *(review.get("title", "") for review in one["claimReview"])]
        )
        for at, one in enumerate(listed)
    }


def records():
    found = {}
    for path in sorted(DOSSIERS.glob("*.json")):
        dossier = json.loads(path.read_text(encoding="utf-8"))
        for kind, single in (("parties", "party"), ("places", "place")):
            for record in dossier.get(kind, []):
                found[f"{single}/{record['slug']}"] = "\n".join(prose(record))
        for kind in ("claims", "responses", "requests", "events"):
            for at, record in enumerate(dossier.get(kind, [])):
                found[f"{path.name[:2]}/{kind}/{at}"] = "\n".join(prose(record))
    return found


def prose(record):
    """Every text of a record, however deep it stands."""
    if isinstance(record, list):
        for part in record:
            yield from prose(part)
    elif isinstance(record, dict):
        for name, value in record.items():
            if isinstance(value, str):
                if name in PROSE:
                    yield value
            else:
                yield from prose(value)
