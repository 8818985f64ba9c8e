"""Where a form that came back begins: at the first field that is wrong, not at its button."""

from __future__ import annotations

from django import forms


def focus_first_error(form: forms.BaseForm) -> None:
    """Put the cursor into the first field with an error, without scripts."""
    wrong = (form.fields[name] for name in form.fields if name in form.errors)
    field = next(wrong, None)
    # Each of several buttons of one field would have it.
    if field is not None and not isinstance(field.widget, forms.RadioSelect):
        field.widget.attrs["autofocus"] = True
