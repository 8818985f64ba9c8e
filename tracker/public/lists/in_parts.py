"""Dossiers and parties with more claims than one page holds: their pages come in parts."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from tracker.edition.documents import DossierDocument
from tracker.edition.documents.around import A_PART
from tracker.edition.readers import NOW, Reader
from tracker.public.delivery.records import find
from tracker.public.delivery.refusals import NUMBER, asked_page
from tracker.search import order
from tracker.search.finding import Question, every
from tracker.search.kinds import Kind


class LoadPart(Protocol):
    def __call__(
        self, reader: Reader, key: str, part: int, size: int
    ) -> DossierDocument | None: ...


def dossier_in_part(
    request: HttpRequest,
    key: str,
    load: LoadPart,
    reader: Reader = NOW,
    formats: tuple[str, ...] = ("html",),
    size: int = A_PART,
) -> tuple[DossierDocument, Page[Any]]:
    """The part of a dossier that the query asks for, and which one it is.

    Raises Elsewhere and Http404 as `find` does, and Elsewhere with a 400 for a part there is not.
    """
    number = request.GET.get("page", "1")
    part = int(number) - 1 if NUMBER.fullmatch(number) else 0
    dossier = find(request, reader, "dossier", partial(load, part=part, size=size), key, formats)
    return dossier, asked_page(request, Paginator(range(dossier.size), size), formats)


def claims_on(request: HttpRequest, party: str, size: int) -> Page[Any]:
    """The part of the claims on a party, by their keys, that the query asks for; oldest first.

    Raises Elsewhere with a 400 for a part that there is not.
    """
    pk = party.rpartition("/")[2]
    asked = Question(Kind.CLAIM, order=order.OLDEST).choosing("accused", [pk])
    page = asked_page(request, Paginator(every(asked).tolist(), size))
    keys = NOW.keys_of("claim", page.object_list)
    page.object_list = [keys[one] for one in page.object_list if one in keys]
    return page
