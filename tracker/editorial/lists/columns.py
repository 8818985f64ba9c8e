"""Columns of the desk's lists that tell whom a record is about and whose it is to look at.

What a name is by now is not for contributors: of others' records they know what readers do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from tracker.editorial.models import Assignment
from tracker.editorial.own_records import contributes, ledger_name
from tracker.record.models import Claim, Dossier, Party
from tracker.record.nouns import NOUNS

MOST_NAMES = 3
LONGEST_TITLE = 30
# Columns that name others' records, or other accounts.
NAMING = frozenset(
    (
        "claimant_names",
        "accused_names",
        "dossier_names",
        "given_to",
        "responder",
        "publisher",
        "asked",
        "asker",
    )
)


def _first_name(role: str) -> Subquery:
    named = Party.objects.filter(**{f"{role}__claim": OuterRef("pk")})
    return Subquery(named.order_by("name").values("name")[:1])


def _first_title() -> Subquery:
    held = Dossier.objects.filter(claims=OuterRef("pk"))
    return Subquery(held.order_by("title").values("title")[:1])


class WorkList(ChangeList):
    """A list of records with all that its columns tell read at once."""

    # What the columns read beside the record.
    READ: ClassVar[dict[str, Any]] = {
        "claimant_names": "claimant_links__party",
        "accused_names": "accused_links__party",
        "dossier_names": "dossiers",
    }

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        shown = set(self.list_display)
        if "given_to" in shown:
            given = Assignment.objects.filter(record=OuterRef("ledger_key"))
            self.root_queryset = self.root_queryset.annotate(
                ledger_key=ledger_name(NOUNS[str(self.opts.model_name)]),
                given_name=Subquery(given.values("user__username")[:1]),
            )
        rows = super().get_queryset(request, exclude_parameters)
        return rows.prefetch_related(*(path for name, path in self.READ.items() if name in shown))


class NamedColumns(admin.ModelAdmin):
    """Columns by the names of whom a record is about, and whom it was given to."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WorkList

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = super().get_list_display(request)
        noun = NOUNS.get(str(self.opts.model_name))
        if noun is None or not contributes(request.user, noun):
            return shown
        return tuple(name for name in shown if name not in NAMING)

    @admin.display(description=gettext_lazy("given to"), ordering="given_name", empty_value="")
    def given_to(self, row: Any) -> str | None:
        name: str | None = row.given_name
        return name

    @admin.display(description=gettext_lazy("claimant"), ordering=_first_name("claimant_links"))
    def claimant_names(self, row: Claim) -> SafeString:
        return _names(link.party.name for link in row.claimant_links.all())

    @admin.display(description=gettext_lazy("accused"), ordering=_first_name("accused_links"))
    def accused_names(self, row: Claim) -> SafeString:
        return _names(link.party.name for link in row.accused_links.all())

    @admin.display(description=gettext_lazy("dossier"), ordering=_first_title())
    def dossier_names(self, row: Claim) -> SafeString:
        titles = (Truncator(one.title).chars(LONGEST_TITLE) for one in row.dossiers.all())
        return _names(titles)


def _names(names: Iterable[str]) -> SafeString:
    """The first of them, and how many more there are."""
    found = list(names)
    shown = format_html_join(", ", "<bdi>{}</bdi>", ((name,) for name in found[:MOST_NAMES]))
    more = len(found) - MOST_NAMES
    return format_html("{} +{}", shown, more) if more > 0 else shown
