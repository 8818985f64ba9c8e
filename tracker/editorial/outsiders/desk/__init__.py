"""The desk's pages of what was received from outside: the list, one item, its files, erasing it."""
