"""Linked data as text: dates that are none stay words, and nothing in it ends the script."""

import re

import pytest

from tests import factories as make
from tests.public.crawl import NOUNS
from tests.public.vocabulary import BLOCK, block
from tracker.public.machines.linked.writing import dated, period
from tracker.record import models as m


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024-04-17", {"datePublished": "2024-04-17"}),
        ("2024-04", {"datePublished": "2024-04"}),
        ("2024", {"datePublished": "2024"}),
        ("2024-04-17T09:30:00+03:00", {"datePublished": "2024-04-17T09:30:00+03:00"}),
        *(
            (text, {"dateAsWritten": text})
            for text in ("2024~", "2024-21", "202X", "2024-XX", "../2024-04", "2019/2024", "0000")
        ),
        ("", {}),
    ],
)
def test_only_plain_dates_are_dates(text, told):
    assert dated("datePublished", text) == told


@pytest.mark.parametrize("text", ["2019/2024", "2019-03/..", "2019"])
def test_period_in_iso_is_told_as_coverage(text):
    assert period(text) == {"temporalCoverage": text}
    assert period(f"{text}~") == {"dateAsWritten": f"{text}~"}


@pytest.mark.django_db
def test_no_text_ends_the_script(client):
    text = "</script><script>alert(1)</script><!-- \u2028\u2029 & ]]>"
    world = make.whole_dispute()
    m.Claim.objects.update(title=text, lead=text)
    m.Citation.objects.update(quote=text)
    m.Party.objects.update(name=text)
    for address in ("/claims/", *(world[noun].get_absolute_url() for noun in NOUNS)):
        html = client.get(address).content.decode()
        assert html.count("<script") - html.count("<script src=") == 1, address
        (found,) = BLOCK.findall(html)
        assert not re.search("[<>&\u2028\u2029]", found)
    assert block(client, world["claim"].get_absolute_url())["name"] == text
