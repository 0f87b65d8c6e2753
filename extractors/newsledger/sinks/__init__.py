"""Destinations: one module each, behind the protocol ``Sink``, chosen by suffix in ``open_sink``."""

from newsledger.sinks.registry import SINKS, SinkKind, kind_of, open_sink
from newsledger.sinks.sink import FAILURES, Item, RunInfo, Sink, Summary

__all__ = ["FAILURES", "SINKS", "Item", "RunInfo", "Sink", "SinkKind", "Summary", "kind_of", "open_sink"]
