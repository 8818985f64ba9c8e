"""A card as a picture: an SVG from a template, and the PNG that it becomes."""

from __future__ import annotations

from functools import lru_cache

import resvg_py
from django.template.loader import render_to_string

from tracker.public.drawing.cards.layout import HEIGHT, WIDTH, laid_out
from tracker.public.drawing.cards.measure import FILES
from tracker.public.telling.both_sides import BothSides

# oEmbed asks for a thumbnail no wider than the place it has; these are what there is.
WIDTHS = (WIDTH, 600, 300)


def svg(sides: BothSides) -> str:
    """The card as a drawing, in the language in force."""
    return render_to_string("machines/card.svg", {"card": laid_out(sides)})


def height(width: int) -> int:
    return round(width * HEIGHT / WIDTH)


# A card costs some 80 ms and 50 kB. Kept by what it shows: a changed record is another drawing.
@lru_cache(maxsize=100)
def png(drawing: str, width: int = WIDTH) -> bytes:
    """The drawing as a picture, with the fonts of this project alone."""
    fonts = [str(path) for path in FILES.values()]
    return resvg_py.svg_to_bytes(
        svg_string=drawing, width=width, skip_system_fonts=True, font_files=fonts
    )
