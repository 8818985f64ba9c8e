"""Two entries for one party, place or source are made one; what leaned on either still stands."""

import pytest

from tests import factories as make
from tracker.editorial.merging import MergeRefused, merge
from tracker.record import models as m

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_leaned_on_the_duplicate_leans_on_the_one_kept(reader):
    kept, duplicate = make.party("Party A", slug="party-a"), make.party("The A", slug="the-a")
    claim = make.claim(claimant=duplicate)
    source = make.source(publisher=duplicate)
    merge(kept, duplicate, None)
    assert list(claim.claimants.all()) == [kept]
    source.refresh_from_db()
    assert source.publisher == kept
    assert list(kept.names.values_list("name", flat=True)) == ["The A"]
    response = reader.get("/parties/the-a/")
    assert (response.status_code, response.headers["Location"]) == (301, "/parties/party-a/")


def test_names_of_the_duplicate_are_kept():
    kept, duplicate = make.party("Party A"), make.party("Party A")
    m.PartyName.objects.create(party=kept, name="A", language="en")
    m.PartyName.objects.create(party=duplicate, name="A", language="en")
    m.PartyName.objects.create(party=duplicate, name="Ä", language="de")
    merge(kept, duplicate, None)
    assert sorted(kept.names.values_list("name", flat=True)) == ["A", "Ä"]


def test_claim_that_named_both_names_one():
    kept, duplicate = make.party(), make.party()
    claim = make.claim(claimant=kept)
    m.ClaimClaimant.objects.create(claim=claim, party=duplicate)
    merge(kept, duplicate, None)
    assert list(claim.claimants.all()) == [kept]


def test_party_that_was_part_of_its_duplicate_is_not_part_of_itself():
    kept, duplicate = make.party(), make.party()
    m.Membership.objects.create(member=kept, body=duplicate)
    merge(kept, duplicate, None)
    assert not m.Membership.objects.exists()


def test_place_within_its_duplicate_is_not_within_itself():
    duplicate = make.place()
    kept = make.place(part_of=duplicate)
    inside = make.place(part_of=duplicate)
    merge(kept, duplicate, None)
    kept.refresh_from_db()
    inside.refresh_from_db()
    assert kept.part_of is None
    assert inside.part_of == kept


def test_citations_of_a_duplicate_source_are_all_kept(reader):
    kept, duplicate = make.source(), make.source()
    copy = make.source(derived_from=duplicate)
    claim = make.claim(allegations=0)
    for source in (kept, duplicate, copy):
        make.cite(claim, source)
    old = duplicate.reference
    merge(kept, duplicate, None)
    assert kept.citations.count() == 2
    copy.refresh_from_db()
    assert copy.origin == kept
    assert reader.get(f"/sources/{old}/").status_code == 301


def test_two_sides_of_one_request_cannot_be_made_one():
    asker, asked = make.party(), make.party()
    make.request(asker=asker, asked=asked)
    with pytest.raises(MergeRefused, match="Something ties these two to each other"):
        merge(asker, asked, None)
    assert m.Party.objects.filter(pk=asked.pk).exists()


def test_records_of_two_kinds_are_not_made_one():
    with pytest.raises(MergeRefused):
        merge(make.party(), make.place(), None)
    party = make.party()
    with pytest.raises(MergeRefused):
        merge(party, party, None)


def choose(desk, rows, **more):
    data = {"action": "merge_chosen", "_selected_action": [row.pk for row in rows], **more}
    return desk.post("/admin/record/party/", data, follow=True)


def merge_page(*rows):
    one, other = (row.pk for row in rows)
    return f"/admin/record/party/merge/?one={one}&other={other}"


def test_editor_is_asked_which_of_the_two_is_kept(editors_desk):
    first, second = make.party("Party A"), make.party("Party A, again")
    html = choose(editors_desk, [first, second]).content.decode()
    assert "Which of the two is kept?" in html
    assert m.Party.objects.count() == 2
    editors_desk.post(merge_page(first, second), {"kept": second.pk})
    assert list(m.Party.objects.all()) == [second]


def test_one_that_more_records_name_is_proposed_first(editors_desk):
    first, second = make.party("Party A"), make.party("Party B")
    make.claim(claimant=second, accused=first)
    make.source(publisher=second)
    html = editors_desk.get(merge_page(first, second)).content.decode()
    assert html.index("Keep “<bdi>Party B") < html.index("Keep “<bdi>Party A")


def test_page_says_what_would_change_before_it_is_done(editors_desk):
    kept, duplicate = make.party("Party A"), make.party("The A", slug="the-a")
    m.PartyName.objects.create(party=duplicate, name="Ä", language="de")
    claim = make.claim(claimant=duplicate, accused=kept)
    source = make.source("A report", publisher=duplicate)
    make.figure(claim.allegations.get(), reporter=duplicate)
    html = editors_desk.get(merge_page(kept, duplicate)).content.decode()
    assert "2 records that name “<bdi>The A</bdi>” will name it instead." in html
    for told in (claim.reference, source.title, "“<bdi>Ä</bdi>” becomes another name", "the-a"):
        assert told in html
    assert m.Party.objects.filter(pk=duplicate.pk).exists()


def test_only_two_are_made_one(editors_desk):
    rows = [make.party() for _ in range(3)]
    assert "exactly two" in choose(editors_desk, rows).content.decode()
    assert m.Party.objects.count() == 3


def test_confidential_source_is_not_made_part_of_one_that_is_shown():
    kept, duplicate = make.source(), make.source(confidential=True)
    for pair in ((kept, duplicate), (duplicate, kept)):
        with pytest.raises(MergeRefused, match="confidential"):
            merge(*pair, None)


def test_history_names_no_record_that_readers_never_saw(reader):
    kept = make.party("Party A", slug="party-a")
    make.claim(claimant=kept)
    draft = make.source("A title of a draft")
    make.ledger()
    source = m.Source.objects.exclude(pk=draft.pk).first()
    merge(source, draft, None)
    html = reader.get(f"{source.get_absolute_url()}history/").content.decode()
    assert "which readers did not see, is now part of this one" in html
    assert draft.title not in html and draft.reference not in html
