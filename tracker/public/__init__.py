"""How readers see it: pages over what `querysets.published()` gives, and nothing else.

Belongs here: addresses, views, filters, templates' tags, the look. Does not belong here: models,
decisions about what is public (`record/querysets.py`), anything that changes a record.
"""
