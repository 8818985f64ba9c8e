"""What can be asked of each list, under the names that pages.md fixes.

A filter that cannot be understood makes the FilterSet invalid; the view then answers 400 with the
form's own messages, which say what the parameter may be.
"""

from __future__ import annotations

import django_filters as df
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tracker.public.conditions import (
    Rows,
    claim_has_word,
    claims_at,
    claims_in,
    claims_quoting,
    dossier_has_word,
    parties,
    published,
    response_has_word,
    seen,
    source_has_word,
    used,
)
from tracker.public.filter_kinds import (
    ChoicesFilter,
    DayFilter,
    Orders,
    SeveralFilter,
    SortFilter,
    WordsFilter,
)
from tracker.record.fields import LANGUAGES
from tracker.record.models import (
    AllegationViolation,
    Answer,
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
from tracker.record.text import NOT_LINE

MADE_ORDERS: Orders = {
    "newest": (_("newest first"), [F("made_on_earliest").desc(nulls_last=True), "-pk"]),
    "oldest": (_("oldest first"), [F("made_on_earliest").asc(nulls_last=True), "pk"]),
    "entered": (_("entered last, first"), ["-created_at", "-pk"]),
}


LONGEST_MESSAGE = 300


class ListFilter(df.FilterSet):
    """A list's filters; `request` is not looked at: lists are the same for everybody."""

    def visible_errors(self) -> dict[str, list[str]]:
        """Parameter name → messages, for the parameters that could not be understood."""
        return {
            name: [_shown(str(message)) for message in messages]
            for name, messages in self.form.errors.items()
        }


def _shown(message: str) -> str:
    """A message that may repeat what was asked, without what cannot be seen."""
    return Truncator(NOT_LINE.sub("�", message)).chars(LONGEST_MESSAGE)


class ClaimFilter(ListFilter):
    q = WordsFilter(claim_has_word, label=_("Words, in any language"))
    claimant = SeveralFilter(
        lambda chosen: claims_in(ClaimClaimant.objects.filter(party__in=chosen)),
        queryset=parties("claimant"),
        label=_("Claimant"),
    )
    accused = SeveralFilter(
        lambda chosen: claims_in(ClaimAccused.objects.filter(party__in=chosen)),
        queryset=parties("accused"),
        label=_("Accused"),
    )
    responder = SeveralFilter(
        lambda chosen: claims_in(
            ResponseClaim.objects.filter(
                response__responder__in=chosen, response__status="published"
            )
        ),
        queryset=parties("responder"),
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
        queryset=used(Violation),
        label=_("Violation alleged"),
    )
    stance = SeveralFilter(
        lambda chosen: Q(pk__in=seen(Answer, stances__in=chosen).values("allegation__claim")),
        to_field_name="code",
        queryset=used(Stance),
        label=_("Stance of an answer"),
    )
    place = SeveralFilter(claims_at, queryset=published(Place), label=_("Place"))
    made_after = DayFilter(
        field_name="made_on_latest", lookup_expr="gte", end="earliest", label=_("Made from")
    )
    made_before = DayFilter(
        field_name="made_on_earliest", lookup_expr="lte", end="latest", label=_("Made until")
    )
    language = ChoicesFilter(choices=LANGUAGES, method="quoting", label=_("Language of a source"))
    dossier = SeveralFilter(
        lambda chosen: claims_in(DossierClaim.objects.filter(dossier__in=chosen)),
        queryset=published(Dossier),
        label=_("Dossier"),
    )
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Claim
        fields: list[str] = []

    def quoting(self, queryset: Rows, name: str, value: list[str]) -> Rows:
        return queryset.filter(claims_quoting(value)) if value else queryset


class StatisticsFilter(ClaimFilter):
    """What claims the statistics are about. Nothing that is itself counted can be asked for."""

    q = response = stance = sort = None  # type: ignore[assignment]


class ResponseFilter(ListFilter):
    q = WordsFilter(response_has_word, label=_("Words"))
    responder = SeveralFilter(
        lambda chosen: Q(responder__in=chosen), queryset=parties("responder"), label=_("Responder")
    )
    claimant = SeveralFilter(
        lambda chosen: Q(
            pk__in=ResponseClaim.objects.filter(
                claim__status="published", claim__claimants__in=chosen
            ).values("response")
        ),
        queryset=parties("claimant"),
        label=_("Claimant answered"),
    )
    stance = SeveralFilter(
        lambda chosen: Q(pk__in=seen(Answer, stances__in=chosen).values("response")),
        to_field_name="code",
        queryset=used(Stance),
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
        queryset=published(Dossier),
        label=_("Dossier"),
    )
    sort = SortFilter(MADE_ORDERS, label=_("Order"))

    class Meta:
        model = Response
        fields: list[str] = []


class SourceFilter(ListFilter):
    q = WordsFilter(source_has_word, label=_("Words"))
    publisher = SeveralFilter(
        lambda chosen: Q(publisher__in=chosen), queryset=parties("publisher"), label=_("Publisher")
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


class DossierFilter(ListFilter):
    q = WordsFilter(dossier_has_word, label=_("Words"))

    class Meta:
        model = Dossier
        fields: list[str] = []
