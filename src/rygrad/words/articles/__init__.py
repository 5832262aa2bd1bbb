"""Articles for patients: Markdown read, checked, searched and made into pages."""
