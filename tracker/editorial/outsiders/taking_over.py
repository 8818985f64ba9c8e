"""An answer from outside becomes a draft response, with its words as quotes and their source.

The source is the letter itself: its text as it was typed, and the files that came with it, kept as
copies. Who speaks is the party; whether that was verified, the response says in the field that
readers are told of. Of a request it notes that it was answered, and of a verified reply that it has
come: the desk's own move (`receipts.note_reply`), which stops every sentence about silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.capture import storage
from tracker.capture.extracting import take_text_if_quick
from tracker.capture.handing_in import as_copy
from tracker.capture.inspecting import inspect_if_quick
from tracker.capture.keeping import keep_text
from tracker.editorial.changes import change
from tracker.editorial.deadlines import day_of, today
from tracker.editorial.models import Submission, SubmissionAnswer
from tracker.editorial.outsiders.settling import Action, State, locked, note
from tracker.editorial.receipts import note_reply
from tracker.editorial.request_steps import Step, may_happen, note_step
from tracker.ledger.models import Entry
from tracker.record.choices import (
    Outcome,
    Relation,
    RequestStepKind,
    ResponseForm,
    SourceKind,
)
from tracker.record.models import (
    Allegation,
    Answer,
    Citation,
    Claim,
    Correction,
    Party,
    Request,
    Response,
    ResponseClaim,
    Source,
)
from tracker.record.nouns import name_of
from tracker.record.trees import rows_of

LONGEST_TITLE = 300
# Outcomes of a request of which no answer is on record yet.
OPEN = (Outcome.NONE, Outcome.RECEIVED)


def record_of(row: Submission) -> Any:
    """The record that something was sent about; None where it is gone."""
    return record_called(row.record)


def record_called(name: str) -> Any:
    """The record of this name in the ledger; None where there is none."""
    return rows_of([name]).get(name)


def claims_of(row: Submission) -> list[Claim]:
    """The claims that an answer is to: those of its points, or that of the page or the request."""
    numbers = sorted({one.claim for one in row.answers.all()})
    if numbers:
        return list(Claim.objects.filter(reference__in=numbers).order_by("reference"))
    record = record_of(row)
    if isinstance(record, Claim):
        return [record]
    if isinstance(record, Request):
        return [record.claim] if record.claim else []
    return list(record.claims.all()) if isinstance(record, Response) else []


def parties_of(row: Submission) -> list[Party]:
    """Who may have sent it: whoever was asked; of a page the parties of its claims, and its own."""
    record = record_of(row)
    if isinstance(record, Request):
        return [record.asked]
    found: dict[int, Party] = {}
    if isinstance(record, Party):
        found[record.pk] = record
    if isinstance(record, Response):
        found[record.responder_id] = record.responder
    for claim in claims_of(row):
        for party in (*claim.accused.all(), *claim.claimants.all()):
            found.setdefault(party.pk, party)
    return list(found.values())


def take_over(row: Submission, party: Party, user: User) -> Response:
    """Make a draft response of an answer. Raises ValidationError, and Settled."""
    # The lock comes first, as where files are erased: nobody waits for both.
    with storage.writing(), locked(row) as found:
        if party not in parties_of(found):
            raise ValidationError(_("Choose the party whose answer it is."))
        source = _source(found, party, user)
        with change(user, Entry.Action.ENTERED) as door:
            response = _response(found, party)
            door.touch(response)
            _quote(found, response, source)
            response.address_answered_claims()
        if found.verified:
            _tell_of_reply(found, response, party, user)
        _tie_request(found, response, user)
        _settle(found, response, user)
    return response


def take_as_correction(row: Submission, text: str, user: User) -> Correction:
    """Make a draft correction, in the words of whoever takes it over. Raises ValidationError."""
    with locked(row) as found:
        record = record_of(found)
        name = record._meta.model_name if record is not None else ""
        if name not in Correction.TARGETS:
            raise ValidationError(_("What it corrects is not there any more."))
        with change(user, Entry.Action.ENTERED) as door:
            correction = Correction(
                **{name: record}, made_on=today(), text=text, internal_notes=_notes(found)
            )
            correction.full_clean()
            correction.save()
            door.touch(correction)
        _settle(found, correction, user)
    return correction


def _settle(row: Submission, made: Any, user: User) -> None:
    row.state, row.taken_into = State.TAKEN, name_of(made)
    row.save(update_fields=["state", "taken_into"])
    note(row, Action.TAKEN, user)


def _notes(row: Submission) -> str:
    # As all of the record, for whoever reads English.
    return f"Received from outside, number {row.pk}."


def _source(row: Submission, party: Party, user: User) -> Source:
    """The letter as a source, with what was typed and each file as its kept copies."""
    day = day_of(row.sent_at)
    with change(user, Entry.Action.ENTERED) as door:
        source = Source(
            title=f"[Answer of {party.name}, received on {day}]"[:500],
            kind=SourceKind.LETTER,
            publisher=party,
            published_on=day.isoformat(),
            language=row.language,
            supplied_as_text=True,
            internal_notes=_notes(row),
        )
        source.full_clean(exclude=["reference"])
        source.save()
        door.touch(source)
    giver = f"{party.name}, from outside, number {row.pk}"
    for link in row.files.select_related("file"):
        copy = as_copy(link.file, source, user, giver)
        inspect_if_quick(copy)
        take_text_if_quick(copy)
    if text := typed_text(row):
        take_text_if_quick(keep_text(source, text, user, "", giver=giver))
    return source


def typed_text(row: Submission) -> str:
    """All that was typed, to the letter, in the order of the form."""
    parts = [*(one.text for one in row.answers.all()), row.text]
    return "\n\n".join(part for part in parts if part.strip())


def _response(row: Submission, party: Party) -> Response:
    claims = claims_of(row)
    about = f" to the claim “{claims[0].title}”" if len(claims) == 1 else ""
    title = f"{party.name} answers{about}"
    response = Response(
        title=title if len(title) <= LONGEST_TITLE else f"{party.name} answers"[:LONGEST_TITLE],
        responder=party,
        made_on=day_of(row.sent_at).isoformat(),
        form=ResponseForm.WRITTEN_REPLY,
        is_unconfirmed=not row.verified,
        internal_notes=_notes(row),
    )
    response.full_clean(exclude=["reference"])
    response.save()
    for position, claim in enumerate(claims):
        ResponseClaim.objects.create(response=response, claim=claim, position=position)
    return response


def _quote(row: Submission, response: Response, source: Source) -> None:
    """Each answer with its words; those to a point that is gone, and general ones, as a whole."""
    general = [(row.text, row.language)] if row.text.strip() else []
    for one in row.answers.all():
        point = _point_of(one)
        if point is None:
            general.append((one.text, one.language))
            continue
        answer = Answer.objects.create(response=response, allegation=point)
        _cite({"answer": answer}, source, one.text, one.language, 0)
    if not general and not row.answers.exists():
        # The files alone: the response rests on them, and the editor chooses the passages.
        general.append(("", row.language))
    for position, (text, language) in enumerate(general):
        _cite({"response": response}, source, text, language, position)


def _point_of(one: SubmissionAnswer) -> Allegation | None:
    return Allegation.objects.filter(pk=one.row, claim__reference=one.claim).first()


def _cite(holder: dict[str, Any], source: Source, text: str, language: str, position: int) -> None:
    row = Citation(
        **holder,
        source=source,
        quote=text.strip(),
        language=language,
        relation=Relation.OWN_WORDS,
        position=position,
    )
    row.full_clean()
    row.save()


def _tell_of_reply(row: Submission, response: Response, party: Party, user: User) -> None:
    """Tell readers at once that it has come, at its claims and at the request that it answers.

    What the request says of it waits for a second person, and the response may be published before.
    """
    asked = record_of(row)
    if row.link_id is not None and isinstance(asked, Request):
        came, kind = day_of(row.sent_at), RequestStepKind.REPLIED
        noted = asked.steps.order_by("-happened_on").values_list("happened_on", flat=True).first()
        if kind in may_happen(asked):
            note_step(asked, user, Step(kind, max(came, noted) if noted else came))
    for claim in response.claims.filter(accused=party):
        note_reply(claim, party, user)


def _tie_request(row: Submission, response: Response, user: User) -> None:
    """Note at the request what answered it; readers see that once the change is published."""
    asked = record_of(row)
    if row.link_id is None or not isinstance(asked, Request):
        return
    with change(user, Entry.Action.CHANGED) as door:
        locked_request = Request.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        if locked_request.answered_by_id or locked_request.outcome not in OPEN:
            return
        is_whole = _answers_all(
            locked_request, response.answers.values_list("allegation", flat=True)
        )
        locked_request.answered_by = response
        locked_request.outcome = Outcome.ANSWERED if is_whole else Outcome.PARTLY
        locked_request.full_clean(exclude=["reference"])
        locked_request.save()
        door.touch(locked_request)


def _answers_all(asked: Request, answered: Iterable[int]) -> bool:
    """Whether each point that was put, or else each point of the claim, has an answer."""
    put = set(asked.point_links.values_list("allegation", flat=True))
    if not put and asked.claim_id:
        put = set(Allegation.objects.filter(claim=asked.claim_id).values_list("pk", flat=True))
    return put <= set(answered)
