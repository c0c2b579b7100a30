"""Taking over a council page at the desk: paste or upload, check beside the text, accept as drafts."""
