"""Records under an address of their own: the editor need not think of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.editorial.admin.base import RecordAdmin
from tracker.editorial.slugs import free_slug


class AddressAdmin(RecordAdmin):
    """Makes the address from the record's name or title where none was typed."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form_class = super().get_form(request, obj, change, **kw)
        slug = form_class.base_fields.get("slug")
        if slug is not None:
            slug.required = False
            slug.help_text = _(
                "Left empty, one is made from the name. An old one keeps leading here."
            )
        return form_class

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.slug = obj.slug or free_slug(type(obj), str(obj))
        super().save_model(request, obj, form, change)
