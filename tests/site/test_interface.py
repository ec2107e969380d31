"""What a site may say although no visible content does: the interface's own texts, and nothing from our code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cxsite
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.pipeline.explanation import Interface
from cxsite.pipeline.inspection import Inspection
from cxsite.pipeline.reading import read
from cxsite.site.interface import interface_of
from tests.check.trees import seen_by, settings, write

PACKAGE = Path(cxsite.__file__).parent
LONG = 4


@pytest.fixture(scope="module")
def interface(repository: Path) -> Interface:
    return interface_of({"copyright": "© The harbour office"}, repository / "content" / "public", "en")


def _messages() -> Iterator[str]:
    """The longest run of plain words in each text of our code that only an error says."""
    for file in (*sorted((PACKAGE / "render").rglob("*.py")), PACKAGE / "site" / "engines" / "engine.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Raise):
                continue
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    run = max(re.split(r"[^\w ']+", part.value), key=len).strip()
                    if len(run.split()) >= LONG:
                        yield run


def test_no_message_of_the_code_is_an_exemption(interface: Interface) -> None:
    messages, texts = list(_messages()), "\n".join(interface.texts)
    assert len(messages) > 5
    assert [message for message in messages if message in texts] == []


def test_names_in_the_code_of_templates_are_no_exemption(interface: Interface) -> None:
    texts = "\n".join(interface.texts)
    assert "trim_blocks" not in texts and "own_level(" not in texts and "selectattr" not in texts


KNOWN = """
flowchart quadrantChart todayMarker VCALENDAR TRANSPARENT Disallow canonical alternate
pain_point superseded_by in-progress navigation.tabs cx-list__title not-doing September
"""


@pytest.mark.parametrize("text", [*KNOWN.split(), "No matches.", "Pain points", "Back to top", "The harbour office"])
def test_what_sites_say_by_themselves_is_known(text: str, interface: Interface) -> None:
    assert text in "\n".join(interface.texts)


def test_days_and_numbers_of_nothing_are_not_known(interface: Interface) -> None:
    texts = "\n".join(interface.texts)
    assert "0001-01-01" not in texts and "VALUE=DATE" not in texts


def test_a_hidden_text_that_a_message_has_too_is_found_where_it_leaks(tmp_path: Path, interface: Interface) -> None:
    (message, *_) = sorted(_messages(), key=len, reverse=True)
    content = {
        "roadmap.yml": "title: Our roadmap\n",
        "initiatives/open.yml": "title: Shorter queues\nstatus: planned\nvisibility: public\n",
        "initiatives/shut.yml": f"title: Quiet\nstatus: planned\nvisibility: internal\noutcome: {message}\n",
    }
    reading = read(settings(write(content, tmp_path)))
    view = seen_by(reading, DEFAULT_LEVELS[0])
    inspection = Inspection(reading.usable(), view, tmp_path / "content")
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text(f"<p>{message}</p>")
    assert {leak.path for leak in inspection.leaks(site, interface)} == {"index.html"}
    (site / "index.html").write_text("<p>Shorter queues</p>")
    assert inspection.leaks(site, interface) == ()
