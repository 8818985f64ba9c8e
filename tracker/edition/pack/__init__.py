"""The evidence pack of one claim: all that anybody needs to check it without this site.

`gathering` reads what readers may see and what proves it, from tables of readers alone; `writing`
makes the zip file, which `verify.py` in it checks.
"""
