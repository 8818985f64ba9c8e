"""Editions of what factories put into the tables past the desk's door.

`publish_rows` makes them of the rows alone, for the many tests that ask for a page of a small
world; `catch_up` as the door would have, with entries of the ledger, for those that tell of the
past. `as_the_tables_say` is what the old querysets call public: the oracle of both.
"""

from tracker.edition.approved import Approved
from tracker.edition.cutting import day_of, documents_of, links_of, written
from tracker.edition.models import LIST, ORIGIN, Address, Edition, Happening, Link, Touched
from tracker.edition.publishing import _edition, advance
from tracker.editorial.changes import change
from tracker.ledger.beginning import CODEBOOKS, adopt_all
from tracker.ledger.entries import size
from tracker.ledger.models import Entry
from tracker.ledger.openness import closed, hidden
from tracker.ledger.visibility import WHOLE, shown_now
from tracker.record.models import FormerAddress, Source
from tracker.record.nouns import NOTICE as TOLD_OF_WITHDRAWN
from tracker.record.nouns import NOUNS
from tracker.record.trees import fields_of, locate, refs, trees

WHAT = {"correction": "corrected"}
HIGHEST = 3  # places above a place


def as_published():
    rows = Edition.objects.standing().whole()
    return {row.key: fields_of(row.tree) for row in rows}


# --- Of rows alone --------------------------------------------------------------------------------


def publish_rows():
    """Make editions agree with the rows, in some forty quick queries and no entry of the ledger."""
    _write(*_of_rows())
    _lead_on()


def _of_rows():
    """What readers see as the rows say: approved trees, documents and primary keys, by key."""
    stored, rows = {}, {}
    for noun in NOUNS.values():
        names = dict(noun.model._base_manager.values_list("pk", noun.key_lookup()))
        rows |= {noun.ref(key): pk for pk, key in names.items()}
        for key, tree in trees(noun, names).items():
            stored[key] = Approved(key, 0, noun, fields_of(tree), False)
    public = public_among(stored)
    approved = {key: stored[key] for key in public}
    documents = documents_of(approved, public.intersection, lambda figures: set())
    for key, one in stored.items():
        if key not in public and _has_notice(one):
            approved[key] = one._replace(is_notice=True)
            told = {path: one.fields[path] for path in TOLD_OF_WITHDRAWN}
            documents[key] = {**told, "status": "withdrawn"}
    return approved, documents, rows


def _has_notice(one):
    return one.noun.has_status and one.fields["published_at"] and one.fields["withdrawn_at"]


def public_among(stored):
    """The keys of those of these records, all there are, that readers see."""
    statuses = {key: one.fields["status"] for key, one in stored.items() if one.noun.has_status}
    secret = {key for key, one in stored.items() if one.fields.get("confidential")}
    shut = {key for key, status in statuses.items() if status != "published"} | secret
    public = {key for key, one in stored.items() if one.noun.key_lookup() == "code"}
    public |= {key for key in statuses if key not in shut and not key.startswith("correction/")}
    told = {key: stored[key] for key in public if key in statuses}
    seen = set(told)
    cut = documents_of(told, lambda keys: keys - shut, lambda figures: set())
    named = {target for key, one in cut.items() for target in refs(told[key].noun, one).values()}
    named |= {
        target
        for key in named & stored.keys()
        if key.startswith("party/")
        for path, target in refs(NOUNS["party"], stored[key].fields).items()
        if path.endswith("/source") and target not in shut
    }
    named |= {stored[key].fields["publisher"] for key in named if key.startswith("S-")}
    named = {key for key in named if key in stored and key not in statuses}
    parties = {key for key in named if key.startswith("party/")}
    named |= {
        target
        for key in parties
        for path, target in refs(NOUNS["party"], stored[key].fields).items()
        if path.endswith("/body")
    }
    higher = {key for key in named if key.startswith("place/")}
    for _step in range(HIGHEST):
        higher = {stored[key].fields["part_of"] for key in higher} - {None}
        named |= higher
    public |= named | seen
    for key in statuses:
        if key.startswith("correction/") and key not in shut:
            targets = set(refs(NOUNS["correction"], stored[key].fields).values())
            public |= {key} if targets <= public else set()
    return public


def _write(approved, documents, rows):
    # With the entry written last: the next one writes editions of its own.
    at = max(size() - 1, 0)
    stood = {row.key: row for row in Edition.objects.standing()}
    texts = {key: written(fields) for key, fields in documents.items()}
    changed = [
        key
        for key, text in texts.items()
        if key not in stood
        or (stood[key].document, stood[key].is_notice) != (text, approved[key].is_notice)
    ]
    gone = [key for key in stood if key not in texts]
    origins = Source.objects.filter(origin__isnull=False)
    origins = dict(origins.values_list("reference", "origin__reference"))
    links = Link.objects.standing()
    links.filter(source__in=[*changed, *gone]).delete()
    links.filter(role=ORIGIN).delete()
    Edition.objects.standing().filter(key__in=[*changed, *gone]).delete()
    # What the door wrote with that entry and closed again.
    Edition.objects.filter(key__in=changed, since=at).delete()
    Edition.objects.bulk_create(
        _edition(approved[key], documents[key], texts[key], at, rows[key]) for key in changed
    )
    made = [
        Link(source=key, role=role, target=target, since=at, day=day_of(noun, documents[key]))
        for key in changed
        for noun in [approved[key].noun]
        for role, target in sorted(links_of(noun, documents[key]))
    ]
    made += [
        Link(
            source=key,
            role=ORIGIN,
            target=target,
            since=at,
            day=day_of(approved[key].noun, documents[key]),
        )
        for key, target in origins.items()
        if key in documents
    ]
    Link.objects.bulk_create(made)
    _tell([*changed, *gone], at)
    touched = {*changed, *gone, *(f"{LIST}{one.target}" for one in made)}
    Touched.objects.bulk_create(
        [Touched(key=key, sequence=at) for key in touched],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["sequence"],
    )


def _tell(keys, at):
    """That each of these records was published or withdrawn; of what was before nothing."""
    Happening.objects.filter(key__in=keys).delete()
    rows = Edition.objects.standing().filter(key__in=keys, happened_at__isnull=False)
    Happening.objects.bulk_create(
        Happening(
            key=row.key,
            noun=row.noun,
            what=("withdrawn" if row.is_notice else WHAT.get(row.noun, "published")),
            when=row.happened_at,
            at=at,
            entry=at,
        )
        for row in rows.defer("document").exclude(noun="correction", is_notice=True)
    )


def _lead_on():
    """From where the rows say that readers once found what they find now."""
    at = {(row.noun, row.address): row.key for row in Edition.objects.standing()}
    Address.objects.all().delete()
    Address.objects.bulk_create(
        Address(noun=row.kind, old=row.old, key=at[row.kind, row.current], since=0)
        for row in FormerAddress.objects.all()
        if (row.kind, row.current) in at
    )


# --- As the door would have -----------------------------------------------------------------------


def catch_up():
    """Make entries and editions of what was put into the tables without the desk's door."""
    is_first = (
        not Entry.objects.about_records()
        .exclude(kind__in=[noun.name for noun in CODEBOOKS])
        .exists()
    )
    adopt_all()
    advance()
    if is_first:
        return  # All was taken as it stands.
    approved, documents, _rows = _of_rows()
    stood = {row.key: row for row in Edition.objects.standing()}
    differing = {
        key
        for key in documents.keys() | stood.keys()
        if key not in stood
        or key not in documents
        or (not stood[key].is_notice and fields_of(stood[key].tree) != documents[key])
        or stood[key].is_notice != approved[key].is_notice
    }
    if differing:
        with change(None, Entry.Action.CHANGED) as door:
            for key in sorted(differing):
                noun, value = locate(key)
                row = noun.model._base_manager.filter(**{noun.key_lookup(): value}).first()
                if row is not None:
                    door.touch(row)


def as_the_tables_say():
    """Key → what of each public record the old querysets show, read from the desk's rows."""
    found = {}
    for noun in NOUNS.values():
        names = dict(noun.model._base_manager.values_list("pk", noun.key_lookup()))
        public = [pk for pk, seen in shown_now(noun, list(names)).items() if seen == WHOLE]
        stored = {name: fields_of(tree) for name, tree in trees(noun, public).items()}
        named = {value for one in stored.values() for value in refs(noun, one).values()}
        unseen = closed(named)
        unseen = unseen._replace(shut=unseen.unseen)
        for name, one in stored.items():
            out = hidden(noun, one, unseen)
            found[name] = {path: value for path, value in one.items() if path not in out}
    return found
