"""Two entries for one party, place or source: proposed, looked at, made one, made two again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial import doubles
from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.admin.base import RecordAdmin, public_url
from tracker.editorial.harm_decisions import answers_in, questions_of
from tracker.editorial.keys import is_key
from tracker.editorial.merge_proposals import forget, needs_second_person, proposal_of, propose
from tracker.editorial.merging import (
    Mergeable,
    MergeRefused,
    Outlook,
    called,
    merge,
    more_leaned_on,
)
from tracker.editorial.unmerging import merges_of, unmerge
from tracker.record.nouns import name_of
from tracker.record.text import with_line_breaks

MOST_NAMED = 8


class MergeAdmin(RecordAdmin):
    """Adds the page that makes two records one, and a record's page of its doubles."""

    actions: Sequence[str] = ("merge_chosen", "give_chosen")

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views = self.admin_site.admin_view
        return [
            path("merge/", views(self.merge_view), name=f"{name}_merge"),
            path("<path:object_id>/doubles/", views(self.doubles_view), name=f"{name}_doubles"),
            *super().get_urls(),
        ]

    @admin.action(
        description=gettext_lazy("Make the two chosen records one"), permissions=["merge"]
    )
    def merge_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        rows = list(queryset.order_by("pk")[:3])
        if len(rows) != 2:
            messages.error(request, _("Choose exactly two records that are one and the same."))
            return None
        return HttpResponseRedirect(self.merge_address(*rows))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may make two records one: of what readers see, publishers alone."""
        options = self.opts
        return request.user.has_perm(f"{options.app_label}.delete_{options.model_name}")

    def merge_address(self, one: Mergeable, other: Mergeable) -> str:
        """Where two records are looked at before they are made one."""
        query = urlencode({"one": one.pk, "other": other.pk})
        return f"{self.page_address('merge')}?{query}"

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context or self.contributors_noun(request):
            return context
        return context | {
            "doubles_url": self.page_address("doubles", record.pk),
            "look_alikes": self._compared(record, doubles.look_alikes(record)),
        }

    def _compared(self, record: Mergeable, others: list[Mergeable]) -> list[dict[str, Any]]:
        return [{"record": one, "url": self.merge_address(record, one)} for one in others]

    # --- Two records, to be made one ---

    @asking_again
    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Shows what would change whichever is kept, and makes the two one."""
        pair = [self._asked(request, name) for name in ("one", "other")]
        if not self.has_merge_permission(request):
            raise PermissionDenied
        one, other = pair
        if one == other:
            messages.error(request, _("Choose exactly two records that are one and the same."))
            return HttpResponseRedirect(self.page_address("changelist"))
        note = doubles.note_on_both(one, other)
        if request.method == "POST":
            is_sure = note is None or "sure" in request.POST
            if "kept" not in request.POST:
                self._propose(request, pair, is_sure=is_sure)
                return HttpResponseRedirect(request.get_full_path())
            done = self._merge(request, pair, is_sure=is_sure)
            if done is not None:
                return HttpResponseRedirect(self.page_address("doubles", done.pk))
        proposal = proposal_of(one, other)
        proposed = more_leaned_on(one, other)
        if proposal is not None:
            proposed = next(row for row in pair if name_of(row) == proposal.kept)
        pair.sort(key=lambda row: row != proposed)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Which of the two is kept?"),
            "opts": self.opts,
            "outlooks": [Outlook(kept, pair[1 - place]) for place, kept in enumerate(pair)],
            "most": MOST_NAMED,
            "note": note,
            "takes_two": needs_second_person(one, other),
            "proposal": proposal,
            "questions": questions_of(pair[:1]) if any(map(public_url, pair)) else [],
            "answers": answers_in(request.POST),
            "because": request.POST.get("_because", ""),
            "is_mine": proposal is not None and proposal.proposed_by_id == request.user.pk,
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def _propose(self, request: HttpRequest, pair: list[Mergeable], *, is_sure: bool) -> None:
        """Note that somebody holds the two for one, or that they do so no more."""
        if "take_back" in request.POST:
            forget(*pair)
            messages.success(request, _("Taken back: nothing is proposed of these two."))
            return
        kept = next((row for row in pair if str(row.pk) == request.POST.get("propose")), None)
        if kept is None:
            return
        if not is_sure:
            messages.error(request, _("It is noted that these are two. Tick that they are one."))
            return
        (duplicate,) = (row for row in pair if row != kept)
        try:
            propose(kept, duplicate, request.user, request.POST.get("why", "").strip())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        messages.success(request, _("Proposed. A publisher other than you makes them one."))

    def _asked(self, request: HttpRequest, name: str) -> Mergeable:
        key = request.GET.get(name, "")
        row = self.get_object(request, key) if is_key(key) else None
        if row is None:
            raise Http404
        return row

    def _merge(
        self, request: HttpRequest, pair: list[Mergeable], *, is_sure: bool
    ) -> Mergeable | None:
        """The record that was kept; None, with a message, where nothing was done."""
        kept = next((row for row in pair if str(row.pk) == request.POST.get("kept")), None)
        if kept is None:
            return None
        if not is_sure:
            messages.error(request, _("It is noted that these are two. Tick that they are one."))
            return None
        (duplicate,) = (row for row in pair if row != kept)
        old = called(duplicate)
        try:
            because = with_line_breaks(request.POST.get("_because", "")).strip()
            merge(kept, duplicate, request.user, because, answers_in(request.POST))
        except MergeRefused as error:
            messages.error(request, _("They were not made one. %(why)s") % {"why": error})
            return None
        messages.success(
            request,
            _("“%(old)s” is now part of “%(kept)s”; its address leads there.")
            % {"old": old, "kept": called(kept)},
        )
        return kept

    # --- One record, and what looks like it ---

    @asking_again
    def doubles_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What looks like the record, what is noted not to be it, and what was made part of it."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if self.contributors_noun(request) or not self.has_change_permission(request, record):
            raise PermissionDenied
        if request.method == "POST":
            self._say(request, record)
            return HttpResponseRedirect(request.path)
        notes = doubles.others_in(record, doubles.notes_on(record))
        context = {
            **self.admin_site.each_context(request),
            "title": _("The same, or not the same"),
            "opts": self.opts,
            "object": record,
            "look_alikes": self._compared(record, doubles.look_alikes(record)),
            "notes": [(note, other, self.merge_address(record, other)) for note, other in notes],
            "merges": merges_of(record),
            "may_merge": self.has_merge_permission(request),
        }
        return TemplateResponse(request, "admin/doubles.html", context)

    def _say(self, request: HttpRequest, record: Mergeable) -> None:
        """Do what one of the page's buttons says."""
        if other := self._sent(request, "two"):
            self._say_two(request, record, other)
        elif taken := request.POST.get("take_back", ""):
            for note in doubles.notes_on(record):
                if str(note.pk) == taken:
                    doubles.take_back(note)
                    messages.success(request, _("Taken back: they may be proposed again."))
        elif is_key(sequence := request.POST.get("undo", "")):
            self._undo(request, record, int(sequence))

    def _sent(self, request: HttpRequest, name: str) -> Mergeable | None:
        key = request.POST.get(name, "")
        return self.get_object(request, key) if is_key(key) else None

    def _say_two(self, request: HttpRequest, record: Mergeable, other: Mergeable) -> None:
        if other == record:
            return
        try:
            doubles.say_two(record, other, request.user, request.POST.get("why", "").strip())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        messages.success(
            request, _("Noted: “%(one)s” and “%(other)s” are two.") % _both(record, other)
        )

    def _undo(self, request: HttpRequest, record: Mergeable, sequence: int) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied
        try:
            back = unmerge(record, sequence, request.user)
        except MergeRefused as error:
            messages.error(request, _("The merge was not undone. %(why)s") % {"why": error})
            return
        messages.success(
            request, _("“%(one)s” and “%(other)s” are two records again.") % _both(record, back)
        )


def _both(one: Mergeable, other: Mergeable) -> dict[str, str]:
    return {"one": called(one), "other": called(other)}
