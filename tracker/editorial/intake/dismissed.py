"""Suggestions that somebody did not want: out of their sight while the session lasts, kept nowhere
else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

DISMISSED = "not_suggested"
# Texts of which the session knows it, suggestions of each, and characters of the name of one.
MOST_TEXTS = 10
MOST = 300
LONGEST = 80


def dismissed(request: HttpRequest, text: Any) -> set[str]:
    """What was dismissed of a text."""
    return {*request.session.get(DISMISSED, {}).get(str(text.pk), [])}


def dismiss(request: HttpRequest, text: Any, key: str) -> None:
    """Do not show a suggestion of a text any more."""
    if not key or len(key) > LONGEST:
        return
    kept = dict(request.session.get(DISMISSED, {}))
    mine = [one for one in kept.pop(str(text.pk), []) if one != key]
    kept[str(text.pk)] = [*mine, key][-MOST:]
    request.session[DISMISSED] = dict(list(kept.items())[-MOST_TEXTS:])


def show_again(request: HttpRequest, text: Any) -> None:
    """Show all suggestions of a text again."""
    kept = dict(request.session.get(DISMISSED, {}))
    kept.pop(str(text.pk), None)
    request.session[DISMISSED] = kept
