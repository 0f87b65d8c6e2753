"""The sample article in the formats of the news trade: NITF, NewsML-G2, ninjs, RSS, Atom, WARC, SGML."""

from __future__ import annotations

import gzip
from html import escape

TITLE = "Acme gains on higher sales"
PARAGRAPHS = [
    "Acme Corp said on Monday that revenue rose 5% to $2 billion.",
    "It hired 300 people in the quarter, it said.",
]
MARKED = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">
<nitf xml:lang="en-GB"><head><title>Acme gains (short)</title>
<docdata><doc-id id-string="acme-1"/><date.issue norm="20250901T145200Z"/></docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1><hl2>Anvils</hl2></hedline><byline>By <person>Jane Roe</person></byline>
<distributor>Acme Wire</distributor><dateline><location>LONDON</location></dateline></body.head>
<body.content><block>{MARKED}</block></body.content></body></nitf>"""


def news_item(content: str, guid: str = "urn:newsml:acme:1") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2">
<itemMeta><versionCreated>2025-09-02T08:00:00Z</versionCreated></itemMeta>
<contentMeta><contentCreated>2025-09-01T14:52:00+01:00</contentCreated><creditline>Acme Wire</creditline>
<by>Jane Roe</by><headline>{TITLE}</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">{content}</inlineXML></contentSet></newsItem>"""


XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{MARKED}</body></html>'
NEWSML = f'<?xml version="1.0" encoding="UTF-8"?>\n{news_item(XHTML)}'

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Acme Wire</title><link>https://acme.example/</link><item><title>{TITLE}</title>
<link>https://acme.example/1</link><pubDate>Mon, 01 Sep 2025 14:52:00 +0100</pubDate><dc:creator>Jane Roe</dc:creator>
<description>A teaser.</description><content:encoded><![CDATA[{MARKED}]]></content:encoded></item></channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Acme Wire</title>
<entry><title>{TITLE}</title><link rel="alternate" href="https://acme.example/1"/><id>urn:1</id>
<updated>2025-09-01T16:00:00Z</updated><published>2025-09-01T14:52:00Z</published><author><name>Jane Roe</name></author>
<content type="html">{escape(MARKED)}</content></entry></feed>"""

NINJS = {
    "uri": "urn:acme:1",
    "type": "text",
    "versionCreated": "2025-09-01T14:52:00Z",
    "headlines": [{"role": "main", "value": TITLE}],
    "by": "Jane Roe",
    "infosources": [{"name": "Acme Wire", "uri": "https://acme.example"}],
    "bodies": [{"role": "main", "contentType": "application/xhtml+xml", "value": MARKED}],
}
NINJS_1 = {
    "uri": "urn:acme:1",
    "type": "text",
    "versioncreated": "2025-09-01T14:52:00Z",
    "headline": TITLE,
    "byline": "Jane Roe",
    "source": "Acme Wire",
    "body_xhtml": MARKED,
}


def warc(*responses: tuple[str, bytes, bytes], packed: bool = False) -> bytes:
    """Responses as ``(uri, HTTP header, body)``, after a record that tells of the file."""
    info = b"software: none\r\n"
    records = [_record("warcinfo", "", "application/warc-fields", info)]
    for uri, header, body in responses:
        http = header + b"\r\n\r\n" + body
        records.append(_record("request", uri, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"))
        records.append(_record("response", uri, "application/http; msgtype=response", http))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, uri: str, content: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {uri}\r\n" if uri else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2025-09-03T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"

SGML = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="1" NEWID="7">
<DATE>26-FEB-1987 15:01:01.79</DATE><TOPICS><D>earn</D></TOPICS><UNKNOWN>&#5;&#5;&#5;F Y</UNKNOWN>
<TEXT>&#2;
<TITLE>ACME &lt;ACM> GAINS</TITLE>
<DATELINE>    LONDON, Feb 26 - </DATELINE><BODY>Acme Corp said on Thursday that revenue
rose five pct to 2.0 billion dlrs.
    It hired 300 people.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="8">
<DATE>27-FEB-1987 09:00:00.00</DATE>
<TEXT TYPE="BRIEF">&#2;
<TITLE>BOLT SAYS SALES OF ANVILS ROSE 5 PCT IN JANUARY</TITLE></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="9">
<DATE>27-FEB-1987 09:30:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
Carbon Corp said that sales of its gravel in the month of February rose by 7 pct.
&#3;</TEXT>
</REUTERS>
"""
