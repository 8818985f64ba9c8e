"""Readers of citations that others wrote: each takes our text and gives back what it understood."""

import json
import re
from importlib.resources import files

import bibtexparser
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)


def latex():
    """A reader of LaTeX that also knows the braces, and a circumflex for the sign it is."""
    context = get_default_latex_context_db()
    signs = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    context.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(latex_context=context)


def read_bibtex(text, decoded=True):
    """Field → value of the one entry."""
    reading = [LatexDecodingMiddleware(decoder=latex())] if decoded else []
    library = bibtexparser.parse_string(text, append_middleware=reading)
    assert library.failed_blocks == [] and len(library.entries) == 1, text
    return {name: field.value for name, field in library.entries[0].fields_dict.items()}


def read_ris(text):
    """The one entry, under rispy's names; a tag that RIS does not have is an error."""
    (entry,) = rispy.loads(text)
    assert not entry.get("unknown_tag"), text
    return entry


def csl_words(name):
    """The words of the language's own schema, as citeproc-py ships it."""
    schema = files("citeproc") / "data/schema/schemas/styles" / f"csl-{name}.rnc"
    return set(re.findall(r'"([^"]+)"', schema.read_text()))


def read_csl(text):
    """(the one item, what citeproc-py makes of it); an unknown variable is an error."""
    (item,) = json.loads(text)
    assert item["type"] in csl_words("types")
    assert set(item) <= csl_words("variables") | {"id", "type"}
    (reference,) = CiteProcJSON([item]).values()
    return item, reference
