"""What is said: parties, sources, claims, allegations, responses, answers and what ties them.

Belongs here: every noun of the record, its rules, its derived states, and the one definition of
what is public (`querysets.py`). Does not belong here: how editors change it (`editorial`), how it
is shown (`public`), how evidence is fetched, history is proven or text is found (the middle floor).
This room imports no other room.
"""
