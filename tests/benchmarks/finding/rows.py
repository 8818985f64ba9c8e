"""The rows of one claim and of all that hangs on it, as plain tuples for the project's own tables.

All parties are invented (“Party 17”). Only the columns that differ from row to row are made here;
`writing` fills in the others. References are given a year at a time, as the site gives them.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import defaultdict
from datetime import timedelta

from tests.benchmarks.finding.ground import (
    COUNTRIES,
    DOSSIERS,
    PARTIES,
    PLACES,
    STANCES,
    VIOLATIONS,
    Zipf,
    days,
    part_of,
    place_kind,
)
from tests.benchmarks.finding.tables import COLUMNS, STATUSES
from tests.benchmarks.finding.words import LANGUAGES, MID, RARE, SEED, vocabularies

FORMS = ("written_reply", "statement", "letter", "interview", "press_conference", "court_filing")
SOURCE_KINDS = ("report", "press_release", "statement", "letter", "news", "interview", "post")
PARTY_KINDS = ("organisation", "authority", "armed_group", "state", "international", "media")


class Rows:
    """Makes all rows, in the order of their keys; `tables` holds those not yet written."""

    def __init__(self, claims):
        self.claims = claims
        self.random = random.Random(f"{SEED} {claims}")
        self.tables = defaultdict(list)
        self.words = vocabularies()
        self.phrases = {language: words.phrases() for language, words in self.words.items()}
        self.handfuls = {
            "en": self.words["en"].handfuls(0.3),
            "ar": self.words["ar"].handfuls(0.45),
        }
        self.languages = [name for name, share in LANGUAGES.items() for _ in range(share)]
        self.parties = Zipf(PARTIES)
        self.places = Zipf(PLACES - COUNTRIES)
        self.violations = Zipf(VIOLATIONS)
        self.stances = Zipf(STANCES)
        self.days = days(self.random)
        self.keys = dict.fromkeys(COLUMNS, 0)
        self.numbers = defaultdict(int)

    def fixed(self):
        """Parties, places and dossiers, of which there are as many at every size."""
        add = self.tables
        for n in range(1, PARTIES + 1):
            kind = PARTY_KINDS[n % len(PARTY_KINDS)]
            add["party"].append((n, f"party-{n}", f"Party {n}", kind, "en"))
        for n in range(1, PLACES + 1):
            add["place"].append((n, f"place-{n}", f"Place {n}", place_kind(n), "en", part_of(n)))
        for n in range(1, DOSSIERS + 1):
            about = self._text("en", 2)
            add["dossier"].append((n, f"dossier-{n}", f"Dispute {n}", about, n, *STATUSES[0]))

    def counters(self):
        """The last number given for each letter and year, so that the site can go on from there."""
        self.tables["referencecounter"] += [(*key, last) for key, last in self.numbers.items()]

    def claim(self, key):
        """One claim with a source of its own, its points, what was answered and what was asked."""
        draw = self.random.random
        made = self.days[int(draw() * len(self.days))]
        parties = self._parties()
        status = STATUSES[int(draw() * 100)]
        says = f"Party {parties[0]} says that Party {parties[1]}"
        lead = f"{says} {self._text('en', 3)} {self._pick(self.handfuls['en'])}."
        title = f"{says} {self._text('en', 1)}"
        row = (key, self._reference("C", made), title, lead, *made[:3], *status)
        self.tables["claim"].append(row)
        self._source(key, made)
        self._roles(key, parties)
        language = self._language_of(key)
        named, quote = self._named_words(language), self._words_quoted(language)
        # English is what the desk writes; words of other languages are quoted.
        own, quote = (named, quote) if language == "en" else ("", f"{quote} {named}")
        points = [self._point(key, 1, f"{says} {own}")]
        points += [self._point(key, number, says) for number in range(2, 3 + int(draw() * 3))]
        self._cite(quote, key, claim=key)
        for point in points[:2]:
            words = self._text(self._language_of(other := 1 + int(draw() * self.claims)), 2)
            self._cite(words if draw() < 0.8 else "", other, allegation=point)
        if draw() < 0.1:
            self.tables["dossierclaim"].append((1 + int(draw() * draw() * DOSSIERS), key))
        for _ in range(bisect((0.25, 0.55, 0.75, 0.95), draw())):
            self._response(key, parties, made, points)
        if draw() < 0.03:
            self._request(key, parties, made)

    def _source(self, key, made):
        language = self._language_of(key)
        number = self._reference("S", made)
        kind, publisher = self._pick(SOURCE_KINDS), self.parties(self.random.random())
        url = f"https://source.example/{key}"
        title = self._with_mid(language, self._text(language, 1))
        row = (key, number, title, kind, publisher, *made[:3], language, url)
        self.tables["source"].append(row)

    def _parties(self):
        """The numbers of a claimant, an accused and, in a few claims, another claimant."""
        draw, found = self.random.random, []
        wanted = 3 if draw() < 0.2 else 2
        while len(found) < wanted:
            # The one most spoken of is not the one that speaks most.
            party = self.parties(draw())
            party = party if len(found) != 1 else 1 + (party * 7) % PARTIES
            if party not in found:
                found.append(party)
        return found

    def _roles(self, key, parties):
        for position, party in enumerate(parties[::2]):
            self.tables["claimclaimant"].append((key, party, position))
        self.tables["claimaccused"].append((key, parties[1], 0))

    def _point(self, claim, number, says):
        add, draw = self.tables, self.random.random
        key = self._key("allegation")
        add["allegation"].append((key, claim, number, f"{says} {self._text('en', 2)}."))
        first = self.violations(draw())
        add["allegationviolation"].append((key, first, 1))
        if draw() < 0.2:
            add["allegationviolation"].append((key, 1 + first % VIOLATIONS, 1))
        add["allegationplace"].append((key, PLACES + 1 - self.places(draw()), 0))
        return key

    def _named_words(self, language):
        """The mid and rare words of a claim, at the rates that `words` names."""
        draw, found = self.random.random, []
        words, share = self.words[language], LANGUAGES[language] / 100
        for kind, rate in (("mid", 0.01 * MID / share), ("rare", 20 * RARE / share / self.claims)):
            count = int(rate) + (draw() < rate % 1)
            found += self.random.sample(getattr(words, kind), min(count, 10)) if count else ()
        return " ".join(found)

    def _words_quoted(self, language):
        words = [self._text(language, 2)]
        if language == "ar":
            words.append(self._pick(self.handfuls["ar"]))
        return " ".join(words)

    def _cite(self, quote, source, claim=None, allegation=None, answer=None):
        language = self._language_of(source)
        translated = quote and language != "en"
        translation = self._text("en", 1) if translated else ""
        target = (claim, allegation, answer, source, "quoted" if quote else "paraphrased")
        signed = (translation, "the desk" if translated else "")
        self.tables["citation"].append((*target, quote, language, *signed))

    def _response(self, claim, parties, made, points):
        add, draw = self.tables, self.random.random
        key = self._key("response")
        responder = parties[1] if draw() < 0.8 else self.parties(draw())
        day = made[3] + timedelta(days=int(draw() * 60))
        on, status = (day.isoformat(),) * 3, STATUSES[int(draw() * 100)]
        reference = self._reference("R", (*on, day))
        title = f"Party {responder} says that {self._text('en', 1)}"
        form = self._pick(FORMS)
        add["response"].append((key, reference, title, responder, form, "whole", *on, *status))
        add["responseclaim"].append((key, claim))
        for nth, point in enumerate(self.random.sample(points, 1 + (draw() < 0.4))):
            answer = self._key("answer")
            add["answer"].append((answer, key, point))
            first = self.stances(draw())
            add["answerstance"].append((answer, first, 1))
            if draw() < 0.3:
                add["answerstance"].append((answer, 1 + first % STANCES, 1))
            if nth == 0:
                source = 1 + int(draw() * self.claims)
                language = self._language_of(source)
                self._cite(
                    self._with_mid(language, self._words_quoted(language)), source, answer=answer
                )

    def _request(self, claim, parties, made):
        key, draw = self._key("request"), self.random.random
        sent = (made[3].isoformat(),) * 3
        due = (
            ((made[3] + timedelta(days=14)).isoformat(),) * 3 if draw() < 0.5 else ("", None, None)
        )
        who = (f"Party {parties[0]} asks Party {parties[1]} for a response", "response")
        what = (parties[0], parties[1], claim, self._text("en", 2))
        reference = self._reference("Q", (*sent, made[3]))
        end = (claim, self._pick(("none", "answered", "refused")), *STATUSES[0])
        self.tables["request"].append((key, reference, *who, *what, *sent, *due, *end))

    def _with_mid(self, language, text):
        """Now and then with a mid word, so that it finds answers and sources, too."""
        add = self.random.random() < 0.1
        return f"{text} {self._pick(self.words[language].mid)}" if add else text

    def _key(self, table):
        self.keys[table] += 1
        return self.keys[table]

    def _reference(self, letter, made):
        year = made[3].year
        self.numbers[letter, year] += 1
        return f"{letter}-{year}-{self.numbers[letter, year]:04d}"

    def _language_of(self, source):
        return self.languages[(source * 37) % 100]

    def _text(self, language, phrases):
        pick = self._pick
        return " ".join([pick(self.phrases[language]) for _ in range(phrases)])

    def _pick(self, choices):
        return choices[int(self.random.random() * len(choices))]
