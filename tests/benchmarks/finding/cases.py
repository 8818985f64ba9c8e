"""What is asked of each contestant: the same questions in its own addresses, a new one each time.

What is asked depends on the case and the round alone, so that all contestants are asked the same.
"""

from __future__ import annotations

import random
import re
import sqlite3
from urllib.parse import urlencode

from tests.benchmarks.finding import ground
from tests.benchmarks.finding.flat import FACETS
from tests.benchmarks.finding.words import SEED, named

PAGE_SIZE = 50
DEEP = 1000
# The years of the download: a tenth of the claims, so 100,000 at a million.
DOWNLOADS = ((2010, 2011), (2012, 2013), (2014, 2015))
VARIANTS = 400

LISTS = ("list", "one filter", "two filters", "search rare", "search mid", "search common")
PAGES = ("page 1,000", "last page")
OTHERS = ("responses", "responses search", "sources", "sources search", "parties", "parties search")
ADMIN = ("admin list", "admin search")
PUBLIC = (*LISTS, *PAGES, "claim page", "304")
# What others have just asked for: few addresses, many times each.
AGAIN = ("list again", "claim page again")
ALL = (*PUBLIC, *AGAIN)
FEW = 4
REFERENCE = re.compile(rb"\bC-[0-9]{4}-[0-9]{4,6}\b")


def is_right(case, body):
    """Whether an answer has the claims it should have: some, of rare words less than a page.

    A search that is quietly left out would list all claims, and fast. Two filters may find none.
    """
    if case not in (*PUBLIC[:-2], *ADMIN, "list again") or case == "two filters":
        return True
    found = len(set(REFERENCE.findall(body)))
    return 0 < found < PAGE_SIZE if case == "search rare" else found > 0


class Questions:
    """The variants of each case, as parameters that every contestant understands in its way."""

    def __init__(self, database):
        self.connection = sqlite3.connect(database)
        self.codes = [row[0] for row in self._all("SELECT code FROM record_violation ORDER BY id")]
        published = "FROM record_claim WHERE status = 'published'"
        self.count = self._all(f"SELECT count(*) {published}")[0][0]
        self.pages = -(-self.count // PAGE_SIZE)
        newest = "ORDER BY made_on_earliest IS NULL, made_on_earliest DESC, id DESC"
        self.claims = self._all(f"SELECT id, reference {published} {newest}")

    def _all(self, statement):
        return self.connection.execute(statement).fetchall()

    def of(self, case):
        """The variants of a case: parameters, page numbers or claims."""
        draw = random.Random(f"{SEED} {case}")
        if case in AGAIN:
            once = self.of(case.removesuffix(" again"))[:FEW]
            return once * (VARIANTS // FEW)
        if case == "list":
            # Each page once, or a cache would answer.
            return [{"page": 1 + n} for n in range(min(VARIANTS, self.pages // 2))]
        if case in ("admin list", *OTHERS[::2]):
            return [{"page": 1 + n % min(20, self.pages)} for n in range(VARIANTS)]
        if case == "one filter":
            return [dict([self._filter(draw, n)]) for n in range(VARIANTS)]
        if case == "two filters":
            return [
                dict([self._filter(draw, n), self._filter(draw, n + 1)]) for n in range(VARIANTS)
            ]
        if case == "admin search":
            # The desk's own words are English.
            return [{"q": word} for word in named("mid", ["en"])]
        if case in (*LISTS, *OTHERS):
            frequency = case.split()[-1]
            return [{"q": word} for word in named("mid" if frequency == "search" else frequency)]
        if case == "page 1,000":
            deep = min(DEEP, self.pages // 2)
            return [{"page": deep - n} for n in range(min(VARIANTS, deep))]
        if case == "last page":
            return [{"page": self.pages - n} for n in range(min(VARIANTS, self.pages))]
        if case == "csv":
            return [{"years": years} for years in DOWNLOADS]
        return draw.sample(self.claims, min(VARIANTS, len(self.claims)))

    def _filter(self, draw, number):
        """Fields take turns; the values are those of the forty commonest."""
        field = ("claimant", "violation", "accused", "place")[number % 4]
        if field == "violation":
            return field, draw.randrange(ground.VIOLATIONS)
        if field == "place":
            return field, ground.PLACES - draw.randrange(40)
        return field, 1 + draw.randrange(40)


class Ours:
    """This project's addresses, which the stock way understands, too."""

    def __init__(self, questions):
        self.questions = questions

    def request(self, case, asked):
        if case in ("claim page", "claim page again", "304"):
            return f"/claims/{asked[1]}/"
        if case == "csv":
            first, last = asked["years"]
            return f"/claims/?format=csv&made_after={first}&made_before={last}"
        if case in ADMIN:
            page = f"p={asked['page']}" if "page" in asked else urlencode(asked)
            return f"/admin/record/claim/?{page}"
        if case in OTHERS:
            if case == "parties" and "page" in asked:
                asked = {"page": 1 + asked["page"] % (ground.PARTIES // PAGE_SIZE)}
            if case == "parties search":
                asked = {"q": f"Party {sum(map(ord, asked['q'])) % ground.PARTIES}"}
            return f"/{case.split()[0]}/?{urlencode(asked)}"
        return f"/claims/?{urlencode({name: self._value(name, v) for name, v in asked.items()})}"

    def _value(self, name, value):
        if name in ("claimant", "accused"):
            return f"party-{value}"
        if name == "place":
            return f"place-{value}"
        return self.questions.codes[value] if name == "violation" else value


class Datasette:
    """Datasette's addresses; each page counts five facets, as a reader would have it."""

    def __init__(self, questions, name):
        self.questions, self.table = questions, f"/{name}/claims"
        found = questions.connection.execute(
            "SELECT id, made_on_latest FROM record_claim WHERE status = 'published'"
            " ORDER BY made_on_latest DESC, id"
        )
        self.order = found.fetchall()

    def request(self, case, asked):
        if case in ("claim page", "claim page again", "304"):
            return f"{self.table}/{asked[0]}"
        if case == "csv":
            years = ",".join(map(str, asked["years"]))
            # Not the long texts, which the list of this project does not have either.
            short = urlencode(
                [("_col", name) for name in ("reference", "title", "made_on", *FACETS)]
            )
            return f"{self.table}.csv?_stream=on&_size=max&year__in={years}&{short}"
        if case.startswith("list"):
            # Its first page costs it a tenth of any later one.
            asked = {}
        query = [("_sort_desc", "made_on_day"), ("_size", PAGE_SIZE)]
        query += [("_facet", facet) for facet in FACETS[:5]]
        for name, value in asked.items():
            query += self._parameter(name, value)
        return f"{self.table}?{urlencode(query)}"

    def _parameter(self, name, value):
        if name == "page":
            # A page is asked for by the last row of the one before.
            at = (value - 1) * PAGE_SIZE - 1
            return [("_next", f"{self.order[at][1]},{self.order[at][0]}")] if value > 1 else []
        if name == "q":
            return [("_search", f'"{value}"')]
        if name == "violation":
            return [(name, self.questions.codes[value])]
        return [(name, f"{'Place' if name == 'place' else 'Party'} {value}")]
