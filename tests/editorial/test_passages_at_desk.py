"""Passages that are not as they were: told at the desk, shown side by side, looked at by whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.loopback import reply
from tests.capture.quoting import PASSAGE, cited
from tests.capture.watched import BEGAN, CHANGED, LOST, SAME, SITE, compared, fetched, html
from tracker.capture.models import Sighting, SightingLook
from tracker.record.models import Citation

pytestmark = pytest.mark.django_db
HEADING = "Quoted passages that are not as they were"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source("The report of that spring", url=f"{SITE}/")


@pytest.fixture
def citation(source):
    return cited(source)


def copies(source):
    return reverse("admin:record_source_copies", args=[source.pk])


def text_of(response):
    return response.content.decode()


def came(source, answer, day):
    fetched(source, answer, BEGAN + timedelta(days=day))
    compared()


def first_page(client):
    return text_of(client.get("/admin/"))


def press(client, source, until=None, note=""):
    newest = until or Sighting.objects.order_by("-pk").first().pk
    sent = {"what": "looked", "looked-looked": newest, "looked-reason": note}
    return client.post(copies(source), sent)


def viewer(*models):
    user = User.objects.create_user("vera", is_staff=True)
    for model in models:
        user.user_permissions.add(Permission.objects.get(codename=f"view_{model}"))
    client = Client()
    client.force_login(user)
    return client


# --- On the first page ---


def test_first_page_lists_sources_with_passages_that_are_not_as_they_were(
    editors_desk, source, citation
):
    came(source, SAME, 0)
    came(source, SAME, 90)
    assert HEADING not in first_page(editors_desk)
    came(source, LOST, 190)
    html = first_page(editors_desk)
    part = html[html.index(HEADING) :]
    assert part.index(f'href="{copies(source)}#passages"') < part.index("not present: 1")
    assert "since 9 September 2024" in part
    press(editors_desk, source)
    assert HEADING not in first_page(editors_desk)


def test_same_news_is_told_once_and_other_news_anew(editors_desk, source, citation):
    for day, answer in enumerate((SAME, CHANGED)):
        came(source, answer, 90 * day)
    press(editors_desk, source)
    came(source, CHANGED, 200)
    assert HEADING not in first_page(editors_desk)
    came(source, reply(404, b"no"), 290)
    assert "page gone: 1" in first_page(editors_desk)
    press(editors_desk, source)
    came(source, SAME, 380)
    html = first_page(editors_desk)
    assert "present: 1" in html[html.index(HEADING) :]


def test_quote_that_was_worded_anew_is_no_news(editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, CHANGED, 90)
    Citation.objects.filter(pk=citation.pk).update(quote="The report of that spring.")
    assert HEADING not in first_page(editors_desk)


def test_list_is_for_those_who_may_see_sources(source, citation):
    came(source, SAME, 0)
    came(source, LOST, 90)
    assert HEADING not in first_page(viewer("claim"))
    vera = Client()
    user = User.objects.get(username="vera")
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    vera.force_login(user)
    assert HEADING in first_page(vera)


def test_first_page_asks_no_more_for_more_sources(editors_desk, django_assert_max_num_queries):
    def asked():
        with django_assert_max_num_queries(100) as found:
            html = first_page(editors_desk)
        assert HEADING in html
        return len(found)

    def lost(number):
        row = make.source(url=f"{SITE}/{number}")
        cited(row)
        for day, answer in ((0, SAME), (90, LOST)):
            fetched(row, answer, BEGAN + timedelta(days=day, hours=number), path=f"/{number}")
            compared()

    lost(0)
    first = asked()
    for number in range(1, 4):
        lost(number)
    assert asked() == first


# --- On the page of copies ---


def test_both_wordings_stand_side_by_side_with_their_days_and_the_words_marked(
    editors_desk, source, citation
):
    came(source, SAME, 0)
    came(source, CHANGED, 190)
    html = text_of(editors_desk.get(copies(source)))
    assert "Present on 3 March 2024; in other words on 9 September 2024." in html
    part = html[html.index('class="two-wordings"') :]
    old, new = part.index("<mark>56,000</mark>"), part.index("<mark>66,000</mark>")
    assert part.index("3 March 2024") < old < part.index("9 September 2024") < new
    assert "The report of that spring." in part[:old]


def test_passage_that_is_not_there_is_shown_as_it_was(editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, LOST, 190)
    html = text_of(editors_desk.get(copies(source)))
    part = html[html.index('id="passages"') : html.index("<h3>Kept</h3>")]
    assert "not present on 9 September 2024." in part
    assert PASSAGE.rstrip(".") in part and "Closest passage" not in part
    came(source, html_with_another(), 290)
    assert "Closest passage, 18 December 2024" in text_of(editors_desk.get(copies(source)))


def html_with_another():
    other = PASSAGE.replace("56,000", "11,000")
    return html("Something else altogether.", f"{other} Nobody knows why.", "Nothing more.")


def test_blocked_page_says_what_to_do(editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, reply(403, b"no"), 190)
    html = text_of(editors_desk.get(copies(source)))
    assert "the page was blocked on 9 September 2024." in html
    part = html[html.index('id="passages"') : html.index("<h3>Kept</h3>")]
    assert "The site refused to show it. Open it in your browser" in part


def test_page_shows_passages_of_records_that_the_account_may_see_alone(source, citation):
    came(source, SAME, 0)
    came(source, LOST, 190)
    html = text_of(viewer("source").get(copies(source)))
    assert PASSAGE.rstrip(".") not in html and "Quoted passages over time" not in html


def test_page_asks_no_more_for_more_passages(
    editors_desk, source, citation, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(100) as found:
            editors_desk.get(copies(source))
        return len(found)

    came(source, SAME, 0)
    came(source, CHANGED, 90)
    first = asked()
    for _number in range(4):
        cited(source)
    came(source, SAME, 180)
    came(source, CHANGED, 270)
    assert asked() == first


# --- Looked at ---


def test_who_looked_when_and_what_they_noted_is_kept(editors_desk, source, citation, editor):
    came(source, SAME, 0)
    came(source, CHANGED, 90)
    words = citation.quote
    assert press(editors_desk, source, note="  Ask Party A. ").status_code == 302
    (look,) = SightingLook.objects.all()
    assert (look.looked_by, look.looker, look.note) == (editor, "edith", "Ask Party A.")
    html = text_of(editors_desk.get(copies(source)))
    assert "Looked at by <bdi>edith</bdi>" in html and "<bdi>Ask Party A.</bdi>" in html
    assert 'value="looked"' not in html and "<mark>66,000</mark>" in html
    citation.refresh_from_db()
    assert citation.quote == words
    # Pressed once more, by somebody whose page was open: who looked first has looked.
    assert press(editors_desk, source, note="Again").status_code == 302
    assert SightingLook.objects.get().note == "Ask Party A."


def test_what_came_since_the_page_was_opened_is_not_looked_at(editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, CHANGED, 90)
    seen = Sighting.objects.get().pk
    came(source, LOST, 180)
    press(editors_desk, source, until=seen)
    assert SightingLook.objects.get().sighting_id == seen
    assert "not present: 1" in first_page(editors_desk)


def test_note_that_cannot_be_kept_is_told_at_its_field_and_not_lost(editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, LOST, 90)
    for note, why in (("a\x01b", "control character"), ("Long " * 80, "at most 300 characters")):
        response = press(editors_desk, source, note=note)
        assert response.status_code == 200
        html = text_of(response)
        assert why in html and note[:1] in html and "aria-invalid" in html
    for until in ("x", "-1", "9" * 30):
        assert press(editors_desk, source, until=until).status_code == 200
    assert not SightingLook.objects.exists()


def test_whoever_may_only_look_presses_nothing(source, citation):
    came(source, SAME, 0)
    came(source, LOST, 90)
    client = viewer("source", "claim")
    html = text_of(client.get(copies(source)))
    assert "not present on" in html and 'value="looked"' not in html
    assert press(client, source).status_code == 403
    assert press(Client(), source).status_code == 302
    assert not SightingLook.objects.exists()


def test_readers_find_none_of_it(reader, editors_desk, source, citation):
    came(source, SAME, 0)
    came(source, CHANGED, 90)
    press(editors_desk, source, note="Ask Party A.")
    for address in (source.get_absolute_url(), citation.allegation.claim.get_absolute_url()):
        html = text_of(reader.get(address))
        assert "66,000" not in html and "Ask Party A." not in html
