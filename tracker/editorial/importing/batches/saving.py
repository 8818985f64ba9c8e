"""The records of planned rows, saved: made with their parts, or changed where the file changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from tracker.editorial.changes import Change
from tracker.editorial.import_models import ImportBatch, ImportedKey
from tracker.editorial.importing.batches.known import (
    MODELS,
    Names,
    last_numbers,
    name_in_ledger,
)
from tracker.editorial.importing.batches.planning import (
    CODES,
    Planned,
    Step,
    blank,
    citation_of,
    new_row,
)
from tracker.editorial.importing.mapped.values import Said
from tracker.editorial.importing.rows import in_words
from tracker.editorial.slugs import free_slug
from tracker.record import models as record
from tracker.record.new_rows import save_new
from tracker.record.trees import chunks


class RowRefused(Exception):
    """A row that the database does not take, found while it is saved."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number, self.why = number, why


class SetRefused(Exception):
    """Rows saved at once, one of which the database does not take: which is not known."""


class Saver:
    """Saves the rows of one set within one change: all at once, or `singly`, which tells the row
    that the database does not take."""

    def __init__(self, batch: ImportBatch, door: Change, *, singly: bool = False) -> None:
        self.batch, self.door, self.singly = batch, door, singly
        self.rows: dict[Names, Any] = {}
        self.pks: dict[Names, int] = {}
        self.keys: list[ImportedKey] = []
        self.numbers: dict[int, int] = {}
        self.slugs: set[str] = set()
        self.codes: dict[str, dict[str, Any]] = {}
        # Links and citations of what is made, by their models, until they are saved.
        self.parts: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        self.addressed: dict[int, set[int]] = defaultdict(set)
        # Records in which something changed, by their names in the ledger.
        self.touched: set[str] = set()

    def save(self, planned: Iterable[Planned]) -> None:
        """Save all rows without problems. Raises RowRefused at the first that cannot be, or
        SetRefused."""
        planned = [one for one in planned if not one.problems]
        self._learn(step for one in planned for step in one.steps)
        for some in [[one] for one in planned] if self.singly else [planned]:
            try:
                self._save_rows(some)
            except IntegrityError as error:
                if not self.singly:
                    raise SetRefused from error
                why = _("It contradicts what is on record now: %(why)s") % {"why": error}
                raise RowRefused(some[0].number, why) from error
        known = [one for one in self.keys if one.pk is not None]
        ImportedKey.objects.bulk_create([one for one in self.keys if one.pk is None])
        columns = ["values", "before", "batch", "is_new", "record", "row", "is_made"]
        ImportedKey.objects.bulk_update(known, columns)

    def _learn(self, steps: Iterable[Step]) -> None:
        """The rows that are there already of those that the set names, by key."""
        wanted: dict[str, dict[int, list[Names]]] = defaultdict(lambda: defaultdict(list))
        for step in steps:
            names, pk = step.said.names, step.pk or (step.key.row if step.key else None)
            if step.row is not None:
                self.rows[names] = step.row
            if pk is not None and not step.is_made:
                self.pks[names] = pk
                wanted[names[0]][pk].append(names)
        for noun, own in wanted.items():
            rows: Any = MODELS[noun]._default_manager.select_related(*OWNERS.get(noun, ()))
            for some in chunks(own):
                for pk, row in rows.in_bulk(some).items():
                    for names in own[pk]:
                        self.rows.setdefault(names, row)
        self.numbers = last_numbers(wanted["claim"])

    def _save_rows(self, planned: list[Planned]) -> None:
        """What the rows make, a noun after the other, and then what they change."""
        steps = [(one.number, step) for one in planned for step in one.steps]
        for noun in MODELS:
            self._make(noun, [step for _n, step in steps if step.is_made and step.noun == noun])
        for number, step in steps:
            try:
                self._link_or_change(step)
            except ValidationError as error:
                raise RowRefused(number, in_words(error)) from error
        self._address_claims()
        for rows in self.parts.values():
            save_new(rows)
        self.parts.clear()

    def _make(self, noun: str, steps: list[Step]) -> None:
        rows = [getattr(self, f"_new_{noun}")(step.said) for step in steps]
        save_new(rows)
        for step, row in zip(steps, rows, strict=True):
            self.rows[step.said.names], self.pks[step.said.names] = row, row.pk

    def _link_or_change(self, step: Step) -> None:
        one = step.said
        if step.is_made:
            row = self.rows[one.names]
            self._add_parts(one, row)
            self._note(step, row, is_made=True)
            self.door.touch(row)
        elif step.changed:
            assert step.key is not None and step.row is not None  # noqa: S101
            self._change(step, step.row)
            self._note(step, step.row, is_made=True)
            self.door.touch(step.row)
        elif step.pk is not None:
            self._note(step, self.rows[one.names], is_made=False)

    def _note(self, step: Step, row: Any, *, is_made: bool) -> None:
        """Keep which row a key stands for, and what was said of it."""
        one, key = step.said, step.key
        if key is None:
            key = ImportedKey(map=self.batch.map, noun=step.noun, key=one.key)
        elif key.batch_id != self.batch.pk:
            key.before, key.is_new = key.values, False
        key.row, key.record, key.values = row.pk, name_in_ledger(row), one.values
        key.batch, key.is_made = self.batch, is_made
        self.keys.append(key)
        if is_made:
            self.touched.add(key.record)

    def _named(self, one: Said, role: str, noun: str) -> Any:
        key = one.values.get(f"@{role}")
        return self.rows[noun, key] if key else None

    # --- Making -------------------------------------------------------------------------------

    def _new_party(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.slug = one.values.get("slug") or free_slug(record.Party, row.name, self.slugs)
        self.slugs.add(row.slug)
        return row

    def _new_source(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.publisher = self._named(one, "publisher", "party")
        return row

    def _new_claim(self, one: Said) -> Any:
        return new_row(one)

    def _new_allegation(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.claim = self._named(one, "claim", "claim")
        last = self.numbers.get(row.claim.pk, 0)
        row.number = one.values.get("number", last + 1)
        self.numbers[row.claim.pk] = max(last, row.number)
        return row

    def _new_response(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.responder = self._named(one, "responder", "party")
        return row

    def _new_answer(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.response = self._named(one, "response", "response")
        row.allegation = self._named(one, "allegation", "allegation")
        self.addressed[row.response.pk].add(row.allegation.claim_id)
        return row

    # --- Parts --------------------------------------------------------------------------------

    def _add_parts(self, one: Said, row: Any) -> None:
        """What hangs on a new row; saved with the parts of the others."""
        if isinstance(row, record.Claim):
            self._link_parties(row, one.values)
        if one.role.codes:
            self._code(row, one.role.codes, one.values.get(one.role.codes, []))
        if one.role.is_cited:
            self._cite(one, **{_noun(row): row})

    def _link_parties(
        self,
        claim: Any,
        values: dict[str, Any],
        there: dict[str, set[int]] | None = None,
    ) -> None:
        """Links to the parties that the row names, but for those that are `there` in the role."""
        for role, model in ROLES_OF_CLAIM.items():
            for position, key in enumerate(values.get(f"@{role}", []), start=1):
                party = self.pks["party", key]
                if there is None or party not in there[role]:
                    self.parts[model].append(model(claim=claim, party_id=party, position=position))

    def _code(self, row: Any, codes: str, wanted: list[str]) -> None:
        noun = codes.removesuffix("s")
        model: Any = CODINGS[noun]
        for code in dict.fromkeys(wanted):
            self.parts[model].append(model(**{_noun(row): row, noun: self._entry(codes, code)}))

    def _entry(self, codes: str, code: str) -> Any:
        """An entry of a codebook. Raises ValidationError."""
        if codes not in self.codes:
            entries: Any = CODES[codes]._default_manager.all()
            self.codes[codes] = {one.code: one for one in entries}
        if code not in self.codes[codes]:
            raise ValidationError(_("“%s” is not in the codebook.") % code)
        return self.codes[codes][code]

    def _cite(self, one: Said, **of: models.Model) -> None:
        if columns := citation_of(one):
            source = self._named(one, "source", "source")
            citation = record.Citation(source=source, position=1, **of, **columns)
            self.parts[record.Citation].append(citation)

    def _address_claims(self) -> None:
        """Put the claims of new answers on the list of their responses."""
        rows = record.ResponseClaim.objects.filter(response__in=list(self.addressed))
        there = set(rows.values_list("response", "claim")) if self.addressed else set()
        self.parts[record.ResponseClaim] += [
            record.ResponseClaim(response_id=response, claim_id=claim)
            for response, claims in self.addressed.items()
            for claim in sorted(claims)
            if (response, claim) not in there
        ]
        self.addressed.clear()

    # --- Changing -----------------------------------------------------------------------------

    def _change(self, step: Step, row: Any) -> None:
        """Give a row what the file says now, where that is something else than before."""
        one, old = step.said, step.key.values if step.key else {}
        changed = set(step.changed)
        for name in changed & set(one.role.plain):
            setattr(row, name, one.values.get(name, blank(one.role, name)))
        if "@publisher" in changed:
            row.publisher = self._named(one, "publisher", "party")
        if "@responder" in changed:
            row.responder = self._named(one, "responder", "party")
        row.full_clean()
        row.save()
        if isinstance(row, record.Claim):
            self._drop_parties(row, old, one.values)
            self._link_parties(row, one.values, _parties_of(row))
        if one.role.codes and one.role.codes in changed:
            self._drop_codes(row, one.role.codes, old, one.values)
            there = set(getattr(row, one.role.codes).values_list("code", flat=True))
            wanted = one.values.get(one.role.codes, [])
            self._code(row, one.role.codes, [code for code in wanted if code not in there])
        if citation_of(one) != citation_of(one._replace(values=old)) or "@source" in changed:
            self._change_citation(row, old, one)

    def _drop_parties(self, claim: Any, old: dict[str, Any], new: dict[str, Any]) -> None:
        """Take away those that the file named and names no more; never whom the desk added."""
        for role, model in ROLES_OF_CLAIM.items():
            dropped = set(old.get(f"@{role}", [])) - set(new.get(f"@{role}", []))
            keys = ImportedKey.objects.filter(map=self.batch.map, noun="party", key__in=dropped)
            rows = model._default_manager.filter(claim=claim)
            rows.filter(party__in=keys.values("row")).delete()

    def _drop_codes(self, row: Any, codes: str, old: dict[str, Any], new: dict[str, Any]) -> None:
        dropped = set(old.get(codes, [])) - set(new.get(codes, []))
        noun = codes.removesuffix("s")
        getattr(row, f"{noun}_links").filter(**{f"{noun}__code__in": dropped}).delete()

    def _change_citation(self, row: Any, old: dict[str, Any], one: Said) -> None:
        holder = {_noun(row): row}
        before = citation_of(one._replace(values=old))
        if not before:
            self._cite(one, **holder)
            return
        same = {name: value for name, value in before.items() if name in ("quote", "relation")}
        citation = row.citations.filter(**same).first()
        if citation is None:
            raise ValidationError(_("its quote was changed here since it was imported."))
        columns = citation_of(one)
        if not columns:
            citation.delete()
            return
        citation.source = self._named(one, "source", "source")
        for name in before.keys() | columns.keys():
            column: Any = record.Citation._meta.get_field(name)
            setattr(citation, name, columns.get(name, column.get_default()))
        citation.full_clean()
        citation.save()


ROLES_OF_CLAIM: dict[str, type[models.Model]] = {
    "claimant": record.ClaimClaimant,
    "accused": record.ClaimAccused,
}
CODINGS: dict[str, type[models.Model]] = {
    "violation": record.AllegationViolation,
    "stance": record.AnswerStance,
}
# What a row of a noun is read with: the record that it is part of.
OWNERS = {"allegation": ("claim",), "answer": ("response",)}


def _noun(row: models.Model) -> str:
    return str(row._meta.model_name)


def _parties_of(claim: Any) -> dict[str, set[int]]:
    """Who is linked to a claim, by role."""
    return {
        role: set(model._default_manager.filter(claim=claim).values_list("party", flat=True))
        for role, model in ROLES_OF_CLAIM.items()
    }
