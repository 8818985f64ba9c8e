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


class RowRefused(Exception):
    """A row that the database does not take, found while it is saved."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number, self.why = number, why


class Saver:
    """Saves the rows of one set within one change."""

    def __init__(self, batch: ImportBatch, door: Change) -> None:
        self.batch, self.door = batch, door
        self.rows: dict[Names, Any] = {}
        self.pks: dict[Names, int] = {}
        self.keys: list[ImportedKey] = []
        self.numbers: dict[int, int] = {}
        self.addressed: dict[int, set[int]] = defaultdict(set)
        # Records in which something changed, by noun and key.
        self.touched: set[str] = set()

    def save(self, planned: Iterable[Planned]) -> None:
        """Save all rows without problems. Raises RowRefused at the first that cannot be."""
        planned = [one for one in planned if not one.problems]
        self._learn(step for one in planned for step in one.steps)
        for one in planned:
            try:
                for step in one.steps:
                    self._save(step)
            except ValidationError as error:
                raise RowRefused(one.number, in_words(error)) from error
            except IntegrityError as error:
                why = _("It contradicts what is on record now: %(why)s") % {"why": error}
                raise RowRefused(one.number, why) from error
        self._address_claims()
        known = [one for one in self.keys if one.pk is not None]
        ImportedKey.objects.bulk_create([one for one in self.keys if one.pk is None])
        columns = ["values", "before", "batch", "is_new", "record", "row", "is_made"]
        ImportedKey.objects.bulk_update(known, columns)

    def _learn(self, steps: Iterable[Step]) -> None:
        """The rows that the set's own will lean on, by key."""
        claims = set()
        for step in steps:
            pk = step.pk or (step.key.row if step.key is not None else None)
            if pk is not None:
                self.pks[step.said.names] = pk
                if step.said.role.noun == "claim":
                    claims.add(pk)
        self.numbers = last_numbers(claims)

    def _save(self, step: Step) -> None:
        one = step.said
        if step.is_made:
            row = getattr(self, f"_make_{one.role.noun}")(one)
            self.rows[one.names], self.pks[one.names] = row, row.pk
            self._note(step, row, is_made=True)
            self.door.touch(row)
        elif step.changed:
            assert step.key is not None and step.row is not None  # noqa: S101
            self._change(step, step.row)
            self._note(step, step.row, is_made=True)
            self.door.touch(step.row)
        elif step.pk is not None:
            self._note(step, self._row(one.names), is_made=False)

    def _note(self, step: Step, row: Any, *, is_made: bool) -> None:
        """Keep which row a key stands for, and what was said of it."""
        one, key = step.said, step.key
        if key is None:
            key = ImportedKey(map=self.batch.map, noun=one.role.noun, key=one.key)
        elif key.batch_id != self.batch.pk:
            key.before, key.is_new = key.values, False
        key.row, key.record, key.values = row.pk, name_in_ledger(row), one.values
        key.batch, key.is_made = self.batch, is_made
        self.keys.append(key)
        if is_made:
            self.touched.add(key.record)

    def _row(self, names: Names) -> Any:
        """A row by noun and key: of this set, or read once."""
        if names not in self.rows:
            self.rows[names] = MODELS[names[0]]._default_manager.get(pk=self.pks[names])
        return self.rows[names]

    def _named(self, one: Said, role: str, noun: str) -> Any:
        key = one.values.get(f"@{role}")
        return self._row((noun, key)) if key else None

    # --- Making -------------------------------------------------------------------------------

    def _make_party(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.slug = one.values.get("slug") or free_slug(record.Party, row.name)
        row.save()
        return row

    def _make_source(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.publisher = self._named(one, "publisher", "party")
        row.save()
        return row

    def _make_claim(self, one: Said) -> Any:
        row = new_row(one)
        row.save()
        self._link_parties(row, one.values)
        self._cite(one, claim=row)
        return row

    def _make_allegation(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.claim = self._named(one, "claim", "claim")
        last = self.numbers.get(row.claim.pk, 0)
        row.number = one.values.get("number", last + 1)
        self.numbers[row.claim.pk] = max(last, row.number)
        row.save()
        self._code(row, one.values.get("violations", []))
        self._cite(one, allegation=row)
        return row

    def _make_response(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.responder = self._named(one, "responder", "party")
        row.save()
        self._cite(one, response=row)
        return row

    def _make_answer(self, one: Said) -> Any:
        row: Any = new_row(one)
        row.response = self._named(one, "response", "response")
        row.allegation = self._named(one, "allegation", "allegation")
        row.save()
        self.addressed[row.response.pk].add(row.allegation.claim_id)
        self._code(row, one.values.get("stances", []))
        self._cite(one, answer=row)
        return row

    # --- Parts --------------------------------------------------------------------------------

    def _link_parties(self, claim: Any, values: dict[str, Any]) -> None:
        for role, model in ROLES_OF_CLAIM.items():
            there = set(model._default_manager.filter(claim=claim).values_list("party", flat=True))
            for position, key in enumerate(values.get(f"@{role}", []), start=1):
                party = self.pks["party", key]
                if party not in there:
                    model(claim=claim, party_id=party, position=position).save()

    def _code(self, row: Any, codes: list[str]) -> None:
        noun = "violation" if isinstance(row, record.Allegation) else "stance"
        model: Any = record.AllegationViolation if noun == "violation" else record.AnswerStance
        holder = row._meta.model_name
        for code in codes:
            entry = CODES[f"{noun}s"]._default_manager.filter(code=code).first()
            if entry is None:
                raise ValidationError(_("“%s” is not in the codebook.") % code)
            model.objects.get_or_create(**{holder: row, noun: entry})

    def _cite(self, one: Said, **of: models.Model) -> None:
        if columns := citation_of(one):
            source = self._named(one, "source", "source")
            record.Citation(source=source, position=1, **of, **columns).save()

    def _address_claims(self) -> None:
        """Put the claims of new answers on the list of their responses."""
        for response, claims in self.addressed.items():
            rows = record.ResponseClaim.objects.filter(response=response)
            new = sorted(claims - set(rows.values_list("claim", flat=True)))
            for claim in new:
                record.ResponseClaim(response_id=response, claim_id=claim).save()

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
            self._link_parties(row, one.values)
        if one.role.codes and one.role.codes in changed:
            self._drop_codes(row, one.role.codes, old, one.values)
            self._code(row, one.values.get(one.role.codes, []))
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
        holder = {str(row._meta.model_name): row}
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
