"""Notices when a test wrote to the record past the desk's door, which keeps editions and index."""

import re

from tracker.ledger import changes

WRITE = re.compile(r'\s*(INSERT|UPDATE|DELETE|REPLACE)\b[^"(]*"?record_')


class IndexWatch:
    """An execute wrapper: stale once a row of the record was written outside `change`.

    What the product writes through its own door is the product's to index. A door that forgets to
    must be seen by a test, so nothing here makes up for it.
    """

    def __init__(self):
        self.begin()

    def set_stale(self):
        self.editions_are_stale = self.index_is_stale = self.is_without_entries = True

    def begin(self):
        """For tables as the migrations left them."""
        self.set_stale()
        self.are_of_rows = False

    @property
    def state(self):
        """What is stale, to be set again where the tables are as they were; and whether there are
        editions that were made of rows alone."""
        stale = self.editions_are_stale, self.index_is_stale, self.is_without_entries
        return *stale, self.are_of_rows

    @state.setter
    def state(self, state):
        *stale, self.are_of_rows = state
        self.editions_are_stale, self.index_is_stale, self.is_without_entries = stale

    def __call__(self, execute, sql, params, many, context):
        if WRITE.match(sql):
            if changes.opened() is None:
                self.set_stale()
            elif self.is_without_entries:
                # Of what has no entries the door cannot know that it names what was changed.
                self.editions_are_stale = True
        return execute(sql, params, many, context)


watch = IndexWatch()
