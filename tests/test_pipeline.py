"""Invariants of the whole extraction, whatever the article."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsledger import model
from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.contract import check
from newsledger.pipeline import ARTICLES_AT_ONCE, Extractor
from newsledger.records import Record, to_json
from newsledger.settings import ExtractSettings

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = Path(__file__).parent / "golden" / "sample.tsv"

FRAGMENTS = [
    "Nvidia", "Apple Inc", "the bank", "It", "said", "rose", "fell", "revenue", "net profit", "5%",
    "$3 billion", "1.2bn",
    "to", "from", "and", "respectively", "a year earlier", "in the third quarter", "Rs 5,000 crore", "25bps", "half",
    "(", ")", '"', "'", ",", ".", "\n", "\r\n", "\n\n", " ", "\u00a0", "\u2009", "\u200b",
    "\u00ad", "e\u0301", "😀", "％", "１２",
    "<BP>", "(AAPL.O)", "http://a.b/c?d=5%", "-", "–", "—", "0", "000", "€", "\x00", "\ufffd", "٣", "𝟓", "ﷺ",
]  # fmt: skip

articles_of_fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
spaced_fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map(" ".join)
anything = st.one_of(articles_of_fragments, spaced_fragments, st.text(max_size=200))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def sample() -> list[Article]:
    found = read([str(ROOT / "corpus" / "sample")], ReadOptions())
    return [article for article in found if isinstance(article, Article)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=anything, published=st.sampled_from([None, "2024-02-29", "2025-01-01T00:30:00+09:00"]))
def test_any_text_gives_a_record_that_keeps_the_contract(
    extractor: Extractor, text: str, published: str | None
) -> None:
    record = next(extractor.extract([Article(text=text, published=published)]))
    assert isinstance(record, Record), record
    check(record, text)
    for fact in record.facts:
        quantity = fact.quantity
        assert quantity.value.is_finite()
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        if published is None and fact.period is not None:
            assert any(character.isdigit() for character in fact.period.text or ""), fact.period


@pytest.mark.parametrize(
    "text",
    [
        # A clause that stops before its figure, as "Fell" is taken for a part of the name before it.
        "Kelmar ships more\n\nDeliveries to West Africa rose 6.9 pct to 589 and those to U.S. Fell 3.9 pct to 131.",
    ],
)
def test_texts_that_once_could_not_be_read(extractor: Extractor, text: str) -> None:
    record = next(extractor.extract([Article(text=text)]))
    assert isinstance(record, Record), record
    assert record.facts


def shaken(text: str, rng: random.Random) -> str:
    """The text as a careless hand may leave it: words missing, doubled, in another case, joined or out of order."""
    lines = []
    for line in text.split("\n"):
        words: list[str] = []
        for word in line.split(" "):
            match rng.randrange(30):
                case 0:
                    continue
                case 1:
                    words.append(word.capitalize())
                case 2:
                    words.append(word.lower())
                case 3 if words:
                    words[-1] += word
                case 4:
                    words += [word, word]
                case 5:
                    words.append(word + rng.choice([",", ".", ";", ":", " and", " but", " which", " —", '"', "("]))
                case _:
                    words.append(word)
        if not rng.randrange(6):
            rng.shuffle(words)
        lines.append(" ".join(words))
    return "\n".join(lines)


def test_articles_that_are_shaken_are_read_all_the_same(extractor: Extractor, sample: list[Article]) -> None:
    rng = random.Random(7)
    articles = [Article(text=shaken(article.text, rng), published=article.published) for article in sample]
    for article, record in zip(articles, extractor.extract(articles), strict=True):
        assert isinstance(record, Record), record
        check(record, article.text)


def test_what_is_said_of_an_article_does_not_depend_on_its_neighbours(
    extractor: Extractor, sample: list[Article]
) -> None:
    assert len(sample) >= 15
    together = [to_json(record) for record in extractor.extract(sample)]
    alone = [to_json(next(extractor.extract([article]))) for article in sample]
    backwards = [to_json(record) for record in extractor.extract(sample[::-1])][::-1]
    assert together == alone == backwards


def test_words_beyond_those_that_are_kept_are_forgotten(
    extractor: Extractor, sample: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [to_json(record) for record in extractor.extract(sample)]
    monkeypatch.setattr(model, "FORMS_KEPT", 0)
    vocabulary = extractor.nlp.vocab
    held = len(vocabulary.strings)
    coined = [Article(text=f"Gronk{word}ax Corp said sales of wib{word}bles rose 5%.") for word in range(100)]
    for _ in range(2):
        assert all(isinstance(record, Record) and record.facts for record in extractor.extract(coined))
        assert "wib7bles" not in vocabulary.strings
        assert len(vocabulary.strings) <= held
    assert [to_json(record) for record in extractor.extract(sample)] == told


def test_threads_may_share_an_extractor(
    extractor: Extractor, sample: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [to_json(record) for record in extractor.extract(sample)]
    monkeypatch.setattr(model, "FORMS_KEPT", 0)

    def again(round_: int) -> list[bytes]:
        if round_ % 4 == 3:  # one that is read to look at, beside those that are forgotten
            reading = extractor.read(sample[round_])
            words = [token.text for analysis in reading.analyses.values() for token in analysis]
            assert all(words)
        return [to_json(record) for record in extractor.extract(sample[round_:])]

    with ThreadPoolExecutor(4) as threads:
        for round_, records in enumerate(threads.map(again, range(8))):
            assert records == told[round_:]


def test_articles_come_back_in_order_across_batches(extractor: Extractor) -> None:
    count = ARTICLES_AT_ONCE * 2 + 3
    articles = [Article(text=f"Sales up {number}%\n\nSales rose {number}%.") for number in range(1, count)]
    records = list(extractor.extract(iter(articles)))
    assert [record.facts[-1].quantity.text for record in records if isinstance(record, Record)] == [
        f"{number}%" for number in range(1, count)
    ]


def test_thorough_reading_finds_the_same_figures_and_companies_of_other_sentences(
    sample: list[Article], extractor: Extractor
) -> None:
    thorough = Extractor(ExtractSettings(thorough=True))
    for plain, full in zip(extractor.extract(sample), thorough.extract(sample), strict=True):
        assert isinstance(plain, Record)
        assert isinstance(full, Record)
        assert [fact.quantity for fact in plain.facts] == [fact.quantity for fact in full.facts]
    text = "Acme Corp beats forecasts\n\nAcme Corp said revenue rose 5%.\n\nIt will hire.\n\nThe talks were joined by "
    article = Article(text=f"{text}Quentrix Dynamics and its lawyers.\n")
    for reader, known in ((extractor, False), (thorough, True)):
        (record,) = reader.extract([article])
        assert isinstance(record, Record)
        assert ("Quentrix Dynamics" in [company.name for company in record.companies]) is known


def lines_of(record: Record) -> list[str]:
    """A record as tab-separated lines, one per company and fact, for the golden file."""
    name = (record.article.uri or "").rsplit("/", 1)[-1]
    lines = [f"{name}\tarticle\t{record.article.title}\t{record.article.published}\t{record.article.publisher}"]
    for company in record.companies:
        tickers = " ".join(f"{i.value}@{i.mic}" for i in company.ids if i.scheme == "ticker")
        lines.append(f"{name}\tcompany\t{company.name}\t{tickers}\t{len(company.mentions)} mentions")
    for fact in record.facts:
        quantity, period = fact.quantity, fact.period
        slots = [
            quantity.text.replace("\n", " "),
            f"{quantity.value} {quantity.unit}" + (f"/{quantity.per}" if quantity.per else ""),
            quantity.modifier,
            "; ".join(fact.companies),
            fact.metric.name if fact.metric else None,
            fact.measure,
            fact.direction,
            f"{period.start}..{period.end}" if period else None,
            fact.comparison.basis if fact.comparison else None,
            fact.status,
            fact.attribution.source if fact.attribution else None,
        ]
        lines.append("\t".join([name, "fact", *(slot or "-" for slot in slots)]))
    return lines


def test_the_sample_articles_read_as_they_did(extractor: Extractor, sample: list[Article]) -> None:
    """The golden file: a change of any slot of any sample fact is seen here. ``make golden`` writes it anew."""
    read_now = [line for record in extractor.extract(sample) if isinstance(record, Record) for line in lines_of(record)]
    assert read_now == GOLDEN.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    articles = [a for a in read([str(ROOT / "corpus" / "sample")], ReadOptions()) if isinstance(a, Article)]
    made = [line for record in Extractor().extract(articles) if isinstance(record, Record) for line in lines_of(record)]
    GOLDEN.write_text("\n".join(made) + "\n", encoding="utf-8")
