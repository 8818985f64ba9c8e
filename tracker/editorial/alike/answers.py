"""“This is another one”: what somebody said of records that look like what they are typing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.editorial.alike.finding import Match
from tracker.editorial.doubles import notes_on, say_two
from tracker.editorial.models import NotTheSame
from tracker.ledger.changes import Person
from tracker.record.nouns import name_of

# Names in the ledger of records that are not what is typed; and before each, how one knows.
ANOTHER = "_another"
WHY_ANOTHER = "_another_why:"


def why_of(data: Any, match: Match) -> str:
    """What was typed as the reason why a record is another one."""
    return str(data.get(WHY_ANOTHER + name_of(match.record), "")).strip()


def is_ticked(data: Any, match: Match) -> bool:
    return name_of(match.record) in data.getlist(ANOTHER)


def trouble_with(data: Any, match: Match) -> str:
    """What is still to be said of a match before the form is saved; empty where nothing is."""
    if not is_ticked(data, match):
        return _("It is not said yet whether this is the same.")
    why = why_of(data, match)
    if match.why.is_certain and not why:
        return _("One address belongs to one source: say why this is another one.")
    try:
        NotTheSame(one="x", other="y", why=why).clean_fields(["said_by"])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def not_noted(record: Any, found: Iterable[Match]) -> list[Match]:
    """Matches of which it is not noted that they are another record than this one."""
    notes = notes_on(record) if record.pk else []
    apart = {name for note in notes for name in (note.one, note.other)}
    return [match for match in found if name_of(match.record) not in apart]


def remember(record: Any, found: Iterable[Match], data: Any, user: Person) -> None:
    """Note of each match that it is another record than the one just saved."""
    for match in found:
        if is_ticked(data, match):
            say_two(record, match.record, user, why_of(data, match))
