"""Text out of copies of sources: pages in many encodings, mails, files; and what cannot be read."""

import hashlib
from pathlib import Path

import pytest

from tests.conftest import THOROUGH
from tracker.capture.quotes.finding import find
from tracker.capture.quotes.states import State
from tracker.capture.quotes.words import Words
from tracker.capture.text.extracted import MOST_TEXT, Trouble
from tracker.capture.text.plain import text_as_typed
from tracker.capture.text.reading import text_of

SHARED = Path(__file__).resolve().parents[3] / "shared"
PAGES = SHARED / "data/pages"
ARABIC = "قالت الإدارة الذاتية في شمال وشرق سوريا إنها تحترم التزاماتها"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def html(body, charset="utf-8", header="", head=""):
    return text_of(page(body, head).encode(charset), "text/html", header)


def test_text_has_its_hash_and_who_took_it():
    taken = html("<p>They&nbsp;said &ldquo;no&rdquo;.</p>")
    assert taken.text == "They\u00a0said “no”."
    assert taken.sha256 == hashlib.sha256(taken.text.encode()).hexdigest()
    assert taken.extractor == "html"
    assert "lxml" in taken.version
    assert taken.trouble is Trouble.NONE


def test_blocks_part_text_and_inline_elements_do_not():
    taken = html(
        "<h1>One <em>tit</em>le</h1>\n<div>first<br>second</div><table><tr><td>a<td>b</table>"
        "<p>people<sup>12</sup> were</p><script>no()</script><style>p{}</style><!-- no -->"
        "<pre>two  spaces\n  and a line</pre>"
    )
    assert taken.text == (
        "One title\n\nfirst\nsecond\na\tb\n\npeople¹² were\n\ntwo  spaces\n  and a line"
    )


def test_menus_are_kept_and_are_not_the_main_text():
    taken = html(
        "<nav>Home News</nav><div class='sidebar'>Most read</div><main><header><h1>Report</h1>"
        f"</header><p>{'The ministry said so. ' * 20}</p></main><footer>Imprint</footer>"
    )
    main = " ".join(taken.text[start:end] for start, end in taken.main)
    assert main.startswith("Report")
    for menu in ("Home News", "Most read", "Imprint"):
        assert menu in taken.text
        assert menu not in main


@pytest.mark.parametrize(
    ("charset", "text", "how"),
    [
        ("utf-8", ARABIC, ""),
        ("utf-8-sig", ARABIC, ""),
        ("utf-16", ARABIC, ""),
        ("cp1256", ARABIC, "header"),
        ("cp1256", ARABIC, "meta"),
        ("cp1256", ARABIC, ""),
        ("iso-8859-6", ARABIC, "meta"),
        ("cp1251", "Правительство сообщило о задержании людей", ""),
        ("cp1252", "Les détenus n’ont pas été jugés à Genève", ""),
        ("cp1254", "Şêxê me got ku gelê wî bêdeng nabe û şerê", "meta"),
        ("cp1255", "כל בני אדם נולדו בני חורין ושווים בערכם", ""),
    ],
)
def test_encoding_is_told_or_guessed(charset, text, how):
    head = f'<meta charset="{charset}">' if how == "meta" else ""
    taken = html(f"<p>{text}</p>", charset, charset if how == "header" else "", head)
    assert taken.text == text
    assert taken.encoding


def test_encoding_is_guessed_from_the_language_of_the_page():
    body = '<html lang="tr"><p>Şırnak’ta gözaltına alındı</p></html>'.encode("cp1254")
    assert text_of(body, "text/html").text == "Şırnak’ta gözaltına alındı"


def test_bytes_that_are_utf8_are_so_whatever_is_said():
    assert html(f"<p>{ARABIC}</p>", "utf-8", "iso-8859-1").text == ARABIC


@pytest.mark.parametrize("name", ["utf-7", "nonsense", "", "x-" * 50, "base64", "\x00", "idna"])
def test_odd_names_of_encodings_are_passed_over(name):
    assert html("<p>Genève</p>", "cp1252", name).text == "Genève"


@pytest.mark.parametrize(
    "body",
    ids=range(9),
    argvalues=[
        b"",
        b"\x00\xff\xfe<html>",
        b"<div>" * 60_000 + b"deep words" + b"</div>" * 60_000,
        b"<" * 300_000,
        b"<!--" * 50_000,
        b"<p>x&#0;&#xD800;\xed\xa0\x80" * 100,
        b"<table>" * 3_000,
        b"<html><head><title>only a title",
        b"<?xml version='1.0' encoding='utf-99'?><p>x",
    ],
)
def test_broken_pages_are_answered(body):
    taken = text_of(body, "text/html")
    taken.text.encode()
    assert "\x00" not in taken.text
    assert bool(taken.text) != (taken.trouble is Trouble.EMPTY)


def test_words_nested_deeper_than_the_parser_goes_are_still_text():
    assert text_of(b"<div>" * 9_000 + b"deep words", "text/html").text == "deep words"


def test_longest_text_is_cut_and_says_so():
    taken = text_of(b"word " * (MOST_TEXT // 5 + 10), "text/plain")
    assert (len(taken.text), taken.trouble) == (MOST_TEXT, Trouble.CUT)


def test_mail_gives_subject_and_words_and_no_addresses():
    mail = (
        b"From: Press Office <press@example.org>\nTo: desk@example.com\n"
        b"Subject: =?utf-8?B?2KjZitin2YY=?=\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n"
        b"Content-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: 8bit\n\n"
    ) + ARABIC.encode("cp1256")
    mail += b"\n--b\nContent-Type: text/html\n\n<p>other</p>\n--b--\n"
    taken = text_of(mail, "message/rfc822")
    assert taken.text.split("\n\n") == ["بيان", ARABIC]
    assert "@" not in taken.text


@pytest.mark.parametrize(
    "mail", [b"", b"\x00\xff", b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 5_000]
)
def test_broken_mail_is_answered(mail):
    assert text_of(mail, "message/rfc822").extractor == "e-mail"


@pytest.mark.parametrize(
    ("body", "kind", "trouble"),
    [
        (b"\x89PNG\r\n\x1a\n....", "application/octet-stream", Trouble.NO_TEXT),
        (b"\xff\xd8\xff\xe0", "image/jpeg", Trouble.NO_TEXT),
        (b"PK\x03\x04\x00\x00", "application/zip", Trouble.NOT_TEXT),
        (b"\x00\x01\x02", "", Trouble.NOT_TEXT),
        (b" \n\t ", "text/plain", Trouble.EMPTY),
    ],
)
def test_what_has_no_text_says_so(body, kind, trouble):
    taken = text_of(body, kind)
    assert (taken.text.strip(), taken.trouble) == ("", trouble)


def test_typed_text_is_kept_but_for_controls():
    taken = text_as_typed("One\r\ntwo\x00 “three”\u200c\ud800")
    assert taken.text == "One\ntwo “three”\u200c\ufffd"


@pytest.mark.skipif(not PAGES.exists(), reason="not beside this checkout: data/pages")
def test_headlines_of_real_pages_are_found_in_their_text(subtests):
    rows = (PAGES / "expected.tsv").read_text("utf-8").splitlines()[1:]
    for row in rows if THOROUGH else rows[:6]:
        name, _, _, title, *_ = row.split("\t")
        with subtests.test(name):
            taken = text_of((PAGES / name).read_bytes(), "text/html")
            headline = find(title.strip('"').replace('""', '"'), Words(taken.text))
            assert headline.state is State.WORD_FOR_WORD
            assert taken.main
