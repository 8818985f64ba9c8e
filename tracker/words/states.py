"""What is known of a party's reply to a point, in one sentence, the same wherever it is told.

No reply is never called a refusal: a sentence says what was found, asked and looked for, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext

from tracker.edition.documents import (
    AllegationRow,
    AnswerRow,
    LookRow,
    MembershipRow,
    Name,
    PartyDocument,
    PartyState,
    RequestDocument,
    ResponseDocument,
)
from tracker.edition.documents.named import in_english
from tracker.record import state as states
from tracker.record.choices import (
    Extent,
    NotHeld,
    OnFile,
    Outcome,
    PartyKind,
    ResponseTie,
    Standing,
)
from tracker.record.date_words import Dated
from tracker.record.sentences import Reference, Sentence, in_sequence
from tracker.words.requests import deadline_told

# The parts of a sentence, by their names in it.
Told = dict[str, object]

LABELS = {
    **states.STATE_LABELS,
    states.RECEIVED: gettext_lazy("reply received, being entered"),
    states.UNSTATED: gettext_lazy("nothing stated"),
    states.UNCHECKED: gettext_lazy("deadline passed, not yet checked"),
    states.NOT_LOOKED_FOR: gettext_lazy("not looked for yet"),
    states.ENDED: gettext_lazy("died or dissolved"),
}


def point_label(state: str) -> str:
    """A state in a few words; a point that is said of nobody has none."""
    return str(LABELS[state]) if state in LABELS else _("accused not named")


def called(party: PartyDocument) -> Name:
    """The name of a party in the reader's language, which HTML marks where it is in another."""
    return party.local_name


# --- Of one party and one point -------------------------------------------------------------------


def state_sentence(known: PartyState) -> Sentence:
    """What is known of a party's reply to a point: text, or HTML that marks names."""
    match known.state:
        case states.ANSWERED | states.DECLINED:
            return _replied(known)
        case states.NOT_ON_FILE if known.request:
            return _said_to_have_replied(known.party, known.request)
        case states.NOT_ON_FILE:
            return in_sequence(dict.fromkeys(_not_held(one, known) for one in known.responses))
        case states.UNSTATED:
            words = _("We make no statement on whether %(party)s replied.")
            return Sentence(words, party=called(known.party))
        case states.NOT_ADDRESSED:
            return in_sequence(_not_addressed(one, known.party) for one in known.responses)
    return in_sequence([*_beside(known), _silent(known)])


def _silent(known: PartyState) -> Sentence:
    party = called(known.party)
    match known.state:
        case states.ENDED:
            return _ended(known.party)
        case states.RECEIVED if known.receipt:
            date = Dated(known.receipt.received_on.isoformat())
            words = _("A reply from %(party)s was received on %(date)s and is being entered.")
            return Sentence(words, party=party, date=date)
        case states.OVERDUE | states.UNCHECKED | states.OPEN if known.request:
            return _asked(known, known.request)
        case states.NONE:
            return _none_found(known)
    return Sentence(_("Nobody here has looked for a reply from %(party)s yet."), party=party)


def _beside(known: PartyState) -> list[Sentence]:
    """Of replies that were undone, or that cannot be told to pass the point over."""
    found = []
    for one in known.undone:
        if undone := undone_words(one):
            words = _(
                "A reply from %(party)s (%(date)s, %(reference)s) does not count: %(undone)s."
            )
            told = {"party": called(known.party), **_which(one)}
            found.append(Sentence(words, **told, undone=undone))
    for one in known.elsewhere:
        told = {"party": called(known.party), **_which(one)}
        if one in known.through:
            told |= {"speaker": called(_speaker(one, known.party))}
            words = _(
                "%(speaker)s replied for %(party)s (%(date)s, %(reference)s), not on this point."
            )
        else:
            words = _(
                "%(party)s replied to the claim (%(date)s, %(reference)s), but nothing shows that "
                "this point had been put to it before then."
            )
        found.append(Sentence(words, **told))
    return found


def _which(response: ResponseDocument) -> Told:
    return {"date": Dated(response.made_on), "reference": Reference(response.reference)}


def point_sentences(point: AllegationRow, *, with_replies: bool = False) -> list[Sentence]:
    """What is known of each of the accused of a point, in their order; of those that replied only
    `with_replies`. A point that is said of nobody has one sentence that says so."""
    if not point.states:
        return [Sentence(_("The source does not name who is accused of this."))]
    return [
        state_sentence(one)
        for one in point.states
        if with_replies or one.state not in states.ON_THE_POINT
    ]


def still_missing(known: PartyState) -> Sentence | None:
    """Beside a party's reply on a point, that it gave another which is not held; else None."""
    if known.state not in states.ON_THE_POINT or not known.not_held:
        return None
    return in_sequence(dict.fromkeys(_also_missing(one, known) for one in known.not_held))


def _also_missing(response: ResponseDocument, known: PartyState) -> Sentence:
    """Why it is not held is told where that is more than that nobody has it."""
    is_plain = not response.not_held and not response.is_unconfirmed
    if not is_plain or response in known.through:
        return _not_held(response, known)
    told = {"party": called(known.party), **_which(response)}
    if response.on_file == OnFile.NOTHING:
        words = _("%(party)s also gave a reply that we do not hold (%(reference)s, %(date)s).")
    else:
        words = _(
            "%(party)s also gave a reply of which we hold only part (%(reference)s, %(date)s)."
        )
    return Sentence(words, **told)


def _replied(known: PartyState) -> Sentence:
    """How far the party's own words go, and those of each that replied for it."""
    own = {one.extent for one in known.answers if one.response not in known.through}
    party = called(known.party)
    found = [Sentence(str(OWN[kind]), party=party) for kind in OWN if kind in own]
    for one in known.answers:
        if one.response in known.through:
            speaker = _speaker(one.response, known.party)
            words = str(THROUGH.get(one.extent, THROUGH[Extent.WHOLE]))
            tie = tie_between(speaker, known.party)
            found.append(Sentence(words, party=party, speaker=called(speaker), tie=tie))
    return in_sequence(filter(None, [*dict.fromkeys(found), still_missing(known)]))


OWN: dict[str, str | Promise] = {
    Extent.WHOLE: gettext_lazy("%(party)s replied on this point."),
    Extent.PART: gettext_lazy("%(party)s replied on part of this point."),
    Extent.GENERAL: gettext_lazy("%(party)s replied in general terms that cover this point."),
    Extent.DECLINED: gettext_lazy("%(party)s declined to comment on this point."),
}
THROUGH: dict[str, str | Promise] = {
    Extent.WHOLE: gettext_lazy("%(speaker)s (%(tie)s) replied for %(party)s."),
    Extent.PART: gettext_lazy("%(speaker)s (%(tie)s) replied for %(party)s on part of this point."),
    Extent.GENERAL: gettext_lazy(
        "%(speaker)s (%(tie)s) replied for %(party)s in general terms that cover this point."
    ),
    Extent.DECLINED: gettext_lazy(
        "%(speaker)s (%(tie)s) declined to comment on this point for %(party)s."
    ),
}


def _speaker(response: ResponseDocument, party: PartyDocument) -> PartyDocument:
    """Of those who gave a response, who is tied to the party that it speaks for."""
    tied = (one for one in response.responders if tie_words(one, party))
    return next(tied, response.responder)


def tie_between(speaker: PartyDocument, party: PartyDocument) -> Sentence:
    """How a party that speaks for another belongs to it, or that to it."""
    return tie_words(speaker, party) or _belongs_to_it(party)


def tie_words(speaker: PartyDocument, party: PartyDocument) -> Sentence | None:
    """The same where there is such a tie; else None."""
    own = membership_in(speaker, party)
    if own is not None and own.office:
        words = _("%(office)s, %(party)s")
        return Sentence(words, office=in_english(own.office), party=called(party))
    if own is not None:
        return Sentence(
            _("%(tie)s %(party)s"), tie=str(own.get_kind_display()), party=called(party)
        )
    return _belongs_to_it(party) if membership_in(party, speaker) is not None else None


def _belongs_to_it(party: PartyDocument) -> Sentence:
    return Sentence(_("%(party)s belongs to it"), party=called(party))


def membership_in(member: PartyDocument, body: PartyDocument) -> MembershipRow | None:
    """How a party belongs to another; the first of several ties, None where there is none."""
    return next((one for one in member.memberships if one.body_id == body.key), None)


# Of a reply that has not been read here, or not all of it, by the reason; then by how much.
NOT_HELD: dict[str, str | Promise] = {
    NotHeld.WITHHELD: gettext_lazy(
        "%(party)s has replied (%(date)s). The reply was not made public, so we cannot say whether "
        "it covers this point."
    ),
    NotHeld.SEALED: gettext_lazy(
        "%(party)s has replied (%(date)s). The reply is under seal, so we cannot say whether it "
        "covers this point."
    ),
    NotHeld.UNREAD: gettext_lazy(
        "%(party)s has replied (%(date)s), in a language nobody here has read yet, so we cannot "
        "say whether on this point."
    ),
    NotHeld.CLAIMANT: gettext_lazy(
        "According to those who make the claim, %(party)s has replied (%(date)s). We have not seen "
        "the reply."
    ),
    NotHeld.SAYS_SO: gettext_lazy(
        "%(party)s says that it replied (%(date)s). We have found no reply."
    ),
    OnFile.NOTHING: gettext_lazy(
        "%(party)s has replied (%(date)s). We do not hold the text, so we cannot say whether it "
        "covers this point."
    ),
    OnFile.EXCERPTS: gettext_lazy(
        "%(party)s has replied (%(date)s). We hold only part of the reply, so we cannot say "
        "whether it covers this point."
    ),
}


def _not_held(response: ResponseDocument, known: PartyState) -> Sentence:
    party = known.party
    told: Told = {"party": called(party), "date": Dated(response.made_on)}
    if response in known.through:
        speaker = _speaker(response, party)
        told |= {"speaker": called(speaker), "tie": tie_between(speaker, party)}
        words = _(
            "%(speaker)s (%(tie)s) has replied for %(party)s (%(date)s). We have not read all "
            "of the reply, so we cannot say whether it covers this point."
        )
    elif response.is_unconfirmed:
        words = _("Words attributed to %(party)s (%(date)s) are not confirmed as its own.")
    else:
        how = response.not_held or response.on_file
        words = str(NOT_HELD.get(how, NOT_HELD[OnFile.EXCERPTS]))
    return Sentence(words, **told)


def _said_to_have_replied(party: PartyDocument, request: RequestDocument) -> Sentence:
    if request.outcome == Outcome.REFUSED:
        words = _(
            "%(asker)s asked %(party)s for a reply (%(sent)s, %(reference)s), and %(party)s "
            "refused."
        )
    elif request.outcome == Outcome.RECEIVED:
        words = _(
            "%(asker)s asked %(party)s for a reply (%(sent)s, %(reference)s). A reply came and is "
            "being entered."
        )
    else:
        words = _(
            "%(asker)s asked %(party)s for a reply (%(sent)s, %(reference)s) and has had one. We "
            "do not hold it, so we cannot say whether it covers this point."
        )
    return Sentence(
        words,
        party=called(party),
        asker=called(request.asker),
        sent=Dated(request.sent_on),
        reference=Reference(request.reference),
    )


def _not_addressed(response: ResponseDocument, party: PartyDocument) -> Sentence:
    words = _("The reply from %(party)s of %(date)s (%(reference)s) does not address this point.")
    return Sentence(words, party=called(party), **_which(response))


def _ended(party: PartyDocument) -> Sentence:
    if party.kind == PartyKind.PERSON:
        words = _("%(party)s died (%(date)s) and cannot answer.")
    else:
        words = _("%(party)s no longer exists (dissolved: %(date)s) and cannot answer.")
    return Sentence(words, party=called(party), date=Dated(party.ended_on))


def _asked(known: PartyState, request: RequestDocument) -> Sentence:
    told: Told = {
        "party": called(known.party),
        "asker": called(request.asker),
        "due": Dated(request.due_on),
        "sent": Dated(request.sent_on),
    }
    match known.state:
        case states.OVERDUE:
            sentence = _overdue(known, request, told)
        case states.UNCHECKED:
            words = _(
                "%(asker)s asked %(party)s for a reply by %(due)s. The deadline has passed; "
                "nobody here has looked since."
            )
            sentence = Sentence(words, **told)
        case _open if request.due_on:
            words = _("%(asker)s asked %(party)s (%(sent)s); a reply is due by %(due)s.")
            sentence = Sentence(words, **told)
        case _ if request.paused_on:
            sentence = Sentence(_("%(asker)s asked %(party)s (%(sent)s)."), **told)
        case _:
            words = _("%(asker)s asked %(party)s (%(sent)s); no deadline is known.")
            sentence = Sentence(words, **told)
    found = [sentence]
    if moved := deadline_told(request):
        found.append(moved)
    if request.time_allowed:
        found.append(Sentence(_("Time allowed: %(time)s."), time=in_english(request.time_allowed)))
    return in_sequence([*found, *(_still_open(one) for one in known.still_open)])


def _overdue(known: PartyState, request: RequestDocument, told: Told) -> Sentence:
    if known.elsewhere or known.undone:
        words = _("No other reply from %(party)s found by %(due)s; %(asker)s asked (%(sent)s).")
        return Sentence(words, **told)
    sent, due = request.sent_on_latest, request.due_on_latest
    are_days = due == request.due_on_earliest and sent == request.sent_on_earliest
    # Days say nothing of a deadline of hours.
    if sent and due and are_days and not request.time_allowed:
        days = (due - sent).days
        if days > 0:
            words = ngettext(
                "No reply from %(party)s found by %(due)s, %(days)s day after %(asker)s asked.",
                "No reply from %(party)s found by %(due)s, %(days)s days after %(asker)s asked.",
                days,
            )
            return Sentence(words, **told, days=localize(days))
    words = _("No reply from %(party)s found by %(due)s; %(asker)s asked (%(sent)s).")
    return Sentence(words, **told)


def _still_open(request: RequestDocument) -> Sentence:
    if request.due_on:
        words = _("A request from %(asker)s is still open, due by %(due)s.")
    elif request.paused_on:
        words = _("A request from %(asker)s is still open; its deadline is paused.")
    else:
        words = _("A request from %(asker)s is still open; no deadline is known.")
    return Sentence(words, asker=called(request.asker), due=Dated(request.due_on))


def _none_found(known: PartyState) -> Sentence:
    party, look = called(known.party), known.look
    if known.elsewhere or known.undone:
        found = Sentence(_("No other reply from %(party)s found."), party=party)
        return in_sequence([found, *_last_looked(look)])
    if look is None:
        return Sentence(_("No reply from %(party)s found."), party=party)
    if look.where and look.languages:
        words = _(
            "No reply from %(party)s found. We last looked on %(date)s, in %(where)s (languages: "
            "%(languages)s)."
        )
    elif look.where:
        words = _("No reply from %(party)s found. We last looked on %(date)s, in %(where)s.")
    else:
        words = _("No reply from %(party)s found. We last looked on %(date)s.")
    return Sentence(words, party=party, **_look(look))


def _last_looked(look: LookRow | None) -> list[Sentence]:
    if look is None:
        return []
    if look.where:
        return [Sentence(_("We last looked on %(date)s, in %(where)s."), **_look(look))]
    return [Sentence(_("We last looked on %(date)s."), **_look(look))]


def _look(look: LookRow) -> Told:
    return {
        "date": Dated(look.looked_on.isoformat()),
        "where": in_english(look.where),
        "languages": in_english(look.languages),
    }


def answer_marks(answer: AnswerRow, point: AllegationRow) -> list[Sentence]:
    """What is told beside an answer before its words: how far it goes, and whose it is not."""
    response = answer.response
    standing = response.standing_to(point.claim.key)
    found = standing_marks(response, point.claim.key)
    match answer.extent:
        case Extent.PART:
            found.append(Sentence(_("on part of this point")))
        case Extent.GENERAL:
            found.append(Sentence(_("in general terms")))
    through = [
        one.party for one in point.states if answer in one.answers and response in one.through
    ]
    found += [Sentence(_("speaks for %(party)s"), party=called(party)) for party in through]
    named = {one.key for one in point.accused}
    is_counted = any(answer in one.answers for one in point.states)
    # Where the source names nobody, nobody can be said not to be accused.
    is_of_others = named and named.isdisjoint(one.key for one in response.responders)
    if standing == Standing.REPLY and not is_counted and is_of_others:
        ties = (tie_words(one, of) for one in response.responders for of in point.accused)
        found.append(Sentence(_("not accused of this point")))
        found += dict.fromkeys(filter(None, ties))
    return found


def standing_marks(response: ResponseDocument, claim: str) -> list[Sentence]:
    """Why a response does not count as a reply to the claim with this key; of one that does,
    nothing."""
    standing = response.standing_to(claim)
    found = []
    if standing == Standing.EARLIER:
        found.append(Sentence(_("said before the claim")))
    elif standing == Standing.REMARK:
        found.append(Sentence(_("a remark on the subject, without reference to the claim")))
    if (undone := undone_words(response)) is not None:
        found.append(undone)
    if response.is_unconfirmed:
        found.append(Sentence(_("not confirmed as its own words")))
    return found


def undone_words(response: ResponseDocument) -> Sentence | None:
    """That a response was withdrawn or disowned; None of one that stands."""
    undone = response.undone_by
    if undone is None or undone.response is None:
        return None
    by = undone.response
    if undone.kind == ResponseTie.WITHDRAWS:
        words = _("withdrawn by %(party)s on %(date)s (%(reference)s)")
    else:
        words = _("disowned by %(party)s on %(date)s (%(reference)s)")
    return Sentence(words, party=called(by.responder), **_which(by))


# --- Of several points ----------------------------------------------------------------------------

# The words that a sentence begins with, of how many of all points, and those that follow it.
FIRST = {
    states.ANSWERED: ngettext_lazy(
        "Replied on %(count)s of %(total)s point",
        "Replied on %(count)s of %(total)s points",
        "total",
    ),
    states.DECLINED: ngettext_lazy(
        "Declined to comment on %(count)s of %(total)s point",
        "Declined to comment on %(count)s of %(total)s points",
        "total",
    ),
    states.NOT_ON_FILE: ngettext_lazy(
        "Replied; for %(count)s of %(total)s point we cannot tell",
        "Replied; for %(count)s of %(total)s points we cannot tell",
        "total",
    ),
    states.RECEIVED: ngettext_lazy(
        "Reply received, being entered, for %(count)s of %(total)s point",
        "Reply received, being entered, for %(count)s of %(total)s points",
        "total",
    ),
    states.UNSTATED: ngettext_lazy(
        "Nothing stated on %(count)s of %(total)s point",
        "Nothing stated on %(count)s of %(total)s points",
        "total",
    ),
    states.NOT_ADDRESSED: ngettext_lazy(
        "Replied; %(count)s of %(total)s point not addressed",
        "Replied; %(count)s of %(total)s points not addressed",
        "total",
    ),
    states.OVERDUE: ngettext_lazy(
        "No reply by the deadline on %(count)s of %(total)s point",
        "No reply by the deadline on %(count)s of %(total)s points",
        "total",
    ),
    states.UNCHECKED: ngettext_lazy(
        "Deadline passed, not yet checked, on %(count)s of %(total)s point",
        "Deadline passed, not yet checked, on %(count)s of %(total)s points",
        "total",
    ),
    states.OPEN: ngettext_lazy(
        "Asked, no reply found yet, on %(count)s of %(total)s point",
        "Asked, no reply found yet, on %(count)s of %(total)s points",
        "total",
    ),
    states.NONE: ngettext_lazy(
        "No reply found on %(count)s of %(total)s point",
        "No reply found on %(count)s of %(total)s points",
        "total",
    ),
    states.NOT_LOOKED_FOR: ngettext_lazy(
        "Not looked for yet: %(count)s of %(total)s point",
        "Not looked for yet: %(count)s of %(total)s points",
        "total",
    ),
    states.ENDED: ngettext_lazy(
        "Accused died or was dissolved: %(count)s of %(total)s point",
        "Accused died or was dissolved: %(count)s of %(total)s points",
        "total",
    ),
}
THEN = {
    states.DECLINED: gettext_lazy("declined to comment on %(count)s"),
    states.NOT_ON_FILE: gettext_lazy("for %(count)s we cannot tell"),
    states.RECEIVED: gettext_lazy("for %(count)s a reply is being entered"),
    states.UNSTATED: gettext_lazy("nothing stated on %(count)s"),
    states.NOT_ADDRESSED: gettext_lazy("%(count)s not addressed"),
    states.OVERDUE: gettext_lazy("no reply by the deadline on %(count)s"),
    states.UNCHECKED: gettext_lazy("deadline passed, not yet checked, on %(count)s"),
    states.OPEN: gettext_lazy("asked, no reply found yet, on %(count)s"),
    states.NONE: gettext_lazy("no reply found on %(count)s"),
    states.NOT_LOOKED_FOR: gettext_lazy("%(count)s not looked for yet"),
    states.ENDED: gettext_lazy("on %(count)s the accused died or was dissolved"),
}


def coverage(standing: Mapping[str, int], total: int) -> str:
    """“Replied on 5 of 9 points; for 4 we cannot tell”, without a full stop.

    `standing` is how many of the `total` points are in each state, in the order of STATES.
    """
    if not standing:
        return _("The source does not name who is accused")
    if total == 1:
        return capfirst(point_label(next(iter(standing))))
    found: list[str] = []
    for state, count in standing.items():
        words = THEN[state] if found else FIRST[state]
        found.append(words % {"count": localize(count), "total": _Number(total)})
    return pgettext("between the parts of a sentence", "; ").join(found)


class _Number(int):
    """A number that chooses between one and several, and is written as readers write numbers."""

    def __str__(self) -> str:
        return str(localize(int(self)))


def repliers(points: Iterable[AllegationRow]) -> list[PartyDocument]:
    """Those of the accused that replied on any of these points, each once, in their order."""
    each = {
        one.party.key: one.party
        for point in points
        for one in point.states
        if one.state == states.ANSWERED
    }
    return list(each.values())
