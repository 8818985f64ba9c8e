"""The oEmbed endpoint: how to show a record's page in another page, as JSON or XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.public.delivery.languages import language_of
from tracker.public.delivery.refusals import NUMBER
from tracker.public.machines.embedding import CACHE_AGE, oembed, public_record
from tracker.record.text import NOT_PROSE

FORMATS = ("json", "xml")


def oembed_answer(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 about `url`; 404 for all that is not public, 400 and 501 name what was wrong."""
    form = request.GET.get("format", "json")
    if form not in FORMATS:
        return _refused("format", _("May be one of: json, xml."), 501)
    sizes = {}
    for name in ("maxwidth", "maxheight"):
        value = request.GET.get(name)
        if value is not None and not NUMBER.fullmatch(value):
            return _refused(name, _("May be a whole number from 1."), 400)
        sizes[name] = int(value) if value else None
    url = request.GET.get("url", "").strip()
    if not url:
        return _refused("url", _("The address of a claim or a response on this site."), 400)
    told = _told(url, sizes["maxwidth"], sizes["maxheight"])
    if form == "xml":
        response = HttpResponse(as_xml(told), content_type="text/xml; charset=utf-8")
    else:
        response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={CACHE_AGE}"
    return response


def _told(url: str, width: int | None, height: int | None) -> dict[str, Any]:
    try:
        language = language_of(urlsplit(url).path)
    except ValueError as error:
        raise Http404 from error
    with override(language):
        found = public_record(url)
        if found is None:
            raise Http404
        return oembed(*found, width, height)


def _refused(name: str, words: str, status: int) -> HttpResponse:
    text = f"{name}: {words}\n"
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def as_xml(told: dict[str, Any]) -> str:
    """The same answer as an XML document."""
    root = ET.Element("oembed")
    for name, value in told.items():
        ET.SubElement(root, name).text = NOT_PROSE.sub("", str(value))
    declared = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return declared + ET.tostring(root, encoding="unicode")
