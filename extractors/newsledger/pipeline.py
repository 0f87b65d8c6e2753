"""The cascade: the one place where an article becomes a record.

Fast code reads the whole text first (furniture, sentence bounds, figures); the neural model then reads only the
sentences that need it. The command line, the Python functions, the spaCy component and the workers all come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from newsledger.analysis import Analysis, View, view
from newsledger.articles.article import Article
from newsledger.cleaning import Layout, survey
from newsledger.companies import KnowledgeBase, identify
from newsledger.companies.glance import Glance, doubtful, glance
from newsledger.companies.relevance import weigh
from newsledger.contract import check
from newsledger.errors import ContractError
from newsledger.facts import state
from newsledger.facts.reading import Reading
from newsledger.figures import MoneyContext, find_figures
from newsledger.figures.figure import Figure
from newsledger.model import analyse, forgetting, load_model, remembering
from newsledger.records import SCHEMA_VERSION, ArticleHead, Fact, Record, Rejected
from newsledger.sentences import Sentence, split
from newsledger.settings import ExtractSettings

ARTICLES_AT_ONCE = 64
"""How many articles are read by the model together; what is said of one does not depend on it."""

LONGEST_SENTENCE = 2_000
"""Characters beyond which a "sentence" is a table or a list without stops, which the model cannot read."""


class Draft(msgspec.Struct):
    """An article on its way: what fast code found, the sentences that the model shall read, and those of them
    in which it shall look for names."""

    article: Article
    layout: Layout
    sentences: list[Sentence]
    figures: list[Figure]
    sentence_of: list[int]
    views: dict[int, View]
    shown: Glance
    doubtful: set[int]


@cache
def knowledge_base(companies: str | None) -> KnowledgeBase:
    """The knowledge base, loaded once per process and list."""
    return KnowledgeBase.load(Path(companies) if companies else None)


class Extractor:
    """Turns articles into records.

    Raises:
        ModelError: the model is not installed.
        UsageError: the company list cannot be read.
    """

    def __init__(self, settings: ExtractSettings | None = None) -> None:
        self.settings = settings or ExtractSettings()
        self.nlp: Language = load_model(self.settings.model)
        self.knowledge = knowledge_base(self.settings.companies)

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        """One record per article, in order, each checked against the contract. An article whose record breaks it comes
        back as ``Rejected`` with the reason ``contract``: that is a bug of ours, and the run goes on."""
        source = iter(articles)
        while batch := list(islice(source, ARTICLES_AT_ONCE)):
            with forgetting(self.nlp):
                results = [_checked(reading, layout) for reading, layout in self._read_batch(batch)]
            yield from results

    def read(self, article: Article) -> Reading:
        """Everything that is read of one article before its facts are stated."""
        with remembering():
            return next(reading for reading, _ in self._read_batch([article]))

    def extract_doc(self, doc: Doc, article: Article) -> Record | Rejected:
        """The record of an article whose text a spaCy pipeline of the user's own has already tagged."""
        draft = self._draft(article)
        analyses = {}
        for index in draft.views:
            sentence = draft.sentences[index]
            span = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
            if span is not None:
                analyses[index] = Analysis.of_span(sentence, span)
        return _checked(self._reading(draft, analyses), draft.layout)

    def _read_batch(self, articles: Sequence[Article]) -> Iterator[tuple[Reading, Layout]]:
        drafts = [self._draft(article) for article in articles]
        texts = [shown.text for draft in drafts for shown in draft.views.values()]
        docs = iter(analyse(self.nlp, texts, [index in draft.doubtful for draft in drafts for index in draft.views]))
        for draft in drafts:
            analyses = {}
            for index, shown in draft.views.items():
                analyses[index] = Analysis.of_view(draft.sentences[index], next(docs), shown)
            yield self._reading(draft, analyses), draft.layout

    def _draft(self, article: Article) -> Draft:
        layout = survey(article)
        sentences = split(article.text, layout)
        published = article.published_date
        context = MoneyContext(
            dateline=_dateline(article, layout),
            publisher=article.publisher,
            year=published.year if published is not None else None,
        )
        figures, sentence_of = _place(find_figures(article.text, skip=layout.skip_spans(), context=context), sentences)
        by_sentence: dict[int, list[Figure]] = {}
        for figure, place in zip(figures, sentence_of, strict=True):
            by_sentence.setdefault(place, []).append(figure)
        views = {
            sentence.index: view(article.text, sentence, by_sentence.get(sentence.index, []))
            for sentence in sentences
            if (self.settings.thorough or sentence.index in by_sentence or sentence.role != "body")
            and sentence.end - sentence.start <= LONGEST_SENTENCE
        }
        shown = glance(article.text, sentences, self.knowledge)
        doubts = (
            set(views) if self.settings.thorough else doubtful(article.text, sentences, shown, self.knowledge, views)
        )
        return Draft(article, layout, sentences, figures, sentence_of, views, shown, doubts)

    def _reading(self, draft: Draft, analyses: dict[int, Analysis]) -> Reading:
        identities = identify(
            draft.article, draft.layout, draft.sentences, draft.figures, analyses, self.knowledge, draft.shown
        )
        return Reading(draft.article, draft.sentences, draft.figures, draft.sentence_of, analyses, identities)


def _dateline(article: Article, layout: Layout) -> str | None:
    if article.dateline:
        return article.dateline
    return article.text[slice(*layout.dateline)] if layout.dateline else None


def _place(figures: Sequence[Figure], sentences: Sequence[Sentence]) -> tuple[list[Figure], list[int]]:
    """The figures that begin in a sentence, and the index of that sentence for each; all else is furniture."""
    kept: list[Figure] = []
    places: list[int] = []
    moved: dict[int, int] = {}
    position = 0
    for index, figure in enumerate(figures):
        start = figure.quantity.start
        while position < len(sentences) and sentences[position].end <= start:
            position += 1
        if position < len(sentences) and sentences[position].start <= start:
            moved[index] = len(kept)
            kept.append(figure)
            places.append(sentences[position].index)
    kept = [
        msgspec.structs.replace(figure, same_as=moved.get(figure.same_as)) if figure.same_as is not None else figure
        for figure in kept
    ]
    return kept, places


def _checked(reading: Reading, layout: Layout) -> Record | Rejected:
    facts = state(reading)
    record = _record(reading, layout, facts)
    try:
        check(record, reading.article.text)
    except ContractError as error:
        return Rejected(reading.article.uri or reading.article.article_id, None, "contract", str(error))
    return record


def _record(reading: Reading, layout: Layout, facts: Sequence[Fact]) -> Record:
    article, sentences = reading.article, reading.sentences
    headline_end = layout.title[1] if layout.title else 0
    lede_end = next((sentence.end for sentence in sentences if sentence.role == "lede"), headline_end)
    head = ArticleHead(
        article_id=article.article_id,
        uri=article.uri,
        title=article.title or (article.text[slice(*layout.title)] if layout.title else None),
        publisher=article.publisher,
        author=article.author,
        published=article.published,
        published_ambiguous=article.published_ambiguous,
        language=article.language,
        n_chars=len(article.text),
        body_start=article.body_start,
    )
    companies = weigh(reading.identities, [fact.companies for fact in facts], headline_end, lede_end)
    return Record(SCHEMA_VERSION, head, companies, tuple(facts))
