"""Addresses of web pages: what is unseen in one hides where it leads."""

import pytest
from django.core.exceptions import ValidationError

from tracker.record.web_addresses import validate_web_address

PAGE = "https://example.org/page"
# Joiners, marks of direction, and what no script needs.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u00ad\u202e\u2066"


def refusal(value):
    with pytest.raises(ValidationError) as refused:
        validate_web_address(value)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize("mark", UNSEEN)
def test_mark_at_either_end_is_refused_as_what_it_is(mark):
    for value in (f"{mark}{PAGE}", f"{PAGE}{mark}", f"{PAGE} {mark}", f"{mark}\u200f {PAGE}"):
        assert "invisible character" in refusal(value)


@pytest.mark.parametrize("value", [f" {PAGE}", f"{PAGE} ", "https://example.org/a page"])
def test_space_is_called_a_space(value):
    assert "no space" in refusal(value)


@pytest.mark.parametrize(
    "value",
    [PAGE, "https://example.org/می\u200cگوید", "https://example.org/\u200fعربي/x"],
)
def test_mark_that_words_need_stays_inside_an_address(value):
    validate_web_address(value)
