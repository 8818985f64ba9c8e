"""Responses: what each answers, with stances and quotes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.begun import BegunFromSource
from tracker.editorial.admin.inlines import CitationInline, FigureInline, RowInline
from tracker.editorial.admin.outline import OutlineAdmin
from tracker.editorial.forms import AnswerForm
from tracker.editorial.keys import is_key
from tracker.editorial.lists.evidence import EvidenceFilter
from tracker.editorial.lists.people import PEOPLE
from tracker.editorial.lists.replies import PointsFilter
from tracker.editorial.lists.typed import by_date, by_dossier, by_name
from tracker.editorial.own_records import choosable
from tracker.editorial.workbench.scope import Scope
from tracker.record.models import (
    Allegation,
    Answer,
    Claim,
    Response,
    ResponseClaim,
    ResponseLink,
    ResponseParty,
    ResponseSpokenFor,
)


class ResponseClaimInline(RowInline):
    model = ResponseClaim
    ordered_by = "position"
    autocomplete_fields = ("claim",)
    fields = (("claim", "standing", "position"),)
    classes = ("said",)


class AnswerInline(RowInline):
    model = Answer
    form = AnswerForm
    inlines = (CitationInline, FigureInline)
    autocomplete_fields = ("allegation",)
    fields = (("allegation", "extent"), "also_covers", "stances_taken", "summary")
    classes = ("answered",)


class WholeCitationInline(CitationInline):
    verbose_name_plural = _("quotes and sources of the response as a whole")
    intro = _("What answers one allegation is cited at that answer.")


class JointResponderInline(RowInline):
    model = ResponseParty
    ordered_by = "position"
    autocomplete_fields = ("party",)
    fields = (("party", "named_as", "position"),)
    classes = ("collapse",)


class SpokenForInline(RowInline):
    model = ResponseSpokenFor
    autocomplete_fields = ("party",)
    fields = ("party",)
    classes = ("collapse",)
    intro = _("Only where the words themselves speak for it, and a cited tie shows that it may.")


class ResponseLinkInline(RowInline):
    model = ResponseLink
    fk_name = "response"
    autocomplete_fields = ("other",)
    fields = (("kind", "other"),)
    classes = ("collapse",)


@admin.register(Response)
class ResponseAdmin(BegunFromSource, OutlineAdmin):
    begun_with = ("claim_links",)
    inlines = (
        ResponseClaimInline,
        AnswerInline,
        WholeCitationInline,
        JointResponderInline,
        SpokenForInline,
        ResponseLinkInline,
    )
    autocomplete_fields = ("responder", "spokesperson")
    list_display = ("reference", "title", "responder", "made_on", "given_to", "status_mark")
    list_display_links = ("reference", "title")
    list_filter = (
        "status",
        PointsFilter,
        EvidenceFilter,
        "on_file",
        *PEOPLE,
        by_name("responder", _("responder"), "responder", "party_links__party"),
        by_name("claimant", _("claimant"), "claim_links__claim__claimant_links__party"),
        by_dossier("claim_links__claim__dossiers"),
        by_date("made_on", _("day of the response")),
    )
    list_select_related = ("responder",)
    search_fields = ("reference", "title", "summary", "responder__name", "responder__names__name")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("responder", "named_as"),
                    "spokesperson",
                    ("made_on", "first_reported_on"),
                    ("form", "on_file"),
                    ("not_held", "is_unconfirmed"),
                    "summary",
                ),
                "description": _(
                    "What somebody said in return on one occasion. A response printed in the "
                    "claim's own report is older than the report: enter both days."
                ),
            },
        ),
        (_("For the desk only"), {"fields": ("internal_notes",), "classes": ("collapse",)}),
    )

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        """A new response begun from a claim comes with that claim."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        claim = self._begun_from(request)
        if claim is None or obj.pk:
            return kwargs
        if isinstance(inline, ResponseClaimInline) and request.method != "POST":
            kwargs["initial"] = [{"claim": claim.pk}]
        return kwargs

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = super().get_inline_instances(request, obj)
        if obj is None and self._begun_from(request) is not None:
            for inline in inlines:
                if isinstance(inline, ResponseClaimInline):
                    inline.extra = 1
        return inlines

    def may_begin(self, record: Response, scope: Scope) -> bool:
        """An answer is begun on a point of a claim that the response addresses."""
        points = Allegation.objects.filter(claim__in=record.claim_links.values("claim"))
        return scope.allegation is None or points.filter(pk=scope.allegation).exists()

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if context:
            claims = list(record.claims.order_by("reference").values_list("reference", "pk"))
            context["claims_answered"] = ",".join(str(pk) for _reference, pk in claims)
            context["claims_addressed"] = [
                (reference, reverse("admin:record_claim_outline", args=[pk]))
                for reference, pk in claims
            ]
        return context

    def _begun_from(self, request: HttpRequest) -> Claim | None:
        key = request.GET.get("claim", "")
        if not is_key(key):
            return None
        rows = choosable(request.user, Claim)
        rows = Claim.objects.all() if rows is None else rows
        return rows.filter(pk=key).first()

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        given = super().get_changeform_initial_data(request)
        given.pop("claim", None)
        return given

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Answering an allegation is addressing its claim, whether or not the row was typed.
        form.instance.address_answered_claims()
