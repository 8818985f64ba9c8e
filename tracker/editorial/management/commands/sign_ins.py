from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from tracker.editorial.accounts import places, security_log, sessions, throttle
from tracker.editorial.models import SignInCount
from tracker.editorial.outsiders.costs import forget_places
from tracker.editorial.reviewers import forget_addresses


class Command(BaseCommand):
    help = (
        "Lists the wrong sign-ins of the last day, and deletes older ones and old lines of the "
        "security log. --forget: start an "
        "account's counts anew; --let-in: print a link that makes the browser in which it is "
        "opened known to an account, so that others' wrong sign-ins do not hold it up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--forget", metavar="ACCOUNT")
        what.add_argument("--let-in", metavar="ACCOUNT")

    def handle(self, *args: Any, **options: Any) -> None:
        throttle.forget_old()
        security_log.forget_old()
        sessions.forget_old()
        forget_addresses()
        forget_places()
        if name := options["forget"]:
            SignInCount.objects.filter(user=_account(name)).delete()
            self.stdout.write(f"The wrong sign-ins for {name} are forgotten.")
        elif name := options["let_in"]:
            address = reverse("admin:let_in", args=[places.new_token(_account(name))])
            self.stdout.write(
                f"{settings.SITE_URL}{address}\n"
                f"To be opened by whoever is {name}, in the browser to sign in with. It stands in "
                "for no password, and works until it was used to sign in."
            )
        else:
            self._list()

    def _list(self) -> None:
        now = timezone.now()
        rows = SignInCount.objects.filter(wrong__gt=0).select_related("user")
        for row in rows.order_by("-wrong", "-tried_at"):
            account = f"account {row.user.get_username()}" if row.user else "no account of the site"
            about = row.address if row.kind == SignInCount.Kind.ADDRESS else account
            if row.kind == SignInCount.Kind.ACCOUNT_AND_ADDRESS:
                about = f"{account}, {row.address}"
            left = throttle.wait_left(row, now)
            self.stdout.write(
                f"{row.wrong} wrong {row.get_kind_display()}: {about}, last at "
                f"{row.tried_at:%Y-%m-%d %H:%M} UTC"
                + (f", refused for {left.total_seconds() / 60:.0f} min more" if left else "")
            )
        if not rows:
            self.stdout.write("There were no wrong sign-ins in the last day.")


def _account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name}.")
    return user
