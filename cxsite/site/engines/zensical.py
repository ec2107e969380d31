"""One build with Zensical: of the project that `cxsite stage` writes, since it runs no plugin of MkDocs."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cxsite.processes.end import end, end_with_the_parent, leave_interrupts_to_the_parent
from cxsite.render.stage import Stage
from cxsite.site.engines.plugins import PLUGIN, named_plugins
from cxsite.site.engines.staged_project import CONFIG, SITE, write_files
from cxsite.site.failure import in_one_line
from cxsite.site.project import Project

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SAID = re.compile(r"^(?:Warning|Error): (.+)\n[^\n]*?\[ ?(.+?) ?\]", re.MULTILINE)
_ISSUES = re.compile(r"^\d+ issues? found$", re.MULTILINE)


class ZensicalFailed(Exception):  # noqa: N818 - it reads as what it says
    """A build that Zensical did not bring to an end; `strict`: only for its `warnings`."""

    def __init__(self, error: str, warnings: tuple[str, ...], strict: bool) -> None:
        super().__init__(error)
        self.warnings, self.strict = warnings, strict


def site_in(folder: Path) -> Path:
    """Where Zensical writes the site of the project in `folder`: it writes into that project only."""
    return folder / SITE


def build_with_zensical(project: Project, stage: Stage, folder: Path, strict: bool) -> tuple[str, ...]:
    """Write the project of a Stage into `folder`, build it, and say what Zensical and we have to warn of.

    Raises `ZensicalFailed` where no site was built, or with `strict` where there are warnings.
    """
    missing = tuple(left_out(project.said))
    shortened = write_files(project, stage, folder)
    error, said = _run(folder, strict)
    warnings = (*missing, *warnings_in(said))
    if strict and warnings:
        raise ZensicalFailed("it ended with warnings", warnings, strict=True)
    if error or not site_in(folder).is_dir():
        raise ZensicalFailed(f"Zensical: {error or 'it wrote no site'}", warnings, strict=False)
    # Nothing to stop for: the pages are there, and found by their titles.
    return (*warnings, *map(too_long_for_the_search, shortened))


def too_long_for_the_search(uri: str) -> str:
    """What is told of a page of which Zensical's search gets less than what people wrote."""
    return f"{uri}: a text is too long for Zensical's search, which leaves it out: more headings in it help"


def left_out(said: Mapping[str, Any]) -> Iterator[str]:
    """What mkdocs.yml names and Zensical does not run: it passes over such names without a word."""
    for hook in said.get("hooks") or ():
        yield f"Zensical runs no hooks: {hook} is left out"
    others = [name for name, _, _ in named_plugins(said) if name != PLUGIN and name != "search"]
    # Its own list of plugins that it stands in for; without one nothing is said of any.
    known: Any = getattr(import_module("zensical.config"), "_PLUGIN_UNSUPPORTED_OPTIONS", None) if others else None
    for name in others if known is not None else ():
        plain = name.removeprefix("material/")
        if plain not in known and plain.split("/")[0] not in known:
            yield f"Zensical has nothing that does what the plugin `{name}` does: it is left out"


def warnings_in(said: str) -> tuple[str, ...]:
    """The warnings in what Zensical said, each once with its place: `about.md:2:5: page does not exist`."""
    plain = _COLOUR.sub("", said)
    found = [f"{where}: {what}" for what, where in _SAID.findall(plain)]
    if not found and _ISSUES.search(plain):
        # Said in another way than we know.
        found = [" ".join(plain.split())]
    return tuple(dict.fromkeys(found))


def _run(folder: Path, strict: bool) -> tuple[str, str]:
    """Build the project in `folder`, in a process of its own; what ended it, and what it printed."""
    log = folder / "zensical.log"
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_build, args=(folder / CONFIG, log, strict, theirs))
    process.start()
    theirs.close()
    try:
        error: str = ours.recv()
    except EOFError:
        process.join()
        error = f"it ended early (exit code {process.exitcode})"
    finally:
        end(process)
        ours.close()
    return error, log.read_text("utf-8", errors="replace") if log.is_file() else ""


def _build(config: Path, log: Path, strict: bool, connection: Connection) -> None:
    end_with_the_parent()
    leave_interrupts_to_the_parent()
    print_into(log)
    os.chdir(config.parent)
    try:
        import_module("zensical").build(str(config), {"strict": strict, "clean": False})
        connection.send("")
    except Exception as error:
        connection.send(_said_by(error))
    connection.close()


def print_into(log: Path) -> None:
    """From now on all that this process and its libraries print goes into `log`."""
    sys.stdout.flush()
    sys.stderr.flush()
    with log.open("wb") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)


def _said_by(error: Exception) -> str:
    """Its own errors are written for readers."""
    message = getattr(error, "message", None) or (str(error) if isinstance(error, RuntimeError) else "")
    return " ".join(str(message).split()) or in_one_line(error)
