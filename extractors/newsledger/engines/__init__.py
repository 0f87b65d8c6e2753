"""Distributed engines: one function over Arrow batches, and thin adapters to it."""

from newsledger.engines.arrow import FACTS_SCHEMA, Columns, extract_batch

__all__ = ["FACTS_SCHEMA", "Columns", "extract_batch"]
