"""The desk as a whole: what joins all apps for the staff."""
