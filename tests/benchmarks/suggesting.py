"""How much of a text is proposed rightly, wrongly and not at all, against what people entered.

    SECRET_KEY=… python -m tests.benchmarks.suggesting [PAGES.json [FOLDER]]

The shipped article against the dossier that was entered of it by hand; and, where a file of what a
reader wrote down of pages before the rules saw them is given, those pages, of FOLDER or of those
beside the checkout. `suggesting_pages.json` is such a file; it says where its pages are from. What
is not there is skipped. A new rule is tried here, and written for the article alone: pages count
for what the rules made of them when they first saw them.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
ARTICLE = SHARED / "record/article.txt"
DOSSIER = ROOT / "tracker/editorial/dossiers/01-north-east-syria-detention.json"
PAGES = SHARED / "data/pages"
SOURCE = "S-2024-0017"
# Which of the dossier's citations of the article are sayings, and not the newspaper's own telling.
SAYING_HOLDERS = ("claims", "responses")
OWN_TELLING = (
    "The prisoners, including militants, wives, and children, are being held in camps such as "
    "Al-Hol and Roj.",
)


class Row(NamedTuple):
    """Of one thing: rightly proposed, wrongly, and not at all; `wrongs` and `missed` in words."""

    what: str
    right: int
    wrong: int
    missed: int
    wrongs: list[str]
    absent: list[str]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def main(arguments: list[str]) -> None:
    if ARTICLE.exists():
        tell("The shipped article against its dossier", article_rows())
    else:
        _line(f"Skipped: {ARTICLE.name} is not beside the checkout.")
    file = Path(arguments[0]) if arguments else None
    folder = Path(arguments[1]) if len(arguments) > 1 else PAGES
    if file is None or not file.exists() or not folder.exists():
        _line("Skipped: no pages, or no file of what is expected of them.")
        return
    totals: dict[str, dict[str, list[Row]]] = {}
    for name, expected in json.loads(file.read_text(encoding="utf-8"))["pages"].items():
        if not (folder / name).exists():
            _line(f"Skipped: {name} is not there.")
            continue
        rows = page_rows(folder / name, expected)
        tell(name, rows)
        for row in rows:
            for kind in (expected["language"], "all"):
                totals.setdefault(kind, {}).setdefault(row.what, []).append(row)
    for kind, found in totals.items():
        tell(f"Pages: {kind}", [_sum(what, rows) for what, rows in found.items()])


def tell(title: str, rows: list[Row]) -> None:
    _line(f"\n{title}\n{'':12}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}")
    for row in rows:
        _line(
            f"{row.what:12}{row.right:7}{row.wrong:7}{row.missed:8}"
            f"{row.precision:11.2f}{row.recall:8.2f}"
        )
        for sign, words in (("+", row.wrongs), ("-", row.absent)):
            for one in words:
                _line(f"    {sign} {' '.join(one.split())[:110]}")


def _sum(what: str, rows: list[Row]) -> Row:
    return Row(what, *(sum(row[at] for row in rows) for at in (1, 2, 3)), [], [])


def _line(words: str) -> None:
    sys.stdout.write(f"{words}\n")


# --- The article ----------------------------------------------------------------------------------


def article_rows() -> list[Row]:
    """The article, with the names of the dossier as known, as when it is entered for a second
    time; and with none, as when it was the first."""
    from tracker.editorial.intake.sentences import sentences_of
    from tracker.editorial.intake.suggesting import Known, proposed
    from tracker.editorial.reading.blocks import blocks_of

    text = ARTICLE.read_text(encoding="utf-8")
    dossier = json.loads(DOSSIER.read_text(encoding="utf-8"))
    names = known_names(dossier)
    sentences = list(sentences_of(text, list(blocks_of(text)), "en"))
    found = proposed(text, sentences, Known(names=names)).suggestions
    first = proposed(text, sentences, Known()).suggestions
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in {o.kind for o in found}}
    entered = list(entered_from(dossier))
    quotes = [quote for relation, quote, _at in entered if relation == "quoted"]
    told = [quote for relation, quote, _at in entered if relation == "paraphrased"]
    sayings = [
        quote
        for relation, quote, at in entered
        if relation == "paraphrased" and at in SAYING_HOLDERS and quote not in OWN_TELLING
    ]
    return [
        _spans("quotes", text, by_kind.get("quote", []), quotes),
        _speakers(text, by_kind.get("quote", []), dossier, quotes),
        _spans("paraphrases", text, by_kind.get("paraphrase", []), told, sayings),
        _figures(text, by_kind.get("figure", []), dossier),
        _dates(text, by_kind.get("date", []), dossier),
        _parties("known names", text, by_kind.get("known", []), dossier, text),
        _new("new names", text, [one for one in first if one.kind == "name"], dossier),
    ]


def known_names(dossier: dict) -> list:
    from tracker.editorial.intake.known_names import KnownName

    return [
        KnownName(noun, one["slug"], name, one["name"])
        for noun, rows in (("party", dossier["parties"]), ("place", dossier["places"]))
        for one in rows
        for name in dict.fromkeys([one["name"], *(other["name"] for other in one.get("names", []))])
    ]


def entered_from(dossier: dict):
    """What was cited from the article: relation, words, and in which list of the dossier."""
    seen = set()
    for holder in ("claims", "responses", "events"):
        for one in _citations(dossier[holder]):
            key = (one["relation"], one["quote"])
            if one["source"] == SOURCE and key not in seen:
                seen.add(key)
                yield one["relation"], one["quote"], holder


def _citations(value):
    if isinstance(value, dict):
        if value.get("quote") and "source" in value:
            yield value
        value = value.values()
    for one in value if not isinstance(value, str | int | float | bool | None) else ():
        yield from _citations(one)


def _figures_of(value):
    if isinstance(value, dict):
        if "as_printed" in value:
            yield value
        value = value.values()
    for one in value if not isinstance(value, str | int | float | bool | None) else ():
        yield from _figures_of(one)


def _spans(what, text, found, wanted, needed=None) -> Row:
    """Stretches of the text that are those that were entered; with `needed`, which of these there
    have to be, a stretch may be longer or shorter. What is said once more is not counted."""
    is_part = needed is not None
    left, wrongs, right = [_plain(one) for one in wanted], [], 0
    for one in found:
        words = _plain(text[one.start : one.end])
        match = next(
            (w for w in left if w == words or (is_part and (w in words or words in w))), None
        )
        again = any(_plain(w) == words or (is_part and _alike(words, _plain(w))) for w in wanted)
        if match is not None:
            left.remove(match)
            right += 1
        elif not again:
            wrongs.append(text[one.start : one.end])
    absent = [one for one in left if not is_part or one in map(_plain, needed)]
    return Row(what, right, len(wrongs), len(absent), wrongs, absent)


def _alike(one: str, other: str) -> bool:
    """Whether the same thing is said twice in a text: in a heading, in a list of takeaways."""
    mine, theirs = {*one.split()}, {*other.split()}
    return len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(".,”“\"'’ ").casefold()


def _speakers(text, found, dossier, quotes) -> Row:
    """Speakers of quotes: a name of who gave the response that the quote was entered for."""
    names = {one["slug"]: [one["name"], *(n["name"] for n in one.get("names", []))]
             for one in dossier["parties"]}  # fmt: skip
    of = {
        _plain(one["quote"]): response["responder"]
        for response in dossier["responses"]
        for one in _citations(response)
        if one["source"] == SOURCE and one["relation"] == "quoted"
    }
    right, wrongs, absent = 0, [], []
    for one in found:
        speaker, slug = one.what["speaker"], of.get(_plain(text[one.start : one.end]))
        if slug is None:
            continue
        if not speaker:
            absent.append(text[one.start : one.end])
        elif any(name.casefold() in speaker.casefold() for name in names[slug]):
            right += 1
        else:
            wrongs.append(speaker)
    return Row("speakers", right, len(wrongs), len(of) - right - len(wrongs), wrongs, absent)


def _figures(text, found, dossier) -> Row:
    """Figures: value and qualifier of the dossier. The same figure said again is not counted."""
    wanted = [
        one
        for one in _figures_of(dossier)
        if any(citation["source"] == SOURCE for citation in one.get("citations", []))
    ]
    keys = [(_number(one.get("low")), _number(one.get("high")), one["qualifier"]) for one in wanted]
    left, right, wrongs = list(keys), 0, []
    for one in found:
        key = (one.what["low"], one.what["high"], one.what["qualifier"])
        if key in left:
            left.remove(key)
            right += 1
        elif key not in keys:
            wrongs.append(text[one.start : one.end])
    return Row("figures", right, len(wrongs), len(left), wrongs, [str(one) for one in left])


def _number(value) -> str:
    return "" if value is None else f"{value}"


def _dates(text, found, dossier) -> Row:
    """Days of the events that were entered from the article, where it names them."""
    wanted = {
        event["happened_on"]
        for event in dossier["events"]
        if any(one["source"] == SOURCE for one in event["citations"])
        and not event["happened_on"].startswith("..")
    }
    mine = {one.what["edtf"] for one in found}
    # A month of the article's own day is no date that it names.
    named = {one for one in wanted if "/" not in one}
    wrongs = sorted(mine - wanted)
    absent = sorted(named - mine)
    return Row("dates", len(mine & wanted), len(wrongs), len(absent), wrongs, absent)


def _parties(what, text, found, dossier, words) -> Row:
    """Parties and places of the records that were entered from the article, and that it names."""
    wanted = _named_in_records(dossier)
    known = {one["slug"]: [one["name"], *(n["name"] for n in one.get("names", []))]
             for one in (*dossier["parties"], *dossier["places"])}  # fmt: skip
    wanted = {slug for slug in wanted if any(name in words for name in known[slug])}
    mine = {one.what["key"] for one in found}
    # A name that the text has and no record of it was entered for is no mistake.
    wrongs = [
        slug
        for slug in mine
        if not any(name.casefold() in words.casefold() for name in known[slug])
    ]
    absent = sorted(wanted - mine)
    return Row(what, len(mine) - len(wrongs), len(wrongs), len(absent), wrongs, absent)


def _named_in_records(dossier) -> set[str]:
    found = set()
    for holder in ("claims", "responses", "events"):
        for record in dossier[holder]:
            if not any(one["source"] == SOURCE for one in _citations(record)):
                continue
            for value in _strings(record):
                found.add(value)
    slugs = {one["slug"] for one in (*dossier["parties"], *dossier["places"])}
    return found & slugs


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _new(what, text, found, dossier) -> Row:
    """Names proposed where nothing is known: those that the dossier came to have."""
    names = {
        name.casefold()
        for one in (*dossier["parties"], *dossier["places"])
        for name in [one["name"], *(other["name"] for other in one.get("names", []))]
        if name in text and (len(name.split()) > 1 or "-" in name)
    }
    mine = {" ".join(text[one.start : one.end].split()).casefold() for one in found}
    right = {one for one in mine if any(one in name or name in one for name in names)}
    absent = sorted(name for name in names if not any(one in name or name in one for one in mine))
    wrongs = sorted(mine - right)
    return Row(what, len(right), len(wrongs), len(absent), wrongs, absent)


# --- Pages ----------------------------------------------------------------------------------------


def page_rows(page: Path, expected: dict) -> list[Row]:
    """A page as the site takes its text, against what a reader wrote down of it: of each kind that
    the reader looked for."""
    from tracker.capture.text.html import text_of_html
    from tracker.editorial.intake.sentences import sentences_of
    from tracker.editorial.intake.suggesting import Known, proposed
    from tracker.editorial.reading.blocks import blocks_of

    raw = page.read_bytes()
    text = text_of_html(raw).text if page.suffix == ".html" else raw.decode()
    own = expected.get("published")
    sentences = list(sentences_of(text, list(blocks_of(text)), expected["language"]))
    known, rows = Known(date.fromisoformat(own) if own else None), []
    for kind, compare in (
        ("quote", _page_quotes),
        ("figure", _page_figures),
        ("date", _page_dates),
        ("name", _page_names),
    ):
        if f"{kind}s" in expected:
            found = proposed(text, sentences, known, [kind])
            if found.more:
                _line(f"{page.name}: {found.more} more were cut off.")
            rows += compare(text, found.suggestions, expected)
    return rows


def _page_quotes(text, found, expected) -> list[Row]:
    left, wrongs, right = list(expected["quotes"]), [], 0
    speakers, wrong_speakers, absent = 0, [], []
    for one in found:
        words = text[one.start : one.end]
        match = next((two for two in left if words.startswith(two[0])), None)
        if match is None:
            if not any(words.startswith(two) for two in expected["quotes_either"]):
                wrongs.append(words)
            continue
        left.remove(match)
        right += 1
        speaker = one.what["speaker"]
        if match[1] is None:
            # Only what was said was looked for.
            continue
        if match[1] and not speaker:
            absent.append(words)
        elif match[1].casefold() in speaker.casefold() and bool(speaker) == bool(match[1]):
            speakers += bool(match[1])
        else:
            wrong_speakers.append(f"{speaker!r}, not {match[1]!r}")
    named = sum(bool(two[1]) for two in expected["quotes"])
    missed = named - speakers - len(wrong_speakers)
    rows = [Row("quotes", right, len(wrongs), len(left), wrongs, [two[0] for two in left])]
    if all(two[1] is None for two in expected["quotes"]):
        return rows
    return [
        *rows,
        Row("speakers", speakers, len(wrong_speakers), missed, wrong_speakers, absent),
    ]


def _page_figures(text, found, expected) -> list[Row]:
    left, wrongs, right = list(expected["figures"]), [], 0
    for one in found:
        low, high = one.what["low"], one.what["high"]
        value = f"{low}-{high}" if low and high and low != high else low or high
        words = text[one.start : one.end]
        match = next(
            (two for two in left if two[1] == value and two[2] == one.what["qualifier"]), None
        )
        if match is not None:
            left.remove(match)
            right += 1
        elif not any(two in words or words in two for two in expected["figures_either"]):
            wrongs.append(words)
    return [Row("figures", right, len(wrongs), len(left), wrongs, [two[0] for two in left])]


def _page_dates(text, found, expected) -> list[Row]:
    left, wrongs, right = list(expected["dates"]), [], 0
    for one in found:
        words, around = text[one.start : one.end], text[max(0, one.start - 20) : one.end + 20]
        is_inferred = bool(one.what["inferred"])
        match = next(
            (two for two in left if two[1] == one.what["edtf"] and two[2] == is_inferred), None
        )
        if match is not None:
            left.remove(match)
            right += 1
        elif not any(two in around for two in expected["dates_either"]):
            wrongs.append(f"{words} = {one.what['edtf']}")
    return [Row("dates", right, len(wrongs), len(left), wrongs, [two[0] for two in left])]


def _page_names(text, found, expected) -> list[Row]:
    left, wrongs, right = list(expected["names"]), [], 0
    for one in found:
        name = " ".join(text[one.start : one.end].split())
        match = next((two for two in left if two in name or name in two), None)
        if match is not None:
            left.remove(match)
            right += 1
        elif not any(
            two in name or name in two for two in (*expected["names_either"], *expected["names"])
        ):
            wrongs.append(name)
    return [Row("names", right, len(wrongs), len(left), wrongs, left)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    main(sys.argv[1:])
