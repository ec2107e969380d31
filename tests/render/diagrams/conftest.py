"""Mermaid's own parser, started once: the judge of every source that the tests write."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
Understand = Callable[[list[str]], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def understand(repository: Path) -> Iterator[Understand]:
    """Gives for each Mermaid source what Mermaid understood, or `{"error": …}`."""
    wheel = (repository / ".cache" / "node").glob("**/bin/node")
    node = shutil.which("node") or next(map(str, wheel), None)
    assert node, "Node is missing; `make setup` installs it"
    assert (repository / "node_modules" / "mermaid").is_dir(), "Mermaid is missing; `make setup` installs it"
    with subprocess.Popen(
        [node, str(HERE / "parse.mjs")],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin and process.stdout

        def ask(sources: list[str]) -> list[dict[str, Any]]:
            assert process.stdin and process.stdout
            process.stdin.write(json.dumps(sources) + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer, "Mermaid's parser ended"
            found: list[dict[str, Any]] = json.loads(answer)
            return found

        yield ask
        process.stdin.close()
