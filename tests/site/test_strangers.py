"""A stranger's folder runs nothing: commands that build no site read mkdocs.yml as data, whatever it says."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from cxsite.cli.main import main
from cxsite.model.finding import CxsiteError
from cxsite.site.project import read_project
from cxsite.site.yaml_writer import as_yaml
from cxsite.syntax.inert import Inert
from tests.site.small import CONFIG, run, write

RAN = "RAN"
EVIL = f"import pathlib\npathlib.Path({RAN!r}).touch()\nname = 1\n\ndef makeExtension(**_): ...\n"
TAGS = {
    "a program": f"!!python/object/apply:os.system ['touch {RAN}']",
    "a program, by its parts": f"!!python/object/apply:subprocess.Popen {{args: [[touch, {RAN}]]}}",
    "code": f'!!python/object/apply:builtins.exec [\'open("{RAN}", "w")\']',
    "an import": "!!python/object/apply:importlib.import_module [evil]",
    "a module": "!!python/module:evil ''",
    "a name": "!!python/name:evil.name ''",
    "a class": "!!python/object/new:evil.name []",
    "an object": "!!python/object:evil.name {}",
    "the whole tag": f"!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {RAN}']",
    "a path": f"!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{RAN}]]",
}
PLACES = {
    "a setting": "x: {}\n",
    "a setting of MkDocs": "extra:\n  deep:\n    - a: {}\n",
    "the theme": "theme:\n  name: material\n  features: {}\n",
    "the navigation": "nav:\n  - Home: {}\n",
    "an extension": "markdown_extensions:\n  - toc:\n      slugify: {}\n",
    "hooks": "hooks:\n  - {}\n",
    "another plugin": "x-plugins:\n  - macros:\n      include: {}\n",
    "an anchor": "x: &a {}\ny: *a\n",
    "a merge key": "x:\n  <<: {{k: {}}}\n",
    "a variable": "x: !ENV [NOT_SET_ANYWHERE, {}]\n",
    "inside another tag": "x: !!python/tuple [{}]\n",
}
BUILD_NOTHING = (
    ["check"],
    ["check", "--format", "json"],
    ["list", "initiatives"],
    ["policy"],
    ["audit", "built", "--audience", "public"],
)


@pytest.fixture(autouse=True)
def surroundings(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that has code of its own, on the path as it is under `python -m`."""
    write(project, {"evil.py": EVIL, "built/index.html": "<p>Hello</p>"})
    monkeypatch.syspath_prepend(str(project))
    sys.modules.pop("evil", None)


def config(more: str) -> str:
    """The project's configuration with `more` in the place of what it says of the same."""
    names = {line.partition(":")[0] for line in more.splitlines() if line[:1].isalpha()}
    kept = [line for line in CONFIG.splitlines(keepends=True) if line.partition(":")[0] not in names]
    return "".join(kept) + more


def does_nothing(project: Path, capsys: pytest.CaptureFixture[str], expected: tuple[int, ...] = (0,)) -> str:
    """Run all commands that build nothing; what they have said on standard error."""
    told = []
    for words in BUILD_NOTHING:
        code = main(words)
        out, err = capsys.readouterr()
        assert code in expected, (words, out, err)
        assert "Traceback" not in out + err
        assert code != 2 or len(err.splitlines()) == 1, err
        assert not (project / RAN).exists(), words
        told.append(err)
    return told[0]


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
def test_tags_run_nothing(project: Path, tag: str, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": config(place.format(tag))})
    does_nothing(project, capsys)


@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
def test_tags_in_what_is_inherited_run_nothing(project: Path, tag: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        project,
        {"mkdocs.yml": "INHERIT: base/base.yml\n" + CONFIG, "base/base.yml": f"INHERIT: ../more.yml\nx: {tag}\n"},
    )
    write(project, {"more.yml": f"hooks: [evil.py]\ny: {tag}\n"})
    does_nothing(project, capsys)


@pytest.mark.parametrize("tag", TAGS.values(), ids=TAGS)
@pytest.mark.parametrize(
    "option", ["content: {}", "today: {}", "ignore: [{}]", "severity: {{CX034: {}}}", "audience: {}"]
)
def test_tags_in_our_own_options_are_told(
    project: Path, tag: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = option.partition(":")[0]
    write(project, {"mkdocs.yml": f"docs_dir: content/public\nplugins:\n  - cxsite:\n      {option.format(tag)}\n"})
    said = does_nothing(project, capsys, (2,))
    assert said.startswith(f"cxsite: mkdocs.yml:4:7: plugin `cxsite`, option `{name}`: `!!python/")


@pytest.mark.parametrize(
    "more",
    [
        "hooks: [evil.py]\n",
        "hooks: [missing.py]\n",
        "markdown_extensions: [evil]\n",
        "  - evil\n  - macros: {module_name: evil}\n",
        "theme: {name: evil, custom_dir: evil}\n",
        "theme: {name: null, custom_dir: .}\n",
        "watch: [/]\n",
        "extra_templates: ['{{ 1/0 }}']\n",
    ],
)
def test_code_beside_it_is_not_loaded(project: Path, more: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": config(more)})
    does_nothing(project, capsys)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["yaml", "mkdocs", "material", "sitecustomize", "usercustomize", "cxsite", "pydantic", "json", "conftest"]
)
def test_modules_beside_it_are_not_taken_for_packages(project: Path, name: str) -> None:
    write(project, {f"{name}.py": EVIL, f"{name}/__init__.py": EVIL})
    for words in (["check"], ["list", "initiatives"], ["explain", "CX034"], ["rules"]):
        done = run(project, "cxsite", *words)
        assert done.returncode == 0, done.stderr
    assert not (project / RAN).exists()


def test_a_refused_build_and_a_stage_run_nothing_either(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": config(f"x: {TAGS['a program']}\nhooks: [evil.py]\n")})
    assert main(["stage", "--audience", "public", "--out", "staged"]) == 0
    assert "!!python/object/apply:os.system" in (project / "staged/mkdocs.yml").read_text()
    write(project, {"content/initiatives/broken.yml": "title: x\nstatus: plannd\n"})
    assert main(["build"]) == 1
    assert main(["stage", "--audience", "public", "--out", "staged"]) == 1
    assert not (project / RAN).exists()


def test_an_engine_gets_what_the_file_says(project: Path) -> None:
    """A build that is allowed to run does run: plugins get their functions, not values that do nothing."""
    slugify = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}"
    more = f"hooks: [evil.py]\nmarkdown_extensions:\n  - toc:\n      slugify: {slugify}\n"
    write(
        project,
        {
            "mkdocs.yml": config(more),
            "content/pages/about.md": "---\ntitle: About\nvisibility: public\n---\n## Our lamps\n",
        },
    )
    assert main(["build"]) == 0
    assert 'id="Our-lamps"' in (project / "site/public/about/index.html").read_text()
    assert (project / RAN).exists()


LAUGHS = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
MERGES = "a: &a {k1: 1, k2: 2}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
BAD = {
    "laughs": (LAUGHS, "mkdocs.yml:"),
    "merges": (MERGES, "mkdocs.yml:"),
    "itself": ("a: &a [*a]\n", "mkdocs.yml:11:4: this is a part of itself"),
    "deep lists": ("a: " + "[" * 20_000 + "\n", "nested more than"),
    "deep mappings": ("a: " + "{a: " * 20_000 + "\n", "nested more than"),
    "deep blocks": ("a:\n  " + "- " * 20_000 + "\n", "nested more than"),
    "a tab": ("a:\n\tb: 1\n", "mkdocs.yml:12:"),
    "a day that is none": ("a: 2026-02-30\n", "mkdocs.yml:11:4: `2026-02-30` is no day"),
    "a number without an end": ("a: " + "9" * 5000 + "\n", "mkdocs.yml:11:4:"),
    "two documents": ("---\na: 1\n", "mkdocs.yml:11:"),
    "a key that is a list": ("? [a]\n: b\n", "mkdocs.yml:11:3:"),
    "an alias of nothing": ("a: *b\n", "mkdocs.yml:11:"),
    "a null byte": ("a: \x00\n", "mkdocs.yml:11:"),
    "a variable of nothing": ("a: !ENV {a: b}\n", "mkdocs.yml:11:4: `!ENV`"),
    "itself, inherited": ("INHERIT: mkdocs.yml\n", "mkdocs.yml:11:1: `mkdocs.yml` is one of the files"),
    "nothing, inherited": ("INHERIT: nowhere.yml\n", "mkdocs.yml:11:1: there is no `nowhere.yml`"),
    "a folder, inherited": ("INHERIT: content\n", "content is no file"),
    "a device, inherited": ("INHERIT: /dev/zero\n", "is no file"),
    "a list, inherited": ("INHERIT: [a.yml]\n", "mkdocs.yml:11:1: `INHERIT` names a file"),
    "docs_dir": ("docs_dir: [a]\n", "mkdocs.yml:11:1: `docs_dir` names a folder"),
}  # fmt: skip


@pytest.mark.parametrize(("more", "said"), BAD.values(), ids=BAD)
def test_what_can_not_be_read_is_one_line_with_its_place(
    project: Path, more: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.process_time()
    write(project, {"mkdocs.yml": CONFIG + more})
    told = does_nothing(project, capsys, (2,))
    assert said in told
    # Five commands; a laugh would take a lifetime.
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("content: 3", "mkdocs.yml:3:7: plugin `cxsite`, option `content`: `3` is no folder"),
        ("contend: x", "there is no option `contend`; did you mean `content`?"),
        ("strict: sometimes", "option `strict`: `sometimes` is no yes or no: write `true` or `false`"),
        ("today: 2026-02-31", "mkdocs.yml:3:14: `2026-02-31` is no day"),
        ("today: soon", "`soon` is no day"),
        ("ignore: CX034", "mkdocs.yml:3:7: plugin `cxsite`, option `ignore`"),
        ("ignore: [3]", "`3` is no text"),
        ("per_path_ignore: [a]", "option `per_path_ignore`"),
        ("severity: {CX034: bad}", "option `severity`"),
        ("audience: [public]", "option `audience`: `['public']` is no text"),
    ],
)
def test_our_options_are_checked(project: Path, option: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {"mkdocs.yml": f"plugins:\n  - cxsite:\n      {option}\ndocs_dir: content/public\n"})
    assert said in does_nothing(project, capsys, (2,))


@pytest.mark.parametrize(
    "plugins", ["cxsite", "[a, 3]", "{cxsite: [a]}", "[{a: 1, b: 2}]", "[search]", "[cxsite, cxsite]"]
)
def test_lists_of_plugins_that_are_none_are_told(
    project: Path, plugins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {"mkdocs.yml": f"plugins: {plugins}\n"})
    assert "plugin" in does_nothing(project, capsys, (2,))


def test_files_that_are_none(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = project / "mkdocs.yml"
    place.unlink()
    os.mkfifo(place)
    assert does_nothing(project, capsys, (2,)) == "cxsite: mkdocs.yml is no file\n"
    place.unlink()
    place.symlink_to("/dev/zero")
    assert does_nothing(project, capsys, (2,)) == "cxsite: mkdocs.yml is no file\n"
    place.unlink()
    place.write_bytes(b"site_name: Caf\xe9\n")
    assert "mkdocs.yml:1:15: this file is not UTF-8" in does_nothing(project, capsys, (2,))
    place.write_bytes(b"# " + b"x" * 1_000_001)
    assert "larger than 1 MB" in does_nothing(project, capsys, (2,))


def test_variables_and_inheritance_are_read_as_mkdocs_does(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHERE", "content")
    monkeypatch.setenv("STRICT", "yes")
    base = "extra: {a: 1, b: {c: 2}}\nplugins: [search]\nsite_name: Base\n"
    options = "{content: !ENV WHERE, strict: !ENV [NOT_SET, STRICT, false]}"
    own = f"INHERIT: base.yml\nextra: {{b: {{d: 3}}}}\nplugins: [cxsite: {options}]\n"
    write(project, {"mkdocs.yml": own, "base.yml": base})
    read = read_project(None, "2026-03-31")
    assert read.said["extra"] == {"a": 1, "b": {"c": 2, "d": 3}} and read.said["site_name"] == "Base"
    assert read.settings.content == project / "content" and read.settings.strict


def test_what_does_nothing_is_written_as_it_was() -> None:
    said = {
        "a": Inert("!!python/name:x.y"),
        "b": [Inert("!!python/object/apply:f", {"kwds": {"case": Inert("!x", [1, "é"])}})],
    }
    assert as_yaml(said) == (
        '"a": !!python/name:x.y \'\'\n"b":\n  - !!python/object/apply:f {"kwds": {"case": !x [1, "é"]}}\n'
    )


def test_a_plugin_that_is_named_twice_is_told_with_its_place(project: Path) -> None:
    write(project, {"mkdocs.yml": "plugins:\n  - cxsite\n  - cxsite:\n      audience: internal\n"})
    with pytest.raises(CxsiteError, match=r"^mkdocs\.yml:3:5: the plugin `cxsite` is named twice"):
        read_project(None)
