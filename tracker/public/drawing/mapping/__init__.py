"""Maps without borders: places on land and water, drawn as SVG by the server.

Not here: who may see a place (record), and which border runs where: nobody draws one.
"""
