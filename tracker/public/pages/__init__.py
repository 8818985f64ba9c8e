"""Readers' pages: a module a family, plain functions that end in one context."""
