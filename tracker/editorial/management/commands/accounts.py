from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from tracker.editorial.accounts import invitations, managing, pages
from tracker.editorial.groups import ROLES


class Command(BaseCommand):
    help = (
        "Lists accounts. --invite GROUP: print a link by which somebody makes an account, also the "
        "first administrator; the others do what the accounts page does, for whoever is locked out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--invite", metavar="GROUP", nargs="+", choices=list(ROLES))
        what.add_argument("--new-password", metavar="ACCOUNT")
        what.add_argument("--reset-factor", metavar="ACCOUNT")
        what.add_argument("--sign-out", metavar="ACCOUNT")
        what.add_argument("--deactivate", metavar="ACCOUNT")
        what.add_argument("--activate", metavar="ACCOUNT")

    def handle(self, *args: Any, **options: Any) -> None:
        if groups := options["invite"]:
            link = invitations.invite(None, groups)
            self.stdout.write(
                f"{link}\nIt makes one account, once, within {invitations.DAYS} days."
            )
            return
        name, user = next(
            ((key, _account(options[key])) for key in ACTIONS if options[key]), ("", None)
        )
        if user is None:
            self._list()
        else:
            self.stdout.write(ACTIONS[name](user))

    def _list(self) -> None:
        everybody: Iterable[Any] = pages.everybody()
        for user in everybody:
            roles = " ".join(managing.groups_of(user)) or "no group"
            self.stdout.write(
                f"{user.get_username()}: {'superuser, ' if user.is_superuser else ''}{roles}"
                f"{'' if user.is_active else ', deactivated'}, "
                f"{'second factor' if user.has_factor else 'no second factor'}, "
                f"{user.sessions_open} open sessions"
            )


def _new_password(user: User) -> str:
    try:
        link = managing.password_link(None, user)
    except managing.AccountRefused as refused:
        raise CommandError(str(refused)) from refused
    return f"{link}\nIt sets a new password, once, within some hours."


def _reset_factor(user: User) -> str:
    was_there = managing.reset_factor(None, user)
    return f"{user}: the second factor is {'reset' if was_there else 'not set'}."


def _sign_out(user: User) -> str:
    return f"{user}: {managing.sign_out(None, user)} sessions ended."


def _deactivate(user: User) -> str:
    managing.set_active(None, user, is_active=False)
    return f"{user} is deactivated and signed out."


def _activate(user: User) -> str:
    managing.set_active(None, user, is_active=True)
    return f"{user} is active."


ACTIONS = {
    "new_password": _new_password,
    "reset_factor": _reset_factor,
    "sign_out": _sign_out,
    "deactivate": _deactivate,
    "activate": _activate,
}


def _account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name}.")
    return user
