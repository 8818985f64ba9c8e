"""A passage that becomes a figure: what number it has, for somebody to confirm.

Small on purpose: the first number in digits, and the words right before and after it. What is not
certain is left empty, and nothing is saved that nobody looked at.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.numbers import bounds, plain
from tracker.editorial.reading.forms import CiteForm
from tracker.editorial.reading.passages import Passage
from tracker.editorial.reading.targets import Target
from tracker.record.choices import Qualifier, Unit
from tracker.record.models import Event, Figure, Party

# What the step between is asked to make of a passage.
FIGURE = "figure"
FIELDS = ("population", "as_printed", "qualifier", "unit", "low", "high", "as_of", "reporter")
# What can have figures, as targets are called.
_HOLDERS = ("allegation-", "answer-", "event-")
_DIGITS = r"\d+(?:[.,\u066b\u066c\u00a0\u202f' ]\d{3}(?!\d))*(?:[.,\u066b]\d+)?"
# Not of a name such as B52; Arabic writes its prepositions as one with the number.
_FIRST, _SECOND = re.compile(rf"(?<![\dA-Za-z.,]){_DIGITS}"), re.compile(_DIGITS)
_RANGE_BETWEEN = re.compile(r"\s*(?:-|–|—|to|and|و|إلى|بۆ|û|heta)\s*", re.IGNORECASE)
_BETWEEN = ("between", "from", "بين", "من", "نێوان", "di navbera")
_PERCENT = re.compile(r"\s*(?:[%٪]|per ?cent\b|في المئة|في المائة|بالمئة|بالمائة)", re.IGNORECASE)
_PERCENT_BEFORE = re.compile(r"(?:لە سەدا|ji sedî)\s*$", re.IGNORECASE)
# Words before a number; the longest are asked first.
_BEFORE = {
    Qualifier.MORE_THAN: (
        "more than",
        "over",
        "above",
        "أكثر من",
        "ما يزيد على",
        "ما يزيد عن",
        "زیاتر لە",
        "پتر لە",
        "zêdetirî",
        "zêdetir ji",
        "bêtir ji",
    ),
    Qualifier.AT_LEAST: (
        "at least",
        "no fewer than",
        "no less than",
        "ما لا يقل عن",
        "لا يقل عن",
        "لانیکەم",
        "بەلایەنی کەم",
        "herî kêm",
    ),
    Qualifier.ESTIMATED: ("an estimated", "estimated", "يقدر بـ", "يقدر عددهم بـ"),
    Qualifier.NEARLY: ("nearly", "almost", "close to", "قرابة", "ما يقرب من", "نزیکەی", "nêzî"),
    Qualifier.AT_MOST: ("at most", "up to", "no more than", "لا يزيد عن", "ما يصل إلى", "heta"),
    Qualifier.ABOUT: (
        "about",
        "around",
        "roughly",
        "approximately",
        "some",
        "حوالي",
        "نحو",
        "دەوروبەری",
        "nêzîkî",
        "derdora",
    ),
}


class NumberRead(NamedTuple):
    """A number that a passage gives: as it stands there, and between what it lies; None is open or
    not certain."""

    as_printed: str
    qualifier: str
    unit: str
    low: Decimal | None
    high: Decimal | None


def number_in(passage: str) -> NumberRead | None:
    """The first number in digits, with how sure its reporter is of it; None without any."""
    plain = _in_ascii_digits(passage)
    first = _FIRST.search(plain)
    if first is None:
        return None
    before, value = plain[: first.start()], _value(first[0])
    qualifier, start = _qualifier_before(before, first.start())
    low, high, end = value, value, first.end()
    link = _RANGE_BETWEEN.match(plain, end)
    second = _SECOND.match(plain, link.end()) if link else None
    # “10 and 20 people” is two numbers, “between 10 and 20” is one.
    is_dash = link is not None and link[0].strip() in "-–—"
    between = first.start() if is_dash else _ends_with(before, _BETWEEN)
    if second and between is not None:
        start = between
        qualifier, high, end = Qualifier.RANGE, _value(second[0]), second.end()
    else:
        low, high = bounds(qualifier, value)
    percent = _PERCENT.match(plain, end)
    is_share = percent is not None or _PERCENT_BEFORE.search(before) is not None
    printed = passage[start : percent.end() if percent else end]
    unit = Unit.PERCENT if is_share else Unit.NUMBER
    return NumberRead(printed.strip(), qualifier.value, unit.value, low, high)


def _in_ascii_digits(text: str) -> str:
    """The same with digits of any script as 0 to 9, character for character."""
    return "".join(
        str(unicodedata.digit(one)) if one.isdecimal() and not one.isascii() else one
        for one in text
    )


def _value(written: str) -> Decimal | None:
    """What a number comes to; None of “1.500”, which is one and a half here and 1500 there."""
    groups, signs = re.split(r"[^0-9]", written), re.findall(r"[^0-9]", written)
    if not signs:
        return Decimal(written)
    last_is_group = len(groups[-1]) == 3 and signs[-1] != "\u066b"
    if len(signs) == 1 and signs[0] == "." and last_is_group:
        return None
    if len(set(signs)) == 1 and last_is_group:
        return Decimal("".join(groups))
    return Decimal("".join(groups[:-1]) + "." + groups[-1])


def _qualifier_before(before: str, start: int) -> tuple[Qualifier, int]:
    """How sure the words before a number are of it, and where they begin."""
    found = [
        (at, qualifier)
        for qualifier, phrases in _BEFORE.items()
        if (at := _ends_with(before, phrases)) is not None
    ]
    at, qualifier = min(found, default=(start, Qualifier.EXACT), key=lambda one: one[0])
    return qualifier, at


def _ends_with(before: str, phrases: tuple[str, ...]) -> int | None:
    """Where one of these phrases begins that a text ends with, as words of their own."""
    told = before.rstrip()
    ends = [len(told) - len(one) for one in phrases if told.casefold().endswith(one.casefold())]
    return min((at for at in ends if at == 0 or not told[at - 1].isalnum()), default=None)


class FigureForm(CiteForm):
    """A passage as the quote of a new figure, whose number is read from it and confirmed."""

    reporter = forms.ModelChoiceField(
        queryset=Party.objects.none(),
        label=gettext_lazy("Reported by"),
        help_text=gettext_lazy("Who gives this number. Others are chosen in the record's form."),
    )
    field_order: tuple[str, ...] = ("target", *FIELDS, "relation", "language", "locator")

    def __init__(
        self, passage: Passage, record: Any, targets: list[Target], sent: Any, *, is_bound: bool
    ) -> None:
        super().__init__(passage, record, holders_among(targets), sent, is_bound=is_bound)
        own = forms.fields_for_model(Figure, [one for one in FIELDS if one != "reporter"])
        self.fields |= {name: field for name, field in own.items() if field is not None}
        self.passage, read = passage, number_in(passage.quote)
        if read is not None:
            values = {
                name: plain(value) if isinstance(value, Decimal) else value
                for name, value in read._asdict().items()
            }
            self.initial = {**self.initial, **values}
        # What was proposed of the passage, which may have several numbers.
        proposed = {name: sent[name] for name in FIELDS if name in sent}
        self.initial = {**self.initial, **proposed}
        speakers = speakers_in(record)
        others = {one.row.reporter_id for one in targets if isinstance(one.row, Figure)}
        if publisher := passage.reading.source.publisher_id:
            others.add(publisher)
        if isinstance(record, Event):
            others |= set(record.parties.values_list("pk", flat=True))
        field: Any = self.fields["reporter"]
        field.queryset = Party.objects.filter(pk__in=speakers | others).order_by("pk")
        if len(speakers) == 1:
            self.initial["reporter"] = min(speakers)
        self.order_fields(self.field_order)

    def clean_as_printed(self) -> str:
        """It stands in the passage, which is the figure's quote."""
        printed: str = self.cleaned_data["as_printed"]
        if _folded(printed) not in _folded(self.passage.quote):
            raise ValidationError(_("These words are not in the passage."))
        return printed

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            last = data["target"].row.figures.aggregate(last=Max("position"))["last"] or 0
            values = {name: data[name] for name in FIELDS}
            data["figure"] = Figure(position=last + 1, **values)
        return data


def holders_among(targets: list[Target]) -> list[Target]:
    """What can have a figure: a point, an answer, an event, as they are there."""
    return [one for one in targets if one.key.startswith(_HOLDERS)]


def speakers_in(record: Any) -> set[int]:
    """Who speaks in a record: the first to be asked who gives a number."""
    responder = getattr(record, "responder_id", None)
    keys: set[int] = {responder} if responder else set()
    for name in ("claimants", "joint_responders"):
        if hasattr(record, name):
            keys |= set(getattr(record, name).values_list("pk", flat=True))
    return keys


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
