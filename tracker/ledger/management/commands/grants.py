from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from tracker.ledger.rights import GrantRefused, statements


class Command(BaseCommand):
    help = (
        "Gives the role under which the site runs its rights on PostgreSQL, and no others: it only "
        "adds to the ledger. With --readers, a role that serves readers alone: it only reads what "
        "they see. Run as the tables' owner; safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="the role of PostgreSQL under which the site runs")
        parser.add_argument(
            "--readers", action="store_true", help="for a role under which SERVE=public runs"
        )
        parser.add_argument("--sql", action="store_true", help="only print the statements")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        try:
            given = statements(connection, options["role"], for_readers=options["readers"])
        except GrantRefused as error:
            raise CommandError(str(error)) from error
        if options["sql"]:
            self.stdout.write("\n".join(f"{statement};" for statement in given))
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in given:
                cursor.execute(statement)
        later = "not on" if options["readers"] else "also on"
        self.stdout.write(
            f"{options['role']} has its rights, {later} tables that this role makes later."
        )
