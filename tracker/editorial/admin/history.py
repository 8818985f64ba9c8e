"""The History page of a record at the desk: all revisions, drafts too; compare any two; restore."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.editorial.admin.own import OwnRecordsAdmin
from tracker.editorial.harm_decisions import told_of
from tracker.editorial.keys import is_key
from tracker.editorial.own_records import as_known
from tracker.editorial.people import people
from tracker.editorial.restoring import RestoreRefused, restore
from tracker.ledger import words
from tracker.ledger.differences import count_differences, differences
from tracker.ledger.models import Entry
from tracker.ledger.states import Sight
from tracker.record.nouns import noun_of

PAGE_SIZE = 25
MOST_DIFFERENCES = 8


class HistoryAdmin(OwnRecordsAdmin):
    """Puts the ledger in place of Django's own list of who pressed which button."""

    def page_address(self, page: str, *key: Any) -> str:
        """Where a page of this model's admin is, such as "change" with the record's key."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=key)

    def record_at(self, request: HttpRequest, object_id: str) -> Any:
        """The record of one of its pages, for whoever may see it. Raises Http404, and
        PermissionDenied."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]
                request, self.opts, object_id
            )
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        kind = noun_of(record)
        assert kind is not None  # noqa: S101  (only nouns of the record have this page)
        name = kind.name_of(record)
        sight = Sight(kind.name, [name])
        if request.method == "POST":
            return self._restore(request, record, sight)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": record},
            "opts": self.opts,
            "object": record,
            "may_restore": self.has_change_permission(request, record),
            "decisions": told_of(record),
            **self._listed(request, sight),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    def _listed(self, request: HttpRequest, sight: Sight) -> dict[str, Any]:
        chosen = [_revision(sight, request.GET.get(name, "")) for name in ("from", "to")]
        old, new = chosen
        if old and new:
            states = [sight.state(old), sight.state(new)]
            names = as_known(request.user, words.names_at_the_desk(states))
            return {"old": old, "new": new, "differences": differences(states[0], states[1], names)}
        page = Paginator(sight.entries(), PAGE_SIZE).get_page(request.GET.get("page", "1"))
        entries = list(page.object_list)
        before = sight.before(entries)
        seen = {entry.sequence: entry for entry in [*entries, *before.values()]}
        states_by = {number: sight.state(entry) for number, entry in seen.items()}
        names = as_known(request.user, words.names_at_the_desk(states_by.values()))
        who = people(entry.actor for entry in entries)
        changes = []
        for entry in entries:
            earlier = before.get(entry.sequence)
            new_state = states_by[entry.sequence]
            old_state = states_by[earlier.sequence] if earlier else None
            count = count_differences(old_state, new_state) if old_state else 0
            changes.append(
                {
                    "entry": entry,
                    "earlier": earlier,
                    "who": who[entry.actor],
                    "reason": new_state.reason,
                    "differences": differences(old_state, new_state, names, MOST_DIFFERENCES)
                    if old_state
                    else [],
                    "more": max(0, count - MOST_DIFFERENCES),
                }
            )
        return {"page": page, "changes": changes, "newest": sight.entries().first()}

    def _restore(self, request: HttpRequest, record: Any, sight: Sight) -> HttpResponse:
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        entry = _revision(sight, request.POST.get("revision", ""))
        if entry is None:
            messages.error(request, _("There is no such revision of this record."))
            return HttpResponseRedirect(request.path)
        try:
            restore(record, sight.state(entry), request.user)
        except RestoreRefused as error:
            messages.error(request, _("Nothing was restored. %(why)s") % {"why": error})
            return HttpResponseRedirect(request.path)
        messages.success(
            request, _("Revision %(n)d is restored, as a new one.") % {"n": entry.revision}
        )
        return HttpResponseRedirect(self.page_address("change", record.pk))


def _revision(sight: Sight, text: str) -> Entry | None:
    if not is_key(text) or len(text) > 9:
        return None
    entry: Entry | None = sight.entries().filter(revision=int(text)).first()
    return entry
