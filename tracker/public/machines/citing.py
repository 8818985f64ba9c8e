"""Citations as text: one plain structure in, four formats out.

What a citation says of each record is decided in `cited`; here it is only written down. All that
people typed is made one line without control characters first, so that no title can end a field,
a line or a record of any format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.edition.documents import Name
from tracker.record.date_words import in_words
from tracker.record.dates import DateError, Form, PartialDate, Point, parse
from tracker.record.sentences import Sentence

# White space of every kind, and the controls that readers of line-based formats break lines at.
NOT_ON_A_LINE = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
PLAIN = (Form.DAY, Form.MONTH, Form.YEAR)
MONTH_IS_KNOWN = (Form.DAY, Form.MONTH, Form.A_DAY_IN_MONTH)
# What programs take for a year: EDTF also counts years before the first and beyond four digits.
YEARS = range(1, 10_000)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class Part(NamedTuple):
    """A part of a citation in words, with the language of names; none for the site's words."""

    words: Sentence | str
    language: str = ""


@dataclass(frozen=True)
class Cited:
    """What a citation says. `part` is the anchor of what is cited, empty for a whole record."""

    key: str
    part: str
    authors: tuple[str, ...]
    title: str
    language: str
    kind: str
    reference: str
    made_on: str
    site: str
    address: str
    accessed: date
    revised: date | None = None
    # Where all authors are named in one.
    authors_language: str = ""
    # Who says what the title tells, and of whom, where the title does not name them.
    parties: Sentence | None = None

    @property
    def who(self) -> str:
        names = [one_line(name) for name in self.authors]
        return ("; " if any("," in name for name in names) else ", ").join(names)

    @property
    def what(self) -> str:
        """Sort and reference, the date in words: `Claim C-2024-0001, 17 April 2024`."""
        made = in_words(self.made_on) if self.made_on else ""
        return ", ".join(part for part in (f"{self.kind} {self.reference}", made) if part)

    @property
    def container(self) -> str:
        """The site, where it is not already the author."""
        return "" if self.site in self.authors else self.site

    @property
    def revision(self) -> str:
        if self.revised is None:
            return ""
        return _("revision of %(date)s") % {"date": in_words(self.revised.isoformat())}

    @property
    def full_title(self) -> str:
        """The title after the parties, on one line."""
        return one_line(str(self._titled(self.title)))

    def _titled(self, title: str) -> Sentence | Name:
        named = Name(title, self.language)
        if self.parties is None:
            return named
        return Sentence(_("%(who)s: %(title)s"), who=self.parties, title=named)

    @property
    def sentences(self) -> list[Part]:
        """The citation for readers, in parts that may each be of another writing direction."""
        seen = {"date": in_words(self.accessed.isoformat())}
        site = ", ".join(part for part in (one_line(self.container), self.revision) if part)
        title = self._titled(one_line(self.title).rstrip("."))
        found = [
            Part(f"{self.who}." if self.authors else "", self.authors_language),
            Part(Sentence("“%(title)s”.", title=title)),
            Part(f"{self.what}."),
            Part(f"{capfirst(site)}." if site else ""),
            Part(self.address),
            Part(_("(accessed %(date)s)") % seen),
        ]
        return [part for part in found if part.words]


def one_line(text: str) -> str:
    """The text without line breaks and controls, which no format has a way to keep."""
    return NOT_ON_A_LINE.sub(" ", text).strip()


def as_text(cited: Cited) -> str:
    return " ".join(one_line(str(part.words)) for part in cited.sentences) + "\n"


# --- Dates ----------------------------------------------------------------------------------------


def _read(text: str) -> PartialDate | None:
    try:
        return parse(text) if text else None
    except DateError:
        return None


def _certain(read: PartialDate) -> list[int]:
    """Year, month and day as far as they are the same on every day that the date can mean."""
    start, end = read.start, read.start if read.end is None else read.end
    if not isinstance(start, Point) or not isinstance(end, Point) or start.mark or end.mark:
        return []
    both = zip(start.first, end.last, strict=True)
    same = [first for first, _last in takewhile(lambda pair: pair[0] == pair[1], both)]
    return same if start.first[0] in YEARS else []


def _is_plain(read: PartialDate) -> bool:
    """Whether the parts that are certain say all: no mark, no interval, no digit left open."""
    start = read.start
    return read.end is None and bool(_certain(read)) and _form(start) in PLAIN


def _form(point: Any) -> Form | None:
    return point.form if isinstance(point, Point) else None


def _csl_date(text: str) -> dict[str, Any]:
    """A date in numbers with what CSL knows to say of it; in words where that is not enough."""
    read = _read(text)
    if read is None:
        return {}
    ends = [read.start] if read.end is None else [read.start, read.end]
    points = [point for point in ends if isinstance(point, Point)]
    is_season = _form(read.start) == Form.SEASON and read.end is None
    seasons = [point for point in points if point.form == Form.SEASON]
    years = {year for point in points for year in (point.first[0], point.last[0])}
    if len(points) < len(ends) or (seasons and not is_season) or not years <= set(YEARS):
        return {"literal": in_words(text)}
    parts = [_as_written(point) for point in points]
    if read.end is None and points[0].form == Form.YEARS:
        parts.append([points[0].last[0]])
    found: dict[str, Any] = {"date-parts": parts}
    if is_season:
        found["season"] = points[0].first[1] // 3
    if any(point.mark for point in points):
        found["circa"] = True
    return found


def _as_written(point: Point) -> list[int]:
    """Year, month and day of one date as far as they are written."""
    if point.form == Form.DAY:
        return [*point.first]
    return [*point.first[:2]] if point.form in MONTH_IS_KNOWN else [point.first[0]]


# --- BibTeX ---------------------------------------------------------------------------------------

# BibTeX counts braces, whatever stands before them: a brace of a title cannot stay one.
BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "%#$&_"},
    }
)


def _bibtex(text: str) -> str:
    return one_line(text).translate(BIBTEX)


def as_bibtex(cited: Cited) -> str:
    """`date` is what biblatex reads, EDTF as written; `year` and `month` are for BibTeX itself."""
    note = "; ".join(part for part in (cited.what, cited.revision) if part)
    fields = {
        "author": " and ".join(f"{{{_bibtex(name)}}}" for name in cited.authors),
        "title": f"{{{_bibtex(cited.full_title)}}}",
        "howpublished": _bibtex(cited.container),
        "note": _bibtex(note),
        "url": cited.address,
        "urldate": cited.accessed.isoformat(),
        "date": cited.made_on.partition("T")[0],
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    read = _read(cited.made_on)
    certain = _certain(read) if read else []
    if read:
        # Styles print a year as it stands: words are better than a year that may be false.
        year = str(certain[0]) if certain else _bibtex(in_words(cited.made_on))
        lines.append(f"  year = {{{year}}}")
    if len(certain) > 1:
        lines.append(f"  month = {MONTHS[certain[1] - 1]}")
    body = ",\n".join(lines)
    return f"@misc{{{cited.key},\n{body}\n}}\n"


# --- RIS ------------------------------------------------------------------------------------------


# Programs end a surname at every comma, and RIS has no way to say that a name has none. This sign
# looks the same and is none; it is one of those that the format knew from the beginning.
NO_COMMA = str.maketrans(",", "\u201a")


def _ris_date(text: str) -> list[tuple[str, str]]:
    """Year, and the date as YYYY/MM/DD/other, where `other` says what the digits cannot."""
    read = _read(text)
    if read is None:
        return []
    certain = _certain(read)
    digits = [f"{certain[0]:04d}", *(f"{part:02d}" for part in certain[1:])] if certain else []
    other = "" if _is_plain(read) else in_words(text)
    written = "/".join([*digits, *[""] * (3 - len(digits)), other])
    return [*([("PY", digits[0])] if digits else []), ("DA", written)]


def as_ris(cited: Cited) -> str:
    """Parties are institutions: each name is one, and with a comma stands in the note as it is."""
    names = [one_line(name) for name in cited.authors]
    with_commas = [name for name in names if "," in name]
    fields = [
        ("TY", "ELEC"),
        ("ID", cited.key),
        *(("AU", name.translate(NO_COMMA)) for name in names),
        ("TI", cited.full_title),
        ("T2", cited.container),
        *_ris_date(cited.made_on),
        ("LA", cited.language),
        ("N1", "; ".join(part for part in (cited.what, cited.revision, *with_commas) if part)),
        ("UR", cited.address),
        ("Y2", cited.accessed.strftime("%Y/%m/%d/")),
        ("ER", ""),
    ]
    lines = [(tag, one_line(value)) for tag, value in fields]
    kept = [f"{tag}  - {value}" for tag, value in lines if value or tag == "ER"]
    return "\r\n".join(kept) + "\r\n"


# --- CSL-JSON -------------------------------------------------------------------------------------


def as_csl(cited: Cited) -> str:
    """A list of one item; parties are institutions, so their names are never taken apart."""
    item = {
        "id": cited.key,
        "type": "webpage",
        "title": cited.full_title,
        "author": [{"literal": one_line(name)} for name in cited.authors],
        "container-title": one_line(cited.container),
        "genre": cited.kind,
        "number": cited.reference,
        "issued": _csl_date(cited.made_on),
        "version": cited.revised.isoformat() if cited.revised else "",
        "accessed": _csl_date(cited.accessed.isoformat()),
        "URL": cited.address,
        "language": cited.language,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=1) + "\n"


class Format(NamedTuple):
    """How a citation is written: the writer, its content type, the end of the file's name."""

    write: Callable[[Cited], str]
    content_type: str
    suffix: str = ""


FORMATS = {
    "text": Format(as_text, "text/plain; charset=utf-8"),
    "bibtex": Format(as_bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "ris": Format(as_ris, "application/x-research-info-systems; charset=utf-8", "ris"),
    "csl": Format(as_csl, "application/vnd.citationstyles.csl+json", "json"),
}
