"""What an account may not see or do is refused by the server, whatever a browser sends."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests import factories as make
from tests.editorial import desk
from tracker.record.models import Claim, Party, Stance, Violation

pytestmark = pytest.mark.django_db

REGISTERED = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "record"),
    key=lambda model: model.__name__,
)
PUBLISHED = ("claim", "response", "event", "request", "dossier")
DRAFT = {"status": "draft", "published_at": None}


@pytest.fixture
def staff_without_groups(db):
    client = Client()
    client.force_login(User.objects.create_user("norman", is_staff=True))
    return client


@pytest.fixture
def member(db):
    client = Client()
    client.force_login(User.objects.create_user("mia"))
    return client


def desk_addresses():
    names = [f"record_{m._meta.model_name}_{v}" for m in REGISTERED for v in ("changelist", "add")]
    return [
        reverse("admin:index"),
        reverse("admin:app_list", args=["record"]),
        reverse("admin:autocomplete"),
        reverse("admin:app_list", args=["editorial"]),
        reverse("admin:editorial_gateword_changelist"),
        reverse("admin:editorial_gateword_add"),
        *(reverse(f"admin:{name}") for name in names),
    ]


def snapshot():
    """Every row of the record."""
    return {
        model._meta.model_name: list(model.objects.order_by("pk").values_list())
        for model in apps.get_app_config("record").get_models()
    }


# --- Who comes in ---------------------------------------------------------------------------------


def test_anonymous_is_led_to_the_login_from_every_page_of_the_desk(reader):
    claim = make.claim()
    for address in [*desk_addresses(), desk.address(claim)]:
        response = reader.get(address)
        assert response.status_code == 302, address
        assert response.url.startswith("/admin/login/")


def test_account_without_staff_is_led_to_the_login_too(member):
    for address in desk_addresses():
        assert member.get(address).url.startswith("/admin/login/")


def test_staff_without_a_group_reach_no_record(staff_without_groups):
    claim = make.claim()
    for address in [*desk_addresses()[1:], desk.address(claim)]:
        assert staff_without_groups.get(address).status_code in (403, 404), address


@pytest.mark.parametrize("who", ["reader", "member"])
def test_nobody_outside_writes(request, who):
    client = request.getfixturevalue(who)
    claim = make.claim(**DRAFT)
    before = snapshot()
    client.post(desk.address(claim), {"title": "Taken over"})
    client.post(desk.add_address(Party), {"name": "New", "kind": "media"})
    client.post(f"{desk.address(claim)[:-7]}delete/", {"post": "yes"})
    assert snapshot() == before


LOOKED_UP = [("record", "citation", "source"), ("record", "answer", "allegation")]


@pytest.mark.parametrize("field", LOOKED_UP)
def test_search_of_other_records_answers_editors_only(reader, member, editors_desk, field):
    make.claim(**DRAFT)
    query = dict(zip(("app_label", "model_name", "field_name"), field, strict=True)) | {"term": ""}
    address = reverse("admin:autocomplete")
    make.index()
    for outside in (reader, member):
        assert outside.get(address, query).status_code == 302
    found = editors_desk.get(address, query)
    assert found.json()["results"]


def test_search_of_other_records_is_refused_to_staff_without_a_group(staff_without_groups):
    query = {"app_label": "record", "model_name": "citation", "field_name": "source", "term": ""}
    assert staff_without_groups.get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.parametrize("claims", ["²", "9" * 30, "-1", "a", "1,,2", "٣"])
def test_search_of_allegations_takes_odd_keys_of_claims_calmly(editors_desk, claims):
    query = {"app_label": "record", "model_name": "answer", "field_name": "allegation"}
    response = editors_desk.get(reverse("admin:autocomplete"), query | {"claims": claims})
    assert response.status_code == 200


@pytest.mark.parametrize("claim", ["²", "9" * 30, "-1", "a", ""])
def test_response_begun_from_an_odd_key_of_a_claim_is_an_empty_form(editors_desk, claim):
    address = f"{reverse('admin:record_response_add')}?claim={claim}"
    assert editors_desk.get(address).status_code == 200


@pytest.mark.parametrize("field", ["internal_notes", "contact_details", "names__name", "revision"])
def test_popup_hands_out_no_other_column(editors_desk, field):
    address = desk.add_address(Party)
    data = {"name": "Party A", "kind": "media", "_popup": "1", "_to_field": field}
    assert editors_desk.get(address, {"_popup": "1", "_to_field": field}).status_code == 400
    assert editors_desk.post(address, data).status_code == 400
    assert not Party.objects.filter(name="Party A").exists()


# --- What was published ---------------------------------------------------------------------------


ONE = {
    "claim": make.claim,
    "response": lambda: (
        make.answer(make.response(claim := make.claim()), claim.allegations.get()).response
    ),
    "event": make.event,
    "request": make.request,
    "dossier": lambda: make.dossier(make.claim()),
}


@pytest.mark.parametrize("noun", PUBLISHED)
def test_editor_changes_a_published_record_for_nobody_but_the_desk(editors_desk, reader, noun):
    record = ONE[noun]()
    make.ledger()
    data = desk.open_form(editors_desk, record)
    data |= {"title": ["Party A says it was changed"], "_move": ["withdraw"], "_reason": ["So."]}
    assert editors_desk.post(desk.address(record), data).status_code == 302
    record.refresh_from_db()
    assert (record.status, record.title) == ("published", "Party A says it was changed")
    page = reader.get(record.get_absolute_url())
    assert page.status_code == 200
    assert "it was changed" not in page.content.decode()


@pytest.mark.parametrize("noun", PUBLISHED)
def test_withdrawn_record_is_the_publishers_too(editors_desk, noun):
    record = make.whole_dispute()[noun]
    type(record).objects.filter(pk=record.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawn_reason="Entered twice."
    )
    before = snapshot()
    assert editors_desk.post(desk.address(record), {"title": "Changed"}).status_code == 403
    assert snapshot() == before


@pytest.mark.parametrize("noun", PUBLISHED)
def test_nobody_deletes_what_was_ever_published(editors_desk, publishers_desk, noun):
    record = make.whole_dispute()[noun]
    for status in ("published", "draft"):
        type(record).objects.filter(pk=record.pk).update(status=status)
        before = snapshot()
        for client in (editors_desk, publishers_desk):
            address = reverse(f"admin:record_{noun}_delete", args=[record.pk])
            assert client.post(address, {"post": "yes"}).status_code == 403
            action = {"action": "delete_selected", "_selected_action": record.pk, "post": "yes"}
            client.post(reverse(f"admin:record_{noun}_changelist"), action)
        assert snapshot() == before


@pytest.mark.parametrize("noun", ["party", "place", "source"])
def test_what_a_published_record_leans_on_is_not_deleted(publishers_desk, noun):
    record = make.whole_dispute()[noun]
    address = reverse(f"admin:record_{noun}_delete", args=[record.pk])
    publishers_desk.post(address, {"post": "yes"})
    assert type(record).objects.filter(pk=record.pk).exists()


def test_answered_allegation_is_not_deleted(publishers_desk):
    claim = make.claim()
    point = claim.allegations.get()
    make.answer(make.response(claim), point)
    data = desk.open_form(publishers_desk, point) | {"allegations-0-DELETE": ["on"]}
    assert desk.save(publishers_desk, point, data).status_code == 200
    assert claim.allegations.count() == 1


def test_draft_that_was_never_public_can_be_deleted(editors_desk):
    draft = make.claim(**DRAFT)
    address = reverse("admin:record_claim_delete", args=[draft.pk])
    assert editors_desk.post(address, {"post": "yes"}).status_code == 302
    assert not Claim.objects.exists()


@pytest.mark.parametrize("action", ["publish_chosen", "submit_chosen", "delete_selected"])
@pytest.mark.parametrize("status", ["draft", "in_review", "published"])
def test_action_on_a_list_does_no_more_than_the_account_may(editors_desk, action, status):
    given = {} if status == "published" else DRAFT | {"status": status}
    claim = make.claim(claimant=make.party("Party A"), **given)
    editors_desk.post(
        reverse("admin:record_claim_changelist"),
        {"action": action, "_selected_action": claim.pk, "post": "yes"},
    )
    moved = "in_review" if (action, status) == ("submit_chosen", "draft") else status
    assert Claim.objects.get().status == moved


def test_button_that_an_editor_does_not_have_does_nothing(editors_desk, subtests):
    claim = make.claim(claimant=make.party("Party A"), **(DRAFT | {"status": "in_review"}))
    data = desk.open_form(editors_desk, claim) | {"_reason": ["Because."]}
    for move in ("publish", "withdraw", "reopen", "nonsense"):
        with subtests.test(move):
            assert (
                editors_desk.post(desk.address(claim), data | {"_move": [move]}).status_code == 302
            )
            assert Claim.objects.get().status == "in_review"


def test_status_and_reference_are_not_fields_of_the_form(publishers_desk):
    claim = make.claim(**DRAFT)
    data = desk.open_form(publishers_desk, claim)
    data |= {"status": ["published"], "reference": ["C-1999-0001"], "published_at": ["2024-01-01"]}
    assert desk.save(publishers_desk, claim, data).status_code == 302
    saved = Claim.objects.get()
    assert (saved.status, saved.reference) == ("draft", claim.reference)


@pytest.mark.parametrize("codebook", [Violation, Stance])
def test_codebooks_are_the_publishers_to_change(editors_desk, publishers_desk, codebook):
    address = desk.address(codebook.objects.first())
    assert editors_desk.post(address, {"label": "Changed"}).status_code == 403
    assert publishers_desk.get(address).status_code == 200
    assert publishers_desk.post(f"{address[:-7]}delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("noun", ["allegation", "figure"])
def test_row_that_is_looked_up_is_not_edited_by_itself(publishers_desk, noun):
    figure = make.figure(make.claim().allegations.get())
    before = snapshot()
    row = {"allegation": figure.allegation, "figure": figure}[noun]
    address = reverse(f"admin:record_{noun}_change", args=[row.pk])
    assert publishers_desk.post(address, {"text": "Changed"}).status_code == 403
    assert publishers_desk.post(f"{address[:-7]}delete/", {"post": "yes"}).status_code == 403
    assert publishers_desk.get(f"/admin/record/{noun}/add/").status_code == 403
    assert snapshot() == before


# --- The preview ----------------------------------------------------------------------------------

PREVIEWED = {
    "claims": "claim",
    "responses": "response",
    "events": "event",
    "requests": "request",
    "dossiers": "dossier",
}


def preview(client, kind, key):
    response = client.get(reverse("preview", args=[kind, key]))
    return response.status_code, response.content, dict(response.headers)


@pytest.mark.parametrize("kind", PREVIEWED)
@pytest.mark.parametrize("who", ["reader", "member"])
def test_preview_answers_others_exactly_as_a_random_address(request, kind, who):
    client = request.getfixturevalue(who)
    draft = make.whole_dispute(**DRAFT)[PREVIEWED[kind]]
    key = getattr(draft, "slug", "") or draft.reference
    assert preview(client, kind, key)[0] == 404
    assert preview(client, kind, key) == preview(client, kind, "C-1999-0001")


@pytest.mark.parametrize("kind", PREVIEWED)
def test_preview_shows_staff_the_draft_and_is_kept_nowhere(editors_desk, kind):
    draft = make.whole_dispute(**DRAFT)[PREVIEWED[kind]]
    key = getattr(draft, "slug", "") or draft.reference
    status, page, headers = preview(editors_desk, kind, key)
    assert status == 200
    assert draft.title in page.decode()
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex"


def test_preview_is_for_those_who_may_view_records_of_its_kind(staff_without_groups):
    dispute = make.whole_dispute(**DRAFT)
    for kind, noun in PREVIEWED.items():
        draft = dispute[noun]
        key = getattr(draft, "slug", "") or draft.reference
        assert preview(staff_without_groups, kind, key)[0] == 404
    secret = make.source(confidential=True)
    assert preview(staff_without_groups, "sources", secret.reference)[0] == 404


def test_preview_has_no_pages_but_those_of_records(editors_desk):
    assert editors_desk.get("/preview/users/1/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("preview", args=["users", "a/b"])
