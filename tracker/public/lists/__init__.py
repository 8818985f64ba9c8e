"""Lists: what can be asked of them, their rows, and the same as files."""
