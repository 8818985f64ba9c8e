"""The reading page: a kept text of a source, in which passages are marked and cited.

Belongs here: how a text is cut up, searched and marked, and how a passage becomes a citation. Does
not belong here: taking the text out of a copy and finding quotes in it, which are `capture`'s.
"""
