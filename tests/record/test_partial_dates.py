"""Partly known dates as columns: kept as written, sortable by their first and last day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests import factories as make
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-04-17", date(2024, 4, 17), date(2024, 4, 17)),
        ("2024-04", date(2024, 4, 1), date(2024, 4, 30)),
        ("2023-05~", date(2023, 5, 1), date(2023, 5, 31)),
        ("2019/2024", date(2019, 1, 1), date(2024, 12, 31)),
        ("../2019-03", None, date(2019, 3, 31)),
    ],
)
def test_date_is_kept_as_written_with_its_bounds(text, earliest, latest):
    claim = m.Claim.objects.get(pk=make.claim(made_on=text).pk)
    assert (claim.made_on, claim.made_on_earliest, claim.made_on_latest) == (text, earliest, latest)


def test_bounds_follow_when_the_date_is_put_right():
    claim = make.claim(made_on="2019")
    claim.made_on = "2020-02"
    claim.save()
    claim.refresh_from_db()
    assert claim.made_on_latest == date(2020, 2, 29)


def test_emptied_date_has_no_bounds():
    allegation = make.claim().allegations.get()
    allegation.period = "2019"
    allegation.save()
    allegation.period = ""
    allegation.save()
    allegation.refresh_from_db()
    assert allegation.period_earliest is None


@pytest.mark.parametrize("bad", ["2023-02-30", "last year", "Y170000002", "-0999", "../..", "0000"])
def test_date_without_a_day_to_sort_by_is_refused(bad):
    claim = make.claim()
    claim.made_on = bad
    with pytest.raises(ValidationError) as told:
        claim.clean_fields()
    assert "made_on" in told.value.message_dict


def test_every_partial_date_has_its_two_indexed_bounds():
    from django.apps import apps

    from tracker.record.fields import EarliestField, LatestField, PartialDateField

    found = 0
    for model in apps.get_app_config("record").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, PartialDateField):
                found += 1
                for end, kind in (("earliest", EarliestField), ("latest", LatestField)):
                    bound = model._meta.get_field(f"{field.name}_{end}")
                    assert isinstance(bound, kind)
                    assert bound.of == field.name
                    assert bound.db_index
    assert found >= 8
