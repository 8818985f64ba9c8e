"""Two people at one record, and a busy database: nothing that anybody typed is lost."""

from unittest import mock

import pytest
from django.contrib import admin
from django.db import OperationalError
from django.test import Client

from tests import factories as make
from tests.conftest import staff
from tests.editorial import desk
from tracker.editorial.admin.claims import ClaimAdmin
from tracker.record.models import Claim, Party

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def other_desk(db):
    client = Client()
    client.force_login(staff("oscar", "editor"))
    return client


@pytest.fixture
def claim(db):
    return make.whole_dispute(status="draft", published_at=None)["claim"]


def saved_by_other(other_desk, record, change):
    """The other editor opens the form, changes it and saves."""
    data = desk.open_form(other_desk, record)
    change(data)
    assert desk.save(other_desk, record, data).status_code == 302


def told(response):
    assert response.status_code == 200
    assert "nothing is lost" in desk.messages(response)
    return response.context["told"]


def save_again(client, record, response):
    again = desk.save(client, record, desk.fields(response))
    assert again.status_code == 302, desk.messages(again)
    record.refresh_from_db()


def sets(**values):
    return lambda data: data.update({name: [value] for name, value in values.items()})


def test_one_editor_alone_is_told_nothing(editors_desk, claim):
    for lead in ("Party A says one thing.", "Party A says another."):
        data = desk.open_form(editors_desk, claim)
        data["lead"] = [lead]
        assert desk.save(editors_desk, claim, data).status_code == 302
    claim.refresh_from_db()
    assert claim.lead == "Party A says another."


def test_field_changed_by_both_keeps_mine_in_the_form_and_shows_theirs(
    editors_desk, other_desk, claim
):
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, sets(lead="Theirs <b>\nin two lines"))
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    assert told(response).by_both == [("Lead", "Theirs <b>\nin two lines")]
    assert "Theirs &lt;b&gt;<br>in two lines" in response.content.decode()
    assert desk.fields(response)["lead"] == ["Mine"]
    claim.refresh_from_db()
    assert claim.lead == "Theirs <b>\nin two lines"
    save_again(editors_desk, claim, response)
    assert claim.lead == "Mine"


def test_field_changed_by_the_other_only_is_taken_over(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, sets(checked_where="their archive", checked_on="2024-05-02"))
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    assert ("Where answers were looked for", "their archive") in told(response).by_others
    assert desk.fields(response)["checked_where"] == ["their archive"]
    assert desk.fields(response)["checked_on"] == ["2024-05-02"]
    save_again(editors_desk, claim, response)
    assert (claim.lead, claim.checked_where) == ("Mine", "their archive")


def test_untouched_paragraphs_are_not_taken_for_changes_of_mine(editors_desk, other_desk, claim):
    Claim.objects.filter(pk=claim.pk).update(lead="One.\n\nTwo.")
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, sets(lead="One.\n\nThree."))
    found = told(desk.save(editors_desk, claim, mine))
    assert found.by_both == []
    assert found.by_others == [("Lead", "One.\n\nThree.")]


@pytest.mark.parametrize("depth", ["allegation", "citation", "figure", "figure's citation"])
def test_rows_at_every_depth_are_merged_field_by_field(editors_desk, other_desk, claim, depth):
    point = claim.allegations.first()
    row, name, other_name = {
        "allegation": (point, "text", "characterisation"),
        "citation": (point.citations.get(), "quote", "locator"),
        "figure": (point.figures.get(), "as_printed", "population"),
        "figure's citation": (point.figures.get().citations.get(), "quote", "locator"),
    }[depth]
    mine = desk.open_form(editors_desk, claim)
    at = desk.row_of(mine, row)
    saved_by_other(
        other_desk, claim, sets(**{f"{at}-{name}": "Theirs", f"{at}-{other_name}": "Theirs too"})
    )
    mine[f"{at}-{name}"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    found = told(response)
    assert [value for _, value in found.by_both] == ["Theirs"]
    assert [value for _, value in found.by_others] == ["Theirs too"]
    save_again(editors_desk, claim, response)
    row.refresh_from_db()
    assert (getattr(row, name), getattr(row, other_name)) == ("Mine", "Theirs too")


def test_codes_ticked_by_the_other_are_taken_over(editors_desk, other_desk, claim):
    point = claim.allegations.first()
    mine = desk.open_form(editors_desk, claim)
    name = f"{desk.row_of(mine, point)}-violations_alleged"
    wanted = sorted({*mine[name], "3", "4"})
    saved_by_other(other_desk, claim, lambda data: data.update({name: wanted}))
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    assert told(response).by_both == []
    assert sorted(desk.fields(response)[name]) == wanted
    save_again(editors_desk, claim, response)
    assert sorted(str(pk) for pk in point.violations.values_list("pk", flat=True)) == wanted


def test_codes_unticked_by_the_other_stay_unticked(editors_desk, other_desk, claim):
    point = claim.allegations.first()
    mine = desk.open_form(editors_desk, claim)
    name = f"{desk.row_of(mine, point)}-violations_alleged"
    saved_by_other(other_desk, claim, lambda data: data.update({name: []}))
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    assert [value for _, value in told(response).by_others] == ["(empty)"]
    save_again(editors_desk, claim, response)
    assert not point.violations.exists()


def test_tick_of_the_other_is_taken_over(editors_desk, other_desk):
    source = make.source()
    mine = desk.open_form(editors_desk, source)
    saved_by_other(other_desk, source, sets(confidential="on"))
    mine["authors"] = ["Mine"]
    response = desk.save(editors_desk, source, mine)
    told(response)
    assert desk.fields(response)["confidential"] == ["on"]
    save_again(editors_desk, source, response)
    assert source.confidential
    assert source.authors == "Mine"


def test_rows_added_by_both_are_all_kept(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)

    def add_theirs(data):
        row = desk.add_row(data, "allegations", number=3, text="Their point")
        data[f"{row}-citations-TOTAL_FORMS"] = data[f"{row}-citations-INITIAL_FORMS"] = ["0"]
        desk.add_row(
            data,
            f"{row}-citations",
            source=make.source().pk,
            quote="Their quote",
            relation="own_words",
            language="en",
        )
        data[f"{row}-figures-TOTAL_FORMS"] = data[f"{row}-figures-INITIAL_FORMS"] = ["0"]

    saved_by_other(other_desk, claim, add_theirs)
    row = desk.add_row(mine, "allegations", number=4, text="My point")
    for kind in ("citations", "figures"):
        mine[f"{row}-{kind}-TOTAL_FORMS"] = mine[f"{row}-{kind}-INITIAL_FORMS"] = ["0"]
    response = desk.save(editors_desk, claim, mine)
    assert ["Their point" in one for one in told(response).added] == [True]
    page = response.content.decode()
    assert "Their quote" in page
    assert "My point" in page
    save_again(editors_desk, claim, response)
    assert [a.text for a in claim.allegations.all()][2:] == ["Their point", "My point"]
    assert claim.allegations.get(number=3).citations.get().quote == "Their quote"


def test_same_row_added_by_both_is_refused_once_and_can_be_put_right(
    editors_desk, other_desk, claim
):
    third = make.party("Party E")
    add = {"party": third.pk}
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, lambda data: desk.add_row(data, "claimant_links", **add))
    row = desk.add_row(mine, "claimant_links", **add)
    response = desk.save(editors_desk, claim, mine)
    told(response)
    again = desk.fields(response)
    last = int(again["claimant_links-TOTAL_FORMS"][0]) - 1
    assert last == 2
    assert desk.save(editors_desk, claim, again).status_code == 200
    assert row
    again[f"claimant_links-{last}-party"] = [""]
    assert desk.save(editors_desk, claim, again).status_code == 302
    assert claim.claimants.filter(pk=third.pk).count() == 1


def test_row_removed_by_the_other_is_told_with_what_i_typed_and_saving_works(
    editors_desk, other_desk, claim
):
    second = claim.allegations.get(number=2)
    mine = desk.open_form(editors_desk, claim)
    at = desk.row_of(mine, second)
    saved_by_other(other_desk, claim, sets(**{f"{at}-DELETE": "on"}))
    assert not claim.allegations.filter(number=2).exists()
    mine[f"{at}-text"] = ["My better words"]
    mine[f"{at}-citations-0-locator"] = ["my page 7"]
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    ((name, typed),) = told(response).removed
    assert name == "allegation"
    assert "My better words" in typed
    assert "my page 7" in typed
    assert "My better words" in response.content.decode()
    save_again(editors_desk, claim, response)
    assert claim.lead == "Mine"
    assert claim.allegations.count() == 1


def test_nested_row_removed_by_the_other_leaves_its_neighbours_as_they_are(
    editors_desk, other_desk, claim
):
    point = claim.allegations.first()
    first = point.citations.get()
    second = make.cite(point, quote="Second quote")
    mine = desk.open_form(editors_desk, claim)
    gone, stays = desk.row_of(mine, first), desk.row_of(mine, second)
    saved_by_other(other_desk, claim, sets(**{f"{gone}-DELETE": "on"}))
    mine[f"{stays}-quote"] = ["Second quote, mended"]
    response = desk.save(editors_desk, claim, mine)
    assert len(told(response).removed) == 1
    save_again(editors_desk, claim, response)
    assert [c.quote for c in point.citations.all()] == ["Second quote, mended"]


def test_row_removed_by_both_is_no_news(editors_desk, other_desk, claim):
    second = claim.allegations.get(number=2)
    mine = desk.open_form(editors_desk, claim)
    removes = sets(**{f"{desk.row_of(mine, second)}-DELETE": "on"})
    saved_by_other(other_desk, claim, removes)
    removes(mine)
    response = desk.save(editors_desk, claim, mine)
    assert told(response).removed == []
    save_again(editors_desk, claim, response)


def test_row_i_remove_and_the_other_changed_is_shown_before_it_goes(
    editors_desk, other_desk, claim
):
    second = claim.allegations.get(number=2)
    mine = desk.open_form(editors_desk, claim)
    at = desk.row_of(mine, second)
    saved_by_other(other_desk, claim, sets(**{f"{at}-text": "Their new words"}))
    mine[f"{at}-DELETE"] = ["on"]
    response = desk.save(editors_desk, claim, mine)
    assert "Their new words" in response.content.decode()
    assert desk.fields(response)[f"{at}-DELETE"] == ["on"]
    assert claim.allegations.filter(number=2).exists()
    save_again(editors_desk, claim, response)
    assert not claim.allegations.filter(number=2).exists()


def test_row_removed_in_another_record_s_form_does_not_block_this_one(
    editors_desk, other_desk, claim
):
    link = claim.dossier_links.get()
    mine = desk.open_form(editors_desk, claim)

    def remove(data):
        data[f"{desk.row_of(data, link)}-DELETE"] = ["on"]

    saved_by_other(other_desk, link.dossier, remove)
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, claim, mine)
    assert [name for name, _ in response.context["told"].removed] == ["claim in the dossier"]
    save_again(editors_desk, claim, response)
    assert claim.lead == "Mine"
    assert not claim.dossier_links.exists()


def test_third_save_between_is_told_as_well(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, sets(lead="Theirs"))
    mine["lead"] = ["Mine"]
    first = desk.save(editors_desk, claim, mine)
    told(first)
    saved_by_other(other_desk, claim, sets(checked_where="Theirs later"))
    second = desk.save(editors_desk, claim, desk.fields(first))
    assert told(second).by_others == [("Where answers were looked for", "Theirs later")]
    save_again(editors_desk, claim, second)
    assert (claim.lead, claim.checked_where) == ("Mine", "Theirs later")


def test_mistake_of_mine_and_a_save_of_theirs_are_told_together(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    saved_by_other(other_desk, claim, sets(lead="Theirs"))
    mine |= {"made_on": ["never"], "checked_where": ["Mine"]}
    response = desk.save(editors_desk, claim, mine)
    assert response.context["told"].by_others == [("Lead", "Theirs")]
    again = desk.fields(response)
    assert again["made_on"] == ["never"]
    again["made_on"] = ["2024-04"]
    assert desk.save(editors_desk, claim, again).status_code == 302
    claim.refresh_from_db()
    assert (claim.made_on, claim.lead, claim.checked_where) == ("2024-04", "Theirs", "Mine")


def test_mistake_does_not_hide_a_save_made_before_it_is_mended(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    mine |= {"made_on": ["never"], "lead": ["Mine"]}
    response = desk.save(editors_desk, claim, mine)
    saved_by_other(other_desk, claim, sets(lead="Theirs"))
    again = desk.fields(response)
    again["made_on"] = ["2024-04"]
    assert told(desk.save(editors_desk, claim, again)).by_both == [("Lead", "Theirs")]


def test_move_of_its_status_by_another_does_not_stop_a_save(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    desk.save(other_desk, claim, desk.open_form(other_desk, claim), _move="submit")
    claim.refresh_from_db()
    mine["lead"] = ["Mine"]
    assert desk.save(editors_desk, claim, mine).status_code == 302


def test_note_that_cannot_be_read_counts_as_none(editors_desk, claim):
    data = desk.open_form(editors_desk, claim)
    for note in ("", "{", "[]", '{"rows": 5}', '{"rows": {"claim:1": 5}}', "9" * 99):
        assert desk.save(editors_desk, claim, data | {"_seen": note}).status_code == 302, note


def busy(*args, **kwargs):
    raise OperationalError("database is locked")


def busy_once(then):
    """Stands in for a function: the first call finds the database locked."""
    calls = []

    def stand_in(*args, **kwargs):
        calls.append(args)
        return busy() if len(calls) == 1 else then(*args, **kwargs)

    return stand_in


def test_busy_database_gives_the_form_back_with_all_that_was_typed(editors_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    at = desk.row_of(mine, claim.allegations.first())
    mine |= {"lead": ["Mine"], f"{at}-text": ["My words"]}
    row = desk.add_row(
        mine,
        f"{at}-citations",
        source=make.source().pk,
        quote="My quote",
        relation="own_words",
        language="en",
    )
    with mock.patch.object(Claim, "save", busy):
        response = desk.save(editors_desk, claim, mine)
    assert response.status_code == 200
    assert "The database was busy" in response.content.decode()
    again = desk.fields(response)
    assert [again["lead"], again[f"{at}-text"], again[f"{row}-quote"]] == [
        ["Mine"],
        ["My words"],
        ["My quote"],
    ]
    save_again(editors_desk, claim, response)
    assert claim.lead == "Mine"
    assert claim.allegations.first().citations.count() == 2


def test_database_busy_from_the_start_gives_the_form_back(editors_desk, claim):
    mine = desk.open_form(editors_desk, claim) | {"lead": ["Mine"]}
    with mock.patch.object(ClaimAdmin, "get_object", busy_once(ClaimAdmin.get_object)):
        response = desk.save(editors_desk, claim, mine)
    assert "The database was busy" in response.content.decode()
    assert desk.fields(response)["lead"] == ["Mine"]


def test_busy_database_while_entering_a_new_record_gives_the_form_back(editors_desk):
    data = desk.fields(editors_desk.get(desk.add_address(Party)))
    data |= {"name": ["Party A"], "kind": ["media"]}
    with mock.patch.object(Party, "save", busy):
        response = editors_desk.post(desk.add_address(Party), data)
    assert response.status_code == 200
    assert desk.fields(response)["name"] == ["Party A"]
    assert not Party.objects.filter(name="Party A").exists()


def test_record_is_locked_while_it_is_saved(rf, claim):
    request = rf.post(desk.address(claim))
    request.resolver_match = mock.Mock(url_name="record_claim_change")
    rows = admin.site.get_model_admin(Claim).get_queryset(request)
    assert rows.query.select_for_update
