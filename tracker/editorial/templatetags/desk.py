"""What waits on the desk, for its first page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.contrib.admin.utils import flatten
from django.core.validators import EMPTY_VALUES
from django.db.models import Model, Q
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.editorial.digest_choice import state_for
from tracker.editorial.findings import Finding
from tracker.editorial.harm_decisions import Answer
from tracker.editorial.lists.saved import kept_by
from tracker.editorial.merge_proposals import proposed_to
from tracker.editorial.merging import Leaning, address_of, called
from tracker.editorial.models import LinkOpening, MergeProposal, ReviewLink
from tracker.editorial.my_day import counts_for, due, passages_to_look_at, to_look_for
from tracker.editorial.open_forms import open_by_others
from tracker.editorial.own_records import contributes, is_own, own_rows
from tracker.editorial.passages_shown import to_look_at
from tracker.editorial.reviewing import comments_for, records_for, returned_to
from tracker.editorial.rights import may
from tracker.editorial.wording import FINDINGS
from tracker.ledger.models import Waiting
from tracker.ledger.words import moment_in_words
from tracker.record.date_words import in_words
from tracker.record.models import Publishable, Status
from tracker.record.nouns import NOUNS
from tracker.record.state import deadline_day
from tracker.record.trees import rows_of

register = template.Library()
MOST_SHOWN = 10
MOST_VISITS = 50

register.filter("moment", moment_in_words)
register.filter("called", called)
register.filter("address", address_of)


@register.simple_tag
def public_part(file: str, part: str, *given: Any) -> SafeString:
    """A part that pages of readers have, too: a macro of a template below `templates/public`."""
    macros: Any = get_template(file)
    made: SafeString = getattr(macros.template.module, part)(*given)
    return made


def _waiting(rows: Any, model: type[Publishable], status: Status) -> list[dict[str, Any]]:
    rows = rows.filter(status=status).select_related("submitted_by")
    address = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return [
        {"record": row, "noun": model._meta.verbose_name, "url": reverse(address, args=[row.pk])}
        for row in rows.order_by("-updated_at")[:MOST_SHOWN]
    ]


def _newest(user: Any, status: Status) -> list[dict[str, Any]]:
    """The records of all nouns with this status that the user may see, last saved first."""
    found: list[dict[str, Any]] = []
    for model in FINDINGS:
        noun = NOUNS[str(model._meta.model_name)]
        if may(user, "view", noun):
            found += _waiting(model._default_manager.all(), model, status)
        elif contributes(user, noun):
            found += _waiting(own_rows(user, noun), model, status)
    found.sort(key=lambda entry: entry["record"].updated_at, reverse=True)
    return found[:MOST_SHOWN]


def _changed(user: Any) -> tuple[list[dict[str, Any]], int]:
    """Records whose changes wait, the longest first; and how many more there are."""
    nouns = [name for name, noun in NOUNS.items() if may(user, "view", noun) and noun.plural]
    which = Q(noun__in=nouns)
    if own := [name for name, noun in NOUNS.items() if contributes(user, noun)]:
        which |= Q(noun__in=own) & is_own(user, "record")
    rows = Waiting.objects.filter(which).order_by("began_at", "pk")
    began = dict(rows[:MOST_SHOWN].values_list("record", "began_at"))
    found = [
        {
            "record": record,
            "noun": record._meta.verbose_name,
            "url": _at(record, "waiting"),
            "since": began[key],
        }
        for key, record in rows_of(began).items()
    ]
    return found, max(0, rows.count() - MOST_SHOWN)


def _proposed(user: Any) -> list[dict[str, Any]]:
    """Pairs that others proposed to make one, for whoever may."""
    nouns = [name for name in ("party", "place", "source") if may(user, "publish", NOUNS[name])]
    proposals = list(proposed_to(user, nouns).select_related("proposed_by")[:MOST_SHOWN])
    rows = rows_of([key for one in proposals for key in (one.kept, one.duplicate)])
    return [
        {
            "kept": rows[one.kept],
            "duplicate": rows[one.duplicate],
            "who": one.proposed_by,
            "url": f"{reverse(f'admin:record_{one.noun}_merge')}?{_pair(rows, one)}",
        }
        for one in proposals
        if one.kept in rows and one.duplicate in rows
    ]


def _pair(rows: Mapping[str, Any], proposal: MergeProposal) -> str:
    return urlencode({"one": rows[proposal.kept].pk, "other": rows[proposal.duplicate].pk})


def _due(user: Any) -> list[dict[str, Any]]:
    """Open requests whose day is over, and was not looked after since, or comes within a week."""
    if not user.has_perm("record.view_request"):
        return []
    today = deadline_day(timezone.now())
    rows = due(today).order_by("due_on_latest", "pk")[:MOST_SHOWN]
    return [
        {
            "record": row,
            "url": _at(row, "change"),
            "due": in_words(row.due_on),
            "is_over": row.due_on_latest < today,
        }
        for row in rows
    ]


def _looks(user: Any) -> list[dict[str, Any]]:
    """Whose answers are to be looked for again, with the form of the claim."""
    if not user.has_perm("record.view_claim"):
        return []
    rows = to_look_for(deadline_day(timezone.now())).select_related("claim", "party")
    return [
        {
            "record": row.claim,
            "url": _at(row.claim, "change"),
            "who": row.party,
            "on": row.looked_on,
        }
        for row in rows[:MOST_SHOWN]
    ]


def _passages(user: Any) -> list[dict[str, Any]]:
    """Sources with passages that are not as they were, with the page where both stand."""
    if not user.has_perm("record.view_source"):
        return []
    return [
        {
            "source": one.source,
            "told": one.told,
            "since": one.since,
            "url": f"{_at(one.source, 'copies')}#passages",
        }
        for one in to_look_at(passages_to_look_at())[:MOST_SHOWN]
    ]


def _mine(user: Any) -> list[dict[str, Any]]:
    """What is for this account: drafts sent back to it, records given to it, comments to it."""
    given, said = records_for(user, MOST_SHOWN), comments_for(user, MOST_SHOWN)
    rows = rows_of([*(one.record for one in given), *(one.record for one in said)])
    back = returned_to(user, MOST_SHOWN)
    told: list[tuple[Model, str, str, Any]] = [
        (row, "change", _("sent back to you"), "") for row in back
    ]
    told += [
        (rows[one.record], "change", _("given to you by"), one.given_by)
        for one in given
        if one.record in rows
    ]
    told += [
        (rows[one.record], "comments", _("a comment by"), one.author)
        for one in said
        if one.record in rows
    ]
    return [
        {"record": row, "url": _at(row, page), "why": why, "who": who}
        for row, page, why, who in told
    ]


def _open_now(user: Any) -> list[dict[str, Any]]:
    """What others have open of the records that the user may see, with who has."""
    return [
        {**one._asdict(), "url": _at(one.record, "change")}
        for one in open_by_others(user, MOST_SHOWN)
    ]


def _at(row: Model, page: str) -> str:
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk])


@register.inclusion_tag("admin/_waiting.html", takes_context=True)
def waiting(context: Any) -> dict[str, Any]:
    """Records in review, then drafts, each with its form one click away."""
    user = context["request"].user
    changed, more = _changed(user)
    return {
        "mine": _mine(user),
        "due": _due(user),
        "kept_filters": kept_by(user),
        "open_now": _open_now(user),
        "looks": _looks(user),
        "passages": _passages(user),
        "changed": changed,
        "more_changed": more,
        "proposed": _proposed(user),
        "in_review": _newest(user, Status.IN_REVIEW),
        "drafts": _newest(user, Status.DRAFT),
        "digest": state_for(user),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("admin/_counts.html", takes_context=True)
def counts(context: Any) -> dict[str, Any]:
    """How much waits for whoever is signed in, for the head of every page."""
    return {"counts": counts_for(context["request"].user)}


@register.filter
def visits(link: ReviewLink) -> list[LinkOpening]:
    """The last of a link's openings, newest first; each place has a number."""
    found: list[Any] = list(link.openings.all())
    numbers: dict[str, int] = {}
    for one in reversed(found):
        one.number = numbers.setdefault(one.place, len(numbers) + 1) if one.place else 0
    return found[:MOST_VISITS]


@register.filter
def is_filled_in(fieldset: Any) -> bool:
    """Whether a part of a form that starts closed would hide words, or an error."""
    names = [name for name in flatten(fieldset.fields) if name in fieldset.form.fields]
    fields = [fieldset.form[name] for name in names]
    return any(field.errors or field.value() not in EMPTY_VALUES for field in fields)


@register.filter
def in_place(field: Any) -> list[Finding]:
    """What the gate asks of a field of a form, as last saved."""
    found: dict[str, list[Finding]] = getattr(getattr(field, "form", None), "in_place", {})
    return found.get(field.name, []) if found else []


@register.filter
def answer_to(answers: Mapping[str, Answer] | str, kind: str) -> Answer:
    """What was typed in answer to a question about harm, on a form that came back."""
    # Where a page asks nothing, the template has no answers but an empty word.
    none = Answer("", "")
    return answers.get(kind, none) if isinstance(answers, Mapping) else none


@register.filter
def first_records(leaning: Leaning, most: int) -> list[Model]:
    """Some of the records that name another, to be named themselves."""
    return leaning.first(most)


@register.filter
def noun_name(model: type[Model]) -> str:
    """What a record of a model is called."""
    return str(model._meta.verbose_name).capitalize()


@register.filter
def noun_plural(model: type[Model]) -> str:
    """What several records of a model are called."""
    return str(model._meta.verbose_name_plural)


@register.filter
def noun_of_row(row: Model) -> str:
    """What a record is: a claim, a party."""
    return str(row._meta.verbose_name)
