"""What the rules are told of the record: names that a text has, and the words of the codebooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import translation

from tracker.editorial.alike.fingerprints import keys_of_words, near
from tracker.editorial.alike.models import Fingerprint
from tracker.editorial.alike.names import same_name
from tracker.editorial.alike.said import Said, stored
from tracker.editorial.intake.codes import Code
from tracker.editorial.intake.known_names import LONGEST, KnownName, forms_of
from tracker.editorial.intake.sentences import LANGUAGES, Sentence
from tracker.editorial.intake.suggestion import Kind, Suggestion
from tracker.editorial.own_records import called, choosable
from tracker.record.codebook import as_shipped
from tracker.record.models import Party, Place, Stance, Violation
from tracker.search.among import among

MODELS: dict[str, Any] = {"party": Party, "place": Place}
# Rows of words in one part, records that have one as a name, codes of a codebook, new names.
MOST_ROWS = 30_000
MOST_RECORDS = 300
MOST_CODES = 200
MOST_NEW = 60
# A name neither begins nor ends with these.
SMALL_WORDS = (
    "the a an of in on at to for and or is are was were be by with that from as it not have has "
    "had said في من علي الي ان عن مع كان قد لم لا و ku di li ji bi de"
)
SMALL = frozenset(SMALL_WORDS.split())


def names_in(text: str, sentences: Sequence[Sentence], request: HttpRequest) -> list[KnownName]:
    """The names of parties and places that stand in some sentences, as far as the account may see
    the records: seven statements, however many records there are."""
    rows = set(_rows_of_words(text, sentences))
    keys = {noun: keys_of_words(noun, rows) for noun in MODELS}
    found: dict[str, list[int]] = defaultdict(list)
    wanted = Fingerprint.objects.filter(among([*keys["party"], *keys["place"]], "key"))
    for noun, row in wanted.values_list("noun", "row").distinct()[:MOST_RECORDS]:
        found[noun].append(row)
    return [name for noun in MODELS for name in _names(noun, found[noun], request)]


def _rows_of_words(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[str, ...]]:
    """The rows of words that may be a name: the first and the last are no small words."""
    left = MOST_ROWS
    for sentence in sentences:
        forms = [forms_of(text, one, sentence.language) for one in sentence.words]
        for first, own in enumerate(forms):
            if not own or own[0] in SMALL:
                continue
            row: list[str] = []
            for last in range(first, min(first + LONGEST, len(forms))):
                if not forms[last]:
                    break
                if forms[last][0] not in SMALL:
                    for form in forms[last]:
                        yield (*row, form)
                        left -= 1
                row.append(forms[last][0])
            if left <= 0:
                return


def _names(noun: str, pks: list[int], request: HttpRequest) -> Iterator[KnownName]:
    rows = rows_to_name(noun, request)
    if rows is None or not pks:
        return
    found = {row.pk: row for row in rows.filter(pk__in=pks)}
    own = [pk for pk, row in found.items() if getattr(row, "is_own", True)]
    said = {pk: one.names for pk, one in stored(noun, own).items()} if own else {}
    for pk, row in found.items():
        # Of what others change a contributor is told no name that readers are not.
        for name in dict.fromkeys(said.get(pk, [called(row)])):
            yield KnownName(noun, str(pk), name, called(row), pk in said)


def rows_to_name(noun: str, request: HttpRequest) -> Any:
    """The records of a noun that the account may choose in a form; None where it sees none."""
    if not admin.site.get_model_admin(MODELS[noun]).has_view_permission(request):
        return None
    user: Any = request.user
    rows = choosable(user, MODELS[noun])
    return MODELS[noun]._default_manager.all() if rows is None else rows


def with_spellings(
    text: str, found: Iterable[Suggestion], request: HttpRequest
) -> list[Suggestion]:
    """The suggestions, with what a new name may be a spelling of, in whichever script: four
    statements."""
    kept = list(found)
    new = [at for at, one in enumerate(kept) if one.kind == Kind.NAME][:MOST_NEW]
    printed = {at: " ".join(text[kept[at].start : kept[at].end].split()) for at in new}
    keys = set[int]().union(*(near("party", Said(names=[name])) for name in printed.values()))
    if not keys:
        return kept
    known = Fingerprint.objects.filter(among([*keys], "key"), noun="party")
    pks = list(known.values_list("row", flat=True).distinct()[:MOST_RECORDS])
    names = list(_names("party", pks, request))
    for at, name in printed.items():
        alike = next((known for known in names if same_name(name, known.name)), None)
        if alike is not None:
            what = {**kept[at].what, "perhaps": alike.label}
            what |= {"key": alike.key} if alike.is_open else {}
            kept[at] = kept[at]._replace(what=what)
    return kept


def known_codes() -> list[Code]:
    """The entries of both codebooks, with their labels in each language: two statements."""
    return [
        Code(noun, str(row.pk), str(row), labels_of(row.label, row.code))
        for noun, model in (("violation", Violation), ("stance", Stance))
        for row in _offered(model)
    ]


def _offered(model: Any) -> Iterable[Any]:
    return model._default_manager.filter(retired=False)[:MOST_CODES]


def labels_of(label: str, code: str) -> list[str]:
    """A label in each language that it was shipped in, and the words of the code itself."""
    found = [label, code.replace("-", " ")]
    for language in LANGUAGES:
        with translation.override(language):
            found.append(as_shipped(label))
    return list(dict.fromkeys(found))
