"""newsledger as a spaCy component: the same extraction, its results on the Doc."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from newsledger.articles.article import Article
from newsledger.errors import NewsledgerError
from newsledger.records import Record, Rejected, to_json

if TYPE_CHECKING:
    from newsledger.pipeline import Extractor

FIGURES = "figures"
COMPANIES = "companies"


def _facts(doc: Doc) -> list[dict[str, Any]]:
    """The facts of the Doc as plain dictionaries in the shape of ``schemas/fact.schema.json``."""
    record = _stored(doc)
    return list(record.get("facts", [])) if record else []


def _companies(doc: Doc) -> list[dict[str, Any]]:
    """The companies of the Doc as plain dictionaries in the shape of ``schemas/company.schema.json``."""
    record = _stored(doc)
    return list(record.get("companies", [])) if record else []


def _stored(doc: Doc) -> dict[str, Any] | None:
    stored = doc.user_data.get("newsledger")
    decoded: dict[str, Any] | None = msgspec.json.decode(stored) if stored else None
    return decoded


def register_extensions() -> None:
    """Set ``doc._.facts``, ``doc._.companies`` and ``doc._.published``, once."""
    if not Doc.has_extension("facts"):
        Doc.set_extension("facts", getter=_facts)
        Doc.set_extension("companies", getter=_companies)
        Doc.set_extension("published", default=None)


@Language.factory(
    "newsledger",
    default_config={"model": None, "companies": None, "published": None},
    assigns=["doc.spans", "doc._.facts"],
)
def make_component(
    nlp: Language, name: str, model: str | None, companies: str | None, published: str | None
) -> NewsledgerComponent:
    """Make the component. ``model`` is loaded only if no tagger and name finder of the pipeline stand before it."""
    # spaCy imports this module for every pipeline of anybody's; the extractor is only loaded for one that has it.
    from newsledger.pipeline import Extractor
    from newsledger.settings import ExtractSettings

    return NewsledgerComponent(name, Extractor(ExtractSettings(model=model, companies=companies)), published)


class NewsledgerComponent:
    """Reads ``doc.text`` as an article (title on the first line).

    Sets the span groups ``figures`` (label: the kind) and ``companies`` (label: the canonical name), which displaCy
    can draw, and ``doc._.facts``. Where the Doc already has tags and names, they are used; otherwise the model is
    asked about the sentences that need it. ``doc._.published`` or the component's ``published`` is the date that
    periods are read against.
    """

    def __init__(self, name: str, extractor: Extractor, published: str | None) -> None:
        self.name = name
        self.published = published
        self.extractor = extractor
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Extract from one Doc.

        Raises:
            NewsledgerError: the record broke the contract, which is a bug of newsledger.
        """
        article = Article(text=doc.text, published=doc._.published or self.published)
        if doc.has_annotation("TAG") and doc.has_annotation("ENT_IOB"):
            result: Record | Rejected = self.extractor.extract_doc(doc, article)
        else:
            result = next(self.extractor.extract([article]))
        if isinstance(result, Rejected):
            raise NewsledgerError(f"{result.reason}: {result.detail}")
        doc.user_data["newsledger"] = to_json(result)
        doc.spans[FIGURES] = SpanGroup(
            doc,
            name=FIGURES,
            spans=_spans(doc, [(f.quantity.start, f.quantity.end, f.quantity.kind) for f in result.facts]),
        )
        doc.spans[COMPANIES] = SpanGroup(
            doc,
            name=COMPANIES,
            spans=_spans(doc, [(m.start, m.end, c.name) for c in result.companies for m in c.mentions]),
        )
        return doc


def _spans(doc: Doc, places: list[tuple[int, int, str]]) -> list[Span]:
    """Token spans for character spans: a figure inside a longer token takes the whole token."""
    spans = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in sorted(places))
    return [span for span in spans if span is not None]
