"""The groups of the desk and what each may do."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.record.nouns import NOUNS

CONTRIBUTOR, EDITOR = "contributor", "editor"
PUBLISHER, ADMINISTRATOR = "publisher", "administrator"
# What each may do, for whoever gives somebody a group.
ROLES: dict[str, Promise] = {
    CONTRIBUTOR: _("contributor: enters drafts, and sees and changes those alone"),
    EDITOR: _("editor: enters and changes records, sends drafts for review"),
    PUBLISHER: _("publisher: does so, too, and publishes, withdraws and keeps the codebooks"),
    ADMINISTRATOR: _("administrator: manages accounts, and publishes nothing by that alone"),
}
MANAGE = "manage_accounts"

# Parts are rows of a record's form; a codebook is the publishers' to change.
CODEBOOKS = ("violation", "stance")
# The desk's own gate words, and its wordings of requests, are the publishers' to keep.
SEES_WORDS = ("view_gateword", "view_requestwording")
KEEPS_WORDS = tuple(
    f"{verb}_{name}"
    for name in ("gateword", "requestwording")
    for verb in ("add", "change", "delete", "view")
)
MACHINERY = ("referencecounter", "formeraddress", "codebookedition")


def _codenames() -> tuple[set[str], set[str], set[str]]:
    """Permissions of contributors, editors and, beside those, publishers."""
    everything = {
        model._meta.model_name or ""
        for model in apps.get_app_config("record").get_models()
        if model._meta.model_name not in MACHINERY
    }
    editing = {
        f"{verb}_{name}"
        for name in everything - {*CODEBOOKS}
        for verb in ("add", "change", "delete", "view")
    }
    editing |= {f"view_{name}" for name in CODEBOOKS}
    # Without leave to change or view: `own_records` says what whoever may only enter may do.
    contributing = {f"add_{name}" for name in NOUNS.keys() - {*CODEBOOKS}}
    contributing |= {codename for codename in editing if codename.partition("_")[2] not in NOUNS}
    publishing = {f"publish_{name}" for name in everything} | {
        f"{verb}_{name}" for name in CODEBOOKS for verb in ("add", "change")
    }
    return contributing, editing, publishing


def ensure_groups(**kwargs: Any) -> None:
    """Make the groups and give each its permissions; permissions given by hand are kept."""
    for app in ("record", "editorial"):
        create_permissions(apps.get_app_config(app), verbosity=0)
    contributing, editing, publishing = _codenames()
    for name, codenames, of_desk in (
        (CONTRIBUTOR, contributing, ()),
        (EDITOR, editing, SEES_WORDS),
        (PUBLISHER, editing | publishing, KEEPS_WORDS),
    ):
        group, _made = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(
            Q(content_type__app_label="record", codename__in=codenames)
            | Q(content_type__app_label="editorial", codename__in=of_desk)
        )
        group.permissions.add(*permissions)
    group, _made = Group.objects.get_or_create(name=ADMINISTRATOR)
    managing = Permission.objects.filter(content_type__app_label="editorial", codename=MANAGE)
    group.permissions.add(*managing)
