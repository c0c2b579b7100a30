"""Import of council pages: bytes become frozen records here; `sync` writes them to the database elsewhere."""
