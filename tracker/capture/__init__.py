"""How evidence is kept: copies of sources, their text, and every quote looked for in them.

Belongs here: which addresses may be connected to (`addresses.py`), the only outgoing socket of the
project (`fetch.py`), where bytes are stored (`storage.py`), the rows that say what each copy is
(`models/`) and the jobs that make them (`working.py`); the text taken out of a copy (`text/`), the
details that a page gives of itself (`suggesting/`), where in that text a quotation stands
(`quotes/`), and what became of it on its page (`watching.py`); who says when a copy was there
(`stamps/`), what it gives away (`metadata/`), and how it is erased (`erasing.py`). Does not belong
here: what is said (`record`), who may ask for a copy and the pages on which they do, and the gate
(`editorial`), what readers see of it (`edition`, `public`), how changes of the record are proven
(`ledger`).
"""
