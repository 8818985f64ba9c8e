"""What the tables call public, read as readers' pages once read them: the oracle of editions.

Factories write past the desk's door. `catch_up` makes entries and editions of what they wrote, as
the door would have, before a reader asks for a page.
"""

from tracker.edition.models import Edition
from tracker.edition.publishing import advance
from tracker.editorial.changes import change
from tracker.ledger.beginning import adopt_all
from tracker.ledger.models import Entry
from tracker.ledger.openness import closed, hidden
from tracker.ledger.visibility import NOTICE, WHOLE, shown_now
from tracker.record.nouns import NOUNS
from tracker.record.trees import fields_of, locate, refs, trees


def as_the_tables_say():
    """Key → what of each public record the old querysets show, read from the desk's rows."""
    return _as_the_tables_say()[0]


def as_published():
    rows = Edition.objects.standing().whole()
    return {row.key: fields_of(row.tree) for row in rows}


def catch_up():
    """Make entries and editions of what was put into the tables without the desk's door."""
    adopt_all()
    advance()
    told, notices = _as_the_tables_say()
    stood = as_published()
    stood_notices = set(
        Edition.objects.standing().filter(is_notice=True).values_list("key", flat=True)
    )
    differing = {key for key in told.keys() | stood.keys() if told.get(key) != stood.get(key)}
    # The notice of a record that was reopened stays.
    differing |= notices - stood_notices
    if differing:
        with change(None, Entry.Action.CHANGED) as door:
            for key in sorted(differing):
                noun, value = locate(key)
                row = noun.model._base_manager.filter(**{noun.key_lookup(): value}).first()
                if row is not None:
                    door.touch(row)


def _as_the_tables_say():
    found, notices = {}, set()
    for noun in NOUNS.values():
        names = dict(noun.model._base_manager.values_list("pk", noun.key_lookup()))
        shown = shown_now(noun, list(names))
        notices |= {noun.ref(names[pk]) for pk, seen in shown.items() if seen == NOTICE}
        public = [pk for pk, seen in shown.items() if seen == WHOLE]
        stored = {name: fields_of(tree) for name, tree in trees(noun, public).items()}
        named = {value for one in stored.values() for value in refs(noun, one).values()}
        unseen = closed(named)
        unseen = unseen._replace(shut=unseen.unseen)
        for name, one in stored.items():
            out = hidden(noun, one, unseen)
            found[name] = {path: value for path, value in one.items() if path not in out}
    return found, notices
