"""The desk's lists of records as lists of work: filters, columns, saved filters, what is done with
the chosen ones, and the one search over all of them."""
