"""What happened to a request after it was sent, in sentences: reminders, more time, a reply."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.edition.documents import PartyDocument, RequestDocument
from tracker.edition.documents.around import StepRow
from tracker.record.choices import RequestStepKind
from tracker.record.date_words import Dated
from tracker.record.sentences import Sentence


def steps_told(request: RequestDocument) -> list[Sentence]:
    """A sentence for each step, the first that happened first."""
    return [_step(request.asked, one) for one in request.steps]


def deadline_told(request: RequestDocument) -> Sentence | None:
    """That another deadline was given first, or that it does not run; None where neither is so."""
    if request.paused_on is not None:
        words = _("The deadline is paused since %(date)s.")
        return Sentence(words, date=Dated(request.paused_on.isoformat()))
    if request.moved_from:
        return Sentence(_("The deadline was first %(date)s."), date=Dated(request.moved_from))
    return None


def _step(asked: PartyDocument, step: StepRow) -> Sentence:
    told = {
        "date": Dated(step.happened_on.isoformat()),
        "party": asked.local_name,
        "before": Dated(step.due_before),
        "due": Dated(step.due_on),
    }
    return Sentence(_words(step), **told)


def _words(step: StepRow) -> str:
    match step.kind:
        case RequestStepKind.REMINDED:
            return _("%(date)s: %(party)s was reminded.")
        case RequestStepKind.REPLIED:
            return _("%(date)s: a reply from %(party)s came.")
        case RequestStepKind.EXTENDED if step.is_their_wish and step.due_before:
            return _(
                "%(date)s: deadline extended from %(before)s to %(due)s; %(party)s asked for it."
            )
        case RequestStepKind.EXTENDED if step.due_before:
            return _("%(date)s: deadline extended from %(before)s to %(due)s.")
        case RequestStepKind.EXTENDED:
            return _("%(date)s: deadline set to %(due)s.")
        case RequestStepKind.PAUSED if step.is_their_wish:
            return _("%(date)s: deadline of %(before)s paused; %(party)s asked for it.")
        case RequestStepKind.PAUSED:
            return _("%(date)s: deadline of %(before)s paused.")
    return _("%(date)s: the deadline runs again, until %(due)s.")
