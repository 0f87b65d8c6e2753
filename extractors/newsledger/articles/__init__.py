"""The readers: from files, folders, archives and tables to articles.

``read`` takes what a user names; ``article_from_fields`` takes the values of one record. Both give ``Article`` or, with
its place and reason, ``Rejected``.
"""

from newsledger.articles.fields import article_from_fields
from newsledger.articles.meter import Meter
from newsledger.articles.options import Fields, Limits, ReadOptions
from newsledger.articles.reading import read
from newsledger.articles.rejection import REASONS, Reason

__all__ = ["REASONS", "Fields", "Limits", "Meter", "ReadOptions", "Reason", "article_from_fields", "read"]
