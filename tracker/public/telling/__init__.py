"""What pages tell of a dispute: both sides in words, matrix, timeline, statistics, comparison."""
