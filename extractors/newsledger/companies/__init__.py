"""Which companies an article speaks of, and where: the knowledge base, mentions, identity, descriptions and
pronouns."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from newsledger.companies.identity import CompanyMention, Identities
from newsledger.companies.knowledge import KnowledgeBase

if TYPE_CHECKING:
    from newsledger.companies.document import identify

__all__ = ["CompanyMention", "Identities", "KnowledgeBase", "identify"]


def __getattr__(name: str) -> object:
    """Import ``identify`` when it is first used: it needs spaCy, which the knowledge base and the register do not."""
    if name != "identify":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module("newsledger.companies.document").identify
