"""How it is put in words.

What says the same to readers and to the desk belongs here: sentences and labels made of documents.
What asks the database, makes HTML or decides what is so does not belong here: states are decided
in `record/state.py`.
"""
