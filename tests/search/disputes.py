"""Random disputes with everything in them that is counted or put in order, and random changes."""

from contextlib import suppress
from datetime import timedelta
from io import BytesIO

from django.utils import timezone

from tests import factories as make
from tests.capture.quoting import kept
from tests.public.hidden import HIDDEN
from tracker.capture.checking import check_source
from tracker.capture.extracting import take_text
from tracker.capture.keeping import keep_file
from tracker.editorial.changes import change
from tracker.editorial.telling import tell_due
from tracker.editorial.workflow import MoveRefused, make_move
from tracker.ledger.models import Entry
from tracker.record import models as m

DAYS = ["18XX", "2019", "2020-05", "2020-12/2021-02", "2021-12-31", "2022-01-01", "2023-05~"]
DATES = [
    *DAYS,
    "2021",
    "202X",
    "2024-04-17",
    "../2020-06",
    "2021-03/..",
    "/2022-01-01",
    "2022-06-30/",
]
SENT = ["2019-06-01", "2021", "2024-01-01", "2024-01-01", "../2020-06", ""]
LOOKED = ["2019-02-01", "2022-03-01", "2024-05-01", "2025-06-01"]
HELD = ["", "", "2020/..", "../2021-06", "2019/2022"]
OUTCOMES = ["none", "none", "none", "none", "answered", "partly", "refused", "returned"]
DEADLINES = ["", "2023-05", "2024-01-01", "2099", "2024-01/..", "../2024-01"]
LANGUAGES = ["en", "ar", "ckb", "kmr", "fa"]
KINDS = ["report", "news", "letter", "court"]
PICTURE = b"\x89PNG\r\n\x1a\n..."
COPIES = [
    "So it was. They did it. So it ends.",
    "Nobody did.",
    "So they-did it, in the end.",
    PICTURE,
]
TREE = {"Country A": None, "Region B": "Country A", "Town C": "Region B", "Camp D": "Town C"}
TREE |= {"Block E": "Camp D", "Town F": "Region B", "Country G": None, "Town H": "Country G"}
# Withdrawn without ever having been published cannot be published by the desk's moves.
STATES = [HIDDEN[name] for name in ("draft", "in_review", "withdrawn")]
STEPS = {"published": ["withdraw"], "in_review": ["publish"], "draft": ["submit", "publish"]}
STEPS["withdrawn"] = ["reopen", *STEPS["draft"]]


class Disputes:
    def __init__(self, chance, claims=60):
        self.chance, self.moved = chance, 0
        self.parties = [
            make.party(
                f"Party {letter}",
                kind="person" if letter in "IJ" else "organisation",
                ended_on="2023-02" if letter in "DJ" else "",
            )
            for letter in "ABCDEFGHIJ"
        ]
        self.violations, self.stances = (list(c.objects.all()[:6]) for c in (m.Violation, m.Stance))
        self.places = []
        for name, above in TREE.items():
            known = {place.name: place for place in self.places}
            self.places.append(make.place(name, part_of=known.get(above)))
        self.sources = [self.source() for _ in range(25)]
        for _ in range(25):
            self.tie()
        for number in range(claims):
            self.claim(number)
        for number in range(claims * 3 // 4):
            self.response(number)
        for _ in range(claims // 4):
            self.undo()
        for _ in range(claims * 2):
            self.request()
        for _ in range(claims // 2):
            self.event()
        for _ in range(6):
            held = self.some(m.Event.objects.all(), 1, 8)
            make.dossier(*self.some(m.Claim.objects.all(), 1, 15), events=held, **self.status())
        same = [claim.pk for claim in self.some(m.Claim.objects.all(), 9, 9)]
        m.Claim.objects.filter(pk__in=same).update(created_at=timezone.now() - timedelta(days=1))

    def happens(self, share):
        return self.chance.random() < share

    def tie(self):
        member, body = self.some(self.parties, 2, 2)
        m.Membership.objects.get_or_create(
            member=member,
            body=body,
            office="",
            defaults={
                "kind": self.one(m.Membership._meta.get_field("kind").choices)[0],
                "held": self.one(HELD),
                "source": self.one([None, *self.sources]),
            },
        )

    def some(self, rows, least, most):
        rows = list(rows)
        return self.chance.sample(rows, min(len(rows), self.chance.randint(least, most)))

    def one(self, rows):
        return self.chance.choice(list(rows))

    def status(self):
        return self.one(STATES) if self.chance.random() < 0.35 else make.status()

    def source(self):
        return make.source(
            publisher=self.one(self.parties),
            kind=self.one(KINDS),
            language=self.one(LANGUAGES),
            confidential=self.chance.random() < 0.2,
            published_on=self.one([*DATES, ""]),
        )

    def cite(self, of):
        for source in self.some(self.sources, 1, 2):
            make.cite(of, source)

    def keep_copies(self):
        """Of half the sources, with their passage, without it, with one like it, without a text."""
        for source, text in zip(self.sources[::2], COPIES * 4, strict=False):
            self.keep_a_copy(source, text)
        tell_due()

    def keep_a_copy(self, source, text):
        if text is PICTURE:
            take_text(keep_file(source, BytesIO(PICTURE), "picture.png", None, ""))
        else:
            kept(source, text)
        check_source(source)

    def find_out(self):
        self.keep_a_copy(self.one(self.sources), self.one(COPIES))
        tell_due()

    def claim(self, number, **status):
        claimants = self.some(self.parties, 1, 3)
        row = m.Claim.objects.create(
            title=f"{claimants[0].name} alleges thing {number}",
            made_on=self.one(DATES),
            **(status or self.status()),
        )
        for party in claimants:
            m.ClaimClaimant.objects.create(claim=row, party=party)
        for party in self.some(self.parties, 1, 2):
            m.ClaimAccused.objects.create(claim=row, party=party)
        if self.chance.random() < 0.7:
            self.cite(row)
        for at in range(1, self.chance.randint(2, 4)):
            point = m.Allegation.objects.create(
                claim=row,
                number=at,
                text="It was said.",
                put_on=self.one(["", "", "", "2022-06-01", "2021", "2024-02"]),
                is_accused_unnamed=self.happens(0.1),
            )
            self.cite(point)
            if self.happens(0.2):
                self.narrow(point)
            for violation in self.some(self.violations, 1, 2):
                m.AllegationViolation.objects.create(allegation=point, violation=violation)
            for place in self.some(self.places, 0, 2):
                m.AllegationPlace.objects.create(allegation=point, place=place)
        for _ in range(self.chance.randint(0, 2)):
            self.look(row)
        if self.happens(0.15):
            self.receive(row)
        return row

    def accused_of(self, claim):
        return self.one(m.Party.objects.filter(accused_links__claim=claim))

    def narrow(self, point):
        party = self.accused_of(point.claim)
        m.AllegationAccused.objects.get_or_create(allegation=point, party=party)

    def look(self, claim):
        make.look(claim, self.accused_of(claim), looked_on=self.one(LOOKED))

    def receive(self, claim):
        kind = self.one(["entering", "off_record"])
        of = {"claim": claim, "party": self.accused_of(claim)}
        m.ClaimReceipt.objects.create(received_on="2024-05-01", kind=kind, **of)

    def responder(self, claims):
        """Mostly one of the accused, or somebody tied to one of them."""
        accused = m.Party.objects.filter(accused_links__claim__in=claims)
        if self.happens(0.5):
            return self.one(accused)
        tied = m.Party.objects.filter(memberships__body__in=accused)
        tied |= m.Party.objects.filter(member_links__member__in=accused)
        return self.one([*tied] if self.happens(0.7) and tied else self.parties)

    def response(self, number):
        claims = self.some(m.Claim.objects.all(), 1, 3)
        responder = self.responder(claims)
        row = m.Response.objects.create(
            title=f"{responder.name} says otherwise {number}",
            responder=responder,
            made_on=self.one([*DATES, *["2024-06-01"] * 6]),
            form="statement",
            on_file=self.one([*["whole"] * 6, "excerpts", "nothing"]),
            not_held=self.one([*[""] * 12, "unread", "withheld", "claimant", "says_so"]),
            is_unconfirmed=self.happens(0.1),
            **self.status(),
        )
        for claim in claims:
            standing = self.one(["reply", "reply", "reply", "earlier", "remark"])
            m.ResponseClaim.objects.create(response=row, claim=claim, standing=standing)
        self.speak(row, claims)
        self.cite(row)
        points = m.Allegation.objects.filter(claim__in=claims)
        for point in self.some(points, 0, 3):
            extent = self.one(["whole", "part", "general", *["declined"] * 3])
            answer = m.Answer.objects.create(response=row, allegation=point, extent=extent)
            if extent == "general":
                for other in self.some(m.Allegation.objects.exclude(pk=point.pk), 0, 2):
                    m.AnswerPoint.objects.create(answer=answer, allegation=other)
            self.cite(answer)
            for stance in self.some(self.stances, 1, 2):
                m.AnswerStance.objects.create(answer=answer, stance=stance)
        row.address_answered_claims()

    def speak(self, response, claims):
        """With whom a response is given, and for whom."""
        if self.happens(0.3):
            others = [party for party in self.parties if party != response.responder]
            m.ResponseParty.objects.create(response=response, party=self.one(others))
        accused = m.Party.objects.filter(accused_links__claim__in=claims).distinct()
        for party in self.some(accused, 0, 2):
            m.ResponseSpokenFor.objects.get_or_create(response=response, party=party)

    def undo(self):
        """One response withdraws or disowns another, mostly by the same party."""
        other = self.one(m.Response.objects.exclude(claim_links=None))
        undoing = m.Response.objects.exclude(pk=other.pk)
        if same := list(undoing.filter(responder=other.responder)):
            undoing = same if self.happens(0.8) else undoing
        row, kind = self.one(undoing), self.one(["withdraws", "disowns", "replaces"])
        m.ResponseLink.objects.get_or_create(response=row, kind=kind, other=other)
        row.address_answered_claims()
        return row

    def request(self):
        claim = self.one(m.Claim.objects.all())
        asked = self.accused_of(claim) if self.happens(0.7) else self.one(self.parties)
        row = make.request(
            kind=self.one(["response", "response", "evidence"]),
            claim=claim if self.happens(0.8) else None,
            made_in=self.one([*m.Response.objects.all()[:9], None, None, None]),
            asker=self.one([party for party in self.parties if party != asked]),
            asked=asked,
            proof=self.one(self.sources),
            sent_on=self.one(SENT),
            due_on=self.one(DEADLINES),
            outcome=self.one(OUTCOMES),
            is_appeal=self.happens(0.1),
            checked_on=self.one([None, None, "2023-06-01", "2024-06-01"]),
            **self.status(),
        )
        if self.happens(0.4):
            for point in self.some(claim.allegations.all(), 0, 2):
                m.RequestPoint.objects.create(request=row, allegation=point)

    def event(self):
        row = make.event(happened_on=self.one(DATES), **self.status())
        for party in self.some(self.parties, 0, 2):
            m.EventParty.objects.create(event=row, party=party)
        for place in self.some(self.places, 0, 2):
            m.EventPlace.objects.create(event=row, place=place)

    def move(self, model):
        """Put a published record out of sight, or publish one, if the desk's rules let it."""
        row = self.one(model.objects.all())
        with suppress(MoveRefused):
            for name in STEPS[row.status]:
                row = make_move(row, name, None, "It was entered twice.")
                self.moved += 1

    def edit(self, model, **values):
        fields = {name: self.one(choices) for name, choices in values.items()}
        make.edited(self.one(model.objects.all()), **fields)

    def relink(self, rows, field, choices, holder):
        link = self.one(rows)
        owner = getattr(link, holder)
        taken = type(link).objects.filter(**{holder: owner}).values_list(f"{field}_id", flat=True)
        free = [row for row in choices if row.pk not in taken]
        if free:
            with change(None, Entry.Action.CHANGED) as door:
                type(link).objects.filter(pk=link.pk).update(**{field: self.one(free)})
                door.touch(owner)

    def enter(self):
        with change(None, Entry.Action.ENTERED) as door:
            door.touch(self.claim(0, **make.status()))

    def take_a_point_away(self):
        point = self.one(
            m.Allegation.objects.filter(answers=None, covering_links=None, request_links=None)
        )
        with change(None, Entry.Action.CHANGED) as door:
            door.removing(point)
            point.delete()

    def at_the_door(self, what):
        """Something that was not there, through the desk's door."""
        with change(None, Entry.Action.CHANGED) as door:
            door.touch(what())

    def add_to_a_claim(self, what):
        claim = self.one(m.Claim.objects.all())
        with change(None, Entry.Action.CHANGED) as door:
            what(claim)
            door.touch(claim)

    def narrow_a_point(self):
        point = self.one(m.Allegation.objects.all())
        with change(None, Entry.Action.CHANGED) as door:
            self.narrow(point)
            door.touch(point.claim)

    def restate_a_standing(self):
        link = self.one(m.ResponseClaim.objects.all())
        with change(None, Entry.Action.CHANGED) as door:
            link.standing = self.one(["reply", "earlier", "remark"])
            link.save()
            door.touch(link.response)

    def tie_or_untie(self):
        tie = self.one(m.Membership.objects.all())
        with change(None, Entry.Action.CHANGED) as door:
            tie.kind = self.one(["member", "organ", "office"])
            tie.held = self.one(HELD)
            tie.save()
            door.touch(tie.member)

    def put_in_or_out_of_a_dossier(self, model):
        link, name = (m.DossierClaim, "claim") if model is m.Claim else (m.DossierEvent, "event")
        held = {"dossier": self.one(m.Dossier.objects.all()), name: self.one(model.objects.all())}
        with change(None, Entry.Action.CHANGED) as door:
            if not link.objects.filter(**held).delete()[0]:
                link.objects.create(**held)
            door.touch(held["dossier"])


# What programs find out, which is no change at the desk.
FOUND_OUT = {"copy": Disputes.find_out}
CHANGES = {
    **{
        f"move {model.__name__}": lambda d, model=model: d.move(model)
        for model in (m.Claim, m.Response, m.Dossier, m.Request, m.Event)
    },
    "claim": lambda d: d.edit(m.Claim, made_on=DATES),
    "response": lambda d: d.edit(m.Response, made_on=DATES, responder=d.parties),
    "on file": lambda d: d.edit(
        m.Response, on_file=["whole", "nothing"], not_held=["", "sealed"], is_unconfirmed=[0, 1]
    ),
    "undo": lambda d: d.at_the_door(d.undo),
    "standing": Disputes.restate_a_standing,
    "tie": Disputes.tie_or_untie,
    "ended": lambda d: d.edit(m.Party, ended_on=["", "2023-02"], kind=["organisation", "person"]),
    "look": lambda d: d.add_to_a_claim(d.look),
    "receipt": lambda d: d.add_to_a_claim(d.receive),
    "narrow": Disputes.narrow_a_point,
    "source": lambda d: d.edit(m.Source, published_on=DATES, language=LANGUAGES, kind=KINDS),
    "publisher": lambda d: d.edit(m.Source, publisher=d.parties),
    "secret": lambda d: d.edit(m.Source, confidential=[True, False]),
    "request": lambda d: d.edit(m.Request, due_on=DEADLINES, outcome=["none", "answered"]),
    "asked about": lambda d: d.edit(m.Request, claim=[None, *m.Claim.objects.all()[:9]]),
    "event": lambda d: d.edit(m.Event, happened_on=DATES),
    "who took part": lambda d: d.relink(m.EventParty.objects.all(), "party", d.parties, "event"),
    "asked": lambda d: d.edit(m.Request, is_appeal=[True, False], checked_on=[None, "2024-06-01"]),
    "place": lambda d: make.edited(d.places[-1], part_of=d.one([None, *d.places[:4]])),
    "party": lambda d: d.edit(m.Party, slug=[f"new-{d.chance.random()}".replace(".", "-")]),
    "claimant": lambda d: d.relink(m.ClaimClaimant.objects.all(), "party", d.parties, "claim"),
    "accused": lambda d: d.relink(m.ClaimAccused.objects.all(), "party", d.parties, "claim"),
    "where": lambda d: d.relink(m.AllegationPlace.objects.all(), "place", d.places, "allegation"),
    "what": lambda d: d.relink(
        m.AllegationViolation.objects.all(), "violation", d.violations, "allegation"
    ),
    "stance": lambda d: d.relink(m.AnswerStance.objects.all(), "stance", d.stances, "answer"),
    "enter": Disputes.enter,
    "point": Disputes.take_a_point_away,
    "dossier": lambda d: d.put_in_or_out_of_a_dossier(m.Claim),
    "dossier of an event": lambda d: d.put_in_or_out_of_a_dossier(m.Event),
}
