"""Whom previews answer, and where the header goes that lets a program in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from cxsite.exchange.people import names_people
from cxsite.model.finding import CxsiteError
from cxsite.site.preview.headers import for_its_own_names
from cxsite.site.served.address_audit import HEADER, _header


def status_for(host: str, bound: str = "127.0.0.1") -> str:
    said: list[str] = []

    def site(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"internal"]

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        said.append(status)

    body = b"".join(for_its_own_names(site, bound)({"HTTP_HOST": host}, start))
    assert (b"internal" in body) == (said == ["200 OK"])
    return said[0][:3]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "192.168.1.7:8000", "site.localhost", ""]
)
def test_a_preview_answers_under_its_own_names(host: str) -> None:
    assert status_for(host) == "200"


@pytest.mark.parametrize("host", ["evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "[", "a]b"])
def test_a_name_that_leads_here_by_chance_gets_nothing(host: str) -> None:
    assert status_for(host) == "403"
    assert status_for("desk.firm.example:8000", "desk.firm.example") == "200"


@pytest.mark.parametrize("address", ["", "http://roadmap.firm.example/"])
def test_the_header_goes_only_where_somebody_typed_and_encrypted(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HEADER, "Authorization: Bearer x")
    assert _header("https://roadmap.firm.example/") == ("Authorization", "Bearer x")
    assert _header("http://127.0.0.1:8000/") == ("Authorization", "Bearer x")
    with pytest.raises(CxsiteError) as error:
        _header(address)
    assert "Bearer" not in str(error.value)


@pytest.mark.parametrize("heading", ["Custom field (Account Manager)", "Angelegt von", "Executive sponsor", "Créé par"])
def test_more_columns_of_people_are_known(heading: str) -> None:
    assert names_people(heading)
