"""One thing that a text proposes to take, where it stands there, and why it is thought so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of thing is proposed."""

    QUOTE = "quote", _("Quotation")
    PARAPHRASE = "paraphrase", _("Paraphrase")
    FIGURE = "figure", _("Figure")
    DATE = "date", _("Date")
    KNOWN = "known", _("Known name")
    NAME = "name", _("New name")
    CODE = "code", _("Code")


class Suggestion(NamedTuple):
    """Characters of a text, `end` exclusive; `what` is read out of them, by names of each kind:

    - quotes and paraphrases: `speaker` as printed ('' if none is named), `verb`;
    - figures: `number` as printed without its qualifier, `qualifier`, `unit`, `low`, `high`,
      `population`;
    - dates: `edtf`, and `inferred` where it is reckoned from the text's own date;
    - names: `noun` and `key` of what is known; `perhaps`, what a new one may be a spelling of;
    - codes: `noun` (violation or stance), `key` and `label`.

    `why` is a sentence for editors, `rule` the name of the rule.
    """

    kind: Kind
    start: int
    end: int
    what: Mapping[str, str]
    why: str
    rule: str
