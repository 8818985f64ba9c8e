"""Advice on verbs of saying in the site's own sentences: it stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from tracker.editorial.findings import Finding, marked_in
from tracker.editorial.harm_texts import Text, read_whole, texts_of
from tracker.editorial.saying import advised_verbs
from tracker.editorial.wording import Passages, without_names
from tracker.record.models import Citation

QUOTES = str(Citation._meta.model_name)


def advice_on(record: models.Model) -> list[Finding]:
    """Verbs of a saved record's texts that grudge what is said or take it as true, where no harm is
    told beside them: each with a neutral one."""
    passages = Passages(record)
    found: dict[str, Finding] = {}
    for read in read_whole([record]):
        for one in texts_of(read):
            if one.of.model != QUOTES:
                found |= {str(finding): finding for finding in _advice(one, passages)}
    return list(found.values())


def _advice(one: Text, passages: Passages) -> Iterator[Finding]:
    desk = passages.desk_words
    if not any(advised_verbs(one.text, passages, desk)):
        return
    plain = without_names(one.text, passages.names)
    for fault in advised_verbs(plain, passages, desk):
        told = _("%(field)s says “%(words)s”: %(advice)s.") % {
            "field": one.label,
            "words": fault.words,
            "advice": fault.advice,
        }
        marked = marked_in(one.label, one.text, fault.start, fault.end, fault.advice)
        yield Finding(told, one.of, marked)
