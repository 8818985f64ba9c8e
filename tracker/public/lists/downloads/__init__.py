"""A list as a file: the rows that its query asks for, all of them, a batch at a time."""
