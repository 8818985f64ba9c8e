"""How editors change it: the admin, the status moves, the publish gate, imports.

Belongs here: forms, permissions, the only writer of a record's status (`workflow.py`), what must
be right before publishing (`wording.py`). Does not belong here: models of the record, or anything
that readers see.
"""
