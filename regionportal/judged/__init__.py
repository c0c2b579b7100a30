"""Questions with the hits they should have, over invented texts (`manage.py judge_search`)."""
