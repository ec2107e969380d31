"""What a command loads is most of the time of a small one."""

from __future__ import annotations

import datetime as dt
import os
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


_UNUSED = {"cxsite.audit.readings", "cxsite.audit.self_test", "cxsite.pipeline.edits.offering", "mkdocs.livereload"}


@pytest.mark.slow
def test_a_build_loads_nothing_that_serves_or_reads_a_site(tmp_path: Path) -> None:
    """What reads the site is a process of its own; every other one would hold it as well."""
    init(tmp_path / "site", dt.date(2026, 3, 31))
    said = (sys.executable, "-c", _SAID, "build", "--audience", "public")
    done = subprocess.run(said, cwd=tmp_path / "site", capture_output=True, text=True, check=True)
    loaded = set(done.stdout.partition("modules:")[2].split())
    assert "cxsite.site.build" in loaded and "cxsite.plugin" in loaded
    assert not _UNUSED & loaded


@pytest.mark.slow
def test_a_build_compiles_the_templates_of_the_theme_no_second_time(tmp_path: Path) -> None:
    """Nor those that the search plugin asks for by itself, before the pages are begun."""
    init(tmp_path / "site", dt.date(2026, 3, 31))
    program = "from jinja2 import Environment; made = Environment.compile; names = []\n"
    program += "def noted(self, source, name=None, *words, **more):\n"
    program += "    names.append(name); return made(self, source, name, *words, **more)\n"
    program += "Environment.compile = noted\n"
    program += "from cxsite.cli.main import main; main(['build', '--audience', 'public']); print('names:', *names)"
    # A place of its own for what is compiled, whatever is kept elsewhere, or kept nowhere.
    said = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said["PYTHONPYCACHEPREFIX"] = str(tmp_path / "compiled")
    told = [
        subprocess.run(
            (sys.executable, "-c", program),
            cwd=tmp_path / "site",
            env=said,
            capture_output=True,
            text=True,
            check=True,
        )
        for _ in range(2)
    ]
    assert told[1].stdout.partition("names:")[2].split() == []
