"""The rule book: the whole knowledge as static pages to read, nothing fetched from anywhere."""
