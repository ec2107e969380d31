"""What is said of a server's answers: one line for each cause."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import pytest

from cxsite.model.finding import CxsiteError
from cxsite.site.folders.csp import ASSETS_POLICY, OF_THE_THEME, is_own_asset
from cxsite.site.folders.manifest import Manifest
from cxsite.site.served.answers import differing, first_reason, headers, missing_page, open_to_strangers, types
from cxsite.site.served.expected import headers_of
from cxsite.site.served.fetching import Answer, url_path
from cxsite.site.served.server_config import server_config

PAGE = b'<link href="assets/cxsite/cxsite.css"><p>%s</p>'
FILES = {
    "index.html": PAGE % b"home",
    "404.html": PAGE % b"missing",
    "board/index.html": PAGE % b"board",
    "roadmap.json": b'{"as_of": "2026-03-31"}',
    "assets/a.svg": b"<svg/>",
    "assets/javascripts/bundle.0123abcd.min.js": b"x",
}
LISTED = Manifest(
    "public",
    "2026-03-31",
    {name: hashlib.sha256(body).hexdigest() for name, body in FILES.items()},
    "default-src 'self'",
    ASSETS_POLICY,
)


def answered(private: bool = False) -> dict[str, Answer]:
    """Right answers."""
    return {
        path: Answer(200, {k.lower(): v for k, v in headers_of(path, LISTED, private).items()}, body)
        for path, body in FILES.items()
    }


def without(answers: dict[str, Answer], name: str, value: str | None = None) -> dict[str, Answer]:
    def changed(sent: Mapping[str, str]) -> dict[str, str]:
        return {k: v for k, v in sent.items() if k != name} | ({name: value} if value is not None else {})

    return {path: replace(answer, headers=changed(answer.headers)) for path, answer in answers.items()}


def all_told(answers: dict[str, Answer], private: bool = False) -> list[str]:
    return [*differing(LISTED, answers), *types(answers), *headers(LISTED, answers, private)]


@pytest.mark.parametrize("private", [False, True])
def test_the_site_itself_is_right(private: bool) -> None:
    answers = answered(private)
    assert first_reason(LISTED, answers) == "" and all_told(answers, private) == []
    assert answers["assets/javascripts/bundle.0123abcd.min.js"].headers["cache-control"].endswith("immutable")


def test_a_header_that_a_proxy_takes_away_is_one_line() -> None:
    assert all_told(without(answered(), "content-security-policy")) == [
        "Content-Security-Policy is not sent, with no file: the server was not told, or a proxy takes it away"
    ]
    (line,) = all_told(without(answered(), "content-security-policy", "default-src *"))
    assert line == "Content-Security-Policy is not that of the manifest, for all 6 files"


@pytest.mark.parametrize(
    ("sent", "private", "said"),
    [
        ("max-age=600", False, ""),
        ("public, max-age=86400", False, "longer than an hour"),
        ("public, s-maxage=86400, no-transform", False, "longer than an hour"),
        ("no-cache", True, "only colleagues may read"),
        ("no-store", True, ""),
        ("private, max-age=0", True, ""),
    ],
)
def test_how_long_pages_may_be_kept(sent: str, private: bool, said: str) -> None:
    lines = headers(LISTED, without(answered(private), "cache-control", sent), private)
    told = [line for line in lines if "Cache-Control" in line]
    assert bool(told) == bool(said) and all(said in line for line in told)


def test_files_that_differ() -> None:
    answers = answered()
    answers["board/index.html"] = replace(answers["board/index.html"], body=b"other")
    answers["assets/a.svg"] = Answer(404, {}, b"")
    answers["404.html"] = Answer(301, {}, b"", "https://roadmap.example.com/404")
    assert list(differing(LISTED, answers)) == [
        "404.html: leads to https://roadmap.example.com/404",
        "board/index.html: is another file than that of the build",
        "assets/a.svg: is missing",
    ]
    (line,) = differing(LISTED, {path: replace(answer, status=503) for path, answer in answered().items()})
    assert line == "6 of 6 files (404.html, assets/a.svg, assets/javascripts/bundle.0123abcd.min.js …): answers 503"


def test_an_older_copy_is_told_as_that() -> None:
    answers = {path: replace(answer, body=answer.body + b" ") for path, answer in answered().items()}
    answers["roadmap.json"] = replace(answers["roadmap.json"], body=b'{"as_of": "2026-03-24"}')
    assert first_reason(LISTED, answers) == ""
    assert next(differing(LISTED, answers)).endswith(
        "2026-03-31: it is an older copy: a cache keeps it, or the last publication failed"
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(302, {}, b"", "https://login.example.com/x?y=secret"), "leads to https://login.example.com/x instead"),
        (Answer(401, {}, b""), "there is a login before the site"),
        (Answer(500, {}, b""), "answers 500: there is no site"),
        (Answer(200, {"content-type": "text/html"}, b"<form>Log in</form>"), "that is not of the site"),
    ],
)
def test_why_there_is_no_site(answer: Answer, said: str) -> None:
    reason = first_reason(LISTED, dict.fromkeys(FILES, answer))
    assert said in reason and "secret" not in reason


def test_a_login_page_that_differs_each_time_is_none_of_the_site() -> None:
    answers = {path: Answer(200, {}, f"<form>{number}</form>".encode()) for number, path in enumerate(FILES)}
    assert "that is not of the site" in first_reason(LISTED, answers)


def test_what_strangers_get() -> None:
    login = Answer(200, {"content-type": "text/html; charset=utf-8"}, b"<form>Log in</form>")
    away = Answer(302, {}, b"", "https://login.example.com/")
    locked = dict.fromkeys(FILES, login) | {"index.html": away, "404.html": Answer(401, {}, b"")}
    assert list(open_to_strangers(LISTED, locked)) == []
    # The page for what is missing has the whole navigation, whatever its status is.
    leaky = locked | {"404.html": Answer(404, {}, FILES["404.html"])}
    assert list(open_to_strangers(LISTED, leaky)) == ["404.html: is given to whoever asks"]
    for body, type_ in ((b'{"as_of": "2026-03-24"}', "application/json"), (PAGE % b"of last week", "text/html")):
        stale = locked | {"roadmap.json": Answer(200, {"content-type": type_}, body)}
        (line,) = open_to_strangers(LISTED, stale)
        assert line.startswith("roadmap.json: is given to whoever asks, and may be of the site of another day")


def test_what_is_missing_has_its_page_and_status() -> None:
    assert list(missing_page(LISTED, Answer(404, {}, FILES["404.html"]))) == []
    assert "answers 200, not 404" in next(missing_page(LISTED, Answer(200, {}, FILES["404.html"])))
    assert "not answered with 404.html" in next(missing_page(LISTED, Answer(404, {}, b"nginx")))


def test_types_under_which_nothing_works() -> None:
    (line,) = types(without({"board/index.html": answered()["board/index.html"]}, "content-type", "text/plain"))
    assert line == "board/index.html: is sent as `text/plain`, not `text/html`"


def test_pages_are_asked_for_by_their_folder() -> None:
    assert [url_path(path) for path in ("index.html", "board/index.html", "a b/ü.svg", "xindex.html")] == [
        "", "board/", "a%20b/%C3%BC.svg", "xindex.html",
    ]  # fmt: skip


def test_no_value_gets_out_of_its_quotes() -> None:
    for form in ("nginx", "caddy"):
        with pytest.raises(CxsiteError, match="build the site anew"):
            server_config(form, replace(LISTED, policy='x"; root /; add_header X "'), private=False)
    with pytest.raises(CxsiteError, match="names no policy"):
        server_config("nginx", Manifest("public", "2026-03-31", {}), private=False)
    odd = server_config("nginx", replace(LISTED, audience="a-b\n; x", today="x\n}"), private=True, below="/road.map/")
    assert "$roadmap_a_b___x_policy" in odd and r"~^/road\.map/assets/" in odd and odd.count("\n}") == 2


def test_the_theme_s_files_are_the_same_everywhere() -> None:
    assert not any(is_own_asset(f"assets/{folder}/x") for folder in OF_THE_THEME)
    assert is_own_asset("assets/a.svg") and is_own_asset("assets/own/a.svg") and not is_own_asset("board/")
    for form in ("nginx", "caddy"):
        assert all(folder in server_config(form, LISTED, private=False) for folder in OF_THE_THEME)
