"""newsledger: financial news in, a table of facts out.

>>> import newsledger
>>> for record in newsledger.extract("Acme gains\\n\\nAcme Corp said revenue rose 5%.", published="2025-09-01"):
...     print(record.facts[0].quantity.value)
5
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from newsledger.version import __version__

if TYPE_CHECKING:
    from newsledger.api import extract, extract_frame, load
    from newsledger.articles.article import Article
    from newsledger.errors import (
        ContractError,
        DestinationError,
        InputError,
        ModelError,
        NewsledgerError,
        UsageError,
    )
    from newsledger.frames import Frames, to_frames
    from newsledger.pipeline import Extractor
    from newsledger.records import Company, Fact, Quantity, Record, Rejected
    from newsledger.settings import ExtractSettings

__all__ = [
    "Article",
    "Company",
    "ContractError",
    "DestinationError",
    "ExtractSettings",
    "Extractor",
    "Fact",
    "Frames",
    "InputError",
    "ModelError",
    "NewsledgerError",
    "Quantity",
    "Record",
    "Rejected",
    "UsageError",
    "__version__",
    "extract",
    "extract_frame",
    "load",
    "to_frames",
]

_HOMES = {
    "api": ("extract", "extract_frame", "load"),
    "articles.article": ("Article",),
    "errors": ("ContractError", "DestinationError", "InputError", "ModelError", "NewsledgerError", "UsageError"),
    "frames": ("Frames", "to_frames"),
    "pipeline": ("Extractor",),
    "settings": ("ExtractSettings",),
    "records": ("Company", "Fact", "Quantity", "Record", "Rejected"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: spaCy and pandas take a second, and not every command needs them."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'newsledger' has no attribute {name!r}")
    return getattr(import_module(f"newsledger.{_HOME_OF[name]}"), name)
