"""What a file gives away beside its words: where a picture was taken, whose it is, what is hidden.

`exif.py`, `pictures.py` and `pdf_child.py` load nothing of the site, so that the last, a program of
its own, can read a file within bounds. `pdf.py` runs it; `kinds.py` has the words for people.
"""
