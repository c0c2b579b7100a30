"""Questions with the hits they should have, over invented texts: how well the search finds (`manage.py judge_search`)."""
