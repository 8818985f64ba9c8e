"""How the record is found: one row of the index for each record, words and exact facets.

Belongs here: what is looked through and by which rules words are equal (`normalise.py`), the index
in the database (`index.py`, `backends/`), the columns that a process counts with (`columns.py`),
and what answers a question (`finding.py`). Does not belong here: what may be asked under which
name and how answers look (`public`), who writes the record (`editorial`). What is public is decided
in the record's querysets; this room only asks them.
"""

import os

# Numbers here are counted and sorted, never multiplied as matrices: a pool of threads in each
# worker would only take memory.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
