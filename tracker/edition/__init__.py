"""What readers see: a stored document for each public state of each record.

Belongs here: cutting documents from the trees that the ledger's entries committed to, keeping them
with the entries they hold from and to, who names whom in them, and making typed objects of them for
pages, as they are published, as they were, or, for the desk alone, of its own rows. What of the
past is open, and the bundle.

Does not belong here: how a document looks or is found (`public`, `search`), what may be published
(`editorial`). No document that is stored is made of the desk's rows.
"""
