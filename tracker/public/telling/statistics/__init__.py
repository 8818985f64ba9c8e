"""Counts over the published record, each with its denominator and the rows behind it.

A statistic here counts what is on record, not what happened. Shares stand only over five cases or
more; fewer are told as counts.
"""
