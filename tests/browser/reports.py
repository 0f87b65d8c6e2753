"""Reports to drive a browser over: a small honest one, and one whose every text tries to be markup."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from newsledger.articles.article import Article
from newsledger.records import Attribution, Comparison, Mention, Metric, Period, Rejected, Text
from newsledger.review.report import write_report
from newsledger.review.stored import Selection
from newsledger.sinks import Item
from tests.builders import company, fact, quantity, record
from tests.review.stores import store
from tests.sinks.samples import head_of

HONEST = (
    "Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion, from $1.9 billion a year earlier. "
    "It expects $2.5 billion next year. A bystander counted 40 geese \N{WATER WAVE} near the 3,000 bottles, "
    "and missed 12 million euros."
)

PLANTED = '<script>window.planted = "{0}"</script><img src=x onerror="window.planted=\'{0}\'">'
WAYS_OUT = "\"'></script></style></textarea><svg onload=window.planted=1> ${window.planted=1} \u2028]]>-->"


def _span(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def honest() -> Item:
    """An article about a company, with a level, its previous value, a forecast, and two figures that nobody knows."""
    article = Article(text=HONEST, uri="acme.txt", title="Acme gains", publisher="The Gazette", published="2025-09-01")

    def money(words: str, value: str, period: tuple[str, str], number: int, **more: object) -> object:
        return fact(
            f"{number:016x}",
            quantity=quantity(words, HONEST.index(words), value, kind="money", unit="USD", decimals=-8),
            metric=Metric("revenue", "revenue", "us-gaap:Revenues"),
            direction=None,
            signed_value=Decimal(value),
            period=Period(None, *period),
            evidence=Text(HONEST[12:104], 12, 104),
            **({"measure": "level"} | more),
        )

    def unknown(words: str, value: str, number: int) -> object:
        return fact(
            f"{number:016x}",
            quantity=quantity(words, HONEST.index(words), value, kind="count", unit="thing"),
            companies=(),
            metric=None,
            measure=None,
            direction=None,
            signed_value=None,
            confidence=0.2,
            evidence=Text(words, **_span(HONEST, words)),
        )

    facts = (
        fact(
            "00000000000000a0",
            quantity=quantity("5%", HONEST.index("5%")),
            subject=Text("revenue", **_span(HONEST, "revenue")),
            comparison=Comparison("year_over_year", "a year earlier"),
            attribution=Attribution("Acme", "said", **_span(HONEST, "Acme Corp")),
            period=Period("on Monday", "2025-09-01", "2025-09-01"),
            evidence=Text(HONEST[12:104], 12, 104),
            rules=("metric.subject", "owner.focus"),
        ),
        money("$2 billion", "2000000000", ("2025-01-01", "2025-12-31"), 0xA1),
        money("$1.9 billion", "1900000000", ("2024-01-01", "2024-12-31"), 0xA2, measure="previous"),
        money("$2.5 billion", "2500000000", ("2026-01-01", "2026-12-31"), 0xA3, status="forecast"),
        unknown("40 geese", "40", 0xA4),
        unknown("3,000 bottles", "3000", 0xA5),
    )
    mentions = (Mention("Acme", 0, 4, "name"), Mention("Acme Corp", 12, 21, "name"))
    made = record(article, facts=facts, companies=(company(mentions=mentions),))
    return article, head_of(made, article)


def hostile() -> tuple[Item, Rejected]:
    """An article and a rejected input in which every text is markup, or a way out of wherever it is put."""
    said = {name: PLANTED.format(name) + WAYS_OUT for name in ("title", "company", "source", "subject", "publisher")}
    text = "\n\n".join([said["title"], said["company"], f"rose 5% {said['subject']}", f"Kept 7 {WAYS_OUT}"])
    article = Article(text=text, uri=said["publisher"], title=said["title"], publisher=said["publisher"],
                      author=said["source"], published="2025-09-01")  # fmt: skip
    start = text.index("rose 5%") + len("rose ")
    made = fact(
        "00000000000000f0",
        quantity=quantity("5%", start, unit=PLANTED.format("unit"), per=PLANTED.format("per"), kind="count"),
        companies=(said["company"],),
        subject=Text(said["subject"], **_span(text, said["subject"])),
        metric=Metric(PLANTED.format("metric"), PLANTED.format("words"), PLANTED.format("concept")),
        measure="level",
        direction=None,
        attribution=Attribution(said["source"], PLANTED.format("cue"), 0, 1),
        comparison=Comparison("estimate", PLANTED.format("comparison")),
        period=Period(PLANTED.format("period"), "2025-01-01", "2025-12-31"),
        evidence=Text(text, 0, len(text)),
        rules=(PLANTED.format("rule"),),
    )
    mention = Mention(said["company"], **_span(text, said["company"]), kind="name")
    acting = company(said["company"], legal_name=PLANTED.format("legal"), mentions=(mention,))
    record_of = head_of(record(article, facts=(made,), companies=(acting,)), article)
    return (article, record_of), Rejected(said["title"], said["company"], "malformed_json", said["source"])


def honest_report(folder: Path) -> Path:
    """The report of the honest article and one rejected input."""
    rejected = Rejected("in/broken.jsonl", "line 3", "malformed_json", "this is no JSON object")
    database = store(folder / "honest.duckdb", [honest()], [rejected])
    return write_report(database, folder / "report.html", Selection()).pages[0]


def hostile_report(folder: Path) -> Path:
    """The report of the hostile article."""
    item, rejected = hostile()
    database = store(folder / "hostile.duckdb", [item], [rejected])
    return write_report(database, folder / "report.html", Selection(), title=PLANTED.format("page")).pages[0]
