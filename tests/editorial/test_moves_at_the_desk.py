"""Enter saves and moves nothing; a move that takes something from readers asks first."""

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from tests import factories as make
from tests.editorial import desk
from tests.editorial.test_workflow import claim_in
from tracker.record.models import Claim

pytestmark = pytest.mark.django_db


class Buttons(HTMLParser):
    """The submit buttons of a record's form, in order."""

    def __init__(self, html):
        super().__init__()
        self.found, self.inside = [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id", "").endswith("_form")
        elif self.inside and tag in ("button", "input") and given.get("type") == "submit":
            self.found.append(given.get("name"))


def first_button(response):
    return Buttons(response.content.decode()).found[0]


MOVED = ("claim", "response", "event", "request", "dossier")


def test_save_is_the_first_button_of_every_form(publishers_desk, subtests):
    world = make.whole_dispute()
    # No button is a row's, and a form costs what its rows cost.
    world |= {"claim": make.claim(allegations=0), "response": make.response(make.claim())}
    for noun in (*MOVED, "party", "place", "source"):
        model = type(world[noun])
        with subtests.test(f"new {noun}"):
            assert first_button(publishers_desk.get(desk.add_address(model))) == "_continue"
        for status in ("published", "draft", "in_review") if noun in MOVED else ("",):
            with subtests.test(noun, status=status):
                if status:
                    model.objects.filter(pk=world[noun].pk).update(status=status)
                page = publishers_desk.get(desk.address(world[noun]))
                assert first_button(page) == "_continue"


def test_form_that_may_only_be_read_has_no_button(editors_desk):
    html = editors_desk.get(desk.address(claim_in("withdrawn"))).content.decode()
    assert Buttons(html).found == []


def withdraw(client, claim, **data):
    return client.post(reverse("admin:record_claim_move", args=[claim.pk, "withdraw"]), data)


def test_button_to_withdraw_saves_and_asks_first(publishers_desk):
    claim = claim_in("published")
    data = desk.open_form(publishers_desk, claim) | {"lead": ["Saved."], "_move": ["withdraw"]}
    response = publishers_desk.post(desk.address(claim), data, follow=True)
    page = response.content.decode()
    assert "Readers see this record now." in page
    claim.refresh_from_db()
    assert (claim.status, claim.lead) == ("published", "Saved.")


def test_withdrawal_needs_its_reason_and_keeps_what_was_typed(publishers_desk):
    claim = claim_in("published")
    assert "Give a reason" in withdraw(publishers_desk, claim, _reason=" ").content.decode()
    assert Claim.objects.get().status == "published"
    assert withdraw(publishers_desk, claim, _reason="Entered\x0btwice.").status_code == 302
    gone = Claim.objects.get()
    assert (gone.status, gone.withdrawn_reason) == ("withdrawn", "Entered\ntwice.")


def test_editor_withdraws_nothing(editors_desk):
    claim = claim_in("published")
    assert withdraw(editors_desk, claim, _reason="Because.").status_code == 302
    assert Claim.objects.get().status == "published"
