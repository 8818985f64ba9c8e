"""How evidence is kept: copies of sources, their text, and every quote looked for in them.

Belongs here: what is fetched or uploaded and kept as evidence, the text taken out of it, the
details a page gives of itself, where in that text a quotation stands. Does not belong here: what is
said (`record`), who may do what and the gate (`editorial`), what readers see of it (`edition`,
`public`).
"""
