"""Accounts: who signs in and how often that may be tried, sessions, second factors, invitations."""
