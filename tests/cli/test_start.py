"""What a command loads is most of the time of a small one."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from cxsite.scaffold.init import init

_SAID = "import sys; from cxsite.cli.main import main; main(sys.argv[1:]); print('modules:', *sys.modules)"
_HEAVY = {"mkdocs", "jinja2", "PIL", "pypdf", "cxsite.render.pages", "cxsite.projection.projection", "cxsite.diff"}
_HEAVY |= {"multiprocessing", "cxsite.syntax.recover", "cxsite.syntax.guesses", "cxsite.syntax.rewrite"}
_HEAVY |= {"cxsite.projection.remembered", "cxsite.load.csv.propose", "cxsite.exchange.sheets.grid"}


@pytest.mark.slow
def test_a_check_loads_nothing_that_makes_pages(tmp_path: Path) -> None:
    init(tmp_path / "site", dt.date(2026, 3, 31))
    done = subprocess.run(
        (sys.executable, "-c", _SAID, "check"), cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.partition("modules:")[2].split())
    assert "cxsite.check.runner" in loaded
    assert not _HEAVY & loaded
