"""What the database refuses, in words an editor understands."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import factories as make
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refused(row, words):
    """The row is refused by its form with `words`, and by the database without any form."""
    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    assert words in str(told.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_every_constraint_has_a_name_and_words_for_editors():
    from django.apps import apps

    machinery = {m.ReferenceCounter, m.FormerAddress, m.CodebookEdition}
    for model in apps.get_app_config("record").get_models():
        for constraint in model._meta.constraints if model not in machinery else ():
            said = str(constraint.violation_error_message)
            assert said != str(constraint.default_violation_error_message), constraint.name
            assert said.endswith("."), constraint.name


def test_every_field_an_editor_fills_has_help():
    from django.apps import apps

    links = {
        "claim",
        "response",
        "request",
        "answer",
        "allegation",
        "event",
        "figure",
        "party",
        "place",
    }
    for model in apps.get_app_config("record").get_models():
        for field in model._meta.get_fields():
            if getattr(field, "editable", False) and not field.auto_created:
                if field.name in links and not field.help_text:
                    continue  # The parent of a row: filled in by the form it stands in.
                if model.__name__ in ("ReferenceCounter", "FormerAddress", "CodebookEdition"):
                    continue
                if model.__name__ in ("AllegationViolation", "AnswerStance", "AllegationPlace"):
                    continue  # Kept by fields of the row's form, which have help of their own.
                assert field.help_text, f"{model.__name__}.{field.name}"


def test_published_record_needs_its_time():
    row = make.claim()
    row.published_at = None
    refused(row, "needs the time of publication")


def test_withdrawn_record_needs_a_reason():
    row = make.claim()
    row.status, row.withdrawn_at, row.withdrawn_reason = "withdrawn", timezone.now(), ""
    refused(row, "needs a reason")


def test_status_is_one_of_four():
    row = make.claim()
    row.status = "secret"
    refused(row, "not one of the four")


def test_party_makes_a_claim_once():
    claim = make.claim()
    refused(m.ClaimClaimant(claim=claim, party=claim.claimants.get()), "already a claimant")
    refused(m.ClaimAccused(claim=claim, party=claim.accused.get()), "already among the accused")


def test_two_allegations_of_a_claim_cannot_share_a_number():
    refused(m.Allegation(claim=make.claim(), number=1, text="x"), "cannot share a number")
    refused(m.Allegation(claim=make.claim(), number=0, text="x"), "numbered from 1")


def test_response_answers_an_allegation_once():
    claim = make.claim()
    answer = make.answer(make.response(claim), claim.allegations.get())
    refused(m.Answer(response=answer.response, allegation=answer.allegation), "add to that answer")


def test_citation_is_for_exactly_one_thing():
    claim = make.claim()
    both = m.Citation(claim=claim, allegation=claim.allegations.get(), source=make.source())
    refused(both, "for exactly one thing")
    refused(m.Citation(source=make.source()), "for exactly one thing")


def test_figure_belongs_to_exactly_one_thing_and_has_a_value():
    figure = make.figure(make.event())
    figure.allegation = make.claim().allegations.get()
    refused(figure, "exactly one allegation, answer or event")
    figure.allegation, figure.low = None, None
    refused(figure, "low value, the high value or both")
    figure.low, figure.high = 10, 9
    refused(figure, "cannot be above")


def test_exact_figure_has_one_value():
    figure = make.figure(make.event())
    figure.qualifier = "exact"
    with pytest.raises(ValidationError, match="same low and high"):
        figure.clean()


def test_source_needs_an_address_or_says_it_was_supplied_as_text():
    row = make.source()
    row.url = ""
    refused(row, "supplied as text")
    row.supplied_as_text = True
    row.validate_constraints()


def test_source_cannot_go_back_to_itself():
    row = make.source()
    row.derived_from = row
    refused(row, "derived from itself")
    other = make.source(derived_from=make.source())
    other.derived_from.derived_from = other
    with pytest.raises(ValidationError, match="circle"):
        other.derived_from.clean()


def test_place_has_a_whole_position_on_earth_or_none():
    row = make.place()
    row.latitude = 36
    refused(row, "both latitude and longitude")
    row.longitude, row.precision = 500, "town"
    refused(row, "from -180 to 180")


def test_place_and_party_are_not_parts_of_themselves():
    place = make.place()
    place.part_of = place
    refused(place, "part of itself")
    party = make.party()
    refused(m.Membership(member=party, body=party), "part of itself")


def test_request_goes_to_another_and_an_answered_one_has_an_outcome():
    row = make.request()
    row.asked = row.asker
    refused(row, "cannot ask itself")
    row.asked, row.answered_by = make.party(), make.response()
    refused(row, "has an outcome")


def test_correction_is_of_exactly_one_record():
    row = make.correction(claim=make.claim())
    row.event = make.event()
    refused(row, "of exactly one record")


def test_claim_is_not_tied_to_itself():
    claim = make.claim()
    refused(m.ClaimLink(claim=claim, other=claim, kind="repeats"), "tied to itself")


def test_evidence_cannot_be_deleted_from_under_what_cites_it():
    from django.db.models import ProtectedError

    claim = make.claim()
    for row in (claim.claimants.get(), claim.allegations.get().citations.get().source):
        with pytest.raises(ProtectedError):
            row.delete()


@pytest.mark.parametrize("bad", ["a\x00b", "a\x07b", "a\x1fb", "a\x7fb", "a\x85b", "a\ud800b"])
def test_control_characters_are_refused_with_their_place(bad):
    claim = make.claim()
    for field in ("title", "lead", "internal_notes"):
        setattr(claim, field, bad)
        with pytest.raises(ValidationError) as told:
            claim.clean_fields()
        assert "After “a” stands a control character" in str(told.value.message_dict[field])
        setattr(claim, field, "fine")


def test_line_breaks_are_text_in_prose_and_refused_in_a_line():
    claim = make.claim(lead="One\n\nTwo\tthree")
    claim.clean_fields()
    claim.title = "One\nTwo"
    with pytest.raises(ValidationError):
        claim.clean_fields()
