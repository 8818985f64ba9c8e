"""Social cards: what a record says, both sides alike, as a picture of 1200 by 630 pixels.

`measure` knows how wide words are, `layout` puts them into two halves of equal size, and `draw`
makes the picture. What the words are, `tracker.public.telling.both_sides` decides.
"""
