"""The pages of outsiders: the form of a public page, a link of one's own, and the receipt."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.edition.readers import NOW
from tracker.editorial import reviewers
from tracker.editorial.models import ReviewLink, Submission
from tracker.editorial.outsiders.answering import of_outsiders, take
from tracker.editorial.outsiders.forms import PageForm, PutForm
from tracker.editorial.outsiders.stamps import place_of, receipt_digest
from tracker.editorial.outsiders.subjects import public_subject, put_to_party
from tracker.editorial.reviewers_page import RETRY_AFTER
from tracker.record.models import Request, Status
from tracker.record.paths import path_of
from tracker.record.text import LineFormField, validate_line
from tracker.record.trees import noun_of_key

State = Submission.State
Purpose = ReviewLink.Purpose


@of_outsiders
def send(request: HttpRequest, section: str, key: str) -> HttpResponse:
    """Takes an answer to a public page, or a correction of it. Raises Http404 for what readers do
    not see, as for what there is not."""
    subject = public_subject(section, key)
    if subject is None:
        raise Http404
    asked = request.GET.get("point", "")
    is_sent = request.method == "POST"
    form = PageForm(
        subject,
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"about": asked if subject.point(asked) else ""},
    )
    context = {"subject": subject}
    return take(request, form, "answer/send.html", context, place=place_of(request))


@of_outsiders
def answer_request(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the other side of a request opens: the points put to it, and a form."""
    found = reviewers.find_link(token, Purpose.ANSWER)
    if found is None or not may_be_answered(found[1]):
        return render(request, "answer/closed.html", status=404)
    link, asked = found
    is_sent = request.method == "POST"
    if not is_sent:
        try:
            reviewers.note_opening(link, request)
        except reviewers.TooOften:
            answer = render(request, "answer/too_often.html", status=429)
            answer["Retry-After"] = str(RETRY_AFTER)
            return answer
    # What somebody typed is never refused for how often the link was opened: see `costs.py`.
    subject = put_to_party(asked)
    form = PutForm(subject, *((request.POST, request.FILES) if is_sent else (None, None)))
    context = {"subject": subject, "party": asked.asked.name, "ends_at": link.ends_at}
    return take(request, form, "answer/put.html", context, place=place_of(request), link=link)


def may_be_answered(asked: Request) -> bool:
    """Whether a request awaits a reply of somebody, and nothing it is about was withdrawn."""
    is_put = asked.kind == Request.Kind.RESPONSE and not asked.is_appeal
    statuses = {asked.status, asked.claim.status if asked.claim else asked.status}
    return is_put and Status.WITHDRAWN not in statuses


# --- What became of it ----------------------------------------------------------------------------


class ReceiptForm(forms.Form):
    """The words of a receipt."""

    words = LineFormField(
        label=gettext_lazy("The secret words of your receipt"),
        max_length=100,
        validators=[validate_line],
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


class Became(NamedTuple):
    """What a sender is told."""

    row: Submission
    title: str = ""
    address: str = ""


@of_outsiders
def receipt(request: HttpRequest) -> HttpResponse:
    """Says what became of what somebody sent."""
    form = ReceiptForm(request.POST if request.method == "POST" else None, auto_id="id_%s")
    became = None
    if form.is_bound and form.is_valid():
        row = Submission.objects.filter(receipt=receipt_digest(form.cleaned_data["words"])).first()
        if row is None:
            form.add_error("words", _("There is no such receipt. Compare each letter."))
        else:
            became = _became(row)
    status = 400 if form.errors else 200
    context = {"form": form, "became": became}
    return render(request, "answer/look_up.html", context, status=status)


def _became(row: Submission) -> Became:
    """The draft it was made part of is named once readers see it, and not before."""
    if row.state != State.TAKEN:
        return Became(row)
    tree: Any = NOW.trees([row.taken_into]).get(row.taken_into)
    if tree is None:
        return Became(row)
    noun = noun_of_key(row.taken_into)
    title = str(tree.get("title", ""))
    if noun.name != "correction":
        return Became(row, title, path_of(noun.name, str(tree["reference"])))
    return Became(row, title)
