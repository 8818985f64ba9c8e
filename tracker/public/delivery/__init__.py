"""How a page is sent: languages, stamps, kept pages, templates, headers, refusals."""
