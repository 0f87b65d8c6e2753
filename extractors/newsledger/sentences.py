"""Sentence bounds by fast code over the whole text, before any model reads it."""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["headline", "lede", "body"]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, headline or table row: ``article.text[start:end]``, without outer white space.

    ``index`` counts the sentences of the article from 0; ``paragraph`` counts its paragraphs. ``role`` is ``headline``
    for the title, ``lede`` for the first sentence of the body, ``body`` for the rest.
    """

    index: int
    start: int
    end: int
    paragraph: int
    role: Role
