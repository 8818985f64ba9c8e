"""What can be asked of each list, under the names that pages.md fixes.

A filter that cannot be understood makes the FilterSet invalid; the view then answers 400 with the
form's own messages, which say what the parameter may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

import django_filters as df
from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.public import conditions as on
from tracker.public.filter_kinds import (
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
from tracker.record.choices import PartyKind, PlaceKind, SourceKind
from tracker.record.fields import LANGUAGES
from tracker.record.models import Claim, Dossier, Party, Place, Response, Source
from tracker.record.state import STATE_LABELS
from tracker.record.text import NOT_LINE
from tracker.search import order
from tracker.search.finding import Question
from tracker.search.kinds import Kind

NEWEST = [F("made_on_earliest").desc(nulls_last=True), "-pk"]
BEST = (_("your words in the title first"), NEWEST)
MADE_ORDERS: Orders = {
    order.NEWEST: (_("newest first"), NEWEST),
    order.OLDEST: (_("oldest first"), [F("made_on_earliest").asc(nulls_last=True), "pk"]),
    order.ENTERED: (_("entered last, first"), ["-created_at", "-pk"]),
    order.BEST: BEST,
}


LONGEST_MESSAGE = 300


class ListFilter(df.FilterSet):
    """A list's filters; `request` is not looked at: lists are the same for everybody.

    `qs` is what is asked for, as the record's tables tell; `question` the same for the index.
    """

    of: ClassVar[Kind]
    # The order where none is asked for and nothing typed; with words, those with them in the title.
    default_order: ClassVar[str] = order.NEWEST

    # False for a list of a few rows in an order of the desk's own.
    is_ordered_by_index: ClassVar[bool] = True

    def get_form_class(self) -> Any:
        return _form_class(type(self))  # type: ignore[arg-type]

    def visible_errors(self) -> dict[str, list[str]]:
        """Parameter name → messages, for the parameters that could not be understood."""
        return {
            name: [_shown(str(message)) for message in messages]
            for name, messages in self.form.errors.items()
        }

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
        asked = self.form.cleaned_data
        text = asked.get("q") or ""
        chosen = {
            one.facet: tuple(getattr(value, "key", value) for value in asked[name])
            for name, one in self.facets.items()
            if asked[name]
        }
        return Question(
            self.of,
            chosen,
            asked.get("made_after"),
            asked.get("made_before"),
            text,
            asked.get("sort") or (order.BEST if text.strip() else self.default_order),
        )


@cache
def _form_class(of: type[ListFilter]) -> Any:
    """The form of a filterset, made once; each request has a form of its own of this class."""
    return df.FilterSet.get_form_class(of(None, of._meta.model.objects.none()))


def _shown(message: str) -> str:
    """A message that may repeat what was asked, without what cannot be seen."""
    return Truncator(NOT_LINE.sub("�", message)).chars(LONGEST_MESSAGE)


def _several(kind: Kind, facet: str, match: on.Match, label: Any, may_be: Any = BY_SLUG) -> Any:
    return FacetFilter(kind, facet, match, may_be, label=label)


def _one_of(facet: str, match: on.Match, choices: Sequence[tuple[Any, Any]], label: Any) -> Any:
    return ChoicesFilter(facet, match, choices, label=label)


def _from() -> DayFilter:
    return DayFilter(
        field_name="made_on_latest", lookup_expr="gte", end="earliest", label=_("Made from")
    )


def _until() -> DayFilter:
    return DayFilter(
        field_name="made_on_earliest", lookup_expr="lte", end="latest", label=_("Made until")
    )


class ClaimFilter(ListFilter):
    of = Kind.CLAIM

    q = WordsFilter(of, label=_("Words, in any language"))
    claimant = _several(of, "claimant", on.claims_by, _("Claimant"))
    accused = _several(of, "accused", on.claims_against, _("Accused"))
    responder = _several(of, "responder", on.claims_answered_by, _("Responder"))
    response = _one_of(
        "response", on.is_in("response_state"), list(STATE_LABELS.items()), _("Response")
    )
    violation = _several(of, "violation", on.claims_of, _("Violation alleged"), BY_CODE)
    stance = _several(of, "stance", on.claims_met_with, _("Stance of an answer"), BY_CODE)
    place = _several(of, "place", on.claims_at, _("Place"))
    year = _several(of, "year", on.dated_in("made_on"), _("Year made"), BY_YEAR)
    made_after = _from()
    made_before = _until()
    language = _one_of(
        "language", on.claims_citing("language"), LANGUAGES, _("Language of a source")
    )
    form = _one_of("form", on.claims_citing("kind"), SourceKind.choices, _("Form of a source"))
    dossier = _several(of, "dossier", on.claims_of_dossiers, _("Dossier"))
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Claim
        fields: list[str] = []


class StatisticsFilter(ClaimFilter):
    """What claims the statistics are about. Nothing that is itself counted can be asked for."""

    q = response = stance = sort = None  # type: ignore[assignment]


class ResponseFilter(ListFilter):
    of = Kind.RESPONSE

    q = WordsFilter(of, label=_("Words"))
    responder = _several(of, "responder", on.is_in("responder"), _("Responder"))
    claimant = _several(of, "claimant", on.responses_to_claims("claimants"), _("Claimant answered"))
    stance = _several(of, "stance", on.responses_with, _("Stance of an answer"), BY_CODE)
    year = _several(of, "year", on.dated_in("made_on"), _("Year made"), BY_YEAR)
    made_after = _from()
    made_before = _until()
    dossier = _several(of, "dossier", on.responses_to_claims("dossiers"), _("Dossier"))
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Response
        fields: list[str] = []


PUBLISHED_NEWEST = [F("published_on_earliest").desc(nulls_last=True), "-pk"]


class SourceFilter(ListFilter):
    of = Kind.SOURCE

    q = WordsFilter(of, label=_("Words"))
    publisher = _several(of, "publisher", on.is_in("publisher"), _("Publisher"))
    kind = _one_of("kind", on.is_in("kind"), SourceKind.choices, _("Kind"))
    language = _one_of("language", on.is_in("language"), LANGUAGES, _("Language"))
    year = _several(of, "year", on.dated_in("published_on"), _("Year"), BY_YEAR)
    sort = SortFilter(
        {
            order.NEWEST: (_("newest first"), PUBLISHED_NEWEST),
            order.OLDEST: (
                _("oldest first"),
                [F("published_on_earliest").asc(nulls_last=True), "pk"],
            ),
            order.NAME: (_("by title"), ["title", "pk"]),
            order.BEST: (BEST[0], PUBLISHED_NEWEST),
        },
        label=_("Order"),
    )

    class Meta:
        model = Source
        fields: list[str] = []


class PartyFilter(ListFilter):
    of = Kind.PARTY
    default_order = order.NAME

    q = WordsFilter(of, label=_("Name, in any script"))
    kind = _one_of("kind", on.is_in("kind"), PartyKind.choices, _("Kind"))

    class Meta:
        model = Party
        fields: list[str] = []


class PlaceFilter(ListFilter):
    of = Kind.PLACE
    default_order = order.NAME

    q = WordsFilter(of, label=_("Name, in any script"))
    kind = _one_of("kind", on.is_in("kind"), PlaceKind.choices, _("Kind"))

    class Meta:
        model = Place
        fields: list[str] = []


class DossierFilter(ListFilter):
    of = Kind.DOSSIER
    is_ordered_by_index = False

    q = WordsFilter(of, label=_("Words"))

    class Meta:
        model = Dossier
        fields: list[str] = []
