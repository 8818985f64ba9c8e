"""Linked data: every page once more as JSON-LD, in terms of schema.org and a few of our own.

Not here: `ClaimReview`, ratings, or anything else that says who is right. An allegation never
stands without its answers or what is known of its silence. Nothing is asked of the database:
all of it is what the page has loaded.
"""
