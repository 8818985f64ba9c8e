"""Migrations: none missing, all reversible, and the codebooks loaded by them."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tracker.record import models as m

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_record_goes_back_to_nothing_and_comes_again_with_its_codebooks():
    executor = MigrationExecutor(connection)
    executor.migrate([("record", None)])
    assert "record_claim" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert m.Stance.objects.count() == 16
    assert m.CodebookEdition.objects.filter(codebook="violation").exists()
