"""The formats of the news trade: what each part is read from, many items in a file, and files that are not well."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.errors import InputError
from newsledger.records import Rejected

from . import news_samples as news
from .samples import PAGE
from .test_formats import articles, put

BODY = "\n\n".join(news.PARAGRAPHS)
AUTHORED = {
    "a.nitf": (news.NITF, "acme-1", "2025-09-01T14:52:00+00:00"),
    "a.xml": (news.NEWSML, "urn:newsml:acme:1", "2025-09-01T14:52:00+01:00"),
    "a.rss": (news.RSS, "https://acme.example/1", "2025-09-01T14:52:00+01:00"),
    "a.atom": (news.ATOM, "https://acme.example/1", "2025-09-01T14:52:00+00:00"),
    "ninjs.json": (json.dumps(news.NINJS), "urn:acme:1", "2025-09-01T14:52:00+00:00"),
    "ninjs-1.json": (json.dumps(news.NINJS_1), "urn:acme:1", "2025-09-01T14:52:00+00:00"),
}


@pytest.mark.parametrize("name", AUTHORED)
def test_every_part(name: str, tmp_path: Path) -> None:
    data, uri, published = AUTHORED[name]
    (article,) = articles(put(tmp_path, name, data))
    assert article.text == f"{news.TITLE}\n\n{BODY}"
    assert (article.title, article.uri, article.author) == (news.TITLE, uri, "Jane Roe")
    assert (article.publisher, article.published) == ("Acme Wire", published)


def test_a_message_of_many_items(tmp_path: Path) -> None:
    nitf = news.NITF.split("\n", 2)[2]
    items = [news.news_item(news.XHTML, f"urn:{number}") for number in range(5)] + [news.news_item(nitf, "urn:nitf")]
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'
    )
    found = articles(put(tmp_path, "a.xml", message))
    assert [article.uri for article in found] == ["urn:0", "urn:1", "urn:2", "urn:3", "urn:4", "urn:nitf"]
    assert {article.text for article in found} == {f"{news.TITLE}\n\n{BODY}"}


def test_a_feed_of_many_items(tmp_path: Path) -> None:
    entry = news.RSS[news.RSS.index("<item>") : news.RSS.index("</channel>")]
    many = "".join(entry.replace("example/1", f"example/{number}").replace("300", str(number)) for number in range(500))
    found = articles(put(tmp_path, "feed", news.RSS.replace(entry, many)))
    assert [article.uri for article in found] == [f"https://acme.example/{number}" for number in range(500)]
    assert {article.publisher for article in found} == {"Acme Wire"}


def test_a_feed_with_summaries_only(tmp_path: Path) -> None:
    start, end = news.RSS.index("<content:encoded>"), news.RSS.index("</item>")
    feed = (news.RSS[:start] + news.RSS[end:]).replace("A teaser.", "Sales &amp; profit of Acme rose by 5% this week.")
    (article,) = articles(put(tmp_path, "a.rss", feed))
    assert article.text.endswith("\n\nSales & profit of Acme rose by 5% this week.")


def test_sgml(tmp_path: Path) -> None:
    full, brief, raw = articles(put(tmp_path, "reut2-000.sgm", news.SGML))
    assert full.title == "ACME <ACM> GAINS"
    assert full.text.endswith("billion dlrs.\n    It hired 300 people.")
    assert (full.published or "")[:16] == "1987-02-26T15:01"
    assert (full.dateline, full.publisher) == ("LONDON, Feb 26 -", "Reuters")
    assert brief.text == brief.title == "BOLT SAYS SALES OF ANVILS ROSE 5 PCT IN JANUARY"
    assert raw.text.startswith("Carbon Corp said")
    assert [(article.uri or "").rpartition("#")[2] for article in (full, brief, raw)] == ["7", "8", "9"]


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


BODIES = [
    ("plain", b"", PAGE.encode()),
    ("gzip", b"\r\nContent-Encoding: deflate", zlib.compress(PAGE.encode())),
    ("chunked", b"\r\nTransfer-Encoding: chunked", chunked(PAGE.encode())),
]


@pytest.mark.parametrize(("header", "body"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
@pytest.mark.parametrize("packed", [False, True])
def test_warc(header: bytes, body: bytes, packed: bool, tmp_path: Path) -> None:
    data = news.warc(
        ("https://acme.example/logo.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        ("https://acme.example/1", news.OK + header, body),
        ("https://acme.example/gone", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>no</p>"),
        packed=packed,
    )
    (article,) = articles(put(tmp_path, "CC-NEWS-1.warc.gz" if packed else "a.warc", data))
    assert article.uri == "https://acme.example/1"
    assert article.title == news.TITLE
    assert "revenue rose 5%" in article.text


def test_a_page_that_is_no_article_leaves_its_address(tmp_path: Path) -> None:
    data = news.warc(("https://acme.example/empty", news.OK, b"<html><body></body></html>"))
    (found,) = read([put(tmp_path, "a.warc", data)])
    assert isinstance(found, Rejected)
    assert (found.uri, found.reason) == ("https://acme.example/empty", "empty_text")


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
BROKEN = [
    ("cut.rss", news.RSS[:-200].encode(), "malformed_file"),
    ("cut.nitf", news.NITF[:-30].encode(), "malformed_file"),
    ("cut.sgm", news.SGML[:-15].encode(), "truncated"),
    ("cut.warc", news.warc(("https://a.example", news.OK, PAGE.encode()))[:-400], None),
    ("other.xml", b"<?xml version='1.0'?><settings><a/></settings>", "unknown_format"),
    ("other.sgm", b"<!DOCTYPE other><a>", "unknown_format"),
    ("empty.xml", b"", "malformed_file"),
    ("deep.xml", b"<rss>" + b"<a>" * 10_000, "malformed_file"),
    ("bomb.xml", f"{BOMB}]><rss><channel><item><description>&j;</description></item></channel></rss>".encode(), None),
    ("outside.xml", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><description>'
     b"Sales of the company rose by five percent on Monday, &x; it said.</description></item></channel></rss>", None),
    ("deep.rss", f"<rss><channel><item><description>{'&lt;div&gt;' * 20_000}x</description></item></channel></rss>"
     .encode(), None),
    ("wrong.json", json.dumps({"uri": 5, "bodies": "none", "headlines": [1, {}], "body_text": {}}).encode(), None),
    ("cut.warc.gz", news.warc(("https://a.example", news.OK, PAGE.encode()), packed=True)[:-40], "truncated"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_not_well_is_told(name: str, data: bytes, reason: str | None, tmp_path: Path) -> None:
    found = list(read([put(tmp_path, "files/" + name, data).rpartition("/")[0]]))
    assert found
    for item in found:
        if isinstance(item, Article):
            assert "root:" not in item.text
            assert len(item.text) < 10_000
    if reason is not None:
        assert isinstance(found[-1], Rejected)
        assert found[-1].reason == reason


def test_what_to_install_for_warc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(InputError, match=r"newsledger\[warc\]"):
        list(read([put(tmp_path, "a.warc", news.warc())], ReadOptions()))
