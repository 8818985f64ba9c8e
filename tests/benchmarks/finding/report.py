"""The comparison: what was measured, as ratios, against what it has to be."""

from __future__ import annotations

import json
from typing import NamedTuple

from tests.benchmarks.finding.cases import ADMIN, ALL, OTHERS
from tests.benchmarks.finding.plot import LOOKS, draw

KINDS = ("sqlite", "postgresql")
CASES = (*ALL, "csv", *ADMIN, *OTHERS)
MEGABYTE = 1e6

# How many times faster than Datasette in the same run, and than the stock way.
TO_DATASETTE = {
    "list": 80,
    "one filter": 600,
    "two filters": 25,
    "search rare": 12,
    "search mid": 25,
    "search common": 30,
    "page 1,000": 1000,
    "last page": 1000,
    "claim page": 2.5,
    "list again": 80,
    "claim page again": 2.5,
    "304": 7,
    "csv": {"sqlite": 6, "postgresql": 15},
}
TO_STOCK = {"admin list": {"sqlite": 40, "postgresql": 4}, "admin search": 50}
# How many times slower at the largest size than at the smallest, at most.
GROWTH, MORE_GROWTH = 1.5, {"one filter": 3, "search rare": 3, "search mid": 3, "search common": 8}
FIRST_BYTE, CSV_MEMORY, PUBLISHING, STEADY = 100, 60, 50, 3


class Bar(NamedTuple):
    """One thing that has to hold."""

    what: str
    kind: str
    found: float | None
    unit: str
    bar: float
    is_least: bool

    @property
    def holds(self):
        if self.found is None:
            return None
        return self.found >= self.bar if self.is_least else self.found <= self.bar


class Results:
    """All that was measured in a folder, by size and contestant."""

    def __init__(self, folder, sizes, small):
        self.folder, self.sizes, self.small = folder, sizes, small
        self.found = {size: self._of(size) for size in (small, *sizes)}

    def _of(self, size):
        files = (self.folder / str(size)).glob("*-*.json")
        named = [*files, self.folder / str(size) / "datasette.json"]
        return {path.stem: json.loads(path.read_text()) for path in named if path.exists()}

    def value(self, contestant, case, name="median", size=None):
        """One number, or None where it was not or could not be measured."""
        found = self.found[size or self.sizes[-1]].get(contestant, {}).get(case, {})
        return found.get(name)

    def least(self, contestant, case):
        """The median, or for one that did not answer the time it was given."""
        return self.value(contestant, case) or self.value(contestant, case, "too_slow")

    def ratio(self, other, ours, case):
        slow, fast = self.least(other, case), self.value(ours, case)
        return slow / fast if slow and fast else None


def write_report(folder, sizes, small):
    """Write `report.md` and `report.svg` into the folder; the bars that are missed."""
    results = Results(folder, sizes, small)
    bars = [bar for kind in KINDS for bar in bars_of(results, kind)]
    (folder / "report.md").write_text("\n".join(_told(results, bars)) + "\n")
    (folder / "report.svg").write_text(draw(results, CASES))
    return [bar for bar in bars if bar.holds is False]


def bars_of(results, kind):
    """All that has to hold of this project on one database."""
    ours = f"ours-{kind}"
    for case, bar in TO_DATASETTE.items():
        found = results.ratio("datasette", ours, case)
        yield Bar(f"{case}: times faster than Datasette", kind, found, "×", _for(bar, kind), True)
    for case, bar in TO_STOCK.items():
        found = results.ratio(f"stock-{kind}", ours, case)
        yield Bar(f"{case}: times faster than stock", kind, found, "×", _for(bar, kind), True)
    first = results.value(ours, "csv", "first_byte")
    yield Bar("csv: first byte", kind, first, "ms", FIRST_BYTE, False)
    grown = results.value(ours, "csv", "grown")
    grown = None if grown is None else grown / MEGABYTE
    yield Bar("csv: memory above idle", kind, grown, "MB", CSV_MEMORY, False)
    for case in CASES:
        median, p95 = results.value(ours, case), results.value(ours, case, "p95")
        spread = p95 / median if median else None
        yield Bar(f"{case}: p95 to median", kind, spread, "×", STEADY, False)
    if len(results.sizes) > 1:
        for case in CASES:
            growth = _growth(results, ours, case)
            bar = MORE_GROWTH.get(case, GROWTH)
            yield Bar(f"{case}: growth since {results.sizes[0]:,}", kind, growth, "×", bar, False)
    yield from _publishing(results, ours, kind)


def _publishing(results, ours, kind):
    now, small = (results.value(ours, "publish", size=s) for s in (None, results.small))
    more = now - small if now and small else None
    yield Bar(f"publishing: more than at {results.small:,}", kind, more, "ms", PUBLISHING, False)
    for name in ("stale", "unheard"):
        found = results.value(ours, "publish", name)
        words = {"stale": "answers without it", "unheard": "times a worker was not heard"}[name]
        yield Bar(f"publishing: {words}", kind, found, "", 0, False)


def _growth(results, ours, case):
    # A download at a smaller size has fewer rows.
    if case == "csv":
        return None
    small = results.value(ours, case, size=results.sizes[0])
    large = results.least(ours, case)
    return large / small if small and large else None


def _for(bar, kind):
    return bar[kind] if isinstance(bar, dict) else bar


def _told(results, bars):
    yield f"# Finding, {results.sizes[-1]:,} claims"
    yield "\nMilliseconds, median (p95); “>” is a request that was given up after so long.\n"
    yield from _table((*CASES, "publish"), lambda name, case: _cell(results, name, case))
    for title, key in (("Answers a second", "a_second"), ("Bytes", "bytes"), ("Rounds", "rounds")):
        yield f"\n## {title}\n"
        yield from _table(CASES, lambda name, case, k=key: _number(results.value(name, case, k)))
    yield "\n## Processes\n"
    yield from _processes(results)
    yield "\n## Bars\n\n| | database | found | bar | |\n|---|---|---|---|---|"
    for bar in bars:
        mark = {True: "✓", False: "✗", None: "not measured"}[bar.holds]
        sign = "≥" if bar.is_least else "≤"
        found = f"{_number(bar.found)} {bar.unit}"
        yield f"| {bar.what} | {bar.kind} | {found} | {sign} {bar.bar} {bar.unit} | {mark} |"
    if faults := list(_faults(results)):
        yield "\n## Wrong answers\n"
        yield from faults


def _table(cases, cell):
    yield f"| | {' | '.join(LOOKS)} |"
    yield "|---" * (len(LOOKS) + 1) + "|"
    for case in cases:
        yield f"| {case} | {' | '.join(cell(name, case) for name in LOOKS)} |"


def _processes(results):
    for name, found in results.found[results.sizes[-1]].items():
        at, took = found["asked"]
        yield (
            f"- {name}: {found['memory'] / MEGABYTE:.0f} MB in its largest worker, slowest of the"
            f" first answers {found['loading']:.0f} ms, asked {at} for {took} s"
        )
        if grown := results.value(name, "csv", "grown"):
            lines = results.value(name, "csv", "lines")
            yield f"  - csv: {lines:,} rows, {grown / MEGABYTE:.0f} MB above idle"


def _faults(results):
    for name, found in results.found[results.sizes[-1]].items():
        for case, what in found.items():
            if isinstance(what, dict) and "wrong" in what:
                yield f"- {name}, {case}: {what['wrong']}"


def _cell(results, contestant, case):
    median, p95 = results.value(contestant, case), results.value(contestant, case, "p95")
    if median is not None:
        return f"{_number(median)} ({_number(p95)})"
    slow = results.value(contestant, case, "too_slow")
    return f"> {slow}" if slow else "–"


def _number(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"
