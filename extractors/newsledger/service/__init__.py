"""The HTTP service: extraction, and the facts of a database, for programs and for people."""
