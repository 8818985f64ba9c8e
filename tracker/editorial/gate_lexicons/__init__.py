"""Words that need somebody who says them, by language: data for whoever knows the language.

`DEEDS` and `THINGS` tell of harm, `BLAME` judges somebody or somebody's words without naming a
harm. A sentence with one of them says whose it is, or it stops (`framing.unframed`).
"""
