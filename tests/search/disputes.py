"""Random disputes with everything in them that is counted or put in order, and random changes."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone

from tests import factories as make
from tests.public.hidden import HIDDEN
from tracker.editorial.changes import change
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
DEADLINES = ["", "2023-05", "2024-01-01", "2099", "2024-01/..", "../2024-01"]
LANGUAGES = ["en", "ar", "ckb", "kmr", "fa"]
KINDS = ["report", "news", "letter", "court"]
TREE = {"Country A": None, "Region B": "Country A", "Town C": "Region B", "Camp D": "Town C"}
TREE |= {"Block E": "Camp D", "Town F": "Region B", "Country G": None, "Town H": "Country G"}
# Withdrawn without ever having been published cannot be published by the desk's moves.
STATES = [HIDDEN[name] for name in ("draft", "in_review", "withdrawn")]
STEPS = {"published": ["withdraw"], "in_review": ["publish"], "draft": ["submit", "publish"]}
STEPS["withdrawn"] = ["reopen", *STEPS["draft"]]


class Disputes:
    def __init__(self, chance, claims=60):
        self.chance, self.moved = chance, 0
        self.parties = [make.party(f"Party {letter}") for letter in "ABCDEFGHIJ"]
        self.violations, self.stances = (list(c.objects.all()[:6]) for c in (m.Violation, m.Stance))
        self.places = []
        for name, above in TREE.items():
            known = {place.name: place for place in self.places}
            self.places.append(make.place(name, part_of=known.get(above)))
        self.sources = [self.source() for _ in range(25)]
        for number in range(claims):
            self.claim(number)
        for number in range(claims // 2):
            self.response(number)
        for _ in range(claims):
            self.request()
        for _ in range(claims // 2):
            self.event()
        for _ in range(6):
            held = self.some(m.Event.objects.all(), 1, 8)
            make.dossier(*self.some(m.Claim.objects.all(), 1, 15), events=held, **self.status())
        same = [claim.pk for claim in self.some(m.Claim.objects.all(), 9, 9)]
        m.Claim.objects.filter(pk__in=same).update(created_at=timezone.now() - timedelta(days=1))

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
            point = m.Allegation.objects.create(claim=row, number=at, text="It was said.")
            self.cite(point)
            for violation in self.some(self.violations, 1, 2):
                m.AllegationViolation.objects.create(allegation=point, violation=violation)
            for place in self.some(self.places, 0, 2):
                m.AllegationPlace.objects.create(allegation=point, place=place)
        return row

    def response(self, number):
        responder = self.one(self.parties)
        row = m.Response.objects.create(
            title=f"{responder.name} says otherwise {number}",
            responder=responder,
            made_on=self.one(DATES),
            form="statement",
            **self.status(),
        )
        claims = self.some(m.Claim.objects.all(), 1, 3)
        row.claims.add(*claims)
        self.cite(row)
        for point in self.some(m.Allegation.objects.filter(claim__in=claims), 0, 3):
            answer = m.Answer.objects.create(response=row, allegation=point)
            self.cite(answer)
            for stance in self.some(self.stances, 1, 2):
                m.AnswerStance.objects.create(answer=answer, stance=stance)
        row.address_answered_claims()

    def request(self):
        asker, asked = self.some(self.parties, 2, 2)
        make.request(
            kind=self.one(["response", "response", "evidence"]),
            claim=self.one([*m.Claim.objects.all(), None]),
            made_in=self.one([*m.Response.objects.all()[:9], None, None, None]),
            asker=asker,
            asked=asked,
            proof=self.one(self.sources),
            sent_on=self.one(["2024-01-01", "2024-01-01", "2022-12/2023-01", ""]),
            due_on=self.one(DEADLINES),
            outcome=self.one(["none", "none", "none", "refused", "partly"]),
            **self.status(),
        )

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
        point = self.one(m.Allegation.objects.filter(answers=None))
        with change(None, Entry.Action.CHANGED) as door:
            door.removing(point)
            point.delete()

    def put_in_or_out_of_a_dossier(self, model):
        link, name = (m.DossierClaim, "claim") if model is m.Claim else (m.DossierEvent, "event")
        held = {"dossier": self.one(m.Dossier.objects.all()), name: self.one(model.objects.all())}
        with change(None, Entry.Action.CHANGED) as door:
            if not link.objects.filter(**held).delete()[0]:
                link.objects.create(**held)
            door.touch(held["dossier"])


CHANGES = {
    **{
        f"move {model.__name__}": lambda d, model=model: d.move(model)
        for model in (m.Claim, m.Response, m.Dossier, m.Request, m.Event)
    },
    "claim": lambda d: d.edit(m.Claim, made_on=DATES),
    "response": lambda d: d.edit(m.Response, made_on=DATES, responder=d.parties),
    "source": lambda d: d.edit(m.Source, published_on=DATES, language=LANGUAGES, kind=KINDS),
    "publisher": lambda d: d.edit(m.Source, publisher=d.parties),
    "secret": lambda d: d.edit(m.Source, confidential=[True, False]),
    "request": lambda d: d.edit(m.Request, due_on=DEADLINES, outcome=["none", "answered"]),
    "asked": lambda d: d.edit(m.Request, claim=[None, *m.Claim.objects.all()[:9]]),
    "event": lambda d: d.edit(m.Event, happened_on=DATES),
    "who took part": lambda d: d.relink(m.EventParty.objects.all(), "party", d.parties, "event"),
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
