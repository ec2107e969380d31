"""Schemas and the settings with which an editor uses them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cxsite.model.finding import CxsiteError
from cxsite.model.kinds import KINDS
from cxsite.scaffold.export_schema import NAME as EXPORT
from cxsite.scaffold.export_schema import export_schema
from cxsite.scaffold.files import write_files
from cxsite.scaffold.json_schema import schemas
from cxsite.scaffold.known import Known

FOLDER = "schemas"
SETTINGS = ".vscode/settings.json"
_ASSOCIATIONS = "yaml.schemas"
_NOTE = f"""# Schemas of the content format

Written by `cxsite schema`; run it again after an update of cxsite.

An editor that knows JSON Schema completes the fields of the roadmap's YAML files, explains them, and underlines
what is wrong while you type. In Visual Studio Code, install the extension *YAML*; the settings in `{SETTINGS}`
do the rest. For another editor, associate the files like this:

| files | schema |
|---|---|
{{rows}}

**Front matter in Markdown.** A `<kind>/<id>.md` has the same fields between its two lines `---`, but most editors
check only files that are YAML as a whole. Either write the item as `<id>.yml` with `body: |` as its last field, or
rely on `cxsite check`, which reads both.

`roadmap-json.schema.json` is no content: it describes the `roadmap.json` that every site has for other programs.

A schema knows fields, types and allowed words. Whether a reference leads anywhere, and who may see what, only
`cxsite check` can tell.
"""


def schema_files(known: Known | None = None) -> dict[str, bytes]:
    """The schemas of content files by their places below the folder that is opened in the editor."""
    return {f"{FOLDER}/{name}.schema.json": _json(found) for name, found in schemas(known).items()}


def schema(out: Path, content: str = "content", known: Known | None = None) -> list[Path]:
    """Write the schemas and the editor's settings into `out`, the folder that is opened in the editor.

    `content` is the content folder in it, `known` the names in it that are completed. Settings that are there already
    stay. Raises `CxsiteError`.
    """
    patterns = _patterns(content)
    rows = "\n".join(f"| {', '.join(f'`{glob}`' for glob in globs)} | `{name}` |" for name, globs in patterns.items())
    files = schema_files(known)
    files[f"{FOLDER}/{EXPORT}.schema.json"] = _json(export_schema())
    files[f"{FOLDER}/README.md"] = _NOTE.format(rows=rows).encode()
    files[SETTINGS] = _json(_settings(out / SETTINGS, patterns))
    return write_files(out, files)


def _patterns(content: str) -> dict[str, list[str]]:
    """The files that each schema is for."""

    def endings(stem: str) -> list[str]:
        return [f"{content}/{stem}.yml", f"{content}/{stem}.yaml"]

    found = {_place("roadmap"): endings("roadmap")}
    for kind in KINDS:
        found[_place(kind.name)] = endings(f"{kind.folder}/*")
        found[_place(f"all-{kind.folder}")] = endings(kind.folder)
    return found


def _place(name: str) -> str:
    return f"./{FOLDER}/{name}.schema.json"


def _settings(file: Path, patterns: dict[str, list[str]]) -> dict[str, Any]:
    """The editor's settings with our associations in them."""
    try:
        said = json.loads(file.read_bytes()) if file.exists() else {}
        return {**said, _ASSOCIATIONS: {**said.get(_ASSOCIATIONS, {}), **patterns}}
    except (OSError, ValueError, TypeError, AttributeError):
        # Comments and trailing commas are allowed there; rewriting would lose them.
        raise CxsiteError(
            f"{file} is no plain JSON: move it away, run this again, and put your settings back"
        ) from None


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
