"""How readers see it: pages made of the documents of `edition`, and of what `search` finds.

Belongs here: addresses, views, filters, templates' macros, the look. Does not belong here:
decisions about what is public (`record/querysets/`), anything that changes a record.
"""
