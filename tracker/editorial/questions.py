"""What a form asks before it keeps something that is likely a slip: asked once, never refused.

A question stands at its field as an error until the editor ticks it; what was ticked comes back as
`_sure`, which names the field and the value, so that another value is asked about anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.record import dates
from tracker.record.fields import PartialDateField
from tracker.record.text import AROUND, NEEDLESS, ProseFormField
from tracker.record.web_addresses import WebAddressField, mixed_scripts

SURE = "_sure"
ASKED = "asked"
OLDEST_YEAR = 1800
FURTHEST_YEARS = 50
# Years of the solar and the lunar Hijri calendar that this site's sources are dated in.
HIJRI_YEARS = range(1300, 1500)
# Days that lie before the day of entering them: what was published, made, sent or counted.
OF_THE_PAST = frozenset(
    (
        "made_on",
        "published_on",
        "first_reported_on",
        "sent_on",
        "happened_on",
        "as_of",
        "checked_on",
    )
)


class Question(NamedTuple):
    """One question of a form that came back: what ticking it sends, and its words."""

    answer: str
    text: str


class AskingForm(forms.ModelForm):
    """A form of the desk that asks about likely slips."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_what_is_chosen()

    def offer_what_is_chosen(self) -> None:
        """What a record names already may stay, where its form offers whoever asks only some."""
        for name, field in self.fields.items():
            offered = getattr(field, "offered", None)
            chosen = self.initial.get(name) if self.instance.pk else None
            if offered is not None and chosen:
                keys = chosen if isinstance(chosen, list) else [chosen]
                field.queryset = offered(keys)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, text in self.questions():
            answer = f"{name}: {data.get(name)}"
            if name not in self.errors and answer not in _answers(self.data):
                self.add_error(name, ValidationError(text, code=ASKED, params={"answer": answer}))
        return data

    def questions(self) -> Iterator[tuple[str, str]]:
        """(field, question) for each value that is likely a slip."""
        for field in self.instance._meta.concrete_fields:
            value = self.cleaned_data.get(field.name)
            if not value or field.name not in self.changed_data:
                continue
            if isinstance(field, PartialDateField):
                yield from ((field.name, text) for text in _questions_of_date(field.name, value))
            elif isinstance(field, WebAddressField) and (label := mixed_scripts(value)):
                text = _("“%(label)s” mixes letters of several scripts. Is it the real address?")
                yield field.name, text % {"label": label}


def _answers(data: Any) -> list[str]:
    given = getattr(data, "getlist", None)
    return list(given(SURE)) if given else []


def _questions_of_date(name: str, text: str) -> Iterator[str]:
    try:
        known = dates.parse(text)
    except dates.DateError:
        return
    day = known.earliest or known.latest
    if day is None:
        return
    today = timezone.localdate()
    if day.year in HIJRI_YEARS:
        yield _("%(year)d: is that a year of the Hijri calendar? Here dates are Gregorian.") % {
            "year": day.year
        }
    elif day.year < OLDEST_YEAR or day.year > today.year + FURTHEST_YEARS:
        yield _("Is the year %(year)04d meant?") % {"year": day.year}
    elif name in OF_THE_PAST and day > today:
        yield _("%(day)s is in the future. Is it meant?") % {"day": text}


def asked_in(forms_of_page: Iterable[Any]) -> list[Question]:
    """The questions that stand as errors in these forms."""
    return [
        Question(str(error.params["answer"]), f"{form[name].label}: {error.message}")
        for form in forms_of_page
        if form.is_bound
        for name, errors in form.errors.as_data().items()
        for error in errors
        if error.code == ASKED and error.params
    ]


def unseen_in(forms_of_page: Iterable[Any]) -> tuple[list[str], list[str]]:
    """Labels of fields out of which invisible characters were taken, and of those that kept them.

    Characters around a text are no news.
    """
    taken: list[str] = []
    kept: list[str] = []
    for form in forms_of_page:
        for bound in form:
            raw = bound.data
            if not isinstance(raw, str) or not NEEDLESS.search(AROUND.sub("", raw)):
                continue
            is_verbatim = isinstance(bound.field, ProseFormField) and not bound.field.strip
            (kept if is_verbatim else taken).append(str(bound.label))
    return taken, kept
