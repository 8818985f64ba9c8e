"""The text of a copy of a source: `reading.text_of` is the face of it."""
