"""The workbench: a claim or a response as an outline, of which one row at a time is opened.

What a row may hold, who may save it and what is asked of it is said by the forms, which also show
the record whole; here is what makes a row of a record's form stand by itself.
"""
