"""The desk's pages of imports: a file sent, found out, mapped, tried out, imported, undone."""
