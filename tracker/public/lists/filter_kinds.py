"""The kinds of filters that lists have: words, days, several of many, one order.

A parameter that takes one value refuses two different ones; which of them was meant is not for the
site to guess. Each message says what the parameter may be before it names what it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy, smart_split
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.public.delivery.crawling import COUNTED
from tracker.record import dates
from tracker.record.text import LineFormField, validate_line
from tracker.search.finding import Question, known
from tracker.search.kinds import Kind
from tracker.search.names import Named
from tracker.search.order import BEST

MOST_WORDS = 12
LONGEST_SEARCH = 2000
BY_CODE = _("Give a code of the codebook, as listed on the page About. Not one in use:")
BY_SLUG = _("Give the last part of the address of its page. Not one of them:")
BY_YEAR = _("Give a year in which something on this list was said. Not one of them:")
# An order of the index, and how it is called.
Orders = Mapping[str, Any]


class Shared(df.Filter):
    """A filter that all requests have in common: nothing of it is changed once it is made.

    A filterset copies all its filters for each request, down to every word of every message, which
    takes longer than counting a million claims.
    """

    def __deepcopy__(self, memo: Any) -> Any:
        self.field  # noqa: B018 – made once here, not by each copy
        return copy(self)


class DayField(forms.Field):
    """A day, month or year; `end` says which end of it counts."""

    widget = forms.TextInput(attrs={"maxlength": 64})

    def __init__(self, *, end: str, **kwargs: Any) -> None:
        self.end = end
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        text = (value or "").strip()
        if not text:
            return None
        try:
            day: date | None = getattr(dates.parse(text), self.end)
        except dates.DateError as error:
            day, reason = None, str(error)
        else:
            reason = ""
        if day is None:
            may_be = gettext("Give a day, a month or a year, such as 2024-04.")
            raise ValidationError(f"{may_be} {reason}".strip())
        return day


class DayFilter(Shared):
    """A day `after` or `before` which a record is to be, the one by its `end` of the other."""

    field_class = DayField

    def __init__(self, which: str, end: str, **kwargs: Any) -> None:
        self.which = which
        super().__init__(end=end, **kwargs)

    def filter(self, question: Question, value: date | None) -> Question:
        if self.which == "after":
            return replace(question, after=value)
        return replace(question, before=value)


class AllWords(forms.TextInput):
    """Words given under one name several times are all looked for."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return " ".join(data.getlist(name))


def words_of(text: str) -> list[str]:
    """The words of a search, each bare; a phrase in quotation marks is one."""
    bare = (word.strip("\"'“”«»") for word in smart_split(text or ""))
    return [word for word in bare if word]


def is_longer_than_looked_for(text: str) -> bool:
    """Whether more is typed than is looked for; the page says so."""
    return len(words_of(text)) > MOST_WORDS


def first_words(text: str) -> str:
    """As much of a search as is looked for, as it was typed: a phrase in quotation marks is one."""
    typed = list(smart_split(text))
    return " ".join(typed[:MOST_WORDS]) if is_longer_than_looked_for(text) else text


def address_as_words(text: str) -> str:
    """An address of a page as a phrase that its source has, however it was copied.

    Without scheme and `www.`, without what only counts who comes from where, and with letters of
    other scripts as they stand in addresses.
    """
    if not re.fullmatch(r"(https?://|www\.)\S+", text, re.IGNORECASE):
        return text
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return text
    host = parts.netloc.lower().removeprefix("www.")
    path = quote(unquote(parts.path).rstrip("/"), safe="/-._~")
    asked = [one for one in parts.query.split("&") if one and not one.startswith(COUNTED)]
    return f'"{host}{path} {" ".join(asked)}"'.replace(' "', '"')


class WordsField(LineFormField):
    """What is looked for of what was typed."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        # What is too long is refused as it was typed.
        is_taken = isinstance(text, str) and len(text) <= LONGEST_SEARCH
        return first_words(address_as_words(text)) if is_taken else text


class WordsFilter(Shared, df.CharFilter):
    """What a reader typed: those with it in their title come first, if no order is asked for."""

    field_class = WordsField

    def __init__(self, **kwargs: Any) -> None:
        kwargs |= {"widget": AllWords, "max_length": LONGEST_SEARCH}
        super().__init__(validators=[validate_line], **kwargs)

    def filter(self, question: Question, value: str) -> Question:
        text = value or ""
        return replace(question, text=text, order=BEST if text.strip() else question.order)


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick; an empty value, as a form without scripts may send it, is none."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [value for value in data.getlist(name) if value]


class FacetField(forms.Field):
    """Several values of a facet of the index, each by its word in addresses."""

    widget = Ticks

    def __init__(self, *, kind: Kind, facet: str, may_be: Any, **kwargs: Any) -> None:
        self.kind, self.facet, self.may_be = kind, facet, may_be
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[Named]:
        asked = list(dict.fromkeys(value or ()))
        if not asked:
            return []
        choices = known(self.kind, self.facet)
        for one in asked:
            if one not in choices:
                raise ValidationError(format_lazy("{} {}", self.may_be, one), "invalid_choice")
        return [choices[one] for one in asked]


class FacetFilter(Shared):
    """Several values of a facet; any of them is enough."""

    field_class = FacetField

    def __init__(self, kind: Kind, facet: str, may_be: Any, **kwargs: Any) -> None:
        self.facet = facet
        super().__init__(kind=kind, facet=facet, may_be=may_be, **kwargs)

    def filter(self, question: Question, value: Sequence[Named]) -> Question:
        return question.choosing(self.facet, [one.key for one in value])


def _one_of(choices: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    names = ", ".join(str(name) for name, _label in choices)
    may_be = format_lazy(_("May be one of: {names}. Not:"), names=names)
    return {"invalid_choice": format_lazy("{} %(value)s", may_be)}


class ChoicesFilter(Shared, df.MultipleChoiceFilter):
    """Several of a fixed list of values of a facet; any of them is enough."""

    def __init__(self, facet: str, choices: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        self.facet = facet
        super().__init__(choices=choices, widget=Ticks, error_messages=_one_of(choices), **kwargs)

    def filter(self, question: Question, value: Sequence[str]) -> Question:
        return question.choosing(self.facet, value)


class SortFilter(Shared, df.ChoiceFilter):
    """One of a fixed list of orders of the index, by name."""

    def __init__(self, orders: Orders, **kwargs: Any) -> None:
        self.orders = orders
        choices = list(orders.items())
        super().__init__(
            choices=choices, empty_label=None, error_messages=_one_of(choices), **kwargs
        )

    def filter(self, question: Question, value: str) -> Question:
        return replace(question, order=value or question.order)
