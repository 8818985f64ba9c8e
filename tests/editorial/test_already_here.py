"""Already here? What is perhaps the same is told while a record is typed, and asked once."""

import pytest
from django.db import OperationalError
from django.db.models import F
from django.urls import reverse

from tests import factories as make
from tests.editorial import desk
from tests.ledger.world import as_made, kept, settled
from tracker.editorial.alike.finding import candidates, matches
from tracker.editorial.alike.fingerprints import (
    VERSION,
    begin,
    exact,
    near,
    rebuild_fingerprints,
)
from tracker.editorial.alike.models import Fingerprint
from tracker.editorial.alike.said import READERS, Said
from tracker.editorial.doubles import say_two
from tracker.editorial.models import NotTheSame
from tracker.record import models as m

pytestmark = pytest.mark.django_db
ROWS = {
    "party": ("names", "memberships"),
    "place": ("names",),
    "source": (),
    "event": (),
}


def sent(noun, **typed):
    forms = {f"{row}-{kind}_FORMS": "0" for row in ROWS[noun] for kind in ("TOTAL", "INITIAL")}
    given = {
        "party": {"name_language": "en", "kind": "media", "slug": ""},
        "place": {"name_language": "en", "kind": "town", "slug": ""},
        "source": {"title": "A page", "kind": "news", "language": "en"},
    }[noun]
    return {**given, **forms, **typed}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with kept(django_db_blocker):
        world = {
            "party": make.party("Association of the Şırnak Region"),
            "place": make.place("الهول"),
            "source": make.source("A report", url="https://example.org/report?b=1&a=2"),
        }
        world["claim"] = make.claim(
            "Party A alleges that Party B closed three schools in the north",
            claimant=world["party"],
            accused=make.party("Accused C"),
        )
        world["request"] = make.request(claim=world["claim"], asker=world["party"])
        world["event"] = make.event("Three schools in the north were closed for winter")
        make.ledger()
        rebuild_fingerprints()
        yield settled(world)


@pytest.fixture
def world(made):
    return as_made(made)


def add(client, noun, **typed):
    return client.post(desk.add_address(getattr(m, noun.title())), sent(noun, **typed))


def test_new_record_with_a_name_that_is_here_is_not_saved_before_it_is_said_that_it_is_another(
    editors_desk, editor, world
):
    there = world["place"]
    answer = add(editors_desk, "place", name="Al-Hol", description="Typed at length.")
    html = answer.content.decode()
    assert answer.status_code == 200 and m.Place.objects.filter(name="Al-Hol").count() == 0
    assert "Already here?" in html and desk.address(there) in html and "Typed at length." in html
    data = {"_another": f"place/{there.pk}", f"_another_why:place/{there.pk}": "A village."}
    assert add(editors_desk, "place", name="Al-Hol", **data).status_code == 302
    new = m.Place.objects.get(name="Al-Hol")
    note = NotTheSame.objects.get()
    assert {note.one, note.other} == {f"place/{there.pk}", f"place/{new.pk}"}
    assert note.why == "A village." and note.said_by == editor and note.said_at


def test_what_was_said_to_be_another_is_not_asked_again(editors_desk, editor, world):
    new = make.place("Al-Hol")
    say_two(new, world["place"], editor)
    data = desk.open_form(editors_desk, new)
    data["name"] = ["Al-Hawl"]
    assert desk.save(editors_desk, new, data).status_code == 302
    other = make.place("Elsewhere")
    data = desk.open_form(editors_desk, other)
    data["name"] = ["Al-Hawl"]
    assert "Already here?" in desk.save(editors_desk, other, data).content.decode()


def test_record_that_keeps_its_name_is_not_asked_about(editors_desk, world):
    double = make.place("Al-Hol")
    data = desk.open_form(editors_desk, double)
    data["description"] = ["Another sentence."]
    assert desk.save(editors_desk, double, data).status_code == 302


@pytest.mark.parametrize("why", ["", "   ", "a\x00b", "x" * 301])
def test_address_that_is_here_is_entered_twice_with_a_reason_alone(editors_desk, world, why):
    there = world["source"]
    address = "https://web.archive.org/web/2024/http://www.example.org/report/?a=2&b=1&utm_source=x"
    data = {"_another": there.reference, f"_another_why:{there.reference}": why}
    answer = add(editors_desk, "source", url=address, **data)
    html = answer.content.decode()
    assert answer.status_code == 200 and "the same web address" in html
    assert not m.Source.objects.filter(url=address).exists()
    data[f"_another_why:{there.reference}"] = "It is the second edition, at the same address."
    assert add(editors_desk, "source", url=address, **data).status_code == 302
    assert m.Source.objects.filter(url=address).exists()


def hints(client, noun, **typed):
    return client.post(reverse(f"admin:record_{noun}_already_here"), typed)


def told(client, noun, **typed):
    return hints(client, noun, **typed).content.decode().strip()


def test_hint_while_typing_names_the_record_and_the_field(editors_desk, world):
    html = told(editors_desk, "place", name="Al-Hawl")
    assert f'data-record="place/{world["place"].pk}"' in html and 'data-beside="name"' in html
    html = told(editors_desk, "source", url="http://example.org/report?a=2&b=1")
    assert 'data-beside="url"' in html
    own = {"_own": world["place"].pk, "name": "الهول"}
    assert told(editors_desk, "place", **own) == ""


def test_hint_of_a_claim_with_the_same_claimant_day_and_accused(editors_desk, world):
    claim = world["claim"]
    typed = {
        "claimant_links-0-party": claim.claimants.get().pk,
        "accused_links-0-party": claim.accused.get().pk,
    }
    html = told(editors_desk, "claim", made_on="2024-04-17", **typed)
    assert claim.reference in html
    assert claim.reference not in told(editors_desk, "claim", made_on="2024-04", **typed)
    typed["accused_links-0-DELETE"] = "on"
    assert told(editors_desk, "claim", made_on="2024-04-17", **typed) == ""


def test_hint_of_nearly_the_same_title_or_request(editors_desk, world):
    title = "Party A alleges Party B closed three schools in the north."
    assert world["claim"].reference in told(editors_desk, "claim", title=title)
    title = "Three schools in the north were closed for the winter"
    assert world["event"].reference in told(editors_desk, "event", title=title)
    asked = world["request"]
    typed = {"asker": asked.asker_id, "asked": asked.asked_id, "sent_on": "2024-04-01"}
    assert asked.reference in told(editors_desk, "request", **typed)


def test_hints_are_for_those_who_see_the_records_alone(client, editors_desk, world):
    assert hints(client, "place", name="Al-Hol").status_code in (302, 403)
    assert editors_desk.get(reverse("admin:record_place_already_here")).status_code == 405
    hidden = m.Place.objects.none()
    assert matches("place", Said(names=["Al-Hol"]), hidden) == []


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800", "x" * 100_000, "%", "١" * 50])
def test_odd_text_gets_an_answer(editors_desk, world, odd):
    odd = odd.encode("utf-8", "replace").decode()
    for noun, field in (("party", "name"), ("source", "url"), ("claim", "title")):
        assert hints(editors_desk, noun, **{field: odd, "_own": odd}).status_code == 200


def test_busy_database_gives_no_hint_and_no_error(editors_desk, world, monkeypatch):
    def busy(*_given):
        raise OperationalError("database is locked")

    monkeypatch.setattr("tracker.editorial.admin.already_here.matches", busy)
    assert hints(editors_desk, "place", name="Al-Hol").status_code == 204


def test_fingerprints_follow_every_save_and_deletion(editors_desk, editor, world):
    place = world["place"]
    desk.wait(place, editor, name="Hasakah")
    assert candidates("place", Said(names=["الحسكة"])) == [place.pk]
    assert candidates("place", Said(names=["الهول"])) == []
    new = make.edited(make.place("Somewhere"), action="entered")
    assert Fingerprint.objects.filter(noun="place", row=new.pk).exists()
    editors_desk.post(reverse("admin:record_place_delete", args=[new.pk]), {"post": "yes"})
    assert not m.Place.objects.filter(pk=new.pk).exists()
    assert not Fingerprint.objects.filter(noun="place", row=new.pk).exists()


def test_upgrade_makes_fingerprints_of_other_rules_anew(world):
    before = set(Fingerprint.objects.values_list("noun", "row", "key"))
    Fingerprint.objects.filter(noun="place").update(version=VERSION - 1, key=F("key") + 1)
    Fingerprint.objects.filter(noun="source").delete()
    begin()
    assert set(Fingerprint.objects.values_list("noun", "row", "key")) == before
    assert not Fingerprint.objects.exclude(version=VERSION).exists()


@pytest.mark.database
def test_looking_is_bounded_however_many_are_alike(world, django_assert_max_num_queries):
    many = m.Place.objects.bulk_create(
        m.Place(name="Al-Hol", slug=f"hol-{n}", kind="town") for n in range(60)
    )
    rebuild_fingerprints()
    said = Said(names=["Al-Hol"])
    with django_assert_max_num_queries(5):
        found = matches("place", said, m.Place.objects.all(), many[0].pk)
    assert len(found) == 5
    assert set(READERS) == {"party", "place", "source", "claim", "event", "request"}
    assert exact("place", said).isdisjoint(near("place", said))


def test_list_that_found_nothing_offers_to_enter_what_was_looked_for(editors_desk, world):
    for noun, text, field in (
        ("party", "Nobody & Sons", "name"),
        ("source", "https://example.org/none", "url"),
        ("event", "Nothing of the sort", "title"),
    ):
        page = reverse(f"admin:record_{noun}_changelist")
        html = editors_desk.get(page, {"q": text}).content.decode()
        start = html.index(f"/admin/record/{noun}/add/?{field}=")
        address = html[start : html.index('"', start)].replace("&amp;", "&")
        form = editors_desk.get(address).context["adminform"].form
        assert form.initial[field] == text
