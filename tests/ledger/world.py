"""A world that is made once for several tests, each of which takes back what it did in it."""

from contextlib import contextmanager
from copy import deepcopy
from itertools import count
from typing import Any, NamedTuple

from django.db import connection, transaction

from tests import factories as make
from tests.indexing import watch


@contextmanager
def kept(django_db_blocker):
    """What a module's fixture makes inside stays until the last of its tests."""
    make.restart()
    # It is made before the test that first asks for it begins: what was published was of another.
    watch.begin()
    with django_db_blocker.unblock(), transaction.atomic(), connection.execute_wrapper(watch):
        yield
        transaction.set_rollback(True)


class Settled(NamedTuple):
    """A world, and what its editions and its index lacked when it was made."""

    world: Any
    watched: Any


def settled(world):
    # PostgreSQL alters no table whose foreign keys wait to be checked.
    connection.check_constraints()
    return Settled(world, watch.state)


def as_made(made):
    """A test's own copy of its records; what it makes itself is numbered after them."""
    make._number = count(1000)
    watch.state = made.watched
    return deepcopy(made.world)


def empty_tables(folder, django_db_blocker):
    """SQLite's, in a folder of a site: what the migrations made for the tests, to save time.

    Only a fixture of a module can have them, and only of tests with a database.
    """
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            assert connection.is_in_memory_db(), "not the tests' own"
            cursor.execute("VACUUM INTO %s", [str(folder / "tracker.sqlite3")])
