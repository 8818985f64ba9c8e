"""What can be asked of each list, under the names that pages.md fixes.

A filter that cannot be understood makes the FilterSet invalid; the view then answers 400 with the
form's own message. Every condition speaks of what the reader may see: a draft's answer, or a
confidential source's language, matches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.text import smart_split
from django.utils.translation import gettext_lazy as _

from tracker.record import dates
from tracker.record.fields import LANGUAGES
from tracker.record.models import (
    Allegation,
    AllegationViolation,
    Answer,
    Citation,
    Claim,
    ClaimAccused,
    ClaimClaimant,
    Dossier,
    DossierClaim,
    Party,
    Place,
    Response,
    ResponseClaim,
    Source,
    Stance,
    Violation,
)
from tracker.record.querysets import STATE_LABELS
from tracker.record.text import LineFormField, validate_line

MOST_WORDS = 12
Rows = QuerySet[Any]


class DayField(forms.CharField):
    """A day, month or year; `end` says which end of it counts."""

    def __init__(self, *, end: str, **kwargs: Any) -> None:
        self.end = end
        super().__init__(max_length=64, **kwargs)

    def to_python(self, value: Any) -> date | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            day: date | None = getattr(dates.parse(text), self.end)
        except dates.DateError as error:
            raise ValidationError(str(error)) from error
        if day is None:
            raise ValidationError(_("Give a day, a month or a year, such as 2024-04."))
        return day


class DayFilter(df.Filter):
    field_class = DayField


class WordsFilter(df.CharFilter):
    """Words that must all be found; `look` turns one word into a condition."""

    field_class = LineFormField

    def __init__(self, look: Callable[[str], Q], **kwargs: Any) -> None:
        self.look = look
        super().__init__(max_length=200, validators=[validate_line], **kwargs)

    def filter(self, qs: Rows, value: str) -> Rows:
        for word in list(smart_split(value or ""))[:MOST_WORDS]:
            bare = word.strip("\"'“”«»")
            if bare:
                qs = qs.filter(self.look(bare))
        return qs


class SeveralFilter(df.ModelMultipleChoiceFilter):
    """Several records, by slug or code; `match` finds the rows that go with the chosen ones."""

    def __init__(self, match: Callable[[Any], Q], to_field_name: str = "slug", **kw: Any) -> None:
        self.match = match
        super().__init__(to_field_name=to_field_name, widget=forms.CheckboxSelectMultiple, **kw)

    def filter(self, qs: Rows, value: Any) -> Rows:
        return qs.filter(self.match(value)) if value else qs


class ChoicesFilter(df.MultipleChoiceFilter):
    """Several of a fixed list of values."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **kwargs)


class SortFilter(df.ChoiceFilter):
    """One of a fixed list of orders, by name; each ends in the key, so that pages are stable."""

    def __init__(self, orders: dict[str, tuple[Any, Sequence[Any]]], **kwargs: Any) -> None:
        self.orders = orders
        choices = [(name, label) for name, (label, _order) in orders.items()]
        super().__init__(choices=choices, empty_label=None, **kwargs)

    def filter(self, qs: Rows, value: str) -> Rows:
        chosen = value or next(iter(self.orders))
        return qs.order_by(*self.orders[chosen][1])


# --- Conditions -----------------------------------------------------------------------------------


def _seen(model: type[Any], **match: Any) -> Rows:
    return model.objects.published().filter(**match)


def _quoted(word: str, **of: Any) -> Exists:
    words = Q(quote__icontains=word) | Q(translation__icontains=word)
    return Exists(_seen(Citation, **of).filter(words))


def _is_named(word: str) -> Q:
    return Q(party__name__icontains=word) | Q(party__names__name__icontains=word)


def claim_has_word(word: str) -> Q:
    """Claims with `word` in title, lead, points, answers, quotes, translations or party names."""
    answers = _seen(Answer, allegation__claim=OuterRef("pk"))
    return (
        Q(title__icontains=word)
        | Q(lead__icontains=word)
        | Q(reference__iexact=word)
        | Exists(_seen(Allegation, claim=OuterRef("pk")).filter(text__icontains=word))
        | _quoted(word, claim=OuterRef("pk"))
        | _quoted(word, allegation__claim=OuterRef("pk"))
        | _quoted(word, answer__allegation__claim=OuterRef("pk"))
        | Exists(answers.filter(response__title__icontains=word))
        | Exists(ClaimClaimant.objects.filter(_is_named(word), claim=OuterRef("pk")))
        | Exists(ClaimAccused.objects.filter(_is_named(word), claim=OuterRef("pk")))
    )


def response_has_word(word: str) -> Q:
    """Responses with `word` in title, summary, quotes, translations or the responder's names."""
    return (
        Q(title__icontains=word)
        | Q(summary__icontains=word)
        | Q(reference__iexact=word)
        | Q(responder__in=Party.objects.named(word))
        | _quoted(word, response=OuterRef("pk"))
        | _quoted(word, answer__response=OuterRef("pk"))
    )


def source_has_word(word: str) -> Q:
    """Sources with `word` in title, authors, address or the publisher's names."""
    return (
        Q(title__icontains=word)
        | Q(authors__icontains=word)
        | Q(url__icontains=word)
        | Q(reference__iexact=word)
        | Q(publisher__in=Party.objects.named(word))
    )


def _claims_in(link: Rows) -> Q:
    return Q(pk__in=link.values("claim"))


def _claims_at(places: Any) -> Q:
    inside = Place.objects.within(places)
    return Q(pk__in=Allegation.objects.filter(places__in=inside).values("claim"))


def _claims_quoting(languages: list[str]) -> Q:
    cited = _seen(Citation, source__language__in=languages)
    return (
        Q(pk__in=cited.filter(claim__isnull=False).values("claim"))
        | Q(pk__in=cited.filter(allegation__isnull=False).values("allegation__claim"))
        | Q(pk__in=cited.filter(answer__isnull=False).values("answer__allegation__claim"))
    )


def _parties(role: str) -> Callable[[Any], Rows]:
    """Parties in a role of something published: what a reader can choose."""

    def queryset(request: Any) -> Rows:
        chosen = {
            "claimant": ClaimClaimant.objects.filter(claim__status="published").values("party"),
            "accused": ClaimAccused.objects.filter(claim__status="published").values("party"),
            "responder": Response.objects.published().values("responder"),
            "publisher": Source.objects.published().values("publisher"),
        }
        return Party.objects.filter(pk__in=chosen[role])

    return queryset


def _published(model: type[Any]) -> Callable[[Any], Rows]:
    def queryset(request: Any) -> Rows:
        rows: Rows = model.objects.published()
        return rows

    return queryset


def _used(model: type[Any], link: str) -> Callable[[Any], Rows]:
    """Codebook entries that something published is coded with."""

    def queryset(request: Any) -> Rows:
        rows: Rows = model.objects.all()
        path = {
            "violation": "allegation_links__allegation__claim__status",
            "stance": "answer_links__answer__response__status",
        }[link]
        return rows.filter(**{path: "published"}).distinct()

    return queryset


# --- The lists ------------------------------------------------------------------------------------

MADE_ORDERS = {
    "newest": (_("newest first"), [F("made_on_earliest").desc(nulls_last=True), "-pk"]),
    "oldest": (_("oldest first"), [F("made_on_earliest").asc(nulls_last=True), "pk"]),
    "entered": (_("entered last, first"), ["-created_at", "-pk"]),
}


class ListFilter(df.FilterSet):
    """A list's filters; `request` is not looked at: lists are the same for everybody."""

    def visible_errors(self) -> dict[str, list[str]]:
        """Parameter name → messages, for the parameters that could not be understood."""
        return {name: list(errors) for name, errors in self.form.errors.items()}


class ClaimFilter(ListFilter):
    q = WordsFilter(claim_has_word, label=_("Words"))
    claimant = SeveralFilter(
        lambda chosen: _claims_in(ClaimClaimant.objects.filter(party__in=chosen)),
        queryset=_parties("claimant"),
        label=_("Claimant"),
    )
    accused = SeveralFilter(
        lambda chosen: _claims_in(ClaimAccused.objects.filter(party__in=chosen)),
        queryset=_parties("accused"),
        label=_("Accused"),
    )
    responder = SeveralFilter(
        lambda chosen: _claims_in(
            ResponseClaim.objects.filter(
                response__responder__in=chosen, response__status="published"
            )
        ),
        queryset=_parties("responder"),
        label=_("Responder"),
    )
    response = ChoicesFilter(
        field_name="response_state", choices=list(STATE_LABELS.items()), label=_("Response")
    )
    violation = SeveralFilter(
        lambda chosen: Q(
            pk__in=AllegationViolation.objects.filter(violation__in=chosen).values(
                "allegation__claim"
            )
        ),
        to_field_name="code",
        queryset=_used(Violation, "violation"),
        label=_("Violation alleged"),
    )
    stance = SeveralFilter(
        lambda chosen: Q(pk__in=_seen(Answer, stances__in=chosen).values("allegation__claim")),
        to_field_name="code",
        queryset=_used(Stance, "stance"),
        label=_("Stance of an answer"),
    )
    place = SeveralFilter(_claims_at, queryset=_published(Place), label=_("Place"))
    made_after = DayFilter(
        field_name="made_on_latest", lookup_expr="gte", end="earliest", label=_("Made from")
    )
    made_before = DayFilter(
        field_name="made_on_earliest", lookup_expr="lte", end="latest", label=_("Made until")
    )
    language = ChoicesFilter(choices=LANGUAGES, method="quoting", label=_("Language of a source"))
    dossier = SeveralFilter(
        lambda chosen: _claims_in(DossierClaim.objects.filter(dossier__in=chosen)),
        queryset=_published(Dossier),
        label=_("Dossier"),
    )
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Claim
        fields: list[str] = []

    def quoting(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        return queryset.filter(_claims_quoting(value)) if value else queryset


class ResponseFilter(ListFilter):
    q = WordsFilter(response_has_word, label=_("Words"))
    responder = SeveralFilter(
        lambda chosen: Q(responder__in=chosen), queryset=_parties("responder"), label=_("Responder")
    )
    claimant = SeveralFilter(
        lambda chosen: Q(
            pk__in=ResponseClaim.objects.filter(
                claim__status="published", claim__claimants__in=chosen
            ).values("response")
        ),
        queryset=_parties("claimant"),
        label=_("Claimant answered"),
    )
    stance = SeveralFilter(
        lambda chosen: Q(pk__in=_seen(Answer, stances__in=chosen).values("response")),
        to_field_name="code",
        queryset=_used(Stance, "stance"),
        label=_("Stance of an answer"),
    )
    made_after = DayFilter(
        field_name="made_on_latest", lookup_expr="gte", end="earliest", label=_("Made from")
    )
    made_before = DayFilter(
        field_name="made_on_earliest", lookup_expr="lte", end="latest", label=_("Made until")
    )
    dossier = SeveralFilter(
        lambda chosen: Q(
            pk__in=ResponseClaim.objects.filter(
                claim__status="published", claim__dossiers__in=chosen
            ).values("response")
        ),
        queryset=_published(Dossier),
        label=_("Dossier"),
    )
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Response
        fields: list[str] = []


class SourceFilter(ListFilter):
    q = WordsFilter(source_has_word, label=_("Words"))
    publisher = SeveralFilter(
        lambda chosen: Q(publisher__in=chosen), queryset=_parties("publisher"), label=_("Publisher")
    )
    kind = ChoicesFilter(choices=Source.Kind.choices, label=_("Kind"))
    language = ChoicesFilter(choices=LANGUAGES, label=_("Language"))
    sort = SortFilter(
        {
            "newest": (
                _("newest first"),
                [F("published_on_earliest").desc(nulls_last=True), "-pk"],
            ),
            "oldest": (_("oldest first"), [F("published_on_earliest").asc(nulls_last=True), "pk"]),
            "title": (_("by title"), ["title", "pk"]),
        },
        label=_("Order"),
    )

    class Meta:
        model = Source
        fields: list[str] = []


class PartyFilter(ListFilter):
    q = WordsFilter(lambda w: Q(pk__in=Party.objects.named(w)), label=_("Name, in any script"))
    kind = ChoicesFilter(choices=Party.Kind.choices, label=_("Kind"))

    class Meta:
        model = Party
        fields: list[str] = []


class PlaceFilter(ListFilter):
    q = WordsFilter(lambda w: Q(pk__in=Place.objects.named(w)), label=_("Name, in any script"))
    kind = ChoicesFilter(choices=Place.Kind.choices, label=_("Kind"))

    class Meta:
        model = Place
        fields: list[str] = []
