"""What is asked before two records, of which readers see one, are made one: the gate, and who could
be harmed. A merge changes what readers see at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tracker.edition.redaction import standing_now
from tracker.editorial.findings import stops
from tracker.editorial.harm_decisions import (
    Answer,
    Undecided,
    refuse_in_reason,
    settle,
    wants_changes,
)
from tracker.editorial.harm_texts import read_whole
from tracker.editorial.wording import findings_of, in_spite_of
from tracker.ledger.changes import Person
from tracker.ledger.models import Entry
from tracker.record.nouns import name_of


class GateRefused(Exception):
    """Why a merge is not published; a sentence for the person who asked."""


class MergeGate:
    """Asks of the record that is kept, and of those that would name it from now on."""

    def __init__(self, kept: Any, duplicate: Any, naming: Iterable[Any]) -> None:
        self.kept = kept
        shown = standing_now([name_of(kept), name_of(duplicate)]).values()
        self.is_seen = Entry.Shown.WHOLE in shown
        others = {name_of(row): row for row in naming} if self.is_seen else {}
        seen = standing_now(others)
        self.others = [row for key, row in others.items() if seen[key] == Entry.Shown.WHOLE]
        # Of what readers see of them already nobody is asked anew.
        self.before = {name_of(row): set(findings_of(row)) for row in self.others}

    def ask(self, user: Person, because: str, answers: Mapping[str, Answer]) -> str:
        """What the history says of doubts that somebody answered; asked once all is one record.

        Raises GateRefused. Nobody is asked of the command line.
        """
        if user is None or not self.is_seen:
            return ""
        found = findings_of(self.kept)
        for row in self.others:
            fresh = type(row)._default_manager.get(pk=row.pk)
            before = self.before[name_of(row)]
            found += [one for one in findings_of(fresh) if one not in before]
        if stops(found) or (found and not because):
            raise GateRefused(" ".join(found))
        if wants_changes(answers):
            raise GateRefused(_("Something is to be changed first: nothing is published."))
        try:
            refuse_in_reason(because)
            settle(read_whole([self.kept]), user, answers)
        except Undecided as undecided:
            raise GateRefused(str(undecided)) from undecided
        return in_spite_of(found, because) if found else ""
