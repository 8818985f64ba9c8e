"""One normal form for text and question: what it makes equal, keeps apart, and what it costs."""

import json
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import endless_work_refused
from tracker.search.normalise import LONGEST_WORD, MOST_REMEMBERED, _Folded, tokens, words

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/naughty-strings/blns.json"
LETTERS = "اأإآٱبتةهەھكکيىیېێئؤءولڵرڕۆعن\u0640\u064b\u0651\u0654\u06d6\u200c\u200d"
LETTERS += "aAiIıİsSşŞeêlłßœ'’ʼ1٢۳²-_ .\u0301\u0327\u00ad\u2060😀한국字\U0001e900"
TEXTS = st.one_of(st.text(), st.text(alphabet=LETTERS))

SAME = [
    ("ﺣَﻠَﺐ", "حلب"),
    ("مُحْتَجَزُونَ", "محتجزون"),
    ("عـــاجل", "عاجل"),
    ("والمستشفيات", "مستشفى"),
    ("للمستشفيات", "المستشفى"),
    ("وبالمحاكم", "محاكم"),
    ("بالحق", "حق"),
    ("الالتزامات", "التزام"),
    ("الوزارة", "وزارة"),
    ("السوريين", "سورية"),
    ("سوريا", "سورية"),
    ("أمريكا", "الأمريكية"),
    ("الشهداء", "شهدا"),
    ("بالله", "الله"),
    ("والـNGOs", "NGO"),
    ("و2024", "٢٠٢٤"),
    ("شخصًا", "شخصا"),
    ("کۆبانێ", "كوباني"),
    ("مافەكانی", "ماف"),
    ("حکومه‌ت", "حكومەتی"),
    ("ئازادی", "آزادی"),
    ("ئێران", "ایران"),
    ("هەڵەبجە", "ههلهبجه"),
    ("بڕیار", "بريار"),
    ("می‌شود", "میشود"),
    ("آزادی‌های", "ازادي"),
    ("شناسائی", "شناسایی"),
    ("خانواده‌ای", "خانواده"),
    ("Kobanê", "kobane"),
    ("Şırnak", "sirnak"),
    ("İstanbul", "istanbul"),
    ("ISTANBUL", "ıstanbul"),
    ("Agne\u0300s", "Agnès"),
    ("Łódź", "lodz"),
    ("ʿAfrīn", "afrin"),
    ("STRASSE", "straße"),
    ("Œuvre", "oeuvre"),
    ("detainees", "detainee"),
    ("detainee’s", "detainees’"),
    ("allies", "ally"),
    ("détenus", "DÉTENU"),
    ("ﬁghters", "fighter"),
    ("Ｓｙｒｉａ", "syria"),
    ("١٢۳", "123"),
    ("m²", "m2"),
    ("56,000", "56000"),
    ("56\u202f000", "٥٦٬٠٠٠"),
    ("56.000", "٥٦٠٠٠"),
    ("و56,000", "56 000"),
    ("1’234’567", "1234567"),
    ("\u1014\u1037\u103a", "\u1014\u103a\u1037"),
    ("de\u00adten\u200btion", "detention"),
]
APART = [
    ("لبنان", "لبن"),
    ("إنسان", "أنس"),
    ("إيران", "أير"),
    ("قانون", "قان"),
    ("خانه", "خان"),
    ("الشرطة", "شرط"),
    ("مدني", "مدن"),
    ("عملية", "عمل"),
    ("أسرى", "أسر"),
    ("قضاة", "قضاء"),
    ("سوريا", "السور"),
    ("مجازات", "مجاز"),
    ("الله", "له"),
    ("الآن", "أن"),
    ("چاره", "جاره"),
    ("گردن", "كردن"),
    ("polis", "poli"),
    ("ISIS", "isi"),
    ("status", "statu"),
    ("class", "clas"),
    ("was", "wa"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_are_one(one, other):
    assert words(one) == words(other)
    assert len(words(one)) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one, other):
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("l’homme", ["l", "homme"]),
        ("l'État", ["l", "etat"]),
        ("Amnesty's report", ["amnesty", "report"]),
        ("Sha'ban", ["sha", "ban"]),
        ("Şırnak'ta", ["sirnak", "ta"]),
        ("north-east", ["north", "east"]),
        ("co‐operation", ["co", "operation"]),
        ("snake_case", ["snake", "case"]),
        ("43,000", ["43000"]),
        ("2024 100 1,2345 0.125", ["2024", "100", "1", "2345", "0", "125"]),
        ("拘留了56,000名", ["拘", "留", "了", "56000", "名"]),
        ("MDE24/7752", ["mde24", "7752"]),
        ("«مخيم» الهول؟", ["مخيم", "هول"]),
        ("\u0640\u0640 \u0301 \u200c ʿ", []),
        ("", []),
    ],
)
def test_where_words_part(text, parts):
    assert words(text) == parts


def test_place_of_a_word_is_that_of_its_spelling():
    text = "قالت: «والمستشفيات» Agne\u0300s’s"
    spelt = [(text[token.start : token.end], token.word) for token in tokens(text)]
    assert spelt == [
        ("قالت", "قالت"), ("والمستشفيات", "مستشف"), ("Agne\u0300s", "agne"),
    ]  # fmt: skip


@given(TEXTS)
def test_words_are_the_words_of_the_tokens(text):
    assert words(text) == [token.word for token in tokens(text)]


@given(TEXTS)
def test_words_are_letters_and_digits_and_not_empty(text):
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert all(unicodedata.category(char)[0] in "LN" for char in word)


@given(TEXTS)
def test_places_rise_and_do_not_overlap(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(TEXTS)
def test_normal_form_is_its_own_normal_form(text):
    assert words("\n".join(words(text))) == words(text)


@given(TEXTS)
def test_capitals_and_composition_do_not_matter(text):
    assert words(unicodedata.normalize("NFC", text)) == words(text)
    assert words(unicodedata.normalize("NFD", text)) == words(text)


@given(TEXTS, TEXTS)
def test_texts_on_two_lines_are_the_texts_apart(one, other):
    assert words(f"{one}\n{other}") == words(one) + words(other)


@given(st.text(alphabet="حمصلبنر", min_size=1), st.data())
def test_marks_do_not_make_another_word(text, data):
    marks = st.text(alphabet="\u064b\u064e\u0651\u0652\u0670\u0640\u200c\u200d\u06d6", max_size=3)
    assert words("".join(letter + data.draw(marks) for letter in text)) == words(text)


def test_sqlite_takes_every_word_as_it_is():
    """No letter of Unicode is one to Python and a space, or another letter, to SQLite."""
    every = {word for code in range(0x110000) for word in words(chr(code))}
    with sqlite3.connect(":memory:") as database:
        database.execute(
            "CREATE VIRTUAL TABLE kept USING fts5(word, tokenize='unicode61 remove_diacritics 0')"
        )
        database.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(kept, row)")
        database.executemany("INSERT INTO kept VALUES (?)", ((word,) for word in every))
        taken = {term for (term,) in database.execute("SELECT term FROM terms")}
    database.close()
    assert taken == every


def test_every_letter_and_digit_of_unicode_is_a_word_or_silent():
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char)[0] not in "LN":
            assert words(char) == [], hex(code)
        else:
            assert words(f"a{char}a"), hex(code)
            found = words(char)
            again = words(found[0]) if found else []
            # Two digraphs of kana are two signs that are seldom met as one.
            assert again == found or code in (0x309F, 0x30FF), hex(code)


def test_naughty_strings_are_only_words():
    if not CORPUS.exists():
        pytest.skip("the Big List of Naughty Strings is not beside this checkout")
    for text in json.loads(CORPUS.read_text(encoding="utf-8")):
        found = tokens(text)
        assert [token.word for token in found] == words(text)
        assert words("\n".join(words(text))) == words(text)
        assert all(word.isalnum() for word in words(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "ا" * 1_000_000,
        "ال" * 500_000,
        "و" * 1_000_000,
        "ات" * 500_000,
        "s" * 1_000_000,
        "a" + "\u0301" * 1_000_000,
        "\u0301" * 1_000_000,
        "ي" + "\u064b\u0654" * 500_000,
        "ـ" * 1_000_000,
        "a's" * 300_000,
        "'s" * 500_000,
        "e\u0301\u0327 " * 250_000,
        "\U0001e900" * 1_000_000,
    ],
    ids=lambda text: f"{text[:3]!a}...",
)
def test_a_million_characters_come_to_an_end(text):
    with endless_work_refused():
        words(text)


def test_what_is_remembered_is_bounded():
    remembered = _Folded()
    for number in range(MOST_REMEMBERED + 10):
        remembered[f"w{number}"]
    assert len(remembered) <= MOST_REMEMBERED
    long = "a" * (LONGEST_WORD + 1)
    assert remembered[long] == "a" * LONGEST_WORD
    assert long not in remembered
