"""Whether a quotation stands in a text, and where: what is forgiven, and what never."""

import pytest

from tracker.capture.quotes.finding import find
from tracker.capture.quotes.states import Kind, Reason, State
from tracker.capture.quotes.words import Words

HEARING = (
    "The detainees were not able to see a lawyer, and the court said at 10:30 that 5.5% of US "
    "men and women held in “Camp Roj” under Article II had been tried by 12 judges. The camps held "
    "more than 56,000 people; Karen Miller called their treatment unlawful."
)
STATEMENT = (
    "قالت الإدارة إن التحقيق لم يثبت تعذيب ٥٦٬٠٠٠ محتجز في مخيم الهول، وقدمت أدلة على ذلك للصحيفة."
)
SORANI = "حكومەت دەڵێت کە ئەم کارە ئەنجام دەدات و لێپرسینەوە دەکات."
KURMANJI = "Rêveberî dibêje ku ew bi berpirsiyarî tevdigere û lêpirsîn tê kirin."


def state(quote, text, **around):
    return find(quote, Words(text), **around).state


def found(quote, text):
    finding = find(quote, Words(text))
    assert finding.place
    return finding.state, text[slice(*finding.place)]


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        (
            "He said “we — the council’s\u00a0men — agreed”.",
            "we - the council's men – agreed",
            "we — the council’s\u00a0men — agreed",
        ),
        ("They re-\nspect obli\u00adgations", "They respect obligations", ""),
        ("an oﬃcial of\n\n the ﬁrst", "an official of the first", ""),
        ("Les détenus, après", "Les de\u0301tenus, apre\u0300s", ""),
        ("people¹ were held.² They", "people were held. They", ""),
        ("some 11\u00a0500 men", "11,500 men", "11\u00a0500 men"),
        (
            STATEMENT,
            "التَحقيقُ لمْ يُثبِت تعـــذيب 56,000 محتجز",
            "التحقيق لم يثبت تعذيب ٥٦٬٠٠٠ محتجز",
        ),
        (STATEMENT, "قدمت أدلة على ذلك", "قدمت أدلة على ذلك"),
        ("در کمپ می\u200cشود نگه", "در كمپ میشود نگه", ""),
        ("ﻗﺎﻟﺖ ﺍﻹﺩﺍﺭﺓ ﺫﻟﻚ", "قالت الإدارة ذلك", ""),
        (SORANI, "حکومه\u200cت ده\u200cڵێت که\u200c ئه\u200cم", "حكومەت دەڵێت کە ئەم"),
    ],
)
def test_typography_and_keyboards_change_no_word(text, quote, stands):
    assert found(quote, text) == (State.WORD_FOR_WORD, stands or text)


@pytest.mark.parametrize(
    ("quote", "kinds"),
    [
        ("THE DETAINEES WERE NOT ABLE TO SEE A LAWYER", {Kind.SPELLING}),
        ("The detainees were not able to see a lawyer and the court said", {Kind.PUNCTUATION}),
        ("The detainees werenot able to see a lawyer", None),
        ("The detaineeswere not able to see a lawyer", {Kind.SPACING}),
        ("called their treatrnent unlawful", {Kind.SHAPE}),
        ("Karen Miller called their treatmcnt unlawful", {Kind.LETTER}),
    ],
)
def test_near_quote_tells_which_words_differ(quote, kinds):
    finding = find(quote, Words(HEARING))
    if kinds is None:
        assert finding.state is State.NOT_FOUND
    else:
        assert (finding.state, finding.place and finding.count) == (State.DIFFERENCES, 1)
        assert {difference.kind for difference in finding.differences} == kinds
        for one in finding.differences:
            assert quote[slice(*one.in_quote)] == one.quoted
            assert HEARING[slice(*one.in_text)] == one.stands


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("The detainees were able to see a lawyer", Reason.NEGATION),
        ("The detainees were notable to see a lawyer", Reason.NEGATION),
        ("and the court never said at 10:30 that", Reason.NEGATION),
        ("the court said at 10.30 that 5.5% of US men", Reason.NUMBER),
        ("the court said at 1030 that 5.5% of US men", Reason.NUMBER),
        ("the court said at 10:30 that 55% of US men", Reason.NUMBER),
        ("had been tried by twelve judges. The camps held", Reason.NUMBER),
        ("The camps held more than 56,001 people", Reason.NUMBER),
        ("The camps held more than 56 people", Reason.NUMBER),
        ("that 5.5% of us men and women held", Reason.NAME),
        ("women held in Camp Hol under Article II", Reason.NAME),
        ("women held in Camp Roj under Article III", Reason.NAME),
        ("Karen Muller called their treatment unlawful", Reason.NAME),
        ("5.5% of US women and men held in Camp Roj", Reason.WORDS),
        ("Karen Miller called their treatment lawful", Reason.WORDS),
        ("of US men and women 5.5% held in", Reason.NUMBER),
        ("The detainees escaped from a lawyer at night", Reason.ABSENT),
    ],
)
def test_number_negation_name_and_order_are_never_near(quote, reason):
    finding = find(quote, Words(HEARING))
    assert (finding.state, finding.place, finding.places) == (State.NOT_FOUND, None, ())
    assert finding.reason is reason


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (STATEMENT, "إن التحقيق يثبت تعذيب 56,000 محتجز في مخيم الهول"),
        (STATEMENT, "إن التحقيق لن يثبت تعذيب 56,000 محتجز في مخيم الهول"),
        (STATEMENT, "إن التحقيق لم يثبت تعذيب 55,000 محتجز في مخيم الهول"),
        (STATEMENT, "إن التحقيق لم يثبت تعذيب 56,000 محتجز في مخيم الهور"),
        ("سافر من إيطاليا إلى سوريا مع عائلته", "سافر من أنطاليا إلى سوريا مع عائلته"),
        (SORANI, "دەڵێت کە ئەم کارە ئەنجام نادات و لێپرسینەوە دەکات"),
        (SORANI, "دەڵێت کە ئەم کارە ئەنجام دەدات و لێپرسینەوە ناکات"),
        (KURMANJI, "ew bi berpirsiyarî tevnagere û lêpirsîn tê kirin"),
        (KURMANJI, "ew bi berpirsiyarî tevdigere û lêpirsîn nayê kirin"),
        ("Las autoridades liberaron a los detenidos ayer", "liberaron a los detenidas ayer"),
        ("Elle dit que le prisonnier a été jugé", "Elle dit que le prisonnier n’a pas été jugé"),
        (
            "Es gab dort eine Untersuchung der Vorwürfe",
            "Es gab dort keine Untersuchung der Vorwürfe",
        ),
        ("نیروها زندانیان را آزاد می\u200cکنند", "نیروها زندانیان را آزاد نمی\u200cکنند"),
    ],
)
def test_other_languages_deny_too(text, quote):
    assert state(quote, text) is State.NOT_FOUND


def test_one_letter_digit_negation_and_name_changed(subtests):
    quote = "The camps held more than 56,000 people; Karen Miller called their treatment unlawful"
    changed = {
        "nothing": (quote, State.WORD_FOR_WORD),
        "a letter as a scan changes it": (
            quote.replace("treatment", "treatrnent"),
            State.DIFFERENCES,
        ),
        "a letter of a short word": (quote.replace("held", "hold"), State.NOT_FOUND),
        "a digit": (quote.replace("56,000", "58,000"), State.NOT_FOUND),
        "a negation": (quote.replace("called", "never called"), State.NOT_FOUND),
        "a prefix": (quote.replace("unlawful", "lawful"), State.NOT_FOUND),
        "a name": (quote.replace("Miller", "Millar"), State.NOT_FOUND),
    }
    for what, (written, expected) in changed.items():
        with subtests.test(what):
            assert state(written, HEARING) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The camps held … people; Karen Miller called their treatment unlawful", True),
        ("The court said […] that 5.5% of US men", None),
        ("the court said . . . that 5.5% of US men", True),
        ("The detainees were … able to see a lawyer", False),
        ("women held … Karen Miller called", True),
        ("Karen Miller called … The camps held", False),
        ("The [Syrian] detainees were not able", True),
        ("[T]he court said at 10:30", None),
        ("[They] were not able to see a lawyer", True),
        ("Karen Miller called [her] treatment unlawful", True),
        ("Karen Miller called their treatment [not] unlawful", False),
        ("[Not] Karen Miller called their treatment unlawful", False),
        ("The camps held [90,000] people", False),
        ("[Ahmed] called their treatment unlawful", True),
        ("Karen [Ahmed] called their treatment", False),
        ("The camps held more than 56,000 people [sic]; Karen", True),
    ],
)
def test_ellipses_and_brackets_leave_the_meaning(quote, expected):
    finding = find(quote, Words(HEARING))
    wanted = {True: State.WORD_FOR_WORD, None: State.DIFFERENCES, False: State.NOT_FOUND}
    assert finding.state is wanted[expected]
    for place in finding.left_out:
        assert HEARING[slice(*place)] not in quote


def test_whole_sentences_left_out_may_deny():
    text = "They asked for help. It did not come. They asked again in May of that year."
    assert state("They asked for help. … They asked again in May", text) is State.WORD_FOR_WORD


def test_same_words_at_several_places():
    text = Words("A said: we know nothing. B said: we know nothing of it. We know nothing new.")
    finding = find("we know nothing", text)
    assert (finding.state, finding.place, finding.count) == (State.WORD_FOR_WORD, None, 2)
    assert find("we know nothing", text, suffix=" of it").place == finding.places[1]
    assert find("we know nothing", text, prefix="A said: ").place == finding.places[0]
    assert find("we know nothing", text, prefix="C wrote: ").place is None


def test_near_wordings_that_differ_are_not_found():
    text = Words("The ministry’s treatrnent of them all. The ministry’s treatmcnt of them all.")
    quote = "The ministry’s treatment of them all"
    finding = find(quote, text)
    assert (finding.state, finding.places, finding.reason) == (State.NOT_FOUND, (), Reason.SEVERAL)
    assert find(quote, text, prefix="of them all.").state is State.DIFFERENCES


def test_words_behind_a_negation_are_told_to_be_so():
    assert find("able to see a lawyer", Words(HEARING)).is_after_negation
    assert not find("The detainees were not able", Words(HEARING)).is_after_negation


def test_quote_over_the_end_of_a_page():
    first = "The bodies respect their obligations to pre-\nvent any violation of the laws\n3\n"
    second = "Report of May\n\nwhich prohibit such illegal acts."
    quote = (
        "their obligations to prevent any violation of the laws which prohibit such illegal acts"
    )
    finding = find(quote, Words(first + second, pages=(0, len(first))))
    assert finding.state is State.WORD_FOR_WORD
    assert [(first + second)[slice(*place)] for place in finding.left_out] == ["3\nReport of May"]
    assert state(quote, first + second) is State.NOT_FOUND
    denying = first + second.replace("Report", "Not a report")
    assert find(quote, Words(denying, pages=(0, len(first)))).state is State.NOT_FOUND


@pytest.mark.parametrize(
    ("quote", "text", "reason"),
    [
        ("—", "Some text.", Reason.NO_WORDS),
        ("some words", None, Reason.NO_TEXT),
        ("some words", "", Reason.NO_TEXT),
        ("Größe der Sache", "Gr\ufffd\ufffde der S\ufffdche und mehr", Reason.GARBLED),
        ("قالت الإدارة", "ةرادإلا تلاق " * 30 + "تاطلسلا ةلودلا ىلا " * 10, Reason.GARBLED),
    ],
)
def test_what_cannot_be_checked_says_why(quote, text, reason):
    finding = find(quote, Words(text) if text is not None else None)
    assert (finding.state, finding.reason) == (State.CANNOT, reason)


ODD = ["[[[…", "…", "[", "]…[", "\u200b", "a" * 100_000, "x " * 5_000, "[…]" * 500, "the … " * 500]


@pytest.mark.parametrize("quote", ODD, ids=range(len(ODD)))
def test_odd_quotes_are_answered(quote):
    assert find(quote, Words(HEARING)).state in (State.NOT_FOUND, State.CANNOT)
