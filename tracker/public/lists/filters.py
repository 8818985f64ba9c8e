"""What can be asked of each list, under the names that pages.md fixes.

A filter that cannot be understood makes the FilterSet invalid; the view then answers 400 with the
form's own messages, which say what the parameter may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

import django_filters as df
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.edition.documents.marks import State
from tracker.public.lists.filter_kinds import (
    BY_CODE,
    BY_SLUG,
    BY_YEAR,
    ChoicesFilter,
    DayFilter,
    FacetFilter,
    Orders,
    SortFilter,
    WordsFilter,
)
from tracker.record.choices import Outcome, PartyKind, PlaceKind, RequestKind, SourceKind
from tracker.record.fields import LANGUAGES
from tracker.record.state import STATE_LABELS
from tracker.record.text import NOT_LINE
from tracker.search import order
from tracker.search.finding import Question
from tracker.search.kinds import Kind
from tracker.search.models import Document
from tracker.search.turns import TURN_LABELS

BEST = _("your words in the title first")
MADE_ORDERS: Orders = {
    order.NEWEST: _("newest first"),
    order.OLDEST: _("oldest first"),
    order.ENTERED: _("entered last, first"),
    order.BEST: BEST,
}
LONGEST_MESSAGE = 300


class ListFilter(df.FilterSet):
    """A list's filters. What they narrow is no queryset, but a question of the index.

    `request` is not looked at: lists are the same for everybody.
    """

    of: ClassVar[Kind]
    # The order where none is asked for and nothing typed; with words, those with them in the title.
    default_order: ClassVar[str] = order.NEWEST

    # False for a list of a few rows in an order of the desk's own.
    is_ordered_by_index: ClassVar[bool] = True

    def __init__(self, data: QueryDict | None, request: HttpRequest | None = None) -> None:
        # Rows of the index are what a filterset of Django's could be of; none is asked for here.
        super().__init__(data, queryset=Document.objects.none(), request=request)

    def get_form_class(self) -> Any:
        return _form_class(type(self))  # type: ignore[arg-type]

    def visible_errors(self) -> dict[str, list[str]]:
        """Parameter name → messages, for the parameters that could not be understood."""
        return visible_errors(self.form)

    @property
    def facets(self) -> dict[str, Any]:
        """Parameter name → filter, of those that are facets of the index."""
        return {name: one for name, one in self.filters.items() if hasattr(one, "facet")}

    @property
    def is_search_alone(self) -> bool:
        """Whether words to look for are all that can be asked."""
        return len(self.form.fields) == 1

    @property
    def other_fields(self) -> list[Any]:
        """The fields beside the words to look for and the facets, in their order."""
        return [one for one in self.form if one.name != "q" and one.name not in self.facets]

    def offer_orders(self) -> None:
        """Let the choice of an order begin with the one in force where none was asked for."""
        field = self.form.fields.get("sort")
        if field is None:
            return
        best = [one for one in field.choices if one[0] == order.BEST]
        others = [one for one in field.choices if one[0] != order.BEST]
        has_words = bool((self.form.cleaned_data.get("q") or "").strip())
        field.widget.choices = [*best, *others] if has_words else others

    def question(self) -> Question:
        """What the form asks for. The form is valid."""
        return self.filter_queryset(Question(self.of, order=self.default_order))

    def filter_queryset(self, queryset: Question) -> Question:
        """The question, narrowed by each filter in its turn."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset


@cache
def _form_class(of: type[ListFilter]) -> Any:
    """The form of a filterset, made once; each request has a form of its own of this class."""
    return df.FilterSet.get_form_class(of(None))


def visible_errors(form: forms.BaseForm) -> dict[str, list[str]]:
    """Parameter name → messages, for the parameters of a form that could not be understood."""
    return {
        name: [_shown(str(message)) for message in messages]
        for name, messages in form.errors.items()
    }


def _shown(message: str) -> str:
    """A message that may repeat what was asked, without what cannot be seen."""
    return Truncator(NOT_LINE.sub("�", message)).chars(LONGEST_MESSAGE)


def _several(kind: Kind, facet: str, label: Any, may_be: Any = BY_SLUG) -> Any:
    return FacetFilter(kind, facet, may_be, label=label)


def _one_of(facet: str, choices: Sequence[tuple[Any, Any]], label: Any) -> Any:
    return ChoicesFilter(facet, choices, label=label)


def _evidence() -> Any:
    return _one_of("evidence", State.choices, _("Its quotes in kept copies"))


def _from() -> DayFilter:
    return DayFilter("after", "earliest", label=_("Made from"))


def _until() -> DayFilter:
    return DayFilter("before", "latest", label=_("Made until"))


class ClaimFilter(ListFilter):
    of = Kind.CLAIM

    q = WordsFilter(label=_("Words, in any language"))
    claimant = _several(of, "claimant", _("Claimant"))
    accused = _several(of, "accused", _("Accused"))
    responder = _several(of, "responder", _("Responder"))
    response = _one_of("response", list(STATE_LABELS.items()), _("Response"))
    violation = _several(of, "violation", _("Violation alleged"), BY_CODE)
    stance = _several(of, "stance", _("Stance of an answer"), BY_CODE)
    place = _several(of, "place", _("Place"))
    year = _several(of, "year", _("Year made"), BY_YEAR)
    made_after = _from()
    made_before = _until()
    language = _one_of("language", LANGUAGES, _("Language of a source"))
    form = _one_of("form", SourceKind.choices, _("Form of a source"))
    evidence = _evidence()
    dossier = _several(of, "dossier", _("Dossier"))
    sort = SortFilter(MADE_ORDERS, label=_("Order"))


class SearchForm(forms.Form):
    """Words looked for in everything, by the same rules as in a list."""

    q = WordsFilter(label=_("Words, in any language")).field


class StatisticsFilter(ClaimFilter):
    """What claims the statistics are about. Nothing that is itself counted can be asked for."""

    q = response = stance = evidence = sort = None  # type: ignore[assignment]


class ResponseFilter(ListFilter):
    of = Kind.RESPONSE

    q = WordsFilter(label=_("Words"))
    responder = _several(of, "responder", _("Responder"))
    claimant = _several(of, "claimant", _("Claimant answered"))
    stance = _several(of, "stance", _("Stance of an answer"), BY_CODE)
    year = _several(of, "year", _("Year made"), BY_YEAR)
    made_after = _from()
    made_before = _until()
    evidence = _evidence()
    dossier = _several(of, "dossier", _("Dossier"))
    sort = SortFilter(MADE_ORDERS, label=_("Order"))


DATED_ORDERS: Orders = {
    order.NEWEST: _("newest first"),
    order.OLDEST: _("oldest first"),
    order.NAME: _("by title"),
    order.BEST: BEST,
}


class SourceFilter(ListFilter):
    of = Kind.SOURCE

    q = WordsFilter(label=_("Words"))
    publisher = _several(of, "publisher", _("Publisher"))
    kind = _one_of("kind", SourceKind.choices, _("Kind"))
    language = _one_of("language", LANGUAGES, _("Language"))
    year = _several(of, "year", _("Year"), BY_YEAR)
    sort = SortFilter(DATED_ORDERS, label=_("Order"))


class EventFilter(ListFilter):
    of = Kind.EVENT

    q = WordsFilter(label=_("Words"))
    party = _several(of, "party", _("Party"))
    place = _several(of, "place", _("Place"))
    year = _several(of, "year", _("Year"), BY_YEAR)
    dossier = _several(of, "dossier", _("Dossier"))
    sort = SortFilter(DATED_ORDERS, label=_("Order"))


class RequestFilter(ListFilter):
    of = Kind.REQUEST

    q = WordsFilter(label=_("Words"))
    turn = _one_of("turn", list(TURN_LABELS.items()), _("Whose turn"))
    asker = _several(of, "asker", _("Who asks"))
    asked = _several(of, "asked", _("Who is asked"))
    kind = _one_of("kind", RequestKind.choices, _("What is asked for"))
    outcome = _one_of("outcome", Outcome.choices, _("Outcome"))
    year = _several(of, "year", _("Year sent"), BY_YEAR)
    dossier = _several(of, "dossier", _("Dossier"))
    sort = SortFilter(DATED_ORDERS, label=_("Order"))


class PartyFilter(ListFilter):
    of = Kind.PARTY
    default_order = order.NAME

    q = WordsFilter(label=_("Name, in any script"))
    kind = _one_of("kind", PartyKind.choices, _("Kind"))


class PlaceFilter(ListFilter):
    of = Kind.PLACE
    default_order = order.NAME

    q = WordsFilter(label=_("Name, in any script"))
    kind = _one_of("kind", PlaceKind.choices, _("Kind"))


class DossierFilter(ListFilter):
    of = Kind.DOSSIER
    is_ordered_by_index = False

    q = WordsFilter(label=_("Words"))
