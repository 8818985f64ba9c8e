"""Situations of right of reply, from practice: what is told of each accused at each point.

A situation gives its claim and what is told: point, party, state, how it replied, and words of the
sentence that stands wherever it is told.
"""

from typing import NamedTuple

from tests import factories as make
from tracker.record import models as m
from tracker.record.state import (
    ANSWERED,
    DECLINED,
    ENDED,
    NONE,
    NOT_ADDRESSED,
    NOT_LOOKED_FOR,
    NOT_ON_FILE,
    OVERDUE,
    RECEIVED,
    UNCHECKED,
    UNSTATED,
)

MADE = "2024-04-17"
SITUATIONS = {}


class Told(NamedTuple):
    point: int
    party: str
    state: str
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def told(point, party, state, kinds="", *words):
    return Told(point, f"Party {party}", state, tuple(kinds.split()), words)


def situation(name):
    def keep(build):
        assert name not in SITUATIONS, name
        SITUATIONS[name] = build
        return build

    return keep


# --- Of what they are built -----------------------------------------------------------------------


def party(letter, **given):
    found = m.Party.objects.filter(name=f"Party {letter}").first()
    return found or make.party(f"Party {letter}", slug=f"party-{letter.lower()}", **given)


def alleged(*accused, points=1, **given):
    """Party A's claim on others; somebody looked for answers of all of them."""
    first, *others = [party(letter) for letter in accused or "B"]
    claim = make.claim(claimant=party("A"), accused=first, allegations=points, **given)
    for position, other in enumerate(others, start=1):
        m.ClaimAccused.objects.create(claim=claim, party=other, position=position)
    for one in (first, *others):
        make.look(claim, one, "2024-06-01", where="their websites", languages="English")
    return claim


def unlooked(*accused, **given):
    claim = alleged(*accused, **given)
    claim.looks.all().delete()
    return claim


def tied(member, body, kind="member", **given):
    given.setdefault("source", make.source())
    of = {"member": party(member), "body": party(body)}
    return m.Membership.objects.create(**of, kind=kind, **given)


def reply(claim, *points, by="B", standing="reply", extent="whole", **given):
    """A response that is an answer to each of these points."""
    response = make.response(claim, responder=party(by), **given)
    response.claim_links.update(standing=standing)
    for number in points:
        make.answer(response, claim.allegations.get(number=number), extent=extent)
    return response


def speaks_for(response, *letters):
    for letter in letters:
        m.ResponseSpokenFor.objects.create(response=response, party=party(letter))
    return response


def together(response, letter):
    m.ResponseParty.objects.create(response=response, party=party(letter))
    return response


def general(response, *points):
    first, *others = points
    answer = make.answer(response, first, extent="general")
    for point in others:
        m.AnswerPoint.objects.create(answer=answer, allegation=point)
    response.address_answered_claims()


def undo(response, kind="withdraws", by="B", **given):
    undoing = make.response(responder=party(by), made_on="2024-05-20", **given)
    m.ResponseLink.objects.create(response=undoing, kind=kind, other=response)
    undoing.address_answered_claims()
    return undoing


def ask(claim, of="B", by="A", points=(), **given):
    given = {"sent_on": "2024-04-01", **given}
    asked = make.request(claim=claim, asker=party(by), asked=party(of), **given)
    for number in points:
        point = claim.allegations.get(number=number)
        m.RequestPoint.objects.create(request=asked, allegation=point)
    return asked


def receive(claim, of="B", **given):
    m.ClaimReceipt.objects.create(claim=claim, party=party(of), received_on="2024-05-02", **given)


def add_point(claim, number=2, put_on="2024-07-01"):
    return make.allegation(claim, number, put_on=put_on)


def narrow(claim, number, *letters):
    for letter in letters:
        point = claim.allegations.get(number=number)
        m.AllegationAccused.objects.create(allegation=point, party=party(letter))


# --- From the shipped case ------------------------------------------------------------------------


@situation("umbrella accused; a member replied on one point, for the whole")
def _():
    claim = alleged("B", points=2)
    tied("M", "B")
    speaks_for(reply(claim, 1, by="M"), "B")
    return claim, [
        told(1, "B", ANSWERED, "through", "Party M (member of Party B) replied for Party B."),
        told(2, "B", NONE, "", "not on this point", "No other reply from Party B found."),
    ]


@situation("member replied; another member of the same umbrella is accused and silent")
def _():
    claim = alleged("B", "N")
    tied("M", "B")
    tied("N", "B")
    speaks_for(reply(claim, 1, by="M"), "B", "N")
    return claim, [
        told(1, "B", ANSWERED, "through"),
        told(1, "N", NONE, "", "No reply from Party N found."),
    ]


@situation("a long reply is unread here; general words of the same party are held")
def _():
    claim = alleged("B")
    reply(claim, on_file="nothing", made_on="2024-03-17")
    reply(claim, 1, extent="general")
    return claim, [
        told(
            1,
            "B",
            ANSWERED,
            "general",
            "Party B replied in general terms that cover this point.",
            "Party B also gave a reply that we do not hold",
        )
    ]


@situation("a government that is not accused gave a reply")
def _():
    claim = alleged("B")
    reply(claim, 1, by="C")
    return claim, [told(1, "B", NONE, "", "No reply from Party B found.")]


@situation("an accused state says that it shares many concerns")
def _():
    claim = alleged("B")
    reply(claim, 1, extent="general")
    return claim, [told(1, "B", ANSWERED, "general", "in general terms")]


@situation("only that recommendations will be reviewed was reported")
def _():
    claim = alleged("B")
    reply(claim, on_file="excerpts")
    words = "We hold only part of the reply, so we cannot say whether it covers this point."
    return claim, [told(1, "B", NOT_ON_FILE, "", words)]


@situation("a remark in an interview that does not name the report")
def _():
    claim = alleged("B")
    reply(claim, 1, standing="remark")
    return claim, [told(1, "B", NONE)]


@situation("a statement five days before the claim")
def _():
    claim = alleged("B", made_on="2024-03-23")
    reply(claim, 1, standing="earlier", made_on="2024-03-18")
    return claim, [told(1, "B", NONE)]


@situation("answer about some; the point is about all")
def _():
    claim = alleged("B")
    reply(claim, 1, extent="part")
    return claim, [told(1, "B", ANSWERED, "part", "replied on part of this point")]


@situation("a denial that names two things; nine points")
def _():
    claim = alleged("B", points=9)
    first, second, *_others = claim.allegations.all()
    general(reply(claim), first, second)
    return claim, [
        *(told(number, "B", ANSWERED, "general") for number in (1, 2)),
        *(told(number, "B", NOT_ADDRESSED, "", "does not address") for number in range(3, 10)),
    ]


@situation("a denial only in a newspaper's headline")
def _():
    claim = alleged("B")
    answer = make.answer(reply(claim, on_file="nothing"), claim.allegations.get())
    answer.citations.update(relation="paraphrased", quote="")
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("a demand for evidence in a press statement")
def _():
    claim = alleged("B")
    given = {"due_on": "2024-05-01", "is_appeal": True, "kind": "evidence"}
    ask(claim, of="A", by="B", **given)
    ask(claim, of="B", by="C", due_on="2024-05-01", is_appeal=True)
    return claim, [told(1, "B", NONE)]


@situation("a body was later integrated into a state, which comments")
def _():
    claim = alleged("B")
    m.Party.objects.filter(pk=party("B").pk).update(ended_on="2025-01", ended_on_latest=None)
    tied("S", "B", "successor")
    reply(claim, 1, by="S")
    return claim, [told(1, "B", ENDED, "", "Party B no longer exists")]


# --- Partial and indirect -------------------------------------------------------------------------


@situation("half of a point answered")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1, extent="part")
    return claim, [told(1, "B", ANSWERED, "part"), told(2, "B", NOT_ADDRESSED)]


@situation("no comment")
def _():
    claim = alleged("B")
    reply(claim, 1, extent="declined")
    words = "Party B declined to comment on this point."
    return claim, [told(1, "B", DECLINED, "declined", words)]


@situation("only: send us the evidence")
def _():
    claim = alleged("B")
    make.answer(reply(claim), claim.allegations.get(), stance="requests-evidence")
    return claim, [told(1, "B", ANSWERED, "whole", "Party B replied on this point.")]


@situation("we will investigate; results two years later")
def _():
    claim = alleged("B")
    first = reply(claim, 1)
    second = reply(claim, 1, made_on="2026-04-01")
    m.ResponseLink.objects.create(response=second, kind="outcome", other=first)
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("a general denial years before")
def _():
    claim = alleged("B")
    reply(claim, 1, standing="earlier", extent="general", made_on="2019")
    return claim, [told(1, "B", NONE)]


@situation("answer through the party's lawyer")
def _():
    claim = alleged("B")
    tied("L", "B", "organ", office="Counsel")
    reply(claim, 1, by="L")
    return claim, [told(1, "B", ANSWERED, "whole", "Party B replied on this point.")]


@situation("answer by an ally that is not accused")
def _():
    claim = alleged("B")
    speaks_for(reply(claim, 1, by="C"), "B")
    return claim, [told(1, "B", NONE)]


@situation("spokesperson says one thing, the body another")
def _():
    claim = alleged("B")
    reply(claim, 1, spokesperson=party("P", kind="person"), made_on="2024-04-20")
    reply(claim, 1, extent="part")
    return claim, [told(1, "B", ANSWERED, "whole part", "on this point.", "on part of this")]


@situation("joint statement of two accused")
def _():
    claim = alleged("B", "C")
    together(reply(claim, 1), "C")
    return claim, [told(1, "B", ANSWERED, "whole"), told(1, "C", ANSWERED, "whole")]


@situation("a person is accused; the employer denies")
def _():
    person = party("P", kind="person")
    claim = alleged("P")
    tied("P", "E", "office", office="Guard")
    speaks_for(reply(claim, 1, by="E"), "P")
    return claim, [told(1, "P", NONE, "", f"No reply from {person.name} found.")]


@situation("a local commander speaks for himself; the body is accused")
def _():
    claim = alleged("B")
    party("P", kind="person")
    tied("P", "B", "office", office="Commander")
    reply(claim, 1, by="P")
    return claim, [told(1, "B", NONE)]


@situation("response withdrawn by the one who gave it")
def _():
    claim = alleged("B")
    undo(reply(claim, 1))
    return claim, [
        told(1, "B", NONE, "", "does not count: withdrawn by Party B on", "No other reply from")
    ]


@situation("off-the-record reply held at the desk")
def _():
    claim = alleged("B")
    ask(claim, due_on="2024-05-01", checked_on="2024-06-01")
    receive(claim, kind="off_record")
    return claim, [told(1, "B", UNSTATED, "", "no statement on whether Party B replied")]


@situation("reply held whole in a language nobody here has read")
def _():
    claim = alleged("B")
    reply(claim, not_held="unread")
    return claim, [told(1, "B", NOT_ON_FILE, "", "in a language nobody here has read yet")]


@situation("reply held, its annexes missing")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1, on_file="excerpts")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NOT_ON_FILE, "", "only part")]


@situation("reply known only from the claimant's report")
def _():
    claim = alleged("B")
    reply(claim, on_file="nothing", not_held="claimant")
    return claim, [told(1, "B", NOT_ON_FILE, "", "According to those who make the claim")]


@situation("accused says that it replied; claimant says that it got nothing")
def _():
    claim = alleged("B")
    reply(claim, on_file="nothing", not_held="says_so")
    return claim, [told(1, "B", NOT_ON_FILE, "", "Party B says that it replied")]


@situation("claimant writes: no reply by publication")
def _():
    claim = alleged("B")
    ask(claim, sent_on="", text="Party A says that Party B had not replied by publication.")
    return claim, [told(1, "B", NONE)]


# --- Time and requests ----------------------------------------------------------------------------


@situation("two requests: one without deadline, the other's deadline passed")
def _():
    claim = alleged("B")
    ask(claim, sent_on="2024-03-01")
    ask(claim, by="C", due_on="2024-04-30")
    return claim, [
        told(1, "B", OVERDUE, "", "29 days after Party C asked", "A request from Party A is still")
    ]


@situation("deadline of one hour at night")
def _():
    claim = alleged("B")
    ask(claim, sent_on="2024-04-30", due_on="2024-05-01", time_allowed="one hour, at night")
    words = ("Party A asked (30 April 2024)", "Time allowed: one hour, at night.")
    return claim, [told(1, "B", OVERDUE, "", *words)]


@situation("deadline passed; nobody looked since")
def _():
    claim = alleged("B")
    ask(claim, due_on="2024-07-01")
    return claim, [told(1, "B", UNCHECKED, "", "passed; nobody here has looked since")]


@situation("message came back undelivered")
def _():
    claim = alleged("B")
    ask(claim, due_on="2024-05-01", outcome="returned")
    return claim, [told(1, "B", NONE)]


@situation("request names 3 of 9 points")
def _():
    claim = alleged("B", points=9)
    ask(claim, points=(2, 4, 6), due_on="2024-05-01")
    return claim, [
        told(number, "B", OVERDUE if number in (2, 4, 6) else NONE) for number in range(1, 10)
    ]


@situation("request by a newspaper")
def _():
    claim = alleged("B")
    party("N", kind="media")
    ask(claim, by="N", due_on="2024-05-01")
    return claim, [told(1, "B", OVERDUE, "", "30 days after Party N asked")]


@situation("request to the umbrella; a member is accused too")
def _():
    claim = alleged("B", "M")
    tied("M", "B")
    ask(claim, due_on="2024-05-01")
    return claim, [told(1, "B", OVERDUE), told(1, "M", NONE)]


@situation("reply has arrived, is being entered")
def _():
    claim = alleged("B")
    ask(claim, due_on="2024-05-01")
    receive(claim)
    return claim, [told(1, "B", RECEIVED, "", "received on 2 May 2024 and is being entered")]


@situation("point added to the claim after a whole reply")
def _():
    claim = unlooked("B")
    add_point(claim)
    make.look(claim, party("B"), "2024-08-01")
    reply(claim, 1)
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE, "", "nothing shows that")]


@situation("whole reply printed in the report; the point was not in the questions")
def _():
    claim = alleged("B", points=2)
    ask(claim, points=(1,), sent_on="2024-03-01", outcome="answered")
    reply(claim, 1, made_on="2024-03-20")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE, "", "nothing shows that")]


@situation("reply given before the claim, printed for the first time after it")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1, made_on="2024-03-20", first_reported_on="2024-05-01")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE)]


@situation("claim published, nobody has looked for answers")
def _():
    return unlooked("B"), [told(1, "B", NOT_LOOKED_FOR, "", "Nobody here has looked")]


@situation("looked for one accused, not for the other")
def _():
    claim = unlooked("B", "C")
    make.look(claim, party("B"), "2024-06-01", where="its website")
    return claim, [
        told(1, "B", NONE, "", "We last looked on 1 June 2024, in its website."),
        told(1, "C", NOT_LOOKED_FOR),
    ]


@situation("looked before the claim was made")
def _():
    claim = unlooked("B")
    make.look(claim, party("B"), "2024-04-16")
    return claim, [told(1, "B", NOT_LOOKED_FOR)]


# --- Parties --------------------------------------------------------------------------------------


@situation("claimant later joins the accused's side")
def _():
    claim = alleged("B")
    tied("A", "B", held="2025/..")
    speaks_for(reply(claim, 1, by="A"), "B")
    return claim, [told(1, "B", NONE)]


@situation("accused unnamed in the passage")
def _():
    claim = alleged("B", points=2)
    claim.allegations.filter(number=2).update(is_accused_unnamed=True)
    reply(claim, 1, 2)
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("person dead before the claim")
def _():
    person = party("P", kind="person", ended_on="2020")
    claim = alleged("P")
    ask(claim, of="P", due_on="2024-05-01")
    return claim, [told(1, "P", ENDED, "", f"{person.name} died (2020)")]


@situation("statement disowned by the party it is ascribed to")
def _():
    claim = alleged("B")
    undo(reply(claim, 1), "disowns")
    return claim, [told(1, "B", NONE, "", "does not count: disowned by Party B on")]


@situation("an account that nobody has confirmed as the party's")
def _():
    claim = alleged("B")
    reply(claim, 1, is_unconfirmed=True)
    return claim, [told(1, "B", NOT_ON_FILE, "", "attributed to Party B", "not confirmed")]


# --- At the edges ---------------------------------------------------------------------------------


@situation("edge: claim of a month known; a reply of that month never passes a point over")
def _():
    claim = alleged("B", points=2, made_on="2024-04")
    reply(claim, 1, made_on="2024-04-28")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE)]


@situation("edge: reply of a year known, after the claim's day for certain")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1, made_on="2025")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NOT_ADDRESSED)]


@situation("edge: reply of the claim's own day; nobody knows which came first")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1, made_on=MADE)
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE)]


@situation("edge: reply on the day of the request that named the point")
def _():
    claim = alleged("B", points=2)
    ask(claim, points=(2,), sent_on="2024-03-01", outcome="answered")
    reply(claim, 1, made_on="2024-03-01")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NONE)]


@situation("edge: reply a day after the request that named the point, before the claim")
def _():
    claim = alleged("B", points=2)
    ask(claim, points=(2,), sent_on="2024-03-01", outcome="answered")
    reply(claim, 1, made_on="2024-03-02")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", NOT_ADDRESSED)]


@situation("edge: looked on the day of the claim")
def _():
    claim = unlooked("B")
    make.look(claim, party("B"), MADE)
    return claim, [told(1, "B", NONE)]


@situation("edge: looked on the deadline's own day")
def _():
    claim = unlooked("B")
    make.look(claim, party("B"), "2024-05-01")
    ask(claim, due_on="2024-05-01")
    return claim, [told(1, "B", UNCHECKED)]


@situation("edge: two members who differ, both speaking for the body")
def _():
    claim = alleged("B")
    for letter in "MN":
        tied(letter, "B")
    speaks_for(reply(claim, 1, by="M"), "B")
    speaks_for(reply(claim, 1, by="N", extent="part", made_on="2024-05-01"), "B")
    words = ("Party M (member of Party B) replied", "Party N (member of Party B) replied")
    return claim, [told(1, "B", ANSWERED, "through", *words, "on part of this point")]


@situation("edge: joint statement by an accused and another")
def _():
    claim = alleged("B")
    together(reply(claim, 1, by="C"), "B")
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("edge: joint statement, withdrawn by one of the two")
def _():
    claim = alleged("B", "C")
    undo(together(reply(claim, 1), "C"), by="B")
    return claim, [told(1, "B", NONE, "", "withdrawn by Party B"), told(1, "C", ANSWERED, "whole")]


@situation("edge: what a member said for the body, disowned by the body, accused both")
def _():
    claim = alleged("B", "M")
    tied("M", "B")
    undo(speaks_for(reply(claim, 1, by="M"), "B"), "disowns", by="B")
    return claim, [told(1, "B", NONE, "", "disowned by Party B"), told(1, "M", ANSWERED, "whole")]


@situation("edge: disowned by somebody whose words they are not")
def _():
    claim = alleged("B")
    undo(reply(claim, 1), "disowns", by="C")
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("edge: a tie that ended before the reply")
def _():
    claim = alleged("B")
    tied("M", "B", held="2019/2023")
    speaks_for(reply(claim, 1, by="M"), "B")
    return claim, [told(1, "B", NONE)]


@situation("edge: a tie that no source shows")
def _():
    claim = alleged("B", "C")
    tied("M", "B", source=None)
    tied("O", "C", "organ", source=make.source(confidential=True))
    speaks_for(reply(claim, 1, by="M"), "B")
    reply(claim, 1, by="O")
    return claim, [told(1, "B", NONE), told(1, "C", NONE)]


@situation("edge: two steps away speaks for nobody")
def _():
    claim = alleged("B")
    tied("M", "C")
    tied("C", "B")
    speaks_for(reply(claim, 1, by="M"), "B")
    return claim, [told(1, "B", NONE)]


@situation("edge: the party's own organ, until the day of the reply")
def _():
    claim = alleged("B")
    tied("O", "B", "organ", held="2020/2024-04-28")
    reply(claim, 1, by="O")
    return claim, [told(1, "B", ANSWERED, "whole")]


@situation("edge: a successor that says it speaks for the body it follows")
def _():
    party("B", ended_on="2024-05")
    claim = alleged("B")
    tied("S", "B", "successor", held="2024-05/..")
    speaks_for(reply(claim, 1, by="S", made_on="2024-06-01"), "B")
    words = "Party S (successor of Party B) replied for Party B."
    return claim, [told(1, "B", ANSWERED, "through", words)]


@situation("edge: another declines to comment for the party")
def _():
    claim = alleged("B")
    tied("M", "B")
    speaks_for(reply(claim, 1, by="M", extent="declined"), "B")
    words = "Party M (member of Party B) declined to comment on this point for Party B."
    return claim, [told(1, "B", DECLINED, "declined", words)]


@situation("edge: a general answer across two claims")
def _():
    other, claim = alleged("B"), alleged("B", points=2)
    general(reply(other), other.allegations.get(), claim.allegations.first())
    return claim, [told(1, "B", ANSWERED, "general"), told(2, "B", NOT_ADDRESSED)]


@situation("edge: a response withdrawn and replaced by another answer")
def _():
    claim = alleged("B", points=2)
    first = reply(claim, 1, 2)
    second = undo(first)
    m.ResponseLink.objects.create(response=second, kind="replaces", other=first)
    make.answer(second, claim.allegations.first(), extent="part")
    return claim, [told(1, "B", ANSWERED, "part"), told(2, "B", NOT_ADDRESSED)]


@situation("edge: a point added between two requests about the claim as a whole")
def _():
    claim = alleged("B")
    add_point(claim, put_on="2024-05-15")
    ask(claim, due_on="2024-04-30")
    ask(claim, by="C", sent_on="2024-05-20", due_on="2024-05-25")
    return claim, [
        told(1, "B", OVERDUE, "", "after Party A asked"),
        told(2, "B", OVERDUE, "", "after Party C asked"),
    ]


@situation("edge: off the record to one question, on it to another")
def _():
    claim = alleged("B", points=2)
    reply(claim, 1)
    receive(claim, kind="off_record")
    return claim, [told(1, "B", ANSWERED, "whole"), told(2, "B", UNSTATED)]


@situation("edge: one request came back undelivered, a second did not")
def _():
    claim = alleged("B")
    ask(claim, outcome="returned", due_on="2024-04-10")
    ask(claim, by="C", sent_on="2024-04-20", due_on="2024-04-30")
    return claim, [told(1, "B", OVERDUE, "", "10 days after Party C asked")]


@situation("edge: a point narrowed to one of two accused")
def _():
    claim = alleged("B", "C", points=2)
    narrow(claim, 2, "C")
    reply(claim, 1, 2)
    return claim, [
        told(1, "B", ANSWERED, "whole"),
        told(1, "C", NONE),
        told(2, "C", NONE, "", "No reply from Party C found."),
    ]


@situation("edge: a request answered, by a reply that is not on record")
def _():
    claim = alleged("B", "C")
    ask(claim, due_on="2024-05-01", outcome="answered")
    ask(claim, of="C", due_on="2024-05-01", outcome="refused")
    return claim, [
        told(1, "B", NOT_ON_FILE, "", "and has had one. We do not hold it"),
        told(1, "C", NOT_ON_FILE, "", "and Party C refused"),
    ]


@situation("edge: declined to comment, and gave a reply under seal")
def _():
    claim = alleged("B")
    reply(claim, 1, extent="declined")
    reply(claim, on_file="nothing", not_held="sealed", made_on="2024-05-05")
    return claim, [told(1, "B", DECLINED, "declined", "declined to comment", "under seal")]


@situation("edge: a body accused, and a person of it who alone replied, for himself and for it")
def _():
    person = party("P", kind="person")
    claim = alleged("B", "P")
    tied("P", "B", "office", office="Director")
    speaks_for(reply(claim, 1, by="P"), "B")
    return claim, [
        told(1, "B", ANSWERED, "through", f"{person.name} (Director, Party B) replied for"),
        told(1, "P", ANSWERED, "whole"),
    ]


@situation("edge: a reply for the party of which only part is held")
def _():
    claim = alleged("B")
    tied("M", "B")
    speaks_for(reply(claim, by="M", on_file="excerpts"), "B")
    words = "Party M (member of Party B) has replied for Party B"
    return claim, [told(1, "B", NOT_ON_FILE, "", words)]


@situation("edge: died after a deadline that nobody answered")
def _():
    party("P", kind="person", ended_on="2025-01")
    claim = alleged("P")
    ask(claim, of="P", due_on="2024-05-01")
    return claim, [told(1, "P", ENDED, "", "died (January 2025)")]
