"""How it is put in words: sentences and labels that readers' pages and the desk share.

Nothing here asks the database, makes HTML, or decides what is so: that is `record/state.py`.
"""
