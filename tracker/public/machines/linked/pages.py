"""Pages that are not of one record as linked data: lists, front, About, matrices, all others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tracker.public.delivery.addresses import stable
from tracker.public.machines.linked import nodes
from tracker.public.machines.linked.said import answer_in_short, state_of
from tracker.public.machines.linked.terms import TERMS
from tracker.public.machines.linked.writing import Node, context, node, ref
from tracker.words.states import point_sentences


def page(request: HttpRequest, kind: str = "WebPage", **more: Any) -> Node:
    """The page that was asked for, in its language."""
    url = f"{settings.SITE_URL}{request.path}"
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    found = node(kind, url=url, inLanguage=language, isPartOf=nodes.site(), **more)
    return {"@context": context()} | found


def listed(request: HttpRequest, paths: Iterable[str], start: int, total: int) -> Node:
    """A page of a list of `total` records, from the one at place `start`, counted from 1.

    The records are named by their addresses, where all is told of them with both sides: told here
    once more, they would make the page twice as heavy.
    """
    # Without `node`, which looks for what is empty: nothing here is.
    each: list[Node] = [
        {"@type": "ListItem", "position": number, "url": stable(path)}
        for number, path in enumerate(paths, start)
    ]
    return page(request, "CollectionPage", mainEntity=_item_list(each, total))


def _items(items: Iterable[Node], start: int, total: int) -> Node:
    each = [
        node("ListItem", position=number, item=item) for number, item in enumerate(items, start)
    ]
    return _item_list(each, total)


def _item_list(each: list[Node], total: int) -> Node:
    return node("ItemList", numberOfItems=total, itemListElement=each)


def front(request: HttpRequest) -> Node:
    """The site, and how to search it."""
    template = f"{stable(reverse('search'))}?q={{words}}"
    search = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=template),
        # How schema.org says which part of the address the searcher fills in.
        **{"query-input": "required name=words"},
    )
    return {"@context": context()} | nodes.site() | {"potentialAction": search}


def about(request: HttpRequest, stances: Iterable[Any], violations: Iterable[Any]) -> Node:
    """The codebooks, and the terms of our own that linked data uses."""
    books = {"stances": (stances, "stance"), "violations": (violations, "violation")}
    sets = [
        node("DefinedTermSet", name=name, hasDefinedTerm=[_entry(entry, one) for entry in entries])
        for name, (entries, one) in books.items()
    ]
    at = reverse("about")
    terms = [
        node("DefinedTerm", f"{at}#term-{name}", name=name, description=said)
        for name, said in TERMS.items()
    ]
    own = node("DefinedTermSet", name="terms", hasDefinedTerm=terms)
    return page(request, "AboutPage", mainEntity=[*sets, own])


def _entry(entry: Any, codebook: str) -> Node:
    return nodes.code(entry, codebook) | {"description": entry.definition}


def matrix(request: HttpRequest, rows: Iterable[Any]) -> Node:
    """Every allegation of a matrix with who answered how, and what is known of who did not."""
    items = [_crossed(row) for row in rows]
    return page(request, "CollectionPage", mainEntity=_items(items, 1, len(items)))


def _crossed(row: Any) -> Node:
    point, claim = row.point, row.claim
    answers = [answer for cell in row.cells for answer in cell.answers]
    return node(
        "Claim",
        point.get_absolute_url(),
        position=point.number,
        text=point.text,
        inLanguage="en",
        author=[nodes.party(link.party) for link in claim.claimant_links.all()],
        isPartOf=ref(claim),
        answer=[answer_in_short(answer) for answer in answers],
        responseState=[state_of(one) for one in point.states],
        silence=[str(one) for one in point_sentences(point)],
    )
