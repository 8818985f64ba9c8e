"""Merges of what readers see are proposed by one person and made by another."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tracker.edition.redaction import standing_now
from tracker.editorial.merge_models import MergeProposal
from tracker.ledger.changes import Person
from tracker.ledger.models import Entry
from tracker.record.nouns import name_of, noun_name


def needs_second_person(one: Any, other: Any) -> bool:
    """Whether two records are made one only by somebody other than who proposed it."""
    shown = standing_now([name_of(one), name_of(other)]).values()
    return settings.SECOND_PERSON and Entry.Shown.WHOLE in shown


def propose(kept: Any, duplicate: Any, user: Person, why: str = "") -> MergeProposal:
    """Say that two records are one, in place of what was proposed of them before.

    Raises ValidationError for words that may not stand.
    """
    proposal = MergeProposal(
        noun=noun_name(kept),
        kept=name_of(kept),
        duplicate=name_of(duplicate),
        kept_revision=kept.revision,
        duplicate_revision=duplicate.revision,
        why=why,
        proposed_by_id=user.pk if user else None,
    )
    proposal.clean_fields(exclude=["proposed_by"])
    with transaction.atomic():
        _of_both(kept, duplicate).delete()
        proposal.save()
    return proposal


def proposal_of(one: Any, other: Any) -> MergeProposal | None:
    """What is proposed of two records as they are now."""
    revisions = {name_of(row): _revision_now(row) for row in (one, other)}
    for proposal in _of_both(one, other).select_related("proposed_by"):
        seen = (proposal.kept_revision, proposal.duplicate_revision)
        if seen == (revisions[proposal.kept], revisions[proposal.duplicate]):
            return proposal
    return None


def refusal(user: Person, kept: Any, duplicate: Any) -> str:
    """Why `user` may not make these two one now; empty where they may."""
    if user is None or not needs_second_person(kept, duplicate):
        return ""
    proposal = proposal_of(kept, duplicate)
    if proposal is None or proposal.kept != name_of(kept):
        return _(
            "Readers see one of the two: one person proposes that they are one, and another makes "
            "them one, as they were looked at."
        )
    if proposal.proposed_by_id == user.pk:
        return _("You proposed it yourself: somebody else has to make them one.")
    return ""


def forget(one: Any, other: Any | None = None) -> None:
    """Delete what is proposed of two records, or of one and any other."""
    name = name_of(one)
    rows = MergeProposal.objects.filter(Q(kept=name) | Q(duplicate=name))
    (rows if other is None else _of_both(one, other)).delete()


def proposed_to(user: Any, nouns: list[str]) -> Any:
    """Proposals of others, of these nouns, for somebody who may make them one."""
    rows = MergeProposal.objects.filter(noun__in=nouns)
    return rows.filter(~Q(proposed_by=user.pk) | Q(proposed_by=None)).order_by("-proposed_at")


def _revision_now(row: Any) -> int | None:
    rows = type(row)._default_manager.filter(pk=row.pk)
    found: int | None = rows.values_list("revision", flat=True).first()
    return found


def _of_both(one: Any, other: Any) -> Any:
    names = (name_of(one), name_of(other))
    return MergeProposal.objects.filter(kept__in=names, duplicate__in=names)
