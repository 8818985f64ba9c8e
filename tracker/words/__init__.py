"""How it is put in words: sentences and labels that readers' pages and the desk share.

What asks the database, makes HTML or decides what is so does not belong here: states are decided
in `record/state.py`.
"""
