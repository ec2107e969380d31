"""Templates are compiled once, for every language and every later process."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from cxsite.processes import compiled
from cxsite.processes.compiled import Compiled
from cxsite.render.environment import new_environment
from cxsite.render.words.catalogue import words_for
from cxsite.render.words.formats import Formats
from tests.projection.build import view


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates that is a package's; what is compiled of it goes beside it."""
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)
    (tmp_path / "a.html").write_text("{{ 1 + 1 }} and {{ name }}", "utf-8")
    return tmp_path


def _made(folder: Path, *, autoescape: bool = False) -> tuple[str, int]:
    """What the template says in another process, and how often one was compiled for that."""
    environment = Environment(
        loader=FileSystemLoader(folder), bytecode_cache=Compiled("of a test", folder), autoescape=autoescape
    )
    count = []
    really = environment.compile

    def counted(*said: object, **more: object) -> object:
        count.append(said)
        return really(*said, **more)  # type: ignore[call-overload]

    environment.compile = counted  # type: ignore[method-assign, assignment]
    return environment.get_template("a.html").render(name="<b>"), len(count)


def test_a_later_process_compiles_nothing_that_is_as_it_was(packaged: Path) -> None:
    assert _made(packaged) == ("2 and <b>", 1)
    assert _made(packaged) == ("2 and <b>", 0)
    # Neither with other options, nor another text, nor what is not whole.
    assert _made(packaged, autoescape=True) == ("2 and &lt;b&gt;", 1)
    (packaged / "a.html").write_text("{{ 3 }} {{ name }}", "utf-8")
    assert _made(packaged) == ("3 <b>", 1)
    (kept,) = (packaged / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert _made(packaged) == ("3 <b>", 1)
    assert _made(packaged) == ("3 <b>", 0)
    assert [path.name for path in packaged.iterdir() if path.is_dir()] == ["__pycache__"]


def test_what_is_no_packages_is_kept_nowhere(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("project")
    (other / "a.html").write_text("{{ name }}", "utf-8")
    environment = Environment(loader=FileSystemLoader(other), bytecode_cache=Compiled("of a test", packaged))
    assert environment.get_template("a.html").render(name="b") == "b"
    assert not any((folder / "__pycache__").exists() for folder in (packaged, other))


def test_no_filter_of_ours_is_asked_before_a_page_is_made() -> None:
    # Else a template would hold words of the language that it was compiled for first.
    words = words_for("de", colleagues=True)
    environment = new_environment(view("internal"), words, Formats(words, "EUR", 1))
    for name in environment.filters.keys() - Environment().filters.keys():
        assert "(context, " in environment.compile(f"{{{{ 1 | {name} }}}}", raw=True), name
