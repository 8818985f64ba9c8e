"""What somebody without an account sends: an answer or a correction, and what becomes of it.

Whoever reads a page sends it by a form; the other side of a request by a link of its own. Nothing
of it is part of the record, and nothing is public, before an editor has taken it over: that makes
a draft, which goes the way of all drafts. The sender looks up what became of it with the words of
a receipt.

Nothing is asked of whoever sends: no account, no cookie, no script. The address a form was sent
from is not kept, but for a day a keyed hash of it, by which too much is refused.
"""
