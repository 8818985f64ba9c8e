"""What each column of a table says of the record: decided once by a person, kept as a map."""
