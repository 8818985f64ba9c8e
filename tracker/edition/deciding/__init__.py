"""What readers see once a change is made: which records come in sight with it, and which go.

What is published by decision is seen from its publication until it is withdrawn. Sources, parties
and places come and go with what names them: asked of what was approved, never of the desk's rows,
which hold changes that wait.

| brings in | what |
|---|---|
| a claim, response, request, event | the parties, places and sources that it names |
| a party that one of these names | the sources that show its ties |
| a source | its publisher |
| a party, named or a publisher | the bodies that it belongs to |
| a place that one of these names | the places it is part of, three up |

Asked in this order, a module each: what of the change is published (`changed`), what the records
with a status then say and name (`told`), what comes in sight with these and what goes (`sight`),
and what follows for the ledger and the index (`verdict`).
"""

from tracker.edition.deciding.verdict import decide

__all__ = ["decide"]
