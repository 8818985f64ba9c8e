"""Records with plain defaults. Every party here is plainly invented."""

from contextlib import contextmanager
from itertools import count

from django.db import connection
from django.utils import timezone

from tests.indexing import watch
from tests.published import catch_up, publish_rows
from tracker.edition import records
from tracker.edition.publishing import forget_all
from tracker.edition.readers import Published
from tracker.editorial.changes import Publishes, change
from tracker.ledger.models import Entry, Key
from tracker.ledger.sealing import announce, new_signer, seal
from tracker.record import models as m
from tracker.record.nouns import NOUNS
from tracker.search.rebuilding import rebuild

_number = count(1)


def restart():
    """Number the records of each test from one, whatever ran before it."""
    global _number
    _number = count(1)


def status(published=True, **given):
    if not published:
        return given
    return {"status": "published", "published_at": timezone.now(), **given}


def party(name=None, **given):
    n = next(_number)
    given.setdefault("slug", f"party-{n}")
    return m.Party.objects.create(**{"name": name or f"Party {n}", "kind": "organisation", **given})


def place(name=None, **given):
    n = next(_number)
    given.setdefault("slug", f"place-{n}")
    return m.Place.objects.create(**{"name": name or f"Place {n}", "kind": "town", **given})


def source(title=None, publisher=None, **given):
    n = next(_number)
    return m.Source.objects.create(
        **{
            "title": title or f"Source {n}",
            "kind": "report",
            "url": f"https://example.org/{n}",
            "published_on": "2024-04-17",
            "publisher": publisher or party(),
            **given,
        }
    )


def cite(of, source_=None, **given):
    name = of._meta.model_name
    return m.Citation.objects.create(
        **{name: of, "source": source_ or source(), "quote": "They did it.", **given}
    )


def claim(
    title="Party A alleges a thing",
    claimant=None,
    accused=None,
    allegations=1,
    looked_on=None,
    where="",
    **given,
):
    """A published claim with its roles, allegations numbered from 1, each cited and coded."""
    row = m.Claim.objects.create(**{"title": title, "made_on": "2024-04-17", **status(), **given})
    m.ClaimClaimant.objects.create(claim=row, party=claimant or party())
    m.ClaimAccused.objects.create(claim=row, party=accused or party())
    for number in range(1, allegations + 1):
        allegation(row, number)
    if not looked_on and row.status in ("draft", "in_review"):
        # What is to be published has to be looked for.
        looked_on = "2024-06-01"
    if looked_on:
        look(row, looked_on=looked_on, where=where)
    return row


def look(claim_, party_=None, looked_on="2024-06-01", **given):
    """That answers of a party were looked for: of the claim's accused, where none is given."""
    party_ = party_ or claim_.accused.first()
    of = {"claim": claim_, "party": party_, "looked_on": looked_on}
    return m.ClaimLook.objects.create(**of, **given)


def allegation(claim_, number=1, text="Party A says that Party B did a thing.", **given):
    row = m.Allegation.objects.create(claim=claim_, number=number, text=text, **given)
    violation = m.Violation.objects.order_by("position").first()
    m.AllegationViolation.objects.create(allegation=row, violation=violation)
    cite(row)
    return row


def response(*claims, responder=None, title="Party B says that it did not", **given):
    """A published response of the accused to `claims`, on none of their points yet."""
    row = m.Response.objects.create(
        **{
            "title": title,
            "responder": responder or (claims[0].accused.first() if claims else None) or party(),
            "made_on": "2024-04-28",
            "form": "statement",
            "on_file": "whole",
            **status(),
            **given,
        }
    )
    for one in claims:
        m.ResponseClaim.objects.create(response=row, claim=one)
    cite(row, quote="")
    return row


def answer(response_, allegation_, stance="literal-denial", quote="We did not.", **given):
    row = m.Answer.objects.create(response=response_, allegation=allegation_, **given)
    m.AnswerStance.objects.create(answer=row, stance=m.Stance.objects.get(code=stance))
    cite(row, quote=quote)
    response_.address_answered_claims()
    return row


def request(**given):
    """A published request; about a claim it asks the accused, where nobody else is given."""
    if given.get("claim") and not given.get("asked"):
        given["asked"] = given["claim"].accused.first()
    return m.Request.objects.create(
        **{
            "title": "Party A asks Party B for a response",
            "kind": "response",
            "asker": given.pop("asker", None) or party(),
            "asked": given.pop("asked", None) or party(),
            "sent_on": "2024-04-01",
            "proof": given.pop("proof", None) or source(),
            **status(),
            **given,
        }
    )


def event(title="A thing happened", **given):
    row = m.Event.objects.create(**{"title": title, "happened_on": "2023-05", **status(), **given})
    cite(row)
    return row


def figure(of, population="people held", as_printed="more than 40", **given):
    row = m.Figure.objects.create(
        **{
            of._meta.model_name: of,
            "population": population,
            "as_printed": as_printed,
            "qualifier": "more_than",
            "low": 40,
            "reporter": given.pop("reporter", None) or party(),
            **given,
        }
    )
    cite(row)
    return row


def dossier(*claims, events=(), **given):
    n = next(_number)
    row = m.Dossier.objects.create(
        **{"title": f"Dossier {n}", "slug": f"dossier-{n}", **status(), **given}
    )
    for one in claims:
        m.DossierClaim.objects.create(dossier=row, claim=one)
    for one in events:
        m.DossierEvent.objects.create(dossier=row, event=one)
    return row


def correction(**given):
    return m.Correction.objects.create(
        **{
            "text": "The date was wrong.",
            "kind": "fact",
            "made_on": timezone.localdate(),
            **status(),
            **given,
        }
    )


def whole_dispute(**given):
    """A dossier with everything in it once: what every kind of page has something to show of."""
    town = place("Town C")
    made = claim(claimant=party("Party A"), accused=party("Party B"), allegations=2, **given)
    first, second = made.allegations.all()
    m.AllegationPlace.objects.create(allegation=first, place=town)
    figure(first, place=town)
    replied = response(made, spokesperson=party("Speaker D", kind="person"), **given)
    figure(answer(replied, first), as_printed="about 30")
    happened = event(**given)
    m.EventPlace.objects.create(event=happened, place=town)
    m.EventParty.objects.create(event=happened, party=party("Party E"))
    figure(happened, place=town)
    asked = request(claim=made, **given)
    correction(claim=made, **given)
    other = claim(title="Party A alleges another thing", **given)
    m.ClaimLink.objects.create(claim=other, other=made, kind="repeats")
    return {
        "claim": made,
        "response": replied,
        "event": happened,
        "request": asked,
        "dossier": dossier(made, other, events=[happened], **given),
        "party": made.claimants.get(),
        "place": town,
        "source": first.citations.get().source,
        "unanswered": second,
    }


def ledger():
    """Everything taken into the ledger as it stands, published, and sealed with a new key; the
    signer."""
    # Entries know nothing of editions that were made of rows alone.
    if watch.are_of_rows:
        forget_all()
    catch_up()
    watch.are_of_rows = False
    watch.editions_are_stale = watch.is_without_entries = False
    signer = new_signer("example.test/ledger")
    if not Key.objects.exists():
        announce(signer)
        seal(signer)
    return signer


@contextmanager
def _unseen():
    """What a test's own machinery asks of the database is not among the queries that it counts."""
    is_logged, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        yield
    finally:
        connection.force_debug_cursor = is_logged


def told(row, loads=None):
    """The document of a row, with all that its page tells."""
    editions()
    noun = row._meta.model_name
    load = loads or getattr(records, noun)
    return load(Published(), NOUNS[noun].name_of(row))


def index():
    """The search index made to agree with what was put into the tables without the desk's door."""
    if watch.editions_are_stale:
        editions()
    with _unseen():
        rebuild(lambda count: None, again=True)
    watch.index_is_stale = False


def editions():
    """Editions of what was put into the tables without the desk's door."""
    with _unseen():
        publish_rows()
    watch.editions_are_stale = False
    watch.are_of_rows = True


def edited(row, reason="", user=None, action=Entry.Action.CHANGED, **fields):
    """A row changed through the door, for readers to see at once."""
    with change(user, action, reason, publishes=Publishes.ALL) as door:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        door.touch(row)
    return row
