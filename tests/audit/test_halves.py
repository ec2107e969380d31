"""A large site is read in two halves: nothing is missed, and what was accepted is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxsite.audit import audit as module
from cxsite.audit.acceptance import Accepted
from cxsite.audit.audit import audit
from cxsite.audit.dictionary import Dictionary
from cxsite.model.charter import Acceptance
from cxsite.processes.parallel import Both, at_once, in_turn
from tests.audit.test_leaks import SECRET


def _site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number in range(9):
        (folder / f"{number}.html").write_text(f"<p>Page {number}: nothing.</p>\n" * (30 * (number + 1)))
    for number in (1, 2, 7):
        with (folder / f"{number}.html").open("a") as file:
            file.write(f"<p>{SECRET}</p>")
    monkeypatch.setattr(module, "LARGE", 1000)
    return folder


@pytest.mark.parametrize("both", [in_turn, at_once])
def test_each_half_tells_what_it_holds(
    both: Both, reference: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path, monkeypatch)
    halves = module._halves(module._files(site), 1000)
    assert all(len(half) > 2 for half in halves)
    assert sorted(halves[0] + halves[1]) == module._files(site)
    found = audit(site, reference, (), both=both)
    assert {leak.path for leak in found} == {"1.html", "2.html", "7.html"}
    assert list(found) == sorted(found)
    monkeypatch.setattr(module, "LARGE", 10**9)
    assert audit(site, reference, ()) == found


@pytest.mark.parametrize("both", [in_turn, at_once])
def test_what_either_half_was_allowed_is_known(
    both: Both, reference: Dictionary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path, monkeypatch)
    text = audit(site, reference, ())[0].excerpt
    of = [Acceptance(text=text, where=f"{number}.html", reason="seen") for number in (1, 2, 5, 7)]
    accepted = Accepted(tuple(enumerate(of)))
    audit(site, reference, (), accepted, both)
    assert accepted.used == {0, 1, 3}
