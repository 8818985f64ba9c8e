"""Changes of what readers see: they wait at the desk until a second person publishes them.

What was saved in one go is published in one go: a point that is taken out of a claim, and the
answer to it that goes with the point.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tracker.edition.deciding import decide
from tracker.edition.models import ORIGIN, Edition, Link
from tracker.edition.redaction import standing_now
from tracker.editorial.changes import Change, Person, Publishes, change
from tracker.editorial.findings import stops
from tracker.editorial.harm_decisions import (
    Answer,
    Question,
    Undecided,
    hold_back,
    questions_of,
    refuse_in_reason,
    settle,
    wants_changes,
)
from tracker.editorial.harm_texts import read_whole
from tracker.editorial.held_drafts import places_of_drafts, put_back
from tracker.editorial.own_records import as_known, may_change
from tracker.editorial.people import people
from tracker.editorial.quoted import look_for_quotes
from tracker.editorial.restoring import STAYS, RestoreRefused, restore
from tracker.editorial.rights import may
from tracker.editorial.second_person import by_another, wrote_it
from tracker.editorial.wording import findings_of, in_spite_of
from tracker.ledger.differences import Difference, differences
from tracker.ledger.models import Entry, Waiting
from tracker.ledger.states import Sight
from tracker.ledger.visibility import States, Verdict
from tracker.ledger.waiting import WRITING, unpublished
from tracker.ledger.words import names_at_the_desk
from tracker.record.nouns import NOUNS, name_of, noun_name
from tracker.record.text import validate_prose
from tracker.record.trees import fields_of, locate, noun_of_key, rows_of, trees

WHOLE = Entry.Shown.WHOLE


MAY_NOT = gettext_noop("Your account may not publish this: ask a publisher.")


class ApprovalRefused(Exception):
    """What may not be published, or not by this person; the message is a sentence for them."""


# --- What waits -----------------------------------------------------------------------------------


@dataclass
class Waits:
    """A record with changes that wait, as the page that asks for approval shows it."""

    record: Any
    key: str
    since: Any
    differences: list[Difference]
    people: list[str]
    findings: list[str]
    # Whether readers see the record at all.
    is_seen: bool

    @property
    def noun(self) -> str:
        return str(self.record._meta.verbose_name)


def is_waiting(record: Model) -> bool:
    """Whether readers see something else of a record than the desk has."""
    return bool(Waiting.objects.filter(record=name_of(record)).exists())


def waiting_together(record: Model) -> list[str]:
    """The records whose changes are published with this one's, which is the first of them."""
    first = name_of(record)
    found, new = [first], [first]
    while new:
        times = [entry.time for entry in unpublished(new)]
        same = Entry.objects.filter(time__in=times, shown=Entry.Shown.WAITS).exclude(
            record__in=found
        )
        names = same.order_by("record").values_list("record", flat=True).distinct()
        new = list(Waiting.objects.filter(record__in=list(names)).values_list("record", flat=True))
        found += new
    return found


class Proposal:
    """What waits of a record and of all that is published with it."""

    def __init__(self, record: Model, shown_to: Person = None) -> None:
        self.record, self.shown_to = record, shown_to
        self.keys = waiting_together(record)

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The records themselves, by their names in the ledger."""
        return rows_of(self.keys)

    @cached_property
    def version(self) -> int:
        """The number of the newest of their entries: an approval is of this and no other."""
        names = [*self.keys, *(name_of(one) for one in self.brought)]
        last = Entry.objects.filter(record__in=names).order_by("-sequence")
        return int(last.values_list("sequence", flat=True).first() or 0)

    @cached_property
    def waits(self) -> list[Waits]:
        """Each of the records with what readers would see change."""
        began = dict(Waiting.objects.filter(record__in=self.keys).values_list("record", "began_at"))
        entries = unpublished(self.keys)
        names = {entry.actor for entry in entries if entry.action in WRITING}
        who = people(names)
        seen = {key for key, shown in standing_now(self.keys).items() if shown == WHOLE}
        found = []
        for key, row in self.rows.items():
            own = [one.actor for one in entries if one.record == key and one.action in WRITING]
            found.append(
                Waits(
                    record=row,
                    key=key,
                    since=began.get(key),
                    differences=_differences(key, self.shown_to),
                    people=[who[one] for one in dict.fromkeys(own)],
                    findings=findings_of(row),
                    is_seen=key in seen,
                )
            )
        return found

    @cached_property
    def reasons(self) -> str:
        """Why it was changed, as those who did said."""
        found: dict[str, None] = {}
        for entry in unpublished(self.keys):
            sight = Sight(entry.kind, [entry.record])
            whole = sight.entries().filter(sequence=entry.sequence).first()
            if whole is not None and (reason := sight.state(whole).reason):
                found[reason] = None
        return "\n".join(found)

    @cached_property
    def verdict(self) -> Verdict:
        """What readers would see if all of it were published now."""
        states: States = {}
        for key in self.rows:
            noun, _value = locate(key) or (None, None)
            if noun is not None:
                found = trees(noun, [self.rows[key].pk])
                states |= {name: fields_of(tree) for name, tree in found.items()}
        return decide(states, dict.fromkeys(states, Publishes.ALL))

    def touch_in(self, door: Change) -> None:
        """Say to a change that it publishes all of it, and go by what that comes to."""
        for row in self.rows.values():
            door.touch(row)
        self.verdict = door.verdict()

    @cached_property
    def doubts(self) -> bool:
        """Whether the gate has doubts about it, and nothing that stops it."""
        found = [one for waits in self.waits for one in waits.findings]
        return bool(found) and not stops(found)

    @cached_property
    def questions(self) -> list[Question]:
        """What of it may harm somebody, and nobody decided about yet."""
        return questions_of([*self.rows.values(), *self.brought])

    @cached_property
    def brought(self) -> list[Any]:
        """What would come in sight with it."""
        return self._others(is_shown=True)

    @cached_property
    def taken(self) -> list[Any]:
        """What would go out of sight with it."""
        return self._others(is_shown=False)

    def _others(self, *, is_shown: bool) -> list[Any]:
        shown = self.verdict.shown
        keys = sorted(key for key in self.verdict.others if (shown[key] == WHOLE) == is_shown)
        return list(rows_of(keys).values())

    @cached_property
    def touched(self) -> list[Any]:
        """Records of which readers would see more or less, such as quotes of a source."""
        return list(rows_of(sorted(self.verdict.recut - self.rows.keys())).values())

    def may_publish(self, user: Person) -> bool:
        """Whether an account may publish records of all these nouns."""
        nouns = dict.fromkeys(noun_of_key(key) for key in self.rows)
        return all(may(user, "publish", noun) for noun in nouns)

    def refusal(self, user: Person) -> str:
        """Why this person may not publish it; empty where they may."""
        if not self.may_publish(user):
            return _(MAY_NOT)
        shown = {key for key, seen in self.verdict.shown.items() if seen == WHOLE}
        return wrote_it(user, shown)


def citing(source: Model) -> list[Any]:
    """The records that readers see and in which they find something of this source."""
    links = Link.objects.standing().filter(target=name_of(source)).exclude(role=ORIGIN)
    return list(rows_of(sorted(set(links.values_list("source", flat=True)))).values())


def _differences(key: str, user: Person) -> list[Difference]:
    noun = noun_of_key(key)
    sight = Sight(noun.name, [key])
    old = _before_it(key)
    new = sight.entries().first()
    if old is None or new is None:
        return []
    states = [sight.state(old), sight.state(new)]
    return differences(states[0], states[1], as_known(user, names_at_the_desk(states)))


# --- Publishing and discarding it -----------------------------------------------------------------


def publish_changes(
    record: Model,
    version: int,
    user: Person,
    reason: str = "",
    because: str = "",
    answers: Mapping[str, Answer] | None = None,
) -> Proposal:
    """Publish what waits of a record, as it was when its newest entry was `version`; `because` is
    why it is published in spite of the gate's doubts, `answers` what was decided about harm.

    Raises ApprovalRefused, changing nothing.
    """
    reason = reason.strip()
    for text in (reason, because):
        validate_prose(text)
        _refuse_in_reason(text)
    with change(
        user,
        Entry.Action.PUBLISHED,
        reason,
        publishes=Publishes.ALL,
        approve=by_another(user, ApprovalRefused),
    ) as door:
        door.about(record)
        proposal = _locked(record, user, door)
        if proposal.version != version:
            raise ApprovalRefused(_("It was changed since you looked at it. Look at it once more."))
        whole = list(read_whole([*proposal.rows.values(), *proposal.brought]))
        if doubts := _refuse(whole, because.strip()):
            door.reason = " ".join(filter(None, (reason, in_spite_of(doubts, because.strip()))))
        if user is not None:
            _decide(whole, user, answers or {})
    return proposal


def _locked(record: Model, user: Person, door: Change) -> Proposal:
    """What waits of a record, touched in this change and all its rows locked. Raises
    ApprovalRefused where that is nothing, or not for this person to publish."""
    rows = type(record)._default_manager.select_for_update(of=("self",))
    if not rows.filter(pk=record.pk).exists() or not is_waiting(record):
        raise ApprovalRefused(_("Nothing of this record waits to be published any more."))
    proposal = Proposal(record)
    for row in proposal.rows.values():
        if row != record:
            list(type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk))
    if not proposal.may_publish(user):
        raise ApprovalRefused(_(MAY_NOT))
    proposal.touch_in(door)
    return proposal


def _refuse(whole: Iterable[Any], because: str) -> list[str]:
    """The doubts of the gate about these records, where there is a reason to publish in spite of
    them."""
    written: dict[str, set[Any]] = defaultdict(set)
    for row in whole:
        _refuse_taken_address(row)
        written[noun_name(row)].add(row.pk)
    look_for_quotes(written)
    found = [one for row in whole for one in findings_of(row)]
    if stops(found) or (found and not because):
        raise ApprovalRefused(" ".join(found))
    return found


def _refuse_in_reason(reason: str) -> None:
    try:
        refuse_in_reason(reason)
    except Undecided as error:
        raise ApprovalRefused(str(error)) from error


def _decide(whole: Iterable[Any], user: Person, answers: Mapping[str, Answer]) -> None:
    """Keep what was decided about harm. Raises ApprovalRefused where something was not."""
    if wants_changes(answers):
        raise ApprovalRefused(_("Something is to be changed first: nothing is published."))
    try:
        settle(whole, user, answers)
    except Undecided as undecided:
        raise ApprovalRefused(str(undecided)) from undecided


def _refuse_taken_address(row: Any) -> None:
    """Raise ApprovalRefused where readers find another record at this one's address."""
    slug = getattr(row, "slug", "")
    taken = Edition.objects.standing().filter(noun=row._meta.model_name, address=slug)
    if slug and taken.exclude(key=name_of(row)).exists():
        raise ApprovalRefused(
            _("Readers find another record at the address “%(address)s”.") % {"address": slug}
        )


def hold_back_changes(record: Model, user: Person, answers: Mapping[str, Answer]) -> None:
    """Keep what is to be changed of what waits before it is published: nothing is published.

    Raises ApprovalRefused, changing nothing.
    """
    proposal = Proposal(record)
    if not proposal.may_publish(user):
        raise ApprovalRefused(_(MAY_NOT))
    hold_back([*proposal.rows.values(), *proposal.brought], user, answers)


def discard_changes(record: Model, user: Person) -> Proposal:
    """Give a record, and what would be published with it, back the state that readers see.

    Raises ApprovalRefused, changing nothing.
    """
    proposal = Proposal(record)
    order = list(NOUNS)
    keys = sorted(proposal.rows, key=lambda key: order.index(noun_of_key(key).name))
    for key in keys:
        if not may_change(user, proposal.rows[key]):
            raise ApprovalRefused(_("Your account may not do this now."))
    try:
        with transaction.atomic():
            # Readers do not see them either way: that a draft is in a dossier is no change of it.
            held = places_of_drafts(proposal.rows.values())
            for key in keys:
                noun = noun_of_key(key)
                sight = Sight(noun.name, [key])
                entry = _before_it(key)
                if entry is not None:
                    stays = STAYS - {"slug"}
                    reason = _("Changes that were not published are discarded.")
                    restore(proposal.rows[key], sight.state(entry), user, reason, stays)
            put_back(held)
    except RestoreRefused as error:
        raise ApprovalRefused(str(error)) from error
    return proposal


def _before_it(key: str) -> Entry | None:
    """The entry of a record as readers see it; of one that they do not see, as it was before what
    waits."""
    approved = Edition.objects.standing().filter(key=key).values("entry")
    entry: Entry | None = Entry.objects.filter(sequence__in=approved).first()
    if entry is None:
        since = Waiting.objects.filter(record=key).values_list("since", flat=True).first()
        earlier = Entry.objects.filter(record=key, sequence__lt=since or 0)
        entry = earlier.order_by("-sequence").first()
    return entry


def told(records: Iterable[Any]) -> str:
    """Records by what they are called, for a message."""
    return "; ".join(str(record) for record in records)
