"""Rows of lists, and the words in them that were looked for."""

from django import template

from tracker.public.rows_in_html import claim_row, found_text, marked

register = template.Library()
register.simple_tag(claim_row)
register.simple_tag(found_text)
register.simple_tag(marked)
