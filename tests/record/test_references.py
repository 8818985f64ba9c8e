"""References and slugs: short, stable, never given twice, and leading on after a change."""

import threading

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tracker.record import models as m
from tracker.record.references import (
    FormerAddress,
    current_address,
    moved,
    next_reference,
    reserve_reference,
)

pytestmark = pytest.mark.database


@pytest.mark.django_db
def test_reference_takes_the_year_of_the_record_and_counts_from_one():
    assert make.claim(made_on="2019-03~").reference == "C-2019-0001"
    assert make.claim(made_on="../2019-12").reference == "C-2019-0002"
    assert make.claim(made_on="2020").reference == "C-2020-0001"
    assert make.response(made_on="2019").reference == "R-2019-0001"


@pytest.mark.django_db
def test_reference_stays_when_the_date_is_put_right():
    claim = make.claim(made_on="2019")
    claim.made_on = "2020"
    claim.save()
    assert claim.reference == "C-2019-0001"


@pytest.mark.django_db
def test_reference_of_a_deleted_draft_is_not_given_again():
    make.claim(made_on="2019", allegations=0).delete()
    assert make.claim(made_on="2019").reference == "C-2019-0002"


@pytest.mark.django_db
def test_reference_from_a_file_is_never_given_again():
    make.claim(made_on="2019", reference="C-2019-0041")
    assert make.claim(made_on="2019").reference == "C-2019-0042"
    reserve_reference("C-2019-0007")
    assert next_reference("C", 2019) == "C-2019-0043"


@pytest.mark.django_db
def test_next_reference_of_a_year_is_one_update_and_one_look():
    next_reference("C", 2019)
    with CaptureQueriesContext(connection) as asked:
        assert next_reference("C", 2019) == "C-2019-0002"
    kinds = [one["sql"].split()[0] for one in asked]
    assert [kind for kind in kinds if kind not in ("SAVEPOINT", "RELEASE")] == ["UPDATE", "SELECT"]


@pytest.mark.parametrize("bad", ["", "C-19-1", "c-2019-0001", "C-2019-0001 ", "C-٢٠١٩-0001"])
def test_what_is_not_a_reference_is_refused(bad):
    with pytest.raises(ValueError, match="not a reference"):
        reserve_reference(bad)


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_get_two_references():
    given, failed = [], []

    def write():
        try:
            given.extend(next_reference("C", 2019) for _ in range(10))
        except Exception as error:
            failed.append(error)
        finally:
            # SQLite's own would leave a database in memory open: it is gone with its last user.
            BaseDatabaseWrapper.close(connections["default"])

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        writers = [threading.Thread(target=write)]
    else:
        writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failed
    assert len(set(given)) == len(given) == 10 * len(writers)


@pytest.mark.django_db
def test_renamed_party_leads_on_from_its_old_address(reader):
    party = make.party("Party A", slug="old-name")
    make.claim(claimant=party)
    party = m.Party.objects.get(pk=party.pk)
    party.slug = "new-name"
    party.save()
    party.slug = "newest-name"
    party.save()
    for old in ("old-name", "new-name"):
        response = reader.get(f"/parties/{old}/")
        assert (response.status_code, response.headers["Location"]) == (
            301,
            "/parties/newest-name/",
        )


@pytest.mark.django_db
def test_name_taken_back_does_not_lead_in_a_circle():
    moved("party", "a", "b")
    moved("party", "b", "a")
    assert current_address("party", "a") is None
    assert current_address("party", "b") == "a"
    assert not FormerAddress.objects.filter(old="a").exists()


@pytest.mark.django_db
def test_old_address_of_a_hidden_party_does_not_tell_of_it(reader):
    moved("party", "old-name", make.party().slug)
    assert reader.get("/parties/old-name/").status_code == 404
