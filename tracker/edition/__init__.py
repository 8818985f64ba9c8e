"""What readers see: a stored document for each public state of each record.

Belongs here: cutting documents from the trees that the ledger's entries committed to, keeping them
with the entries they hold from and to, and who names whom in them.

Does not belong here: how a document looks or is found (`public`, `search`), what may be published
(`editorial`), the desk's rows: no document is made from them.
"""
