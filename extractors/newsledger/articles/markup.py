"""Markup within records: a fragment of HTML or XML as plain text, its paragraphs parted by blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "block", "body", "center", "dd", "div", "dl", "dt", "figure"),
        *("figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hl1", "hl2", "hr", "li", "main"),
        *("nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    ]
)
_LEFT_OUT = frozenset(["script", "style", "head", "noscript", "template", "svg", "iframe"])
_SPACE = re.compile(r"[^\S\n]*\n\s*\n\s*|[^\S\n]+|\n")
_DEEPEST = 200
"""Elements in elements beyond which a fragment is no article."""


def looks_like_markup(text: str) -> bool:
    """Whether a text is a fragment of HTML rather than plain.

    >>> looks_like_markup("<p>Sales rose</p>"), looks_like_markup("Sales < costs, <BP.L> said")
    (True, False)
    """
    return re.search(r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|li|img)\b[^<>]*>", text, re.IGNORECASE) is not None


def text_of_fragment(fragment: str) -> str:
    """The text of a fragment of HTML; of what cannot be parsed the fragment itself.

    >>> text_of_fragment("<p>Sales rose <b>5%</b>.</p><p>Costs fell.</p>")
    'Sales rose 5%.\\n\\nCosts fell.'
    """
    try:
        return text_of(html.fragment_fromstring(fragment, create_parent="div"))
    except (etree.LxmlError, ValueError, AssertionError):
        return fragment


def text_of(element: etree._Element) -> str:
    """The text within an element, white space as HTML shows it; names are taken without their namespaces."""
    joined = "".join(_pieces(element))
    return _SPACE.sub(lambda found: "\n\n" if found[0].count("\n") > 1 else " ", joined).strip()


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace, in lower case; empty for comments and instructions."""
    return etree.QName(element.tag).localname.lower() if isinstance(element.tag, str) else ""


def _pieces(element: etree._Element) -> Iterator[str]:
    """The stretches of text in order. By events, as recursion has its limits."""
    left_out = depth = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = name_of(node)
        if event == "start":
            depth += 1
            left_out += name in _LEFT_OUT
            if name in _BLOCKS or name == "br":
                yield "\n" if name == "br" else "\n\n"
            if node.text and not left_out and depth <= _DEEPEST:
                yield _inline(node.text)
        else:
            if event == "end":
                depth -= 1
                left_out -= name in _LEFT_OUT
                if name in _BLOCKS:
                    yield "\n\n"
            if node.tail and node is not element and not left_out:
                yield _inline(node.tail)


def _inline(text: str) -> str:
    """Line breaks of the source are spaces."""
    return re.sub(r"\s+", " ", text)
