"""What programs read: linked data, feeds, citations, embeds, the sitemap."""
