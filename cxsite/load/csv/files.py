"""The CSV files that items name: found beside them, read, reduced to what the model keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from cxsite.load.csv.series import read_series
from cxsite.load.csv.summary import summarize
from cxsite.load.files.listing import FoundFile
from cxsite.load.findings import FindingCollector, Reporter, printable
from cxsite.load.rules.cx00_fields import INVALID_VALUE
from cxsite.load.rules.cx01_files import MISSING_DATA_FILE
from cxsite.load.rules.cx02_stray_files import STRAY_FILE
from cxsite.model.declare import Declared
from cxsite.model.finding import Change, Fix, Move, Span
from cxsite.model.shape import Many, Path, fields_of
from cxsite.model.typed.nearest import did_you_mean, nearest
from cxsite.syntax.positions import CsvRows, Source

_PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True)
class Tables:
    """An item's values with what its CSV files hold in place of their names; `rows` is where entries came from.

    `unread` are the fields whose file could not be read, or not all of it, `files` those that were read, as findings
    call them.
    """

    values: dict[str, Any]
    rows: Mapping[str, CsvRows]
    unread: tuple[Path, ...] = ()
    files: tuple[str, ...] = ()


class DataFiles:
    """The CSV files of a content folder, and which of them some item names."""

    def __init__(
        self,
        found: Mapping[FilePath, Mapping[str, FoundFile]],
        findings: FindingCollector,
        assets: Mapping[str, FoundFile] | None = None,
    ) -> None:
        self._found = found
        self._assets = assets or {}
        self._findings = findings
        self._used: set[FilePath] = set()
        self._unread: list[str] = []
        self._all_used = False

    def may_be_named_in(self, text: str | None) -> None:
        """Remember the text of an item that could not be read: a file that it names is not stray."""
        if text is None:
            self._all_used = True
        else:
            self._unread.append(text)

    def are_named(self, files: Iterable[FoundFile]) -> None:
        """Remember files that an item names which is not read again."""
        self._used.update(file.place for file in files)

    def tell_strays(self) -> None:
        """Note the files that no item names."""
        for files in self._found.values():
            for name, file in files.items():
                named = file.place in self._used or any(name in text for text in self._unread)
                if not named and not self._all_used:
                    self._findings.add(
                        STRAY_FILE,
                        Span(file.shown),
                        f"no item names `{name}`",
                        f"name it in a KPI (`measurements: {name}`) or in evidence (`data: {name}`), or delete it",
                    )

    def read(
        self, model: type[Declared], values: dict[str, Any], source: Source, folder: FilePath, report: Reporter
    ) -> Tables:
        """Read the CSV files that `values` of an item of `model`, in a file in `folder`, name."""
        rows: dict[str, CsvRows] = {}
        read: dict[str, Any] = {}
        if _PROVENANCE in values and _PROVENANCE in fields_of(model):
            read[_PROVENANCE] = None
            place = source.span((_PROVENANCE,), key=True)
            what = f"`{_PROVENANCE}` is filled in when the CSV file is read"
            report.add(INVALID_VALUE, place, what, "delete it", _PROVENANCE)
        unread: list[Path] = []
        files: list[str] = []
        for name, declared in fields_of(model).items():
            if not declared.csv or name not in values:
                continue
            # An empty value names no file.
            named = values[name] or None
            if isinstance(declared.shape, Many) and not isinstance(named, str):
                continue
            count = self._findings.count
            file = self._file(named, name, source, folder, report) if named is not None else None
            read[name] = None
            if file is None:
                unread.append((name,))
                continue
            files.append(file.shown)
            if isinstance(declared.shape, Many):
                series = read_series(file, values, source, report)
                read[name], rows[name] = series.measurements, CsvRows(file.shown, series.lines)
                read[_PROVENANCE] = series.provenance
            else:
                read[name] = summarize(file, report)
            if self._findings.count != count or read[name] == ():
                unread.append((name,))
        kept = {name: value for name, value in values.items() if name not in read}
        values = {**kept, **{name: value for name, value in read.items() if value is not None}}
        return Tables(values, rows, tuple(unread), tuple(files))

    def _elsewhere(self, name: str) -> FoundFile | None:
        """The only file of this name in another folder, where no item names it there."""
        found = [files[name] for files in self._found.values() if name in files and files[name].place not in self._used]
        found += [file for file in self._assets.values() if file.name == name]
        return found[0] if len(found) == 1 and name.endswith(".csv") else None

    def _file(self, named: object, field: str, source: Source, folder: FilePath, report: Reporter) -> FoundFile | None:
        if not isinstance(named, str):
            place = source.span((field,))
            report.add(INVALID_VALUE, place, f"`{field}` names a file", f"write `{field}: name.csv`", field)
            return None
        name = named.strip()
        beside = self._found.get(folder, {})
        if found := beside.get(name):
            self._used.add(found.place)
            return found
        place = source.span((field,))
        near = nearest(name, beside)
        if elsewhere := self._elsewhere(name):
            self._used.add(elsewhere.place)
            target = f"{source.path.rpartition('/')[0]}/{name}"
            help_ = f"it is {printable(elsewhere.shown)}: move it beside this file"
            fix = Fix("safe", help_, moves=(Move(elsewhere.shown, target),))
            report.add(
                MISSING_DATA_FILE, place, f"there is no file `{printable(name)}` beside this one", help_, field, fix=fix
            )
            return None
        if same := _same_file(name, beside):
            self._used.add(beside[same].place)
            edits = source.edits(Change((field,), same))
            renamed = Fix("safe", f"write `{same}`", edits) if edits else None
            message = f"there is no file `{printable(name)}` beside this one"
            report.add(MISSING_DATA_FILE, place, message, f"write `{same}`", field, fix=renamed)
            return None
        if "/" in name or "\\" in name:
            help_ = "put the file beside the item, and write its name only"
        elif not name.endswith(".csv"):
            help_ = "a data file ends in .csv"
        elif near:
            help_ = did_you_mean(name, beside)
        else:
            help_ = f"put it into `{printable(folder.name)}`, beside this file"
        report.add(MISSING_DATA_FILE, place, f"there is no file `{printable(name)}` beside this one", help_, field)
        if near:
            # It is most probably the one that is meant, so it is not stray besides.
            self._used.update(beside[one].place for one in near)
        return None


def _same_file(name: str, beside: Mapping[str, FoundFile]) -> str:
    """The file beside an item that a path, a name in other capitals, or the name of the sheet that it was made from
    means; empty where there is none, or several."""
    stem = re.sub(r"\.(?:csv|xlsx?|ods|tsv|txt)$", "", re.split(r"[/\\]", name)[-1].casefold())
    found = [one for one in beside if one.casefold().removesuffix(".csv") == stem]
    return found[0] if len(found) == 1 else ""
