"""What was answered to questions that say all that the answer hangs on, kept from check to check as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

_SIZE = 16


class Answers:
    """What is known, and what of it somebody asked for: `written` keeps that only."""

    def __init__(self, written: bytes = b"") -> None:
        """With what `written` gave to another process of the same code."""
        lines = written.decode("ascii", "replace").splitlines()
        self._known = {line[: 2 * _SIZE]: line[2 * _SIZE :] for line in lines}
        self._used: dict[str, str] = {}

    def begin(self) -> None:
        """Begin a check; what only earlier ones asked for is forgotten."""
        if self._used:
            self._known, self._used = self._used, {}

    def of(self, said: str, ask: Callable[[], Any]) -> Any:
        """The answer to what is `said`, with all that it hangs on; it is plain data."""
        name = hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()
        text = self._used.get(name) or self._known.get(name)
        if text is None:
            text = json.dumps(ask(), separators=(",", ":"))
        self._used[name] = text
        return json.loads(text)

    @property
    def used(self) -> Mapping[str, str]:
        """What somebody asked for."""
        return self._used

    def hear(self, used: Mapping[str, str]) -> None:
        """Add what was asked for elsewhere."""
        self._used.update(used)

    @property
    def is_news(self) -> bool:
        """Whether other questions were asked than before."""
        return self._used.keys() != self._known.keys()

    def written(self) -> bytes:
        """What is known of the questions that somebody asked."""
        return "".join(f"{name}{text}\n" for name, text in sorted(self._used.items())).encode("ascii")
