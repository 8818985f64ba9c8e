"""Facts that programs find out about sources: the one thing readers see change by itself.

`telling` puts into the ledger what is not there yet, `writing` makes of its entries what readers
read, `reading` finds that. `marks` and `copies` say what is known now; nothing else here reads the
tables of copies.
"""
