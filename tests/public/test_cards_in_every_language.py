"""Cards in every language that a source may be in: no empty boxes, whatever is written."""

import struct
from itertools import pairwise
from pathlib import Path

import pytest
import resvg_py
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as some

from tests.public.test_cards import ARABIC, NAUGHTY, SORANI, naughty_card, text_of
from tracker.public.drawing.cards import draw, measure
from tracker.public.telling.both_sides import BothSides, Quote, Side
from tracker.record.fields import LANGUAGES

NOTE = "[in letters that this picture cannot show]"
# The first words of the Universal Declaration of Human Rights, or letters of the language.
WORDS = {
    "en": "All human beings are born free and equal in dignity and rights.",
    "ar": "يولد جميع الناس أحرارًا، وقد وُهِبُوا عقلًا. اَلسُّلُطَاتُ قَالَتْ إِنَّ لَّا",
    "ckb": SORANI,
    "kmr": "Hemû mirov azad û di weqar û mafan de wekhev tên dinyayê.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. İıŞşĞğÇç",
    "syr": "ܟܠ ܒܪܢܫܐ ܒܪܝܠܗ ܚܐܪܐ ܘܒܪܒܪ ܓܘ ܐܝܩܪܐ، ܒܪ̈ܢܫܐ ܫܠܵܡܵܐ ܥܲܠܘܼܟ݂ܘܿܢ",
    "hy": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար՝ իրենց արժանապատվությամբ և իրավունքներով։",
    "he": "כל בני האדם נולדו בני חורין ושווים בערכם. כֻּלָּם חוֹנְנוּ בתבונה",
    "ur": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ ٹڈڑں",
    "am": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።",
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. ÄÖÜß „so“",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad. ¿Ñandú? ¡Sí!",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité. Œuvre, « ça »",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità. È perché",
    "nl": "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. ĳ ë",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade. Ação, coração",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве. Ъыьэюя",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter. Åäö",
    "tg": "Тамоми одамон озод ба дунё меоянд ва ҳуқуқ баробаранд. Ҷӯғӣ Қӯш ҶӮҒӢҚҲ",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності. Ґрунт їжак єдність",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
    "my": "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် မွေးဖွားလာသူများ ဖြစ်သည်။",
    "und": "ყველა ადამიანი इंसान 😀",
}
UNSHOWN = {"zh", "und"}
CHARACTERS = some.sampled_from(sorted({char for words in WORDS.values() for char in words}))
ANY_TEXT = some.lists(CHARACTERS | some.characters(codec="utf-8"), max_size=30).map("".join)


def without_box(path):
    """A font whose shape for what it lacks is empty."""
    data = bytearray(path.read_bytes())
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {bytes(data[at : at + 4]): at + 8 for at in range(12, 12 + 16 * count, 16)}
    head, loca = (struct.unpack_from(">I", data, tables[name])[0] for name in (b"head", b"loca"))
    size = 4 if struct.unpack_from(">h", data, head + 50)[0] else 2
    assert data[loca : loca + size] != data[loca + size : loca + 2 * size], path
    data[loca : loca + size] = data[loca + size : loca + 2 * size]
    return bytes(data)


@pytest.fixture(scope="module")
def fonts_without_boxes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    for path in measure.FILES.values():
        (folder / path.name).write_bytes(without_box(path))
    return folder


def has_boxes(drawing, folder: Path):
    """Whether the drawing is another one where boxes are empty."""
    files = [str(folder / path.name) for path in measure.FILES.values()]
    other = resvg_py.svg_to_bytes(
        svg_string=drawing, width=1200, skip_system_fonts=True, font_files=files
    )
    return other != draw.png.__wrapped__(drawing, 1200)


def card_in(words, others=""):
    said = Side("Alleged", words, f"of Party B, {words}", f"Party A says: {words} (2024)")
    answered = Side("Answered", f"{words} Party", words, words, Quote(words))
    return BothSides(said, answered, "C-2024-0001", headline=f"{words} {others}".strip())


def test_every_language_of_the_list_has_words_here():
    assert set(WORDS) == {code for code, _name in LANGUAGES}


def test_a_box_is_seen(fonts_without_boxes):
    box = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 44" width="99" height="44">'
        '<text y="30" font-size="24" font-family="Noto Serif">人</text></svg>'
    )
    assert has_boxes(box, fonts_without_boxes)
    assert not has_boxes(box.replace("人", "A"), fonts_without_boxes)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_language_is_drawn_without_boxes_or_says_that_it_is_not(fonts_without_boxes, code):
    for language in ("en", "ar"):
        with override(language):
            sides = card_in(WORDS[code])
            assert not has_boxes(draw.svg(sides), fonts_without_boxes)
            text = text_of(sides)
    with override("en"):
        text = text_of(card_in(WORDS[code]))
    is_shown = code not in UNSHOWN
    assert measure.is_drawable(WORDS[code]) is is_shown
    assert (NOTE in text, "[…]" in text) == (not is_shown, not is_shown)
    assert "Party A says" in text and "of Party B" in text


@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize(
    "words",
    [*(WORDS[code] for code in sorted(set(WORDS) - UNSHOWN)), "WWW mmm “quote” 1234", ARABIC],
)
def test_words_are_drawn_as_wide_as_they_are_measured(words, weight):
    for line in (words, f"Party {words[:30].strip()}"):
        assert reach(line, weight) == pytest.approx(measure.width(line, 24, weight), abs=2.5)


def line(runs, weight):
    spans = "".join(f'<tspan font-family="{run.family}">{run.text}</tspan>' for run in runs)
    return f'<text y="30" font-size="24" font-weight="{weight}" xml:space="preserve">{spans}</text>'


def picture(lines, start):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{start} 0 1600 44">{lines}</svg>'
    return draw.png.__wrapped__(drawing, 1600)


def reach(words, weight):
    """How far from the left the ink of a line reaches, found by cutting the picture off."""
    lines = line(measure.set_runs(words), weight)
    nothing, low, high = picture(lines, 5000), 0, 1600
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if picture(lines, middle) == nothing else (middle + 1, high)
    return low


@pytest.mark.parametrize("code", ["my", "he", "syr", "ar", "fa", "ckb", "hy", "am", "tg"])
def test_words_look_the_same_beside_words_of_another_script(code):
    """What draws a line puts letters in order and joins them by the rules of its first letter."""
    words = WORDS[code]
    beside = reach(f"Party {words}", 400) - measure.width("Party ", 24)
    assert abs(beside - reach(words, 400)) <= 2


def test_quote_is_shown_whole_or_not_at_all():
    side = Side("Alleged", "Party A", "", "Party A says so", Quote("We say 不 to that.", "(so)"))
    text = text_of(BothSides(side, side))
    assert "We say" not in text and NOTE in text
    assert "Party A says so" in text


def test_name_that_cannot_be_drawn_leaves_a_mark_beside_those_that_can():
    side = Side("Alleged", "张三 李四, Party A", "", "Party A says that 张三 was held")
    text = text_of(BothSides(side, side))
    assert "[…] Party A" in text and "Party A says that […] was held" in text
    assert "张" not in text


def test_ukrainian_tajik_and_vowelled_letters_stay_in_one_font():
    assert {run.family for run in measure.runs("Ґґ Ҷӯғӣ Қӯш Ҳ")} == {measure.LATIN}
    assert {run.family for run in measure.runs("وُهِبُوا عقلًا")} == {measure.ARABIC}


def test_word_is_broken_between_letters_and_not_before_their_marks():
    for words in (WORDS["my"].replace(" ", ""), "e\u0301\u0302" * 60, "כֻּ" * 90):
        lines = measure.wrap(words, 28, 400, 200, 5)
        assert len(lines) > 1
        for before, line in pairwise(lines):
            assert not measure.is_mark(line[0]) and not before.endswith(measure.STACKING)


@pytest.mark.parametrize("words", NAUGHTY)
def test_nothing_that_is_written_becomes_a_box(fonts_without_boxes, words):
    assert not has_boxes(draw.svg(naughty_card(words)), fonts_without_boxes)


@settings(max_examples=25)
@given(ANY_TEXT)
@example(f"{WORDS['he']} {WORDS['ar']} {WORDS['my']}")
@example(f"{ARABIC} x\u0302 {WORDS['syr'][-20:]}")
@example("\u0301 \ufe0f \u200d \ue000 \U000e0001 \u06dd1")
def test_no_mixture_of_scripts_becomes_a_box(fonts_without_boxes, words):
    assert not has_boxes(draw.svg(card_in(words)), fonts_without_boxes)


@pytest.mark.django_db
def test_card_is_another_one_with_other_fonts(client, monkeypatch):
    before = client.get("/cards/site.png").headers["ETag"]
    assert client.get("/cards/site.png").headers["ETag"] == before
    monkeypatch.setattr("tracker.public.pages.cards.digest", lambda: "other fonts")
    assert client.get("/cards/site.png").headers["ETag"] != before
