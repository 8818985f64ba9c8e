"""Already here? What is typed is held against what the desk has: names, addresses, titles."""
