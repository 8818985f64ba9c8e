"""The page of one item that was received: what it says, who sent it, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.editorial.keys import is_key
from tracker.editorial.models import Submission
from tracker.editorial.outsiders import settling, taking_over
from tracker.editorial.outsiders.desk.guarding import for_editors, person, submission_at
from tracker.record.models import Party
from tracker.record.text import tidy_line, tidy_prose

Kind = Submission.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors
def submission(request: HttpRequest, key: int) -> HttpResponse:
    """Shows an item, and does with it what its buttons say."""
    row = submission_at(key)
    typed: dict[str, str] = {}
    error = ""
    if request.method == "POST":
        deed = DEEDS.get(request.POST.get("do", ""))
        typed = {name: tidy_prose(request.POST.get(name, "")) for name in ("text", "reason", "how")}
        try:
            there = deed(request, row) if deed else ""
        except settling.Settled as settled:
            error = str(settled)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        except FileNotFoundError:
            error = _("The file is damaged or missing; the operator has to put it back.")
        else:
            return HttpResponseRedirect(there or reverse("admin:submission", args=[key]))
        row = submission_at(key)
    record = taking_over.record_of(row)
    context = {
        **admin.site.each_context(request),
        "title": _("Received from outside, number %(number)s") % {"number": row.pk},
        "item": row,
        "record": record or row.record,
        "record_url": address_of(record) if record is not None else "",
        "made_url": _made_url(row),
        "answers": list(row.answers.all()),
        "files": list(row.files.select_related("file")),
        "events": row.events.all(),
        "parties": taking_over.parties_of(row) if _is_answer(row) else [],
        "ways": Submission.Verified.choices,
        "may_erase": settling.may_erase(person(request)),
        "typed": typed,
        "error": error,
    }
    return TemplateResponse(request, "admin/outsiders/submission.html", context)


def _is_answer(row: Submission) -> bool:
    return row.is_open and row.kind == Kind.ANSWER


def _made_url(row: Submission) -> str:
    """The form of the draft that was made of it, where that is still there."""
    if not row.taken_into:
        return ""
    made = taking_over.record_called(row.taken_into)
    return address_of(made) if made is not None else ""


def address_of(record: Any) -> str:
    """The form of a record at the desk."""
    return reverse(f"admin:record_{record._meta.model_name}_change", args=[record.pk])


# --- What its buttons do --------------------------------------------------------------------------


def _read(request: HttpRequest, row: Submission) -> str:
    settling.begin_to_read(row, person(request))
    return ""


def _verify(request: HttpRequest, row: Submission) -> str:
    way, how = request.POST.get("way", ""), tidy_line(request.POST.get("how", ""))
    settling.verify(row, way, how, person(request))
    messages.success(request, _("Noted."))
    return ""


def _take(request: HttpRequest, row: Submission) -> str:
    """To the form of the draft that is made."""
    user = person(request)
    if row.kind == Kind.CORRECTION:
        text = tidy_prose(request.POST.get("text", ""))
        made: Any = taking_over.take_as_correction(row, text, user)
    else:
        chosen = request.POST.get("party", "")
        party = Party.objects.filter(pk=chosen).first() if is_key(chosen) else None
        if party is None:
            raise ValidationError(_("Choose the party whose answer it is."))
        made = taking_over.take_over(row, party, user)
    messages.success(request, _("It is a draft now, and goes the way of all drafts."))
    return address_of(made)


def _decline(request: HttpRequest, row: Submission) -> str:
    settling.decline(row, tidy_prose(request.POST.get("reason", "")), person(request))
    messages.success(request, _("Noted: the sender finds the reason with the receipt."))
    return ""


DEEDS: dict[str, Callable[[HttpRequest, Submission], str]] = {
    "read": _read,
    "verify": _verify,
    "take": _take,
    "decline": _decline,
}
