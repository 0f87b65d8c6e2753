"""Views of records for people."""
