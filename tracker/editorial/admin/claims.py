"""Claims: who says it of whom, its points, and what is cited for each."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.begun import BegunFromSource
from tracker.editorial.admin.evidence_pack import EvidencePackAdmin
from tracker.editorial.admin.inlines import CitationInline, FigureInline, RowInline
from tracker.editorial.admin.looked_again import LookedAgainAdmin
from tracker.editorial.admin.outline import OutlineAdmin
from tracker.editorial.forms import AllegationForm
from tracker.editorial.keys import is_key
from tracker.editorial.lists.evidence import EvidenceFilter
from tracker.editorial.lists.people import PEOPLE
from tracker.editorial.lists.replies import RepliesFilter
from tracker.editorial.lists.typed import by_date, by_dossier, by_name
from tracker.editorial.own_records import choosable
from tracker.editorial.receipts import note_reply
from tracker.editorial.request_models import RequestWording
from tracker.record.models import (
    Allegation,
    Claim,
    ClaimAccused,
    ClaimClaimant,
    ClaimLink,
    ClaimLook,
    ClaimReceipt,
    DossierClaim,
    Figure,
    Party,
    Status,
)


class ClaimantInline(RowInline):
    model = ClaimClaimant
    ordered_by = "position"
    autocomplete_fields = ("party",)
    fields = (("party", "named_as", "position"),)
    classes = ("said",)
    offered = 1


class AccusedInline(RowInline):
    model = ClaimAccused
    ordered_by = "position"
    autocomplete_fields = ("party",)
    fields = (("party", "named_as", "position"),)
    classes = ("answered",)
    offered = 1


class AllegationInline(RowInline):
    model = Allegation
    form = AllegationForm
    inlines = (CitationInline, FigureInline)
    classes = ("said",)
    fields = (
        ("number", "text"),
        "violations_alleged",
        ("places_alleged", "period"),
        "characterisation",
        ("said_by", "said_of"),
        ("is_accused_unnamed", "put_on"),
    )


class WholeCitationInline(CitationInline):
    verbose_name_plural = _("quotes and sources of the claim as a whole")
    intro = _("What belongs to one allegation is cited at that allegation.")


class ClaimLinkInline(RowInline):
    model = ClaimLink
    fk_name = "claim"
    autocomplete_fields = ("other",)
    fields = (("kind", "other"),)
    classes = ("collapse",)


class DossierInline(RowInline):
    model = DossierClaim
    verbose_name = _("dossier")
    verbose_name_plural = _("dossiers it belongs to")
    beside = "dossier"
    autocomplete_fields = ("dossier",)
    fields = ("dossier",)


class LookInline(RowInline):
    model = ClaimLook
    autocomplete_fields = ("party",)
    fields = (("party", "looked_on"), ("where", "languages"), "looked_by")
    intro = _("One row for each of the accused and each time somebody looked.")


class ReceiptInline(RowInline):
    model = ClaimReceipt
    autocomplete_fields = ("party",)
    fields = (("party", "received_on", "kind"),)
    intro = _("While one stands here, nothing is said of this party's silence.")


class Awaited(NamedTuple):
    """One of the accused, where it is noted that its reply came, and since when it is."""

    party: Party
    address: str
    received_on: date | None


class ToAsk(NamedTuple):
    """A request for a response that one click begins."""

    party: Party
    # None: in words of its own.
    wording: RequestWording | None
    url: str


def to_ask(claim: Claim) -> list[ToAsk]:
    """Each of the accused in each wording that the desk keeps, and in words of one's own."""
    add, wordings = reverse("admin:record_request_add"), list(RequestWording.objects.all())
    found = []
    for link in claim.accused_links.select_related("party"):
        plain = f"{add}?claim={claim.pk}&asked={link.party_id}"
        found += [ToAsk(link.party, one, f"{plain}&wording={one.pk}") for one in wordings]
        found.append(ToAsk(link.party, None, plain))
    return found


@admin.register(Claim)
class ClaimAdmin(BegunFromSource, LookedAgainAdmin, EvidencePackAdmin, OutlineAdmin):
    looked_for_in = "claim"
    change_form_template = "admin/claim_change_form.html"
    begun_with = ("claimant_links", "accused_links")
    inlines = (
        ClaimantInline,
        AccusedInline,
        AllegationInline,
        WholeCitationInline,
        DossierInline,
        ClaimLinkInline,
        LookInline,
        ReceiptInline,
    )
    list_display = (
        "reference",
        "title",
        "claimant_names",
        "accused_names",
        "dossier_names",
        "made_on",
        "given_to",
        "status_mark",
    )
    list_display_links = ("reference", "title")
    list_filter = (
        "status",
        RepliesFilter,
        EvidenceFilter,
        *PEOPLE,
        by_name("claimant", _("claimant"), "claimant_links__party"),
        by_name("accused", _("accused"), "accused_links__party"),
        by_dossier("dossiers"),
        by_date("made_on", _("day of the claim")),
    )
    actions = ("submit_chosen", "give_chosen", "looked_chosen")
    search_fields = ("reference", "title", "lead", "allegations__text")
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "made_on", "lead"),
                "description": _(
                    "What somebody said publicly on one occasion. Fill in from top to bottom, as "
                    "the page will read; save at any time, nobody sees a draft."
                ),
            },
        ),
        (
            _("For the desk only"),
            {"fields": ("internal_notes",), "classes": ("collapse",)},
        ),
    )

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if context and request.user.has_perm("record.add_response"):
            context["next_url"] = f"{reverse('admin:record_response_add')}?claim={record.pk}"
            context["next_label"] = _("Enter a response to this claim")
        if context and self._may_note(request, record):
            context["awaited"] = self._awaited(record)
        if context and request.user.has_perm("record.add_request"):
            context["to_ask"] = to_ask(record)
        return context

    def _may_note(self, request: HttpRequest, claim: Claim) -> bool:
        """Whether this account may note a reply: whoever may change claims, published ones too."""
        return request.user.has_perm("record.change_claim") and claim.status != Status.WITHDRAWN

    def _awaited(self, claim: Claim) -> list[Awaited]:
        received = {one.party_id: one.received_on for one in claim.receipts.all()}
        return [
            Awaited(
                link.party,
                self.page_address("reply", claim.pk, link.party_id),
                received.get(link.party_id),
            )
            for link in claim.accused_links.select_related("party")
        ]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.reply_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_reply"
        return [path("<path:object_id>/reply/<int:party>/", view, name=name), *super().get_urls()]

    def reply_view(self, request: HttpRequest, object_id: str, party: int) -> HttpResponse:
        """Notes that a reply of one of the accused has come."""
        claim = self.get_object(request, unquote(object_id))
        if claim is None or not self._may_note(request, claim):
            messages.error(request, gettext("Your account may not do this now."))
            return HttpResponseRedirect(reverse("admin:index"))
        accused = get_object_or_404(claim.accused, pk=party)
        if request.method == "POST":
            told = {"party": accused}
            if note_reply(claim, accused, request.user):
                words = gettext("%(party)s: noted that a reply is being entered.")
                messages.success(request, words % told)
            else:
                words = gettext("%(party)s: it is noted already that a reply is being entered.")
                messages.info(request, words % told)
        return HttpResponseRedirect(self.page_address("change", claim.pk))


class LookedUp(admin.ModelAdmin):
    """A row that other forms look up; it is edited in its record's form, not by itself."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        allowed = choosable(request.user, self.model)
        return rows if allowed is None else rows.filter(pk__in=allowed.values("pk"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Asked when the record that holds the row is deleted, too: then it goes along.
        match = request.resolver_match
        by_itself = match is None or f"_{self.opts.model_name}_" in (match.url_name or "")
        return not by_itself and super().has_delete_permission(request, obj)


@admin.register(Allegation)
class AllegationLookup(LookedUp):
    """Offers allegations to the form of a response: those of the claims it addresses, if any."""

    search_fields = ("claim__reference", "claim__title", "text")
    ordering = ("-claim__reference", "number")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).select_related("claim")
        claims = [pk for pk in request.GET.get("claims", "").split(",") if is_key(pk)][:50]
        return rows.filter(claim__in=claims) if claims else rows


@admin.register(Figure)
class FigureLookup(LookedUp):
    """Offers figures as what another repeats or is a part of."""

    search_fields = ("population", "as_printed", "reporter__name")
    ordering = ("population", "pk")
