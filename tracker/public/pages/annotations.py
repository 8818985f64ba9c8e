"""The citations of a source as Web Annotations, for programs that mark passages in pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.edition.addresses import moved_to
from tracker.edition.annotated import annotated
from tracker.edition.asked import that_is_all
from tracker.edition.readers import NOW
from tracker.public.delivery.refusals import NUMBER, Elsewhere, bad_request
from tracker.public.machines.annotating import MEDIA_TYPE, collection, page_alone
from tracker.public.machines.linked.writing import as_json


def source_annotations(request: HttpRequest, key: str) -> HttpResponse:
    """The collection, in which its first page stands; with `page`, a page of it by itself."""
    asked = set(request.GET.getlist("page"))
    number = int(min(asked)) if len(asked) == 1 and NUMBER.fullmatch(min(asked)) else 1
    told = annotated(NOW, key, number)
    if told is None:
        raise _elsewhere(key)
    if asked and (asked != {str(number)} or number > told.pages):
        last = _("A page is a whole number from 1 to %(last)d.") % {"last": told.pages}
        raise Elsewhere(bad_request(request, {"page": [last]}))
    that_is_all()
    written = page_alone(told, number) if asked else collection(told)
    return HttpResponse(as_json(written), content_type=MEDIA_TYPE)


def _elsewhere(key: str) -> Exception:
    """Where a source is that was merged with another; else that there is none."""
    now_at = moved_to("source", key)
    if now_at is None:
        return Http404()
    to = reverse("source_annotations", args=[now_at])
    return Elsewhere(HttpResponseRedirect(to, status=301))
