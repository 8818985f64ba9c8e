"""The search of records to choose in forms, which calls each as whoever asks may know it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from tracker.editorial.own_records import called


class ChoosingView(AutocompleteJsonView):
    """Django's, but for what records of others are called."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {**super().serialize_result(obj, to_field_name), "text": called(obj)}
