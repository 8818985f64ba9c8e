"""One record as it is gathered for the index, and what its gatherers share.

Everything is read a chunk of records at a time, in a fixed number of queries, as bare values: a
million claims are gathered so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.record import models as record
from tracker.record.choices import Relation
from tracker.search.cases import Cases
from tracker.search.rows import ClaimRow

EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
Seen = Callable[..., Any]
# Before a paragraph that is a reporter's sentence, not the party's. Refused in every text.
RETOLD = "\x1f"
# Between paragraphs. A single line break within one is a space to whoever reads it.
BORDER = "\n\n"


@dataclass
class Gathered:
    """One record: its words by paragraph, and what it is counted under."""

    title: str
    entered: int
    day: int | None = None
    last: int | None = None
    body: list[str] = field(default_factory=list)
    facets: set[tuple[str, str]] = field(default_factory=set)
    members: list[int] = field(default_factory=list)
    row: ClaimRow | None = None
    cases: Cases | None = None
    # Of what others name: what of it is shown where it is named, the title aside.
    named: tuple[str, ...] = ()

    def say(self, *texts: str) -> None:
        self.body += [text for text in texts if text]

    def count(self, facet: str, value: Any) -> None:
        if value not in (None, ""):
            self.facets.add((facet, str(value)))


Found = dict[int, Gathered]


def for_readers(rows: Any, target: str = "") -> Any:
    """The rows that readers see; of citations, those for one kind of target."""
    return rows.published_on(target) if target else rows.published()


def for_the_desk(rows: Any, _target: str = "") -> Any:
    """Everything: for the words of records that readers do not see, found at the desk alone."""
    return rows.all()


def start(rows: Any, pks: list[int], title: str, *rest: str, dated: str = "") -> Any:
    """Bare rows: key, entered, title, the rest, and the two days."""
    days = (f"{dated}_earliest", f"{dated}_latest") if dated else ()
    values = rows.filter(pk__in=pks).order_by("pk")
    return values.values_list("pk", "created_at", title, *rest, *days)


def micro(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds() * 1_000_000)


def say_names(found: Found, named: Iterable[tuple[int, int | None]], seen: Seen) -> None:
    """The names of parties, for the desk alone; readers' records have them as facets.

    `named` are keys of records and of parties named in them.
    """
    if seen is not for_the_desk:
        return
    pairs = [(pk, party) for pk, party in named if party is not None and pk in found]
    parties = {party for _pk, party in pairs}
    names: dict[int, list[str]] = defaultdict(list)
    for party, name in record.Party.objects.filter(pk__in=parties).values_list("pk", "name"):
        names[party].append(name)
    others = record.PartyName.objects.filter(party__in=parties).order_by("pk")
    for party, name in others.values_list("party", "name"):
        names[party].append(name)
    for pk, party in pairs:
        found[pk].say(*names[party])


def retold(text: str) -> str:
    """A text with a mark before each of its paragraphs that says whose words they are not."""
    return BORDER.join(f"{RETOLD}{paragraph}" for paragraph in text.split(BORDER))


def links(model: Any, of: str, to: str, pks: list[int]) -> Any:
    return model.objects.filter(**{f"{of}__in": pks}).values_list(of, to)


def quoted(
    found: Found, pks: list[int], path: str, seen: Seen, *, is_form_counted: bool = False
) -> None:
    """The words that are cited for what `path` leads on from, and the languages of their sources;
    of claims, also the forms."""
    cited = seen(record.Citation.objects, path.split("__")[0]).filter(**{f"{path}__in": pks})
    rows = cited.order_by("pk").values_list(
        path, "relation", "quote", "translation", "source__language", "source__kind"
    )
    for of, relation, quote, translation, language, form in rows:
        one = found.get(of)
        if one is None:
            continue
        is_retold = relation == Relation.PARAPHRASED
        one.say(*(retold(text) if is_retold else text for text in (quote, translation) if text))
        one.count("language", language)
        if is_form_counted:
            one.count("form", form)
