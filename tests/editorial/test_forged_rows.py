"""Keys of another record's rows, put into a form, change nothing: of drafts, and of what waits."""

from itertools import cycle

import pytest
from django.contrib.auth.models import User

from tests import factories as make
from tests.editorial import desk
from tests.editorial.test_permissions import DRAFT, snapshot
from tests.published import as_published
from tracker.edition.models import Touched
from tracker.editorial.approving import is_waiting
from tracker.ledger.models import Entry, Waiting
from tracker.record.models import Allegation, Citation, Claim

pytestmark = pytest.mark.django_db
# What the attacks are made on. What waits is the harder of the two: readers see its rows, and
# those that are named; of drafts it is asked whether the form is the same.
IS_DRAFT, WAITS = "a draft", "published, with a change that waits"
WAYS = ("as the saved row", "as a saved row more", "as a new row", "to be deleted")


@pytest.fixture
def state():
    return WAITS


def given(state):
    return DRAFT if state == IS_DRAFT else {}


def as_asked(state, *records):
    """Readers see all that is published; these wait, where the attack is on what waits."""
    if state == IS_DRAFT:
        return
    make.ledger()
    for record in records:
        desk.wait(record, User.objects.get(username="edith"), title=f"{record.title}, reworded")
        assert is_waiting(record)


def everything():
    """All rows of the desk, and all that readers are told of them and that waits."""
    stamps = dict(Touched.objects.values_list("key", "sequence"))
    waits = list(Waiting.objects.order_by("pk").values_list())
    return snapshot(), as_published(), stamps, waits, Entry.objects.count()


def foreign_rows(claim):
    """Rows of another claim, by the rows of a draft's form that they could enter."""
    point = claim.allegations.first()
    return {
        "claimant_links": claim.claimant_links.get(),
        "accused_links": claim.accused_links.get(),
        "allegations": point,
        "citations": claim.citations.first(),
        "dossier_links": claim.dossier_links.get(),
        "links": claim.links.get(),
        "allegations-0-citations": point.citations.get(),
        "allegations-0-figures": point.figures.get(),
        "allegations-0-figures-0-citations": point.figures.get().citations.get(),
    }


@pytest.fixture
def theirs(db):
    claim = make.whole_dispute()["claim"]
    make.m.ClaimLink.objects.create(claim=claim, other=make.claim(), kind="updates")
    make.cite(claim)
    return claim


def own(**given):
    claim = make.claim(**given)
    make.figure(claim.allegations.get())
    make.cite(claim)
    make.dossier(claim)
    make.m.ClaimLink.objects.create(claim=claim, other=make.claim(), kind="repeats")
    return claim


@pytest.fixture
def mine(state, editor, theirs):
    claim = own(**given(state))
    as_asked(state, claim, theirs)
    return claim


@pytest.fixture
def draft(db):
    return own(**DRAFT)


def refused(response):
    return response.status_code == 200 and "belongs to another record" in desk.messages(response)


# Rows of one form that can be sent wrong at once, each refused by itself: of the claim's own form,
# and of that of its point.
OF_CLAIM = ("claimant_links", "accused_links", "citations", "dossier_links", "links")
OF_POINT = [
    ("allegations",),
    ("allegations-0-citations", "allegations-0-figures"),
    ("allegations-0-figures-0-citations",),
]


def shown_in(claim, levels):
    """The record or point in whose form these rows are."""
    return claim if levels[0] in OF_CLAIM else claim.allegations.get()


def forms_of(client, claim):
    """The forms of a claim and of its point, as they are opened."""
    return {one: desk.open_form(client, one) for one in (claim, claim.allegations.get())}


def refused_rows(response):
    """The prefixes of the rows of which the form says that one belongs elsewhere."""
    return {
        prefix
        for prefix, formset in desk.formsets(response).items()
        if "belongs to another record" in f"{formset.errors} {formset.non_form_errors()}"
    }


def with_foreign_row(form, level, key, way):
    """The form as it was opened, with the key of another record's row put into it."""
    data, at = dict(form), f"{level}-0"
    if way == "to be deleted":
        return data | {f"{at}-id": [key], f"{at}-DELETE": ["on"]}
    if way != "as the saved row":
        at = desk.add_row(
            data,
            level,
            **{
                name.removeprefix(f"{level}-0-"): values[0]
                for name, values in data.items()
                if name.startswith(f"{level}-0-") and values
            },
        )
    if way == "as a saved row more":
        data[f"{level}-INITIAL_FORMS"] = ["2"]
    return data | {f"{at}-id": [key], f"{at}-DELETE": []}


def sent_at_once(way):
    """A new row stands beside those that hold the rows of the next level, and can go with them."""
    is_more = way in ("as a saved row more", "as a new row")
    return [OF_CLAIM, *([sum(OF_POINT, ())] if is_more else OF_POINT)]


@pytest.mark.parametrize(("state", "ways"), [(WAITS, WAYS), (IS_DRAFT, WAYS[1:3])])
def test_key_of_another_record_s_row_is_refused(editors_desk, mine, theirs, ways, subtests):
    rows = foreign_rows(theirs)
    opened = forms_of(editors_desk, mine)
    before = everything()
    for way in ways:
        for levels in sent_at_once(way):
            with subtests.test(way, levels=levels):
                record = shown_in(mine, levels)
                data = opened[record]
                for level in levels:
                    data = with_foreign_row(data, level, str(rows[level].pk), way)
                response = desk.save(editors_desk, record, data)
                assert refused(response)
                assert refused_rows(response) >= {*levels}
                assert everything() == before


def test_answer_of_another_response_is_neither_taken_nor_deleted(state, editors_desk):
    claim = make.claim(allegations=2)
    first, second = claim.allegations.all()
    theirs = make.answer(make.response(claim), first)
    mine = make.answer(make.response(claim, **given(state)), second)
    as_asked(state, mine.response, theirs.response)
    data = desk.open_form(editors_desk, mine)
    before = everything()
    for more in ({}, {"answers-0-DELETE": ["on"]}):
        attack = data | {"answers-0-id": [str(theirs.pk)]} | more
        assert refused(desk.save(editors_desk, mine, attack))
        assert everything() == before


def test_row_does_not_move_between_parents_of_one_record(state, editors_desk):
    claim = make.claim(allegations=2, **given(state))
    as_asked(state, claim)
    first, second = claim.allegations.all()
    data = desk.open_form(editors_desk, second)
    before = everything()
    data["allegations-0-citations-0-id"] = [str(first.citations.get().pk)]
    assert refused(desk.save(editors_desk, second, data))
    assert everything() == before
    assert second.citations.count() == 1


def test_parent_named_in_a_row_is_not_believed(editors_desk, mine, theirs, subtests):
    opened = forms_of(editors_desk, mine)
    before = everything()
    point = theirs.allegations.first()
    for name, parent in (
        ("claimant_links-0-claim", theirs),
        ("allegations-0-claim", theirs),
        ("allegations-0-citations-0-allegation", point),
    ):
        with subtests.test(name):
            record = shown_in(mine, [name.partition("-")[0]])
            data = opened[record] | {name: [str(parent.pk)]}
            assert desk.save(editors_desk, record, data).status_code == 200
            assert everything() == before


def test_new_row_names_its_parent_s_key_in_vain(state, editors_desk, theirs):
    as_asked(state, theirs)
    data = desk.fields(editors_desk.get(desk.add_address(Claim)))
    party = make.party("Party A")
    data |= {
        "title": ["Party A alleges"],
        "made_on": ["2024"],
        "claimant_links-0-party": [str(party.pk)],
        "claimant_links-0-claim": [str(theirs.pk)],
    }
    before, *told = theirs.claimant_links.count(), as_published(), Waiting.objects.count()
    editors_desk.post(desk.add_address(Claim), data)
    assert theirs.claimant_links.count() == before
    assert [as_published(), Waiting.objects.count()] == told


ODD_KEYS = ("abc", "1.5", "²", "\x00", "1; drop table")
# Keys that no row has: one to be deleted under such a key is gone already, as it should be.
NOBODYS_KEYS = ("-1", "9" * 30, "")
# A figure that is refused takes its citations along: the two are tried apart.
APART = [OF_CLAIM, OF_POINT[1], OF_POINT[2]]


def rows_with_faults(response):
    return {
        prefix
        for prefix, formset in desk.formsets(response).items()
        if any(formset.errors) or formset.non_form_errors()
    }


@pytest.mark.parametrize(
    ("keys", "marked", "is_refused"),
    [
        ((*ODD_KEYS, *NOBODYS_KEYS), [], True),
        (ODD_KEYS, ["on"], True),
        (NOBODYS_KEYS, ["on"], False),
    ],
    ids=["kept", "to be deleted", "to be deleted and gone"],
)
def test_key_that_is_none_changes_nothing_and_breaks_nothing(
    editors_desk, mine, keys, marked, is_refused, subtests
):
    opened, tried = forms_of(editors_desk, mine), cycle(keys)
    before = list(Citation.objects.values_list()), as_published(), Waiting.objects.count()
    for levels in APART:
        with subtests.test(levels=levels):
            record = shown_in(mine, levels)
            data = dict(opened[record])
            for level in levels:
                data |= {f"{level}-0-id": [next(tried)], f"{level}-0-DELETE": marked}
            response = desk.save(editors_desk, record, data)
            assert response.status_code == (200 if is_refused else 302)
            if is_refused:
                assert rows_with_faults(response) >= {*levels}
            after = list(Citation.objects.values_list()), as_published(), Waiting.objects.count()
            assert after == before


def test_allegation_goes_with_all_that_it_holds(editors_desk, draft):
    point = draft.allegations.get()
    data = desk.open_form(editors_desk, point) | {"allegations-0-DELETE": ["on"]}
    assert desk.save(editors_desk, point, data).status_code == 302
    assert not Allegation.objects.filter(claim=draft).exists()
    assert not Citation.objects.filter(allegation__isnull=True, claim=None, figure=None).exists()


def test_new_row_stands_after_those_that_are_there(editors_desk, draft):
    first = draft.citations.get()
    Citation.objects.filter(pk=first.pk).update(position=7)
    data = desk.open_form(editors_desk, draft)
    desk.add_row(
        data, "citations", source=make.source().pk, relation="own_words", language="en", quote="2nd"
    )
    assert desk.save(editors_desk, draft, data).status_code == 302
    assert [citation.quote for citation in draft.citations.all()] == ["They did it.", "2nd"]
