"""Time expressions: finding them, and reading them against a publication date.

``calendar`` is arithmetic on dates, ``expressions`` the words that name a period, ``shifts`` the words that name one
by its distance from another ("a year earlier"), ``mentions`` finds both in a sentence and says what each does there.
"""
