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
from tracker.record.models import Claim, Party, Request, Violation

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def other_desk(db):
    client = Client()
    client.force_login(staff("oscar", "editor"))
    return client


DRAFT = {"status": "draft", "published_at": None}


# A form costs what its rows cost, and is shown or sent four times in nearly every test: each has
# the rows that it is about, and no others.
@pytest.fixture
def asked(db):
    return make.request(**DRAFT)


@pytest.fixture
def bare(db):
    return make.claim(allegations=0, **DRAFT)


@pytest.fixture
def claim(db):
    return make.claim(claimant=make.party("Party A"), **DRAFT)


@pytest.fixture
def event(db):
    event = make.event(**DRAFT)
    make.figure(event)
    return event


def saved_by_other(other_desk, record, opened, change):
    """The other editor, too, has `opened` before them, changes it and saves."""
    data = dict(opened)
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


def test_one_editor_alone_is_told_nothing(editors_desk, asked):
    for text in ("Party A says one thing.", "Party A says another."):
        data = desk.open_form(editors_desk, asked)
        data["text"] = [text]
        assert desk.save(editors_desk, asked, data).status_code == 302
    asked.refresh_from_db()
    assert asked.text == "Party A says another."


def test_field_changed_by_both_keeps_mine_in_the_form_and_shows_theirs(
    editors_desk, other_desk, bare
):
    mine = desk.open_form(editors_desk, bare)
    theirs = desk.open_form(other_desk, bare)
    saved_by_other(other_desk, bare, theirs, sets(lead="Theirs <b>\nin two lines"))
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, bare, mine)
    assert told(response).by_both == [("Lead", "Theirs <b>\nin two lines")]
    assert "Theirs &lt;b&gt;<br>in two lines" in response.content.decode()
    assert desk.fields(response)["lead"] == ["Mine"]
    bare.refresh_from_db()
    assert bare.lead == "Theirs <b>\nin two lines"
    save_again(editors_desk, bare, response)
    assert bare.lead == "Mine"


def test_field_changed_by_the_other_only_is_taken_over(editors_desk, other_desk, asked):
    mine = desk.open_form(editors_desk, asked)
    saved_by_other(
        other_desk, asked, mine, sets(checked_where="their archive", checked_on="2024-05-02")
    )
    mine["text"] = ["Mine"]
    response = desk.save(editors_desk, asked, mine)
    assert ("Where a reply was looked for", "their archive") in told(response).by_others
    assert desk.fields(response)["checked_where"] == ["their archive"]
    assert desk.fields(response)["checked_on"] == ["2024-05-02"]
    save_again(editors_desk, asked, response)
    assert (asked.text, asked.checked_where) == ("Mine", "their archive")


def test_untouched_paragraphs_are_not_taken_for_changes_of_mine(editors_desk, other_desk, asked):
    Request.objects.filter(pk=asked.pk).update(text="One.\n\nTwo.")
    mine = desk.open_form(editors_desk, asked)
    saved_by_other(other_desk, asked, mine, sets(text="One.\n\nThree."))
    found = told(desk.save(editors_desk, asked, mine))
    assert found.by_both == []
    assert found.by_others == [("What is asked", "One.\n\nThree.")]


def test_rows_at_every_depth_are_merged_field_by_field(editors_desk, other_desk, claim, subtests):
    point = claim.allegations.get()
    figure = make.figure(point)
    rows = [
        (point, "text", "characterisation"),
        (point.citations.get(), "quote", "locator"),
        (figure, "as_printed", "population"),
        (figure.citations.get(), "quote", "locator"),
    ]
    mine = desk.open_form(editors_desk, point)
    theirs = {}
    for number, (row, name, other_name) in enumerate(rows):
        at = desk.row_of(mine, row)
        theirs |= {f"{at}-{name}": f"Theirs {number}", f"{at}-{other_name}": f"Theirs too {number}"}
    saved_by_other(other_desk, point, mine, sets(**theirs))
    mine |= {
        f"{desk.row_of(mine, row)}-{name}": [f"Mine {n}"] for n, (row, name, _) in enumerate(rows)
    }
    response = desk.save(editors_desk, point, mine)
    found = told(response)
    assert sorted(value for _, value in found.by_both) == [f"Theirs {n}" for n in range(4)]
    assert sorted(value for _, value in found.by_others) == [f"Theirs too {n}" for n in range(4)]
    save_again(editors_desk, point, response)
    for number, (row, name, other_name) in enumerate(rows):
        with subtests.test(row._meta.model_name, field=name, number=number):
            row.refresh_from_db()
            kept = (getattr(row, name), getattr(row, other_name))
            assert kept == (f"Mine {number}", f"Theirs too {number}")


@pytest.mark.parametrize("count", [2, 0])
def test_codes_ticked_and_unticked_by_the_other_are_taken_over(
    editors_desk, other_desk, claim, count
):
    point, field = claim.allegations.get(), "allegations-0-violations_alleged"
    mine = desk.open_form(editors_desk, point)
    others = Violation.objects.exclude(pk__in=mine[field]).values_list("pk", flat=True)
    wanted = sorted(map(str, others[:count]))
    saved_by_other(other_desk, point, mine, lambda data: data.update({field: wanted}))
    mine["allegations-0-text"] = ["Mine"]
    response = desk.save(editors_desk, point, mine)
    found = told(response)
    assert found.by_both == []
    assert ([value for _, value in found.by_others] == ["(empty)"]) == (count == 0)
    assert sorted(desk.fields(response)[field]) == wanted
    save_again(editors_desk, point, response)
    assert sorted(str(pk) for pk in point.violations.values_list("pk", flat=True)) == wanted
    assert point.text == "Mine"


def test_tick_of_the_other_is_taken_over(editors_desk, other_desk):
    source = make.source()
    mine = desk.open_form(editors_desk, source)
    saved_by_other(other_desk, source, mine, sets(confidential="on"))
    mine["authors"] = ["Mine"]
    response = desk.save(editors_desk, source, mine)
    told(response)
    assert desk.fields(response)["confidential"] == ["on"]
    save_again(editors_desk, source, response)
    assert source.confidential
    assert source.authors == "Mine"


def test_rows_added_by_both_are_all_kept(editors_desk, other_desk, claim):
    point = claim.allegations.get()
    mine = desk.open_form(editors_desk, point)
    of_figure, of_quote = desk.typed_figure()

    def add_theirs(data):
        row = desk.add_row(data, "allegations-0-figures", as_printed="forty", **of_figure)
        data[f"{row}-citations-TOTAL_FORMS"] = data[f"{row}-citations-INITIAL_FORMS"] = ["0"]
        desk.add_row(data, f"{row}-citations", quote="Their quote", **of_quote)

    saved_by_other(other_desk, point, mine, add_theirs)
    row = desk.add_row(mine, "allegations-0-figures", as_printed="thirty", **of_figure)
    mine[f"{row}-citations-TOTAL_FORMS"] = mine[f"{row}-citations-INITIAL_FORMS"] = ["0"]
    response = desk.save(editors_desk, point, mine)
    assert ["forty" in one for one in told(response).added] == [True]
    page = response.content.decode()
    assert "Their quote" in page
    assert "thirty" in page
    save_again(editors_desk, point, response)
    theirs, own = point.figures.all()
    assert (theirs.as_printed, own.as_printed) == ("forty", "thirty")
    assert theirs.citations.get().quote == "Their quote"


def test_same_row_added_by_both_is_refused_once_and_can_be_put_right(
    editors_desk, other_desk, bare
):
    third = make.party("Party E")
    add = {"party": third.pk}
    mine = desk.open_form(editors_desk, bare)
    saved_by_other(other_desk, bare, mine, lambda data: desk.add_row(data, "claimant_links", **add))
    row = desk.add_row(mine, "claimant_links", **add)
    response = desk.save(editors_desk, bare, mine)
    told(response)
    again = desk.fields(response)
    last = int(again["claimant_links-TOTAL_FORMS"][0]) - 1
    assert last == 2
    assert desk.save(editors_desk, bare, again).status_code == 200
    assert row
    again[f"claimant_links-{last}-party"] = [""]
    assert desk.save(editors_desk, bare, again).status_code == 302
    assert bare.claimants.filter(pk=third.pk).count() == 1


def test_row_removed_by_the_other_is_told_with_what_i_typed_and_saving_works(
    editors_desk, other_desk, event
):
    mine = desk.open_form(editors_desk, event)
    at = desk.row_of(mine, event.figures.get())
    saved_by_other(other_desk, event, mine, sets(**{f"{at}-DELETE": "on"}))
    assert not event.figures.exists()
    mine[f"{at}-as_printed"] = ["My better words"]
    mine[f"{at}-citations-0-locator"] = ["my page 7"]
    mine["description"] = ["Mine"]
    response = desk.save(editors_desk, event, mine)
    ((name, typed),) = told(response).removed
    assert name == "figure"
    assert "My better words" in typed
    assert "my page 7" in typed
    assert "My better words" in response.content.decode()
    save_again(editors_desk, event, response)
    assert event.description == "Mine"
    assert not event.figures.exists()


def test_nested_row_removed_by_the_other_leaves_its_neighbours_as_they_are(
    editors_desk, other_desk, event
):
    figure = event.figures.get()
    first = figure.citations.get()
    second = make.cite(figure, quote="Second quote")
    mine = desk.open_form(editors_desk, event)
    gone, stays = desk.row_of(mine, first), desk.row_of(mine, second)
    saved_by_other(other_desk, event, mine, sets(**{f"{gone}-DELETE": "on"}))
    mine[f"{stays}-quote"] = ["Second quote, mended"]
    response = desk.save(editors_desk, event, mine)
    assert len(told(response).removed) == 1
    save_again(editors_desk, event, response)
    assert [c.quote for c in figure.citations.all()] == ["Second quote, mended"]


def test_row_removed_by_both_is_no_news(editors_desk, other_desk, event):
    figure = event.figures.get()
    mine = desk.open_form(editors_desk, event)
    removes = sets(**{f"{desk.row_of(mine, figure)}-DELETE": "on"})
    saved_by_other(other_desk, event, mine, removes)
    removes(mine)
    response = desk.save(editors_desk, event, mine)
    assert told(response).removed == []
    save_again(editors_desk, event, response)


def test_row_i_remove_and_the_other_changed_is_shown_before_it_goes(
    editors_desk, other_desk, event
):
    figure = event.figures.get()
    mine = desk.open_form(editors_desk, event)
    at = desk.row_of(mine, figure)
    saved_by_other(other_desk, event, mine, sets(**{f"{at}-as_printed": "Their new words"}))
    mine[f"{at}-DELETE"] = ["on"]
    response = desk.save(editors_desk, event, mine)
    assert "Their new words" in response.content.decode()
    assert desk.fields(response)[f"{at}-DELETE"] == ["on"]
    assert event.figures.exists()
    save_again(editors_desk, event, response)
    assert not event.figures.exists()


def test_row_removed_in_another_record_s_form_does_not_block_this_one(
    editors_desk, other_desk, bare
):
    link = make.dossier(bare, **DRAFT).claim_links.get()
    mine = desk.open_form(editors_desk, bare)
    theirs = desk.open_form(other_desk, link.dossier)
    removes = sets(**{f"{desk.row_of(theirs, link)}-DELETE": "on"})
    saved_by_other(other_desk, link.dossier, theirs, removes)
    mine["lead"] = ["Mine"]
    response = desk.save(editors_desk, bare, mine)
    assert [name for name, _ in response.context["told"].removed] == ["claim in the dossier"]
    save_again(editors_desk, bare, response)
    assert bare.lead == "Mine"
    assert not bare.dossier_links.exists()


def test_third_save_between_is_told_as_well(editors_desk, other_desk, asked):
    mine = desk.open_form(editors_desk, asked)
    saved_by_other(other_desk, asked, mine, sets(text="Theirs"))
    mine["text"] = ["Mine"]
    first = desk.save(editors_desk, asked, mine)
    told(first)
    theirs = desk.open_form(other_desk, asked)
    saved_by_other(other_desk, asked, theirs, sets(checked_where="Theirs later"))
    second = desk.save(editors_desk, asked, desk.fields(first))
    assert told(second).by_others == [("Where a reply was looked for", "Theirs later")]
    save_again(editors_desk, asked, second)
    assert (asked.text, asked.checked_where) == ("Mine", "Theirs later")


def test_mistake_of_mine_and_a_save_of_theirs_are_told_together(editors_desk, other_desk, asked):
    mine = desk.open_form(editors_desk, asked)
    saved_by_other(other_desk, asked, mine, sets(text="Theirs"))
    mine |= {"sent_on": ["never"], "checked_where": ["Mine"]}
    response = desk.save(editors_desk, asked, mine)
    assert response.context["told"].by_others == [("What is asked", "Theirs")]
    again = desk.fields(response)
    assert again["sent_on"] == ["never"]
    again["sent_on"] = ["2024-04"]
    assert desk.save(editors_desk, asked, again).status_code == 302
    asked.refresh_from_db()
    assert (asked.sent_on, asked.text, asked.checked_where) == ("2024-04", "Theirs", "Mine")


def test_mistake_does_not_hide_a_save_made_before_it_is_mended(editors_desk, other_desk, asked):
    opened = desk.open_form(editors_desk, asked)
    mine = opened | {"sent_on": ["never"], "text": ["Mine"]}
    response = desk.save(editors_desk, asked, mine)
    saved_by_other(other_desk, asked, opened, sets(text="Theirs"))
    again = desk.fields(response)
    again["sent_on"] = ["2024-04"]
    assert told(desk.save(editors_desk, asked, again)).by_both == [("What is asked", "Theirs")]


def test_move_of_its_status_by_another_does_not_stop_a_save(editors_desk, other_desk, claim):
    mine = desk.open_form(editors_desk, claim)
    desk.save(other_desk, claim, mine, _move="submit")
    claim.refresh_from_db()
    assert claim.status == "in_review"
    mine["lead"] = ["Mine"]
    assert desk.save(editors_desk, claim, mine).status_code == 302


def test_note_that_cannot_be_read_counts_as_none(editors_desk, asked):
    data = desk.open_form(editors_desk, asked)
    of_no_row = f'{{"rows": {{"request:{asked.pk}": 5}}}}'
    for note in ("", "{", "[]", '{"rows": 5}', of_no_row, "9" * 99):
        assert desk.save(editors_desk, asked, data | {"_seen": note}).status_code == 302, note


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
    point = claim.allegations.get()
    mine = desk.open_form(editors_desk, point) | {"allegations-0-text": ["My words"]}
    of_quote = {"source": make.source().pk, "relation": "own_words", "language": "en"}
    row = desk.add_row(mine, "allegations-0-citations", quote="My quote", **of_quote)
    with mock.patch.object(Claim, "save", busy):
        response = desk.save(editors_desk, point, mine)
    assert response.status_code == 200
    assert "The database was busy" in response.content.decode()
    again = desk.fields(response)
    assert [again["allegations-0-text"], again[f"{row}-quote"]] == [["My words"], ["My quote"]]
    save_again(editors_desk, point, response)
    assert point.text == "My words"
    assert point.citations.count() == 2


def test_database_busy_from_the_start_gives_the_form_back(editors_desk, bare):
    mine = desk.open_form(editors_desk, bare) | {"lead": ["Mine"]}
    with mock.patch.object(ClaimAdmin, "get_object", busy_once(ClaimAdmin.get_object)):
        response = desk.save(editors_desk, bare, mine)
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


def test_record_is_locked_while_it_is_saved(rf, bare, editor):
    request = rf.post(desk.address(bare))
    request.user = editor
    request.resolver_match = mock.Mock(url_name="record_claim_change")
    rows = admin.site.get_model_admin(Claim).get_queryset(request)
    assert rows.query.select_for_update
