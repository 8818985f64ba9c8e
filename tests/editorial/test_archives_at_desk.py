"""Archives' copies: noted by hand; an archive is asked for one only where that is turned on."""

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.capture.loopback import Loopback, page, reply, serving, visitor
from tests.capture.quoting import cited
from tests.capture.watched import SITE, compared
from tracker.capture import working
from tracker.capture.archiving import addresses_of, ask_archive
from tracker.capture.models import ArchiveAddress, ArchiveRequest, Capture, CaptureJob
from tracker.capture.standings import standings
from tracker.editorial.merging import merge
from tracker.editorial.unmerging import merges_of, unmerge

pytestmark = pytest.mark.django_db
ARCHIVE = "http://archive.tests-of-watching.org"
SNAPSHOT = f"{ARCHIVE}/web/20240909/{SITE}/"
OTHER = "https://elsewhere.tests-of-watching.org/abc"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.CAPTURES_DIR = tmp_path / "captures"


@pytest.fixture
def source(db):
    return make.source(url=f"{SITE}/", archive_url=f"{ARCHIVE}/web/1/")


@pytest.fixture
def turned_on(settings):
    settings.ARCHIVE_SAVE_URL = f"{ARCHIVE}/save/{{url}}"


def at(source):
    return reverse("admin:record_source_copies", args=[source.pk])


def send(client, source, what, **more):
    fields = {f"{what}-{what}": more.pop("value")} if "value" in more else {}
    return client.post(at(source), {"what": what, **fields, **more})


def text_of(response):
    return response.content.decode()


def shown(client, source):
    return text_of(client.get(at(source)))


def work(pages):
    with serving(pages) as server:
        who = visitor(Loopback({80: server.port}))
        done = list(working.work(who))
        return done, server.asked


# --- Noted by hand ---


def test_noting_an_address_leaves_what_is_typed_in_another_form(editors_desk, source):
    # As the page's script sends it along.
    typed = {"text-text": "\r\nA long text.\r\nOf two lines.", "text-reason": "Given by Party A"}
    noted = send(editors_desk, source, "archived", value=SNAPSHOT, **typed)
    html = text_of(noted)
    assert noted.status_code == 200 and "The address is noted." in html
    assert "A long text.\nOf two lines.</textarea>" in html.replace("\r", "")
    assert 'value="Given by Party A"' in html
    assert ArchiveAddress.objects.get().url == SNAPSHOT and not Capture.objects.exists()
    # The form that was sent is empty again.
    assert f'name="archived-archived" value="{SNAPSHOT}"' not in html
    refused = text_of(send(editors_desk, source, "archived", value="no address", **typed))
    assert "A long text." in refused
    field = refused.partition('name="archived-archived"')[2].partition(">")[0]
    assert "autofocus" in field


def test_several_archives_are_noted_and_a_copy_is_fetched_from_each_as_theirs(
    editors_desk, source, editor
):
    for address in (SNAPSHOT, OTHER):
        assert send(editors_desk, source, "archived", value=address).status_code == 302
    row = ArchiveAddress.objects.get(url=SNAPSHOT)
    assert (row.noted_by, row.noter) == (editor, "edith")
    html = shown(editors_desk, source)
    for address in (source.url, source.archive_url, SNAPSHOT, OTHER):
        assert f'value="{address}"' in html
    editors_desk.post(at(source), {"what": "url", "url-url": SNAPSHOT})
    (done,), _asked = work({f"/web/20240909/{SITE}/": reply(body=page())})
    assert (done.capture.kind, done.capture.is_kept, done.capture.is_part) == (
        "archive",
        True,
        False,
    )
    source.refresh_from_db()
    assert source.archive_url == f"{ARCHIVE}/web/1/"


def test_address_that_cannot_be_noted_is_told_at_its_field(editors_desk, source):
    send(editors_desk, source, "archived", value=SNAPSHOT)
    cases = [
        ("javascript:alert(1)", "address"),
        ("https://user@host.org/", "before the @"),
        (SNAPSHOT, "noted already"),
        (source.url, "noted already"),
        (source.archive_url, "noted already"),
        ("https://host.org/" + "a" * 2000, "at most 2000"),
        ("", "required"),
    ]
    for address, why in cases:
        response = send(editors_desk, source, "archived", value=address)
        assert response.status_code == 200
        assert why in text_of(response), address
    assert ArchiveAddress.objects.count() == 1


def test_noted_address_is_removed_and_its_copies_stay(editors_desk, source):
    send(editors_desk, source, "archived", value=SNAPSHOT)
    row = ArchiveAddress.objects.get()
    other = make.source()
    send(editors_desk, other, "forget", value=row.pk)
    for nonsense in ("x", "-1", "9" * 30):
        assert send(editors_desk, source, "forget", value=nonsense).status_code == 302
    assert ArchiveAddress.objects.exists()
    send(editors_desk, source, "forget", value=row.pk)
    assert not ArchiveAddress.objects.exists()


def test_noted_addresses_go_with_a_source_that_is_merged_and_come_back(publisher, source):
    kept = make.source()
    make.ledger()
    for one, address in ((source, SNAPSHOT), (source, OTHER), (kept, OTHER)):
        ArchiveAddress.objects.create(source=one, for_reference=one.reference, url=address)
    merge(kept, source, publisher)
    assert {SNAPSHOT, OTHER} <= set(addresses_of(kept))
    (told,) = merges_of(kept)
    back = unmerge(kept, told.sequence, publisher)
    assert SNAPSHOT in addresses_of(back) and SNAPSHOT not in addresses_of(kept)


@pytest.mark.database
def test_address_is_noted_once_for_a_source(source):
    row = ArchiveAddress.objects.create(source=source, for_reference="S", url=SNAPSHOT)
    row.pk = None
    with pytest.raises(ValidationError, match="noted already"):
        row.full_clean()


# --- An archive that is asked ---


def test_no_archive_is_asked_unless_that_is_turned_on(editors_desk, source):
    assert "Ask the archive" not in shown(editors_desk, source)
    assert send(editors_desk, source, "asked", value="on").status_code == 200
    with pytest.raises(ValidationError):
        ask_archive(source, None)
    assert not CaptureJob.objects.exists()


def test_confidential_page_is_never_sent_to_an_archive(editors_desk, source, turned_on):
    source.confidential = True
    source.save()
    assert "Ask the archive" not in shown(editors_desk, source)
    send(editors_desk, source, "asked", value="on")
    assert not CaptureJob.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [
        {
            f"/save/{SITE}/": reply(302, Location=f"/web/20240909/{SITE}/"),
            f"/web/20240909/{SITE}/": reply(body=page()),
        },
        {f"/save/{SITE}/": reply(body=page(), Content_Location=f"/web/20240909/{SITE}/")},
    ],
    ids=["redirect", "header"],
)
def test_archive_is_asked_by_the_worker_and_its_address_proposed(
    editors_desk, source, turned_on, answers
):
    assert send(editors_desk, source, "asked").status_code == 200
    assert not CaptureJob.objects.exists()
    assert send(editors_desk, source, "asked", value="on").status_code == 302
    job = CaptureJob.objects.get()
    assert (job.url, job.kind, job.asked_by.username) == (
        f"{ARCHIVE}/save/{SITE}/",
        "archive",
        "edith",
    )
    assert "is being fetched already" in text_of(send(editors_desk, source, "asked", value="on"))
    _done, asked = work(answers)
    assert f"GET /save/{SITE}/ HTTP" in asked[1]
    html = shown(editors_desk, source)
    assert "answered with this address" in html and f'href="{SNAPSHOT}"' in html
    assert "may lack parts of the source" in html
    # Nothing is noted by itself.
    assert SNAPSHOT not in addresses_of(source)
    send(editors_desk, source, "take", value=ArchiveRequest.objects.get().pk)
    assert SNAPSHOT in addresses_of(source)
    assert ArchiveRequest.objects.get().settled_by.username == "edith"
    source.refresh_from_db()
    assert source.archive_url == f"{ARCHIVE}/web/1/"
    again = send(editors_desk, source, "leave", value=ArchiveRequest.objects.get().pk)
    assert again.status_code == 302
    html = shown(editors_desk, source)
    assert "decided about this answer already" in html
    assert "answered with this address" not in html and SNAPSHOT in addresses_of(source)


def test_answer_is_left_and_not_asked_about_again(editors_desk, source, turned_on):
    send(editors_desk, source, "asked", value="on")
    work({f"/save/{SITE}/": reply(body=page(), Content_Location="/web/2")})
    send(editors_desk, source, "leave", value=ArchiveRequest.objects.get().pk)
    assert not ArchiveAddress.objects.exists()
    assert "answered with this address" not in shown(editors_desk, source)


def test_answer_without_an_address_of_its_own_proposes_none(editors_desk, source, turned_on):
    for header in ({}, {"Content_Location": "javascript:alert(1)"}):
        send(editors_desk, source, "asked", value="on")
        work({f"/save/{SITE}/": reply(body=page(), **header)})
    assert ArchiveRequest.objects.count() == 2
    assert "answered with this address" not in shown(editors_desk, source)


def test_archives_own_page_says_nothing_against_a_quote(editors_desk, source, turned_on):
    citation = cited(source)
    send(editors_desk, source, "asked", value="on")
    work({f"/save/{SITE}/": reply(body=page("We will save the page soon. " * 40))})
    assert compared() == []
    one = standings([citation])[citation.pk]
    assert (one.state, one.is_doubtful) == ("cannot", False)


def test_archive_that_refuses_is_a_failed_attempt_with_what_to_do(editors_desk, source, turned_on):
    send(editors_desk, source, "asked", value="on")
    work({f"/save/{SITE}/": reply(403, b"no")})
    assert Capture.objects.get().outcome == "forbidden"
    html = shown(editors_desk, source)
    assert "The site refused to show it" in html and f"{ARCHIVE}/save/" in html
    # Nor is the page itself said to be blocked.
    assert compared() == []


def test_address_of_a_page_is_encoded_in_a_query(source, settings):
    settings.ARCHIVE_SAVE_URL = f"{ARCHIVE}/submit?url={{url}}"
    source.url = f"{SITE}/a?b=c&d=é#part"
    assert ask_archive(source, None).url == (
        f"{ARCHIVE}/submit?url=http%3A%2F%2Fsite.tests-of-watching.org%2Fa%3Fb%3Dc%26d%3D%C3%A9"
    )


def test_archive_within_this_network_is_refused_by_the_guard(editors_desk, source, settings):
    settings.ARCHIVE_SAVE_URL = "http://169.254.169.254/{url}"
    html = text_of(send(editors_desk, source, "asked", value="on"))
    assert "does not connect to this address" in html
    assert not CaptureJob.objects.exists() and not ArchiveRequest.objects.exists()


def test_whoever_may_only_look_notes_and_asks_nothing(source, turned_on):
    ArchiveAddress.objects.create(source=source, for_reference=source.reference, url=SNAPSHOT)
    user = User.objects.create_user("vera", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(user)
    html = shown(client, source)
    assert SNAPSHOT in html and "Remove" not in html and "Ask the archive" not in html
    for what, value in (("archived", OTHER), ("asked", "on"), ("forget", "1")):
        assert send(client, source, what, value=value).status_code == 403
    assert ArchiveAddress.objects.count() == 1 and not CaptureJob.objects.exists()


def test_readers_are_led_to_the_archive_of_the_record_alone(reader, source):
    make.cite(make.claim(), source)
    ArchiveAddress.objects.create(source=source, for_reference=source.reference, url=SNAPSHOT)
    assert SNAPSHOT not in text_of(reader.get(source.get_absolute_url()))
