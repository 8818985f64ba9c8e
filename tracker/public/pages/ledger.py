"""The ledger's own pages: the newest checkpoint, each entry with its proof, and the bundle."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date
from django.utils.translation import gettext as _

from tracker.edition import lists, offered
from tracker.edition.documents import WITH_PAGES, CorrectionDocument, Document
from tracker.edition.readers import NOW
from tracker.ledger import chain, verifier
from tracker.ledger.entries import losses, size
from tracker.ledger.found_facts import source_of
from tracker.ledger.models import EVIDENCE, Checkpoint, Entry, Key
from tracker.ledger.verify import LOG, Loss
from tracker.public.delivery.refusals import NUMBER, Elsewhere, asked_page, bad_request
from tracker.record.nouns import NOUNS
from tracker.record.transactions import reading_only

PAGE_SIZE = 50
# In seconds: when programs ask again for a bundle that is not there.
RETRY_AFTER = 3600


def ledger_page(request: HttpRequest) -> HttpResponse:
    entries = Entry.objects.shown().order_by("-sequence")
    page = asked_page(request, Paginator(entries.defer("body"), PAGE_SIZE))
    context = {
        "checkpoint": Checkpoint.objects.first(),
        "key": Key.objects.order_by("-number").first(),
        "size": size(),
        "losses": _losses(),
        "verifier": verifier.sha256(),
        "bundle": offered.offered(),
        "page": page,
        "entries": [(entry, _kind_name(entry), _name(entry)) for entry in page.object_list],
    }
    return render(request, "history/ledger.html", context)


def _kind_name(entry: Entry) -> str:
    if entry.kind == LOG:
        return _("The log itself")
    if entry.kind == EVIDENCE:
        return _("Copies of a source")
    kind = NOUNS.get(entry.kind)
    return str(kind.model._meta.verbose_name) if kind else entry.kind


def _name(entry: Entry) -> str:
    """The name of an entry's record or source; empty of what befell the log itself."""
    if entry.kind == EVIDENCE:
        return source_of(entry.record)
    return "" if entry.kind == LOG else entry.record


def entry_page(request: HttpRequest, sequence: int) -> HttpResponse:
    """One entry; of one that is not public, only its hash, which proves that it is there."""
    entry = _entry(sequence)
    is_shown = entry.is_seen
    context = {
        "entry": entry,
        "is_shown": is_shown,
        "losses": _losses(entry),
        "kind_name": _kind_name(entry),
        "name": _name(entry),
        "body": json.dumps(json.loads(entry.body), indent=2) if is_shown else "",
        "record": _record_of(entry) if is_shown else None,
        "corrected": _corrected_by(entry) if is_shown else None,
        "checkpoint": _checkpoint_over(entry),
    }
    response = render(request, "history/entry.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _losses(entry: Entry | None = None) -> list[dict[str, Any]]:
    """What the log lost; of that what `entry` says, or had a number in common with."""
    return [
        {
            **loss._asdict(),
            "moment": parse_datetime(loss.time),
            "is_told_elsewhere": entry is not None and loss.entry != entry.sequence,
        }
        for loss in losses()
        if entry is None
        or entry.sequence == loss.entry
        or loss.first <= entry.sequence <= loss.last
    ]


def _record_of(entry: Entry) -> Document | None:
    """The record of an entry, where it has a page that readers may see."""
    key = _name(entry)
    return lists.alone(NOW, key) if entry.kind in (*WITH_PAGES, EVIDENCE) else None


def _corrected_by(entry: Entry) -> Document | None:
    """What a correction corrects, where readers may see both."""
    found = lists.heads(NOW, [entry.record]) if entry.kind == "correction" else {}
    correction = found.get(entry.record)
    if not isinstance(correction, CorrectionDocument):
        return None
    return found.get(correction.target_id)


def _entry(sequence: int) -> Entry:
    if sequence >= size():
        raise Http404
    entry: Entry = Entry.objects.get(sequence=sequence)
    return entry


def _checkpoint_over(entry: Entry) -> Checkpoint | None:
    newest = Checkpoint.objects.first()
    return newest if newest and newest.size > entry.sequence else None


def proof(request: HttpRequest, sequence: int) -> HttpResponse:
    """The proof that an entry is in the log, as verify.py reads it; `since` adds one of growth."""
    with reading_only():
        made = _proof(request, _entry(sequence))
    response = JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="entry-{sequence}.json"'
    return response


def _proof(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    checkpoint = _checkpoint_over(entry)
    if checkpoint is None:
        raise Http404
    since = request.GET.get("since", "")
    lost = [loss for loss in losses() if loss.entry < checkpoint.size]
    # Of a lost log, longer than this one, there is no growth to prove, but something to be told.
    most = max(checkpoint.size, *(loss.last + 1 for loss in lost), 0)
    if since and not (NUMBER.fullmatch(since) and int(since) <= most):
        what = _("The size of an earlier checkpoint: a whole number from 1 to %(most)d.")
        raise Elsewhere(bad_request(request, {"since": [what % {"most": most}]}))
    shown = entry.is_seen
    inclusion = chain.inclusion_ranges(entry.sequence, 0, checkpoint.size)
    grew = since and int(since) <= checkpoint.size
    growth = chain.consistency_ranges(int(since), 0, checkpoint.size) if grew else []
    hashes = [part.hex() for part in chain.hashes([*inclusion, *growth])]
    keys = list(Key.objects.order_by("number"))
    return {
        "index": entry.sequence,
        "leaf": entry.leaf,
        "entry": json.loads(entry.body) if shown else None,
        "checkpoint": checkpoint.note,
        "inclusion": hashes[: len(inclusion)],
        "key": keys[0].text,
        "rotations": [key.rotation for key in keys[1:]],
        "consistency": {since: hashes[len(inclusion) :]} if grew else {},
        "restored": [_told(loss, checkpoint.size) for loss in lost] if since else [],
    }


def _told(loss: Loss, end: int) -> dict[str, Any]:
    """The entry that says what was lost, with its proof."""
    proven = chain.hashes(chain.inclusion_ranges(loss.entry, 0, end))
    body = Entry.objects.values_list("body", flat=True).get(sequence=loss.entry)
    return {"entry": json.loads(body), "inclusion": [part.hex() for part in proven]}


def bundle(request: HttpRequest) -> HttpResponseBase:
    """The finished bundle; 503 while there is none that may be shown, 404 before the first seal."""
    found = offered.open_offered()
    if found is None:
        if not Checkpoint.objects.exists():
            raise Http404
        answer = render(request, "history/no_bundle.html", status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer
    made, file = found
    # Of the file, not of its name: made again, it holds other times.
    stat = os.fstat(file.fileno())
    tag = f'"{sha256(f"{made.path.name} {stat.st_mtime_ns}".encode()).hexdigest()[:32]}"'
    response: HttpResponseBase | None
    response = get_conditional_response(request, etag=tag, last_modified=int(stat.st_mtime))
    if response is None:
        response = FileResponse(file, as_attachment=True, filename="bundle.zip")
    else:
        file.close()
    response["ETag"], response["Last-Modified"] = tag, http_date(stat.st_mtime)
    # A cache asks each time: from one moment to the next it may be shown no more.
    response["Cache-Control"] = "public, no-cache"
    return response


def checkpoint_text(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint as it is signed, to be kept by others."""
    newest = Checkpoint.objects.first()
    if newest is None:
        raise Http404
    return HttpResponse(newest.note, content_type="text/plain; charset=utf-8")


def key_text(request: HttpRequest) -> HttpResponse:
    """The public key that checkpoints are signed with now."""
    key = Key.objects.order_by("-number").first()
    if key is None:
        raise Http404
    return HttpResponse(f"{key.text}\n", content_type="text/plain; charset=utf-8")
