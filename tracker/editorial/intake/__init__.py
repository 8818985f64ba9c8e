"""What an editor is proposed of a kept text: quotations, figures, dates, names, codes.

Belongs here: rules that read a text and say what may be taken from it, and why. They ask no
database and keep nothing. Does not belong here: the page and taking, which are `admin`'s and
`reading`'s; what a page says of itself (title, date, author), which is `capture.suggesting`'s.
"""
