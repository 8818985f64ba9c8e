"""A template is made into code once, whatever the languages it is read in."""

from unittest import mock

from django.utils.translation import override
from jinja2 import Environment, FileSystemLoader

from tests.test_template_lines import TEMPLATES
from tracker.public.pages.environment import CompiledOnce, in_language


def test_second_language_takes_the_code_of_the_first():
    options = {"loader": FileSystemLoader(TEMPLATES / "public"), "autoescape": True}
    compiled = CompiledOnce()
    name = sorted(path.name for path in (TEMPLATES / "public").glob("*.html"))[0]
    with override("en"):
        in_language(options, compiled).get_template(name)
    with override("ar"), mock.patch.object(Environment, "compile", side_effect=AssertionError):
        second = in_language(options, compiled)
        second.get_template(name)
        assert second.globals["is_rtl"]() is True


def test_changed_template_is_made_anew(tmp_path):
    options = {"loader": FileSystemLoader(tmp_path), "autoescape": True}
    compiled, page = CompiledOnce(), tmp_path / "page.html"
    found = []
    for words in ("first", "second"):
        page.write_text(words)
        found.append(in_language(options, compiled).get_template("page.html").render())
    assert found == ["first", "second"]
