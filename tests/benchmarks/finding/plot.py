"""The comparison as a picture: a row for each case, milliseconds on a logarithmic scale."""

from __future__ import annotations

from html import escape
from math import log10

LEFT, RIGHT, TOP, ROW = 150, 30, 70, 34
WIDTH = 960
LEAST, MOST = 0.5, 60_000
# Colours that are told apart without red and green; a shape for each, too.
LOOKS = {
    "ours-sqlite": ("#0b6e99", "circle"),
    "ours-postgresql": ("#4cb5d5", "square"),
    "datasette": ("#d97706", "circle"),
    "datasette-bare": ("#e9a95b", "square"),
    "stock-sqlite": ("#555555", "circle"),
    "stock-postgresql": ("#aaaaaa", "square"),
}


def draw(results, cases):
    """The picture as the text of an SVG file."""
    shown = [case for case in cases if any(results.least(name, case) for name in LOOKS)]
    height = TOP + ROW * len(shown) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="10" y="22" font-size="16">Milliseconds for an answer, median,'
        f" {results.sizes[-1]:,} claims (hollow: given up)</text>",
        *_legend(),
        *_scale(TOP + ROW * len(shown)),
    ]
    for number, case in enumerate(shown):
        parts += _row(results, case, TOP + ROW * number + ROW // 2)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _at(milliseconds):
    inside = min(max(milliseconds, LEAST), MOST)
    share = (log10(inside) - log10(LEAST)) / (log10(MOST) - log10(LEAST))
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _legend():
    x = 10
    for name in LOOKS:
        yield _mark(name, x + 6, 44, True)
        yield f'<text x="{x + 18}" y="49">{name}</text>'
        x += 50 + 8 * len(name)


def _scale(bottom):
    for milliseconds in (1, 10, 100, 1000, 10_000):
        x = _at(milliseconds)
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{bottom}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{milliseconds:,}</text>'


def _row(results, case, y):
    yield f'<text x="{LEFT - 12}" y="{y + 5}" text-anchor="end">{escape(case)}</text>'
    found = {name: results.least(name, case) for name in LOOKS}
    xs = [_at(value) for value in found.values() if value]
    yield f'<line x1="{min(xs):.1f}" x2="{max(xs):.1f}" y1="{y}" y2="{y}" stroke="#bbb"/>'
    for name, value in found.items():
        if value:
            yield _mark(name, _at(value), y, results.value(name, case) is not None)


def _mark(name, x, y, is_filled):
    colour, shape = LOOKS[name]
    look = f'fill="{colour if is_filled else "white"}" stroke="{colour}" stroke-width="2"'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y}" r="6" {look}/>'
    return f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" {look}/>'
