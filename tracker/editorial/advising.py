"""Advice on the site's own sentences, which stands in nobody's way.

On verbs of saying that grudge what is said or take it as true, where no harm is told beside them;
and, in claims and responses, on sentences that say nowhere whose they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from tracker.editorial.findings import Finding, marked_in
from tracker.editorial.framing import nobodys
from tracker.editorial.harm_texts import Text, texts_of
from tracker.editorial.quoted import all_citations
from tracker.editorial.saying import advised_verbs
from tracker.editorial.wording import Passages, shortened, without_names
from tracker.record.models import Citation, Claim, Response

# Fields that hold sentences; others hold parts of one.
SENTENCES = ("title", "lead", "text", "summary")
QUOTES = str(Citation._meta.model_name)


def advice_on(whole: models.Model) -> list[Finding]:
    """What could be said more plainly in the texts of a record that `read_whole` has read."""
    passages = Passages(whole, all_citations(whole))
    found: dict[str, Finding] = {}
    for one in texts_of(whole):
        if one.of.model != QUOTES:
            of_somebody = isinstance(whole, Claim | Response) and one.of.name in SENTENCES
            for finding in _advice(one, passages, of_somebody=of_somebody):
                found[str(finding)] = finding
    return list(found.values())


def _advice(one: Text, passages: Passages, *, of_somebody: bool) -> Iterator[Finding]:
    desk = passages.desk_words
    # A name is left alone, but it may be of whom “says” is said.
    plain = without_names(one.text, passages.names)
    faults = [*advised_verbs(plain, passages, desk)]
    faults += nobodys(one.text, desk) if of_somebody else ()
    for fault in faults:
        told = _("%(field)s says “%(words)s”: %(advice)s.") % {
            "field": one.label,
            "words": shortened(one.text[fault.start : fault.end]),
            "advice": fault.advice,
        }
        marked = marked_in(one.label, one.text, fault.start, fault.end, fault.advice)
        yield Finding(told, one.of, marked)
