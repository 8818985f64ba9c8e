"""The form by which a passage becomes a citation: what for, whose words, in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.reading.passages import Passage
from tracker.editorial.reading.targets import NEW_ANSWER, NEW_POINT, Target
from tracker.editorial.row_forms import several
from tracker.record.choices import Relation
from tracker.record.models import Allegation, Citation, Stance
from tracker.record.text import ProseFormField, validate_prose

LONGEST_WHY = 2000
# What a page may propose of the form.
_SENT = ("target", "relation", "point_text")
# Whoever publishes the words of whom they are: claimants of a claim, responders.
_SPEAKERS = ("claimants", "joint_responders")


class CiteForm(forms.ModelForm):
    """A citation of a passage, but for the words themselves, which are those of the copy."""

    target = forms.CharField(
        label=gettext_lazy("Cite it for"),
        widget=forms.Select,
        error_messages={"required": gettext_lazy("Choose what it is cited for.")},
    )
    point_text = ProseFormField(
        label=gettext_lazy("The new point in attributed words"),
        required=False,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=Allegation._meta.get_field("text").help_text,
    )
    stances = several(
        Stance,
        gettext_lazy("Stances of the new answer"),
        gettext_lazy("What sort of answer it is. Several may hold at once."),
    )
    why = ProseFormField(
        label=gettext_lazy(
            "Why it is changed. Stands in the history, where readers of a published record see it:"
        ),
        required=False,
        max_length=LONGEST_WHY,
        validators=[validate_prose],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    field_order: tuple[str, ...] = (
        "target",
        "point_text",
        "stances",
        "relation",
        "language",
        "locator",
    )

    class Meta:
        model = Citation
        fields = ("relation", "language", "locator", "translation", "translator")

    def __init__(
        self, passage: Passage, record: Any, targets: list[Target], sent: Any, *, is_bound: bool
    ) -> None:
        """`sent` is a query or what was posted: saved where it is all that is asked, else only
        what is chosen at first."""
        self.targets = {one.key: one for one in targets}
        row = Citation(source=passage.reading.source, quote=passage.quote)
        given = defaults(passage, record)
        data = _filled(sent, given) if is_bound else None
        chosen = {name: sent[name] for name in _SENT if name in sent}
        if "stances" in sent:
            chosen["stances"] = sent.getlist("stances")
        super().__init__(data, initial=given | chosen, instance=row, auto_id="id_%s")
        fields: dict[str, Any] = self.fields
        empty = [("", "–")]
        fields["target"].widget.choices = empty + [(one.value, one.label) for one in targets]
        fields["translation"].widget.attrs = {"rows": 3, "dir": "auto"}
        if NEW_POINT not in self.targets:
            del fields["point_text"]
        if not any(one.key.startswith(NEW_ANSWER) for one in targets):
            del fields["stances"]

    @property
    def is_for_new(self) -> bool:
        """Whether what is chosen, or is to be put right, is made for the passage."""
        chosen = str(self["target"].value() or "")
        return chosen.startswith((NEW_POINT, NEW_ANSWER)) or "point_text" in self.errors

    def clean_target(self) -> Target:
        """What is chosen, as it was when it was chosen."""
        value: str = self.cleaned_data["target"]
        target = self.targets.get(value.partition(".")[0])
        if target is None:
            raise ValidationError(_("What you chose is not there any more. Choose anew."))
        if value != target.value:
            raise ValidationError(
                _("Somebody changed it meanwhile. It reads now: %(label)s. Choose anew.")
                % {"label": target.label}
            )
        return target

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        target = data.get("target")
        if target and target.key == NEW_POINT and not data.get("point_text"):
            self.add_error("point_text", _("Say in a sentence who says what of whom."))
        # Offered in case there is a translation.
        data["translator"] = data.get("translator", "") if data.get("translation") else ""
        return data

    def refuse(self, error: ValidationError) -> None:
        """Tell why it could not be saved, at the field or with its name."""
        known = hasattr(error, "error_dict")
        for name, errors in error.error_dict.items() if known else [("", error.error_list)]:
            if name in self.fields:
                self.add_error(name, errors)
                continue
            label = {"quote": _("Quote"), "prefix": _("words just before")}.get(name, "")
            for one in errors:
                self.add_error(None, ": ".join(filter(None, (label, *one.messages))))


def defaults(passage: Passage, record: Any) -> dict[str, str]:
    """What follows of itself: whose words, language and place of the passage, its translator."""
    source = passage.reading.source
    last = Citation.objects.filter(source=source).exclude(translator="").order_by("-pk")
    language = passage.language
    translator = last.values_list("translator", flat=True).first() if language != "en" else ""
    return {
        "relation": relation_of(source, record),
        "language": language,
        "locator": passage.locator,
        "translation": "",
        "translator": translator or "",
        "point_text": passage.quote,
    }


def relation_of(source: Any, record: Any) -> str:
    """Own words where the source's publisher is who speaks in the record, else quoted."""
    speakers = {getattr(record, "responder_id", None)} - {None}
    for name in _SPEAKERS:
        if hasattr(record, name):
            speakers |= set(getattr(record, name).values_list("pk", flat=True))
    is_own = source.publisher_id in speakers
    return (Relation.OWN_WORDS if is_own else Relation.QUOTED).value


def _filled(data: Any, given: dict[str, str]) -> Any:
    """What was sent, with the defaults of fields that were not: the quick way sends two."""
    filled = data.copy()
    for name in ("relation", "language", "locator"):
        filled.setdefault(name, given[name])
    return filled
