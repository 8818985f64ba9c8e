"""Whether a quote is in a kept copy of its source, in one sentence: the same at every quote.

No sentence has any of the quote or of the source in it, and none says that words are false: it says
what was looked in, when that copy was made, and what was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tracker.edition.documents import CitationRow
from tracker.edition.documents.marks import Kind, Mark, Reason, State, Trouble
from tracker.record.date_words import in_words


def mark_sentence(mark: Mark | None) -> str:
    """The state of a quote in words; of one that nothing is known of, why."""
    if mark is None:
        return _("Not checked: no copy of the source is kept.")
    return " ".join(filter(None, (_first(mark), *_notes(mark))))


def state_in_data(mark: Mark | None) -> str:
    """The state of a quote as files and linked data have it: in English on every page."""
    state = State(mark.state) if mark else State.NOT_CHECKED
    with override(None):
        return str(state.label)


def _first(mark: Mark) -> str:
    if not mark.is_of_a_check:
        return _unchecked(mark)
    day = _day_of(mark.made_at)
    if mark.state == State.WORD_FOR_WORD:
        return _("Found word for word in the copy of %(day)s.") % {"day": day}
    if mark.state == State.DIFFERENCES:
        names = [str(Kind(kind).label) for kind in mark.kinds]
        return _("Found with differences in the copy of %(day)s: %(what)s.") % {
            "day": day,
            "what": get_text_list(names, _("and")),
        }
    return _not_found(mark, day)


def _not_found(mark: Mark, day: str) -> str:
    if mark.reason == Reason.ERASED:
        words = _("Cannot be checked: the copy of %(day)s, in which it was found, was erased.")
    elif mark.looked == State.CANNOT:
        words = _("Cannot be checked in the copy of %(day)s. %(why)s")
    elif mark.is_part:
        words = _("Not found in the copy of %(day)s, which is a part of the source.")
    elif not mark.is_whole:
        words = _("Not found in what was read of the copy of %(day)s.")
    elif mark.is_other_language:
        words = _("Not found in the copy of %(day)s; the source is in another language.")
    else:
        words = _("Not found in the copy of %(day)s. %(why)s")
    return words % {"day": day, "why": mark.why}


def _unchecked(mark: Mark) -> str:
    if mark.is_waiting:
        return _("Not checked yet: the text of the copy of %(day)s is still to be read.") % {
            "day": _day_of(mark.made_at)
        }
    if mark.has_text:
        return _("Not checked yet: it will be looked for when the record is saved, or soon.")
    if mark.trouble == Trouble.ERASED:
        return _("Cannot be checked: the copy of %(day)s was erased.") % {
            "day": _day_of(mark.made_at)
        }
    if mark.trouble:
        return _("Cannot be checked in the copy of %(day)s. %(why)s") % {
            "day": _day_of(mark.made_at),
            "why": Trouble(mark.trouble).label,
        }
    return _("Not checked: no copy of the source is kept.")


def _notes(mark: Mark) -> Iterable[str]:
    if not mark.is_found:
        return
    if not mark.has_place and mark.count > 1:
        yield ngettext(
            "It stands there at %(n)d place.", "It stands there at %(n)d places.", mark.count
        ) % {"n": mark.count}
    if mark.is_after_negation:
        yield _("The word before it is a negation: does the quote say what the source says?")
    if mark.lacking_since:
        yield _("It is not in the newer copy of %(day)s.") % {"day": _day_of(mark.lacking_since)}


def _day_of(made_at: datetime | None) -> str:
    """The day of a copy in words."""
    return in_words(timezone.localdate(made_at).isoformat()) if made_at else "–"


# --- Of many quotes -------------------------------------------------------------------------------


class Counted(NamedTuple):
    """How many quotes there are, and how many of them are in which state."""

    quotes: int
    word_for_word: int
    differences: int
    not_found: int


def counted(citations: Iterable[CitationRow]) -> Counted:
    """The states of these quotes; a passage that is cited twice in one record counts once."""
    each = {(one.source.key, one.quote.strip()): one.mark for one in citations if one.quote.strip()}
    states = [mark.state if mark else State.NOT_CHECKED.value for mark in each.values()]
    return Counted(
        len(states),
        *(states.count(one) for one in (State.WORD_FOR_WORD, State.DIFFERENCES, State.NOT_FOUND)),
    )


def counted_words(count: Counted) -> str:
    """How many of some quotes are in kept copies of their sources; empty where there are none."""
    if not count.quotes:
        return ""
    if not (count.word_for_word or count.differences or count.not_found):
        return _("No quote here is checked against a kept copy of its source yet.")
    words = ngettext(
        "%(count)s of %(quotes)s quote found word for word in a kept copy.",
        "%(count)s of %(quotes)s quotes found word for word in a kept copy.",
        count.quotes,
    ) % {"count": count.word_for_word, "quotes": count.quotes}
    others = (
        (_("With differences: %(count)s."), count.differences),
        (_("Not found: %(count)s."), count.not_found),
    )
    return " ".join([words, *(told % {"count": n} for told, n in others if n)])
