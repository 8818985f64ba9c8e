"""Finding quotations in a source's text, word for word or not at all.

The face of it: `Words` folds a text once, `find` looks for a quotation in it, `states` says what
that can come to, `showing` makes of a finding what is shown.
"""
