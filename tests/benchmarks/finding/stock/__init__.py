"""The plain stock way to list, filter and search the same tables: the baseline."""
