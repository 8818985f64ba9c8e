"""Tables as files of any kind: rows of text by heading, found out, bounded, read as a stream."""
