"""While somebody waits for a preview, nobody looks for what is no longer needed; afterwards it is looked for again."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import Any

import pytest

from cxsite.site.preview.preview import Preview


class _Pages:
    """A site of one page."""

    def __init__(self, seen: list[bool]) -> None:
        seen.append(gc.isenabled())
        self._seen = seen

    def file(self, place: str) -> bytes | None:
        self._seen.append(gc.isenabled())
        return b"page" if place == "index.html" else None

    def has(self, place: str) -> bool:
        return False


@pytest.mark.parametrize("path", ["/", "/never", "/trouble"])
def test_it_is_looked_for_when_the_answer_is_given(path: str) -> None:
    seen: list[bool] = []
    server: Any = SimpleNamespace(
        mount_path="/",
        serve_request=lambda environ, start: [b"other"],
        _inject_js_into_html=lambda content, epoch: content,
        _visible_epoch=0,
        _guess_type=lambda name: "text/html",
    )

    def make() -> Any:
        if path == "/trouble":
            raise ValueError(path)
        return _Pages(seen)

    start: Any = lambda status, headers: None  # noqa: E731
    preview = Preview(server, make, list)
    assert gc.isenabled()
    answer = preview({"PATH_INFO": path}, start)
    assert not gc.isenabled()
    assert b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    assert gc.isenabled()
    assert not any(seen)
