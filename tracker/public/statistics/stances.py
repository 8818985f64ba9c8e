"""What sort of answers are on record: by who gave them, and by what was alleged."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from tracker.public.statistics.tables import Counted, Group, Table
from tracker.record.models import Answer, Party, Stance, Violation

MOST_GROUPS = 12


def by_responder(claims: Any) -> Table:
    """For each responder, in how many of its answers it takes each stance."""
    groups, more = _grouped(claims, "response__responder", Party, "responder", "slug")
    return Table(
        "stances-by-responder",
        _("Stances by responder"),
        _("answers on record, each to one allegation; one answer may take several stances"),
        groups,
        _("Which kinds of answer a responder gives, as coded from its own words."),
        _(
            "Not how a responder stands to allegations it did not answer. A code sums up words; "
            "read them before quoting a count."
        ),
        more=more,
    )


def by_violation(claims: Any) -> Table:
    """For each violation alleged, in how many of the answers each stance is taken."""
    path = "allegation__violation_links__violation"
    groups, more = _grouped(claims, path, Violation, "violation", "code")
    return Table(
        "stances-by-violation",
        _("Stances by violation alleged"),
        _("answers on record to allegations coded with the violation"),
        groups,
        _("How allegations of one kind are answered, by whoever answers them."),
        _("Not whether the violation took place. An answer by somebody not accused counts alike."),
        more=more,
    )


def _grouped(
    claims: Any, path: str, model: Any, parameter: str, key: str
) -> tuple[list[Group], int]:
    """Groups of stances by the records that `path` leads to, those with most answers first."""
    answers = Answer.objects.published().filter(allegation__claim__in=claims).order_by()
    whole = dict(
        answers.filter(**{f"{path}__isnull": False})
        .values(path)
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", path)
        .values_list(path, "n")
    )
    shown = list(whole)[:MOST_GROUPS]
    taken: dict[Any, dict[Any, int]] = defaultdict(dict)
    for record, stance, n in (
        answers.filter(**{f"{path}__in": shown}, stances__isnull=False)
        .values(path, "stances")
        .annotate(n=Count("pk", distinct=True))
        .values_list(path, "stances", "n")
    ):
        taken[record][stance] = n
    records, stances = model.objects.in_bulk(shown), Stance.objects.in_bulk()
    groups = []
    for pk in shown:
        record = records[pk]
        about = f"{parameter}={getattr(record, key)}"
        rows = [
            Counted(str(stance), taken[pk][one], whole[pk], f"{about}&stance={stance.code}", stance)
            for one, stance in stances.items()
            if one in taken[pk]
        ]
        rows.sort(key=lambda row: (-row.count, row.record.position, row.record.code))
        label = str(record) if key == "code" else record.name
        groups.append(Group(label, rows, record))
    return groups, len(whole) - len(shown)
