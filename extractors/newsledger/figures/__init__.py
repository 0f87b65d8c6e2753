"""Figures: numbers, scales, currencies, percentages, ranges and bounds, by pure functions over text."""

from newsledger.figures.figure import Figure, MoneyContext
from newsledger.figures.reader import find_figures

__all__ = ["Figure", "MoneyContext", "find_figures"]
