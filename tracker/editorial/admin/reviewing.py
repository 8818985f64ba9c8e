"""The page of a record on which the people of the desk talk of it and give it to one another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from tracker.editorial import reviewing
from tracker.editorial.admin.reviewers import ReviewersAdmin
from tracker.editorial.keys import is_key
from tracker.editorial.reviewers import count_open_links
from tracker.record.text import with_line_breaks


class ReviewAdmin(ReviewersAdmin):
    """Adds the page of a record's comments."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_comments"
        view = self.admin_site.admin_view(self.comments_view)
        return [path("<path:object_id>/comments/", view, name=name), *super().get_urls()]

    def comments_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what was said of a record, and takes what is said now."""
        record = self.record_at(request, object_id)
        error = ""
        if request.method == "POST":
            try:
                self._take(request, record)
            except ValidationError as refused:
                error = " ".join(refused.messages)
            else:
                return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Comments"),
            "opts": self.opts,
            "object": record,
            "threads": reviewing.threads_on(record),
            "subjects": reviewing.subjects(record),
            "may_assign": reviewing.may_assign(request.user, record),
            "reviewers": reviewing.reviewers(record),
            "assigned": reviewing.assigned(record),
            "reviewers_url": self.reviewers_address(request, record),
            "open_links": count_open_links(record),
            "typed": request.POST.get("text", "") if error else "",
            "about": request.POST.get("about", ""),
            "answering": request.POST.get("answers", ""),
            "error": error,
        }
        return TemplateResponse(request, "admin/comments.html", context)

    def _take(self, request: HttpRequest, record: Any) -> None:
        """Do what one of the page's buttons says. Raises ValidationError."""
        user: Any = request.user
        if "assign" in request.POST:
            to = request.POST.get("to", "")
            reviewing.assign(record, user, int(to) if is_key(to) else None)
            messages.success(request, _("Noted whose it is to look at."))
        elif is_key(settled := request.POST.get("settle", "")):
            if not reviewing.settle(record, user, int(settled)):
                raise ValidationError(_("The comment is gone."))
        else:
            first = request.POST.get("answers", "")
            reviewing.say(
                record,
                user,
                with_line_breaks(request.POST.get("text", "")).strip(),
                request.POST.get("about", ""),
                int(first) if is_key(first) else None,
                for_reviewer="for_reviewer" in request.POST,
            )
