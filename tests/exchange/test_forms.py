"""Web forms: their configuration is valid, says all that the model says, and lies where no site publishes it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cxsite.cli.main import main
from cxsite.exchange.forms.backend import backend_of, hosts_of, is_local_only
from cxsite.exchange.forms.file_specs import offered
from cxsite.exchange.forms.folder import with_settings
from cxsite.exchange.forms.form_fields import named_fields
from cxsite.exchange.forms.form_words import form_languages
from cxsite.model.charter import Charter
from cxsite.model.declare import Declared
from cxsite.model.kinds import KINDS
from cxsite.model.repository_host import host_of
from cxsite.model.roadmap import Page
from cxsite.model.shape import Leaf, Many, fields_of
from cxsite.render.words.catalogue import catalogue, languages

Capture = pytest.CaptureFixture[str]
TODAY = "2026-03-31"
PACKAGE = Path(__file__).resolve().parents[2] / "cxsite"
SCHEMA = PACKAGE / "vendor" / "forms" / "schema.json"
WORDS = PACKAGE / "exchange" / "forms" / "words"


def cms(*words: str) -> int:
    return main(["cms", *words, "--today", TODAY])


def _read(folder: Path, name: str = "config.json") -> Any:
    return json.loads((folder / name).read_bytes())


def _valid(config: object) -> list[str]:
    """What Sveltia CMS has against a configuration, by its own schema."""
    schema = json.loads(SCHEMA.read_bytes())
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(config)]


def _fields(config: Any) -> Iterator[dict[str, Any]]:
    """Every field of every form, also of parts."""
    waiting = [*config["collections"], *config["singletons"]]
    while waiting:
        one = waiting.pop()
        waiting += one.get("files", []) + one.get("fields", [])
        if "widget" in one:
            yield one


def _enumerations(models: list[type[Declared]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for owner, name in {found for model in models for found in named_fields(model)}:
        shape = fields_of(owner)[name].shape
        leaf = shape.entry if isinstance(shape, Many) else shape
        if isinstance(leaf, Leaf) and leaf.choices:
            yield name, leaf.choices


@pytest.fixture(scope="module")
def reference(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of the reference roadmap."""
    out = tmp_path_factory.mktemp("forms") / "forms"
    assert cms("--config", str(repository / "mkdocs.yml"), "--out", str(out)) == 0
    return out


@pytest.mark.slow
def test_the_configuration_is_valid_by_the_schema_of_sveltia_cms(reference: Path) -> None:
    config = _read(reference)
    seen: set[str] = set()
    for one in config["collections"]:
        # The fields of a kind are the same in files of each ending, but for the body.
        kind = one["name"].partition("-")[0]
        if kind in seen:
            one["fields"] = one["fields"][-1:]
        seen.add(kind)
    assert _valid(config) == []
    config["collections"][0]["fields"][0]["widget"] = 5
    assert _valid(config) != []


@pytest.mark.slow
def test_every_kind_has_a_form_with_every_field_and_its_help(reference: Path) -> None:
    config = _read(reference)
    for kind in KINDS:
        forms = [one for one in config["collections"] if one["name"].startswith(f"{kind.name}-")]
        assert forms, kind.name
        for form in forms:
            fields = form["files"][0]["fields"][0]["fields"] if "files" in form else form["fields"]
            names = {field["name"] for field in fields}
            lacking = {name for name in offered(kind.model) if not {name, f"{name}_file"} & names}
            assert lacking == set(), form["name"]
    assert {field["name"] for field in config["singletons"][0]["fields"]} == set(offered(Charter))
    assert [field["name"] for field in _fields(config) if not field.get("hint") and field["name"] not in _PAIR] == []


_PAIR = ("key", "value", "items")


@pytest.mark.slow
def test_references_and_levels_are_chosen_by_their_titles(reference: Path) -> None:
    """From the items themselves where they lie in one sort of files; else from those that were there."""
    by_name = {field["name"]: field for field in _fields(_read(reference))}
    owner = by_name["owner"]
    assert (owner["widget"], owner["collection"], owner["value_field"]) == ("relation", "team-yml", "{{slug}}")
    assert by_name["phase"]["value_field"] == "items.*.id"
    assert "nps" in [option["value"] for option in by_name["kpis"]["options"] if option["label"] != "nps"]
    assert by_name["kpis"]["multiple"] is True
    assert [option["value"] for option in by_name["visibility"]["options"]][:2] == ["public", "customer"]
    assert any("/" in option["value"] for option in by_name["addresses"]["options"])


def test_forms_lie_in_a_folder_that_no_site_contains(project: Path, capsys: Capture) -> None:
    for out in ("content/forms", "content/public/forms", "site/forms", "site/public", "."):
        assert cms("--out", out) == 2, out
    (project / "else").mkdir()
    (project / "else/mine.txt").write_text("mine")
    assert cms("--out", "else") == 2
    told = capsys.readouterr().err
    assert told.count("choose another") >= 5 and "is not empty" in told
    assert sorted(path.name for path in (project / "else").iterdir()) == ["mine.txt"]
    assert not (project / "content/forms").exists()


@pytest.mark.slow
def test_what_the_owner_says_stays_and_counts(project: Path, capsys: Capture) -> None:
    assert cms() == 0
    forms = project / "forms"
    assert _read(forms)["backend"]["repo"] == "local/content"
    config_file = project / "mkdocs.yml"
    before = config_file.read_text()
    said = "repo_url: https://git.firm.example/a/b\nplugins: [{cxsite: {host: gitlab}}]\n"
    config_file.write_text(re.sub(r"plugins:.*\n(?:[ -].*\n)*", said, before))
    assert cms() == 0
    assert _read(forms)["backend"]["api_root"] == "https://git.firm.example/api/v4"
    config_file.write_text(before)
    backend = {"name": "gitlab", "repo": "a/b", "api_root": "https://git.x/api"}
    (forms / "settings.json").write_text(json.dumps({"publish_mode": "editorial_workflow", "backend": backend}))
    assert cms() == 0
    config = _read(forms)
    assert config["publish_mode"] == "editorial_workflow" and config["backend"]["name"] == "gitlab"
    assert "connect-src &#x27;self&#x27; blob: data: https://git.x;" in (forms / "index.html").read_text()
    (forms / "settings.json").write_text("[]")
    assert cms() == 2
    assert "settings.json is to be a mapping" in capsys.readouterr().err


def test_without_a_project_or_a_roadmap_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: Any, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cms() == 2
    assert "there is no mkdocs.yml" in capsys.readouterr().err
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content/public\nplugins: [cxsite]\n")
    (tmp_path / "content/public").mkdir(parents=True)
    (tmp_path / "content/teams.yml").write_text("care:\n  title: Care\n")
    assert cms() == 2
    assert "has no roadmap.yml" in capsys.readouterr().err
    assert not (tmp_path / "forms").exists()


@pytest.mark.parametrize(
    ("address", "backend", "hosts"),
    [
        ("https://github.com/acme/cx.git", {"name": "github", "repo": "acme/cx"}, ("https://api.github.com",)),
        ("https://gitlab.com/a/b/c", {"name": "gitlab", "repo": "a/b/c"}, ("https://gitlab.com",)),
        (
            "https://github.firm.example/acme/cx",
            {"name": "github", "repo": "acme/cx", "api_root": "https://github.firm.example/api/v3"},
            ("https://github.firm.example",),
        ),
    ],
)
def test_the_host_is_that_of_the_repository(address: str, backend: dict[str, str], hosts: tuple[str, ...]) -> None:
    assert backend_of(address, host_of(address)) == backend
    assert hosts_of(backend) == hosts


def test_a_host_that_nobody_knows_is_asked_nothing() -> None:
    for address in ("", "https://git.example.com/acme/cx", "https://firm.ghe.com/a/b", "https://codeberg.org/a/b"):
        backend = backend_of(address, host_of(address))
        assert is_local_only(backend) and hosts_of(backend) == ()
    own = backend_of("https://gitlab-ce.acme.example/team/cx", "gitlab")
    assert hosts_of(own) == ("https://gitlab-ce.acme.example",)
    merged = with_settings({"backend": own, "a": 1}, {"backend": {"app_id": "x"}, "a": 2})
    assert merged == {"backend": {**own, "app_id": "x"}, "a": 2}


def test_every_field_and_value_has_a_label_in_each_language() -> None:
    """What sites name anyway is taken from there."""
    models: list[type[Declared]] = [*(kind.model for kind in KINDS), Page, Charter]
    shown = {name for model in models for _, name in named_fields(model)} | {"id", "body"}
    assert form_languages() == ("de", "en", "es", "fr") == languages()
    for language in form_languages():
        own = tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))
        assert shown - set(own["fields"]) == set(), language
        words = catalogue(language).words
        lacking = [
            (field, value)
            for field, values in _enumerations(models)
            for value in values
            if value not in own["choices"] and f"{field}_{value}" not in words
        ]
        assert lacking == [], language
        if language != "en":
            meanings = {fields_of(model)[name].meaning for owner in models for model, name in named_fields(owner)}
            assert meanings - set(own["help"]) == set(), language
        assert set(own["texts"]) == set(tomllib.loads((WORDS / "en.toml").read_text("utf-8"))["texts"])
