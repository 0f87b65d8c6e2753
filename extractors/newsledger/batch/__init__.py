"""Many articles: workers, resume, quarantine, progress, counts."""

from newsledger.batch.crew import Limits
from newsledger.batch.engine import run
from newsledger.batch.progress import terminal_progress
from newsledger.sinks.sink import Summary

__all__ = ["Limits", "Summary", "run", "terminal_progress"]
