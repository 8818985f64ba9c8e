"""Findings told where they are: below the field whose words raised them, as last saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tracker.editorial.findings import Finding


def mark_in_place(forms: Iterable[Any], found: Iterable[str]) -> None:
    """Give each form of a page the findings of its fields, and each finding the way to its field.

    The field is described by them: whoever hears the page hears them with it.
    """
    by_row: dict[tuple[str, Any], dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        if isinstance(one, Finding) and one.of is not None:
            by_row[one.of.model, one.of.pk][one.of.name].append(one)
    for form in forms:
        row = form.instance
        own = by_row.get((str(row._meta.model_name), row.pk), {}) if row.pk else {}
        form.in_place = {name: own[name] for name in own if name in form.fields}
        for name, findings in form.in_place.items():
            field = form[name]
            described = f"{field.aria_describedby or ''} {field.auto_id}_asked".strip()
            form.fields[name].widget.attrs["aria-describedby"] = described
            for one in findings:
                one.anchor = field.auto_id
