"""Decisions about words that may harm somebody: asked before readers see them, kept with reasons.

For the desk alone: nothing of it reaches readers, the ledger or an edition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.edition.redaction import standing_now
from tracker.editorial.findings import Field
from tracker.editorial.gate_models import HarmDecision
from tracker.editorial.harm import Harm, harms_in, harms_in_record, harms_of
from tracker.editorial.harm_texts import Text, places_of, read_whole, roles_in
from tracker.editorial.harm_words import ASKED, HarmKind
from tracker.ledger.changes import Person
from tracker.ledger.models import Entry
from tracker.record.nouns import name_of
from tracker.record.text import validate_prose, with_line_breaks

AS_IT_IS, CHANGE = HarmDecision.Outcome.AS_IT_IS, HarmDecision.Outcome.CHANGE
# Names of what is sent: an answer for each kind, and why.
SENT = "_harm_"


class Undecided(Exception):
    """What may harm somebody and nobody decided about; the message is a sentence."""


class Answer(NamedTuple):
    """What somebody decided about one kind of harm."""

    outcome: str
    reason: str
    # What the question was about when it was looked at; None where nobody looked at a page.
    seen: str | None = None


class Question(NamedTuple):
    """One kind of harm that is to be decided about before something is published."""

    kind: HarmKind
    harms: list[Harm]
    # Of each record, by its name in the ledger, what the decision is about.
    digests: dict[str, list[str]]
    earlier: list[HarmDecision]

    @property
    def seen(self) -> str:
        """A digest of all that it is about: a party may be edited while a claim is looked at."""
        each = sorted(digest for digests in self.digests.values() for digest in digests)
        return hashlib.sha256("".join(each).encode()).hexdigest()

    @property
    def advice(self) -> str:
        """What whoever decides makes sure of."""
        return capfirst(str(ASKED[self.kind]))


def with_unseen(record: Model) -> list[Any]:
    """A record that is to be published, and those parties and places that it would first show, as
    `read_whole` reads them."""
    (read,) = read_whole([record])
    named = [*(role.party for role in roles_in(read)), *places_of(read)]
    rows = {name_of(row): row for row in named}
    seen = standing_now(rows)
    return [read, *(row for key, row in rows.items() if seen[key] != Entry.Shown.WHOLE)]


def questions_of(rows: Iterable[Model]) -> list[Question]:
    """What is to be decided before these are published: what nobody decided to publish as it is."""
    return questions_in(read_whole(rows))


def questions_in(whole: Iterable[Any]) -> list[Question]:
    """The same of records that `read_whole` has read."""
    by_key = {name_of(read): harms_in_record(read) for read in whole}
    decisions = list(decisions_on(by_key))
    settled = {
        (one.record, digest)
        for one in decisions
        if one.outcome == AS_IT_IS
        for digest in one.digests
    }
    found: dict[HarmKind, Question] = {}
    for key, harms in by_key.items():
        for harm in harms:
            if (key, harm.digest) in settled:
                continue
            earlier = [one for one in decisions if one.kind == harm.kind]
            question = found.setdefault(harm.kind, Question(harm.kind, [], {}, earlier))
            if harm.digest not in [one.digest for one in question.harms]:
                question.harms.append(harm)
            question.digests.setdefault(key, []).append(harm.digest)
    return [found[kind] for kind in HarmKind if kind in found]


def decisions_on(records: Iterable[str]) -> Any:
    """The decisions about these records, by their names in the ledger, newest first."""
    rows = HarmDecision.objects.filter(record__in=list(records))
    return rows.select_related("decided_by")


def told_of(record: Model) -> list[tuple[HarmDecision, list[Harm]]]:
    """The decisions about a record, each with those of its words that stand as they did then."""
    decisions = list(decisions_on([name_of(record)]))
    harms = harms_of(record) if decisions else []
    return [(one, [harm for harm in harms if harm.digest in one.digests]) for one in decisions]


def answers_in(sent: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers in a form that was sent, by kind; what was not answered is left out."""
    found = {}
    for kind in HarmKind.values:
        outcome = str(sent.get(f"{SENT}{kind}", ""))
        reason = with_line_breaks(str(sent.get(f"{SENT}{kind}_why", ""))).strip()
        if outcome or reason:
            found[kind] = Answer(outcome, reason, str(sent.get(f"{SENT}{kind}_seen", "")))
    return found


def wants_changes(answers: Mapping[str, Answer]) -> bool:
    """Whether something is to be changed first, so that nothing is published now."""
    return any(answer.outcome == CHANGE for answer in answers.values())


def settle(whole: Iterable[Any], user: Person, answers: Mapping[str, Answer]) -> None:
    """Keep what was decided about these records, read by `read_whole`, before they are published.

    Raises Undecided where a question has no answer, or one without a reason, and ValidationError
    for a reason that cannot be kept; then nothing is kept.
    """
    _keep(questions_in(whole), user, answers)


def hold_back(rows: Iterable[Model], user: Person, answers: Mapping[str, Answer]) -> None:
    """Keep what was decided where something is to be changed first; the rest may stay open.

    Raises as `settle` does.
    """
    _keep([one for one in questions_of(rows) if one.kind in answers], user, answers)


def refuse_in_reason(reason: str) -> None:
    """Raise Undecided for a reason that readers would find, and that names a person or a spot."""
    of_readers = Text("", reason, Field("", None, ""))
    for harm in harms_in(of_readers):
        if harm.kind in (HarmKind.PERSON, HarmKind.PLACE) and harm.marked:
            raise Undecided(
                _("Readers find this reason in the history: give it without “%(words)s”.")
                % {"words": harm.marked.words}
            )


def _keep(questions: list[Question], user: Person, answers: Mapping[str, Answer]) -> None:
    kept = []
    for question in questions:
        answer = answers.get(question.kind, Answer("", ""))
        _refuse_half(question, answer)
        kept += [
            HarmDecision(
                record=key,
                kind=question.kind,
                outcome=answer.outcome,
                reason=answer.reason,
                digests=digests,
                decided_by_id=user.pk if user is not None else None,
            )
            for key, digests in question.digests.items()
        ]
    HarmDecision.objects.bulk_create(kept)


def _refuse_half(question: Question, answer: Answer) -> None:
    told = {"what": question.kind.label}
    if answer.outcome and answer.seen not in (None, question.seen):
        raise Undecided(_("%(what)s: the words changed since you looked. Look once more.") % told)
    if answer.outcome not in HarmDecision.Outcome.values:
        raise Undecided(_("%(what)s: decide whether it is published as it is.") % told)
    if not answer.reason:
        raise Undecided(_("%(what)s: give the reason of the decision.") % told)
    validate_prose(answer.reason)
    if len(answer.reason) > HarmDecision.LONGEST:
        most = {"most": HarmDecision.LONGEST}
        raise ValidationError(_("At most %(most)d characters.") % most)
