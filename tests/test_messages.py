"""The interface is whole in every language, and no stylesheet knows left from right."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from jinja2 import nodes

from tests.conftest import missing
from tracker.public.delivery.languages import OWN_NAMES
from tracker.public.management.commands.makemessages import calls, environment, is_of_jinja

ROOT = Path(__file__).resolve().parents[1]
LOCALE = Path(settings.LOCALE_PATHS[0])
CODES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|</?[a-z][^>]*>")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Names that are the same in every language, and what only machines read.
# Blocks of the admin that hold names of styles.
CLASSES = {"bodyclass", "coltype"}
NAMES = {
    "Wikidata",
    "UTC",
    "SHA",
    "HTML",
    "JSON",
    "XML",
    "CSV",
    "Excel",
    "BibTeX",
    "RIS",
    "CSL",
    "oEmbed",
    "article",
}
WORDS = re.compile(r"[^\W\d_]{2,}")
SAID = re.compile(r'(?:aria-label|title|alt|placeholder|content|value)="([^"]*)"')
PHYSICAL = re.compile(
    r"(?<![\w-])(?:left|right|top|bottom|width|height|min-width|max-width|min-height|max-height"
    r"|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def catalogue(code):
    return polib.pofile(LOCALE / code / "LC_MESSAGES/django.po")


def forms(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_languages_are_those_of_the_dispute():
    assert list(OWN_NAMES) == [code for code, _name in settings.LANGUAGES]
    assert sorted(CODES) == ["ar", "ckb", "kmr"]


@pytest.mark.parametrize("code", CODES)
def test_every_word_is_translated(code):
    entries = catalogue(code)
    assert len(entries) > 1000
    left = [one.msgid for one in entries if not all(forms(one)) or one.fuzzy or one.obsolete]
    assert left == []


@pytest.mark.parametrize("code", CODES)
def test_every_plural_form_of_the_language_is_given(code):
    wanted = {"ar": 6, "ckb": 2, "kmr": 2}[code]
    entries = catalogue(code)
    assert entries.metadata["Plural-Forms"].startswith(f"nplurals={wanted};")
    assert {len(forms(one)) for one in entries if one.msgid_plural} == {wanted}


@pytest.mark.parametrize("code", CODES)
def test_what_is_put_into_a_sentence_is_kept(code):
    wrong = []
    for one in catalogue(code):
        given = sorted(PLACES.findall(one.msgid_plural or one.msgid))
        # A form for one, two or none may say its number in words; the last says all.
        if sorted(PLACES.findall(forms(one)[-1])) != given:
            wrong.append(one.msgid)
        known = {*PLACES.findall(one.msgid), *given}
        if any(not set(PLACES.findall(form)) <= known for form in forms(one)):
            wrong.append(one.msgid)
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_compiled_words_are_those_of_the_catalogue(code):
    def told(entries):
        return {(one.msgctxt, one.msgid): forms(one) for one in entries}

    compiled = polib.mofile(LOCALE / code / "LC_MESSAGES/django.mo")
    assert told(compiled) == told(catalogue(code))


def test_catalogues_hold_every_word_of_the_code(tmp_path):
    if shutil.which("xgettext") is None:
        missing("gettext")
    for name in ("tracker", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    done = subprocess.run(
        [
            *(sys.executable, "manage.py", "makemessages", "--locale", "kmr"),
            *("--no-wrap", "--no-obsolete"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    fresh = polib.pofile(tmp_path / "tracker/locale/kmr/LC_MESSAGES/django.po")
    for code in CODES:
        kept = {(one.msgctxt, one.msgid, one.msgid_plural) for one in catalogue(code)}
        found = {(one.msgctxt, one.msgid, one.msgid_plural) for one in fresh}
        assert (found - kept, kept - found) == (set(), set()), f"run .ci/messages ({code})"


def test_words_of_a_template_are_gathered_on_their_lines():
    template = """{% macro row(one) %}
{{ _("One's %(name)s", name=one) }}: {{ pgettext("of a row", "two") }}
{{ ngettext(
  "%(count)s row",
  "%(count)s rows",
  one, count=one
) }}
{% endmacro %}"""
    assert calls(template).splitlines() == [
        "",
        """_("One's %(name)s"); pgettext('of a row', 'two')""",
        "ngettext('%(count)s row', '%(count)s rows')",
    ]


def bare_text(path):
    """The text of a template that stands outside what is translated."""
    text = path.read_text()
    return "".join(bare_of_jinja(text) if is_of_jinja(path) else bare_of_django(text))


def bare_of_django(template):
    inside = False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            name, *rest = token.contents.split()
            if name in ("blocktranslate", "comment") or (name == "block" and rest[0] in CLASSES):
                inside = True
            elif name in ("endblocktranslate", "endcomment", "endblock"):
                inside = False
        elif token.token_type == TokenType.TEXT and not inside:
            yield token.contents
        elif token.token_type == TokenType.VAR:
            yield "0"


def bare_of_jinja(template):
    """Its text, and strings that it prints as they are."""
    for output in environment().parse(template).find_all(nodes.Output):
        for node in output.nodes:
            yield from printed(node)


def printed(node):
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr | nodes.Or | nodes.And | nodes.Concat):
        for child in node.iter_child_nodes(exclude=("test",)):
            yield from printed(child)
    else:
        yield "0"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_says_nothing_in_one_language_only(path):
    html = re.sub(r"<!--.*?-->|<(style|script)\b.*?</\1>", "", bare_text(path), flags=re.S)
    # A partial may be attributes only; a program's line and a key are the same for everybody.
    html = re.sub(r'\b(?:data-[\w-]+|lang)="[^"]*"|<(pre|code|kbd)\b.*?</\1>', "", html, flags=re.S)
    said = [re.sub(r"<[^>]*>", " ", html, flags=re.S)]
    for tag in re.findall(r"<[a-z][^>]*>", html, re.S):
        if not tag.startswith(("<meta", "<link", "<input", "<button", "<option")):
            said += SAID.findall(tag)
    words = {word for text in said for word in WORDS.findall(re.sub(r"&\w+;", "", text))}
    assert words - NAMES == set()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tracker").rglob("*.css")), ids=lambda path: path.name
)
def test_stylesheet_knows_start_and_end_not_left_and_right(path):
    css = re.sub(r"/\*.*?\*/|@media[^{]*|@page[^{]*\{[^}]*\}", "", path.read_text(), flags=re.S)
    assert PHYSICAL.findall(css) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_no_style_of_its_own(path):
    assert re.findall(r"\s(?:style|align|bgcolor)=", bare_text(path)) == []
