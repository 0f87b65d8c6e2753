"""Which companies an article speaks of, and where: the knowledge base, mentions, identity, descriptions and
pronouns."""

from newsledger.companies.document import identify
from newsledger.companies.identity import CompanyMention, Identities
from newsledger.companies.knowledge import KnowledgeBase

__all__ = ["CompanyMention", "Identities", "KnowledgeBase", "identify"]
