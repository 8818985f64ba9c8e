"""Where things stand in a drawing. Knows numbers and days, not records.

Positions across are per cent of the drawing's width, so that one SVG fits a telephone and a wide
screen alike with letters of one size; positions down are pixels.
"""
