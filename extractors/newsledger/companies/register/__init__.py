"""The register: companies of the official lists (GLEIF, SEC) and of a user's own, in one SQLite file.

It is asked for a name only once the text has proposed that name as a company's, by the key of the whole name, so that
millions of names cost an extraction nothing but the file. ``importing.py`` writes it, ``lookup.py`` reads it.
"""

from newsledger.companies.register.lookup import Candidate, Register, is_register
from newsledger.companies.register.schema import FIRST

__all__ = ["FIRST", "Candidate", "Register", "is_register"]
