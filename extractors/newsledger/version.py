"""The version of the extractor: a newer one replaces the records of an older one."""

from __future__ import annotations

__version__ = "0.1.0"
