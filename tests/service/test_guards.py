"""Who may ask, and what answers allow."""

from __future__ import annotations

import base64

import pytest

from newsledger.errors import UsageError
from newsledger.service.options import ServiceOptions
from tests.service.running import service

TOKEN = "a secret"


def _basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


ENTRIES: list[tuple[str | None, int]] = [
    (None, 401),
    (f"Bearer {TOKEN}", 200),
    (f"bearer {TOKEN}", 200),
    ("Bearer another", 401),
    ("Bearer ", 401),
    (_basic(f"anybody:{TOKEN}"), 200),
    (_basic(f":{TOKEN}"), 200),
    (_basic(TOKEN), 401),
    ("Basic !!!", 401),
    ("Basic /w==", 401),
    (f"Digest {TOKEN}", 401),
]


@pytest.mark.parametrize(("given", "status"), ENTRIES, ids=str)
def test_a_token_is_asked_for(given: str | None, status: int) -> None:
    headers = {"authorization": given} if given else {}
    with service(token=TOKEN, base_url="http://news.example") as client:
        answer = client.get("/schema", headers=headers)
        assert answer.status_code == status
        assert ("www-authenticate" in answer.headers) == (status == 401)
        assert client.get("/health").status_code == 200
        assert client.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("LOCALHOST:9", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:8000", 403),
        ("", 403),
    ],
)
def test_without_a_token_only_local_names_are_answered(host: str, status: int) -> None:
    with service() as client:
        assert client.get("/health", headers={"host": host}).status_code == status


@pytest.mark.parametrize(("site", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 403)])
def test_pages_of_other_sites_send_nothing(site: str, status: int) -> None:
    with service() as client:
        answer = client.post("/extract", content="Acme rose.", headers={"sec-fetch-site": site})
        assert answer.status_code == status


def test_every_answer_forbids_what_a_browser_might_do_with_it() -> None:
    with service() as client:
        for path in ("/", "/health", "/nowhere", "/schema", "/openapi.json", "/metrics"):
            answer = client.get(path, headers={"origin": "http://evil.example"})
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["x-frame-options"] == "DENY"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert client.options("/extract", headers={"origin": "http://evil.example"}).status_code == 405


def test_unknown_paths_and_methods_are_problems() -> None:
    with service() as client:
        for answer in (
            client.get("/nowhere"),
            client.get("/extract"),
            client.delete("/health"),
            client.get("/schema/x"),
        ):
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.status_code in (404, 405)
        assert client.request("GIBBERISH", "/health").status_code == 405
        counts = client.get("/metrics").text
    assert 'method="other"' in counts
    assert "GIBBERISH" not in counts
    assert "nowhere" not in counts


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "news.example"])
def test_a_wider_address_needs_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="NEWSLEDGER_TOKEN"):
        ServiceOptions(host=host)
    assert not ServiceOptions(host=host, token=TOKEN).is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_this_machine_needs_none(host: str) -> None:
    assert ServiceOptions(host=host).is_local
