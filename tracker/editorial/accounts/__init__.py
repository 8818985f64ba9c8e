"""Signing in: how often it may be tried, from where, and which browsers are known."""
