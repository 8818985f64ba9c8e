"""Model fields for partly known dates and language tags."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tracker.record import dates
from tracker.record.text import LineField


def validate_partial_date(value: str) -> None:
    """Accept EDTF levels 0 and 1 within the years that a calendar column can hold."""
    try:
        parsed = dates.parse(value)
    except dates.DateError as error:
        raise ValidationError(str(error), code="invalid_date") from error
    if parsed.earliest is None and parsed.latest is None:
        raise ValidationError(
            _("%(text)s has no day between the years 1 and 9999 to sort by."),
            code="unsortable_date",
            params={"text": value},
        )


class PartialDateField(LineField):
    """A date as far as it is known, kept as written in EDTF, such as `2023-05~`.

    Every such column has two companions, `EarliestField` and `LatestField`, that hold the first
    and last day it can mean; they are filled on save and are what queries compare and sort.
    """

    default_validators = [*LineField.default_validators, validate_partial_date]
    description = _("A date as far as it is known")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        super().__init__(*args, **kwargs)


class _BoundField(models.DateField):
    """One end of the partly known date in column `of`; null where that end is open."""

    end = ""

    def __init__(self, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"null": True, "blank": True, "editable": False, "db_index": True}
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> date | None:
        text = getattr(model_instance, self.of)
        value: date | None = getattr(dates.parse(text), self.end) if text else None
        setattr(model_instance, self.attname, value)
        return value


class EarliestField(_BoundField):
    """The first day that the partly known date in column `of` can mean."""

    end = "earliest"


class LatestField(_BoundField):
    """The last day that the partly known date in column `of` can mean."""

    end = "latest"


# The language in which the record itself is written: titles, summaries, notes.
WRITTEN_IN = "en"
# Of words whose language nobody entered.
UNKNOWN = "und"
# The languages of the disputes this tracker was made for come first; others by their own name.
LANGUAGES = [
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("ckb", _("Central Kurdish (Sorani)")),
    ("kmr", _("Northern Kurdish (Kurmanji)")),
    ("fa", _("Persian")),
    ("tr", _("Turkish")),
    ("syr", _("Syriac")),
    ("hy", _("Armenian")),
    ("he", _("Hebrew")),
    ("ur", _("Urdu")),
    ("am", _("Amharic")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("it", _("Italian")),
    ("nl", _("Dutch")),
    ("pt", _("Portuguese")),
    ("ru", _("Russian")),
    ("sv", _("Swedish")),
    ("tg", _("Tajik")),
    ("uk", _("Ukrainian")),
    ("zh", _("Chinese")),
    ("my", _("Burmese")),
    ("und", _("Another language")),
]


class LanguageField(models.CharField):
    """The language of a text, by its ISO 639 code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 3, "choices": LANGUAGES}
        super().__init__(*args, **kwargs)
