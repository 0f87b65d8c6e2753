"""The Python functions: ``extract``, ``extract_frame`` and ``load``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from newsledger.articles import ReadOptions, article_from_fields
from newsledger.articles.article import Article
from newsledger.errors import InputError
from newsledger.pipeline import Extractor
from newsledger.records import Record, Rejected
from newsledger.settings import ExtractSettings

if TYPE_CHECKING:
    import pandas as pd

    from newsledger.frames import Frames


def extract(
    texts: str | Article | Iterable[str | Article],
    *,
    published: str | None = None,
    model: str | None = None,
    companies: str | None = None,
) -> Iterator[Record]:
    """Extract records from texts or articles, lazily and in order.

    Args:
        texts: one or many; a string is the text of an article with its title on the first line.
        published: publication date (ISO 8601) for texts that tell none, against which periods are read.
        model: a spaCy model's name or folder; the small English one by default.
        companies: path of a CSV file of further companies.

    Yields:
        one record per article.

    Raises:
        InputError: a text cannot be extracted (empty, not English, too long); the message says why.
        ModelError: the model is not installed.

    >>> import newsledger
    >>> record = next(newsledger.extract("Acme gains\\n\\nAcme Corp said revenue rose 5% to $2 billion."))
    >>> [fact.quantity.text for fact in record.facts]
    ['5%', '$2 billion']
    """
    options = ReadOptions(published=published)
    extractor = Extractor(ExtractSettings(model=model, companies=companies))
    many = [texts] if isinstance(texts, str | Article) else texts
    for result in extractor.extract(_articles(many, options)):
        yield _record(result)


def _articles(texts: Iterable[str | Article], options: ReadOptions) -> Iterator[Article]:
    for number, text in enumerate(texts, 1):
        if isinstance(text, Article):
            yield text
            continue
        article = article_from_fields({"text": text}, options, uri=f"text#{number}")
        if isinstance(article, Rejected):
            raise InputError(f"{article.uri}: {article.detail}")
        yield article


def _record(result: Record | Rejected) -> Record:
    if isinstance(result, Rejected):
        raise InputError(f"{result.uri}: {result.detail}")
    return result


def extract_frame(
    frame: pd.DataFrame,
    *,
    text: str = "text",
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    uri: str | None = None,
    model: str | None = None,
    companies: str | None = None,
) -> Frames:
    """Extract from the rows of a pandas DataFrame; the keyword arguments name its columns.

    Returns:
        frames of articles, companies, mentions and facts as ``to_frames`` gives them. ``articles.uri`` is the value of
        the ``uri`` column, or the row's index label, so that facts can be joined to the rows they came from. Rows that
        cannot be extracted (empty, not English, too long) are in ``quarantine`` with their reason; no row is lost.

    Raises:
        InputError: a named column is not there; the message lists those that are.
    """
    # pandas and pyarrow take a second; extracting texts does not need them.
    from newsledger.engines import Columns
    from newsledger.frames import to_frames

    chosen = Columns(text, title, published, publisher, uri=uri)
    chosen.check(list(map(str, frame.columns)), "frame")
    columns = chosen.named()
    extractor = Extractor(ExtractSettings(model=model, companies=companies))
    rejected: list[Rejected] = []
    pairs: list[tuple[Article, Record]] = []
    articles: list[Article] = []
    for label, *values in frame[list(columns.values())].itertuples(index=True, name=None):
        fields = dict(zip(columns, values, strict=True))
        article = article_from_fields(fields, ReadOptions(), uri=str(fields.get("uri", label)))
        if isinstance(article, Rejected):
            rejected.append(article)
        else:
            articles.append(article)
    for article, result in zip(articles, extractor.extract(articles), strict=True):
        if isinstance(result, Rejected):
            rejected.append(result)
        else:
            pairs.append((article, result))
    return to_frames([record for _, record in pairs], quarantine=rejected)


def load(model: str | None = None, companies: str | None = None) -> Language:
    """A spaCy pipeline that extracts: ``doc.spans["figures"]``, ``doc.spans["companies"]`` and ``doc._.facts``.

    The neural model runs inside the component and only on the sentences that need it, so the pipeline itself holds
    nothing but the tokenizer and ``newsledger``. To use the tags and names of a pipeline of your
    own, add the component to it: ``nlp.add_pipe("newsledger")``.

    Raises:
        ModelError: the model is not installed.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("newsledger", config={"model": model, "companies": companies})
    return nlp
