"""This package as a wheel: the one that it was installed from where that is still there, else packed of its own files.

A new site brings it along, so that no job has to ask an index for a name that anybody could have taken there.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import cxsite
from cxsite.model.finding import CxsiteError

_NAME = "cxsite"
# Written where a wheel is installed, and no part of it.
_OF_THE_INSTALLER = frozenset({"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"})
_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it: the same files, the same bytes."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel: its file name, its bytes."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash by which pip pins it."""
        return hashlib.sha256(self.data).hexdigest()


@cache
def own_wheel() -> Wheel:
    """The wheel of the package that is running. Raises `CxsiteError` where its files are not those it came with."""
    try:
        installed = distribution(_NAME)
    except ModuleNotFoundError:
        raise CxsiteError("cxsite was not installed, so it can't be packed for a new site: install it first") from None
    return _installed_from(installed) or _packed(installed)


def _installed_from(installed: Distribution) -> Wheel | None:
    """The file that pip installed, as direct_url.json says; None where there is none any more, or another one."""
    try:
        said = json.loads(installed.read_text("direct_url.json") or "{}")
        address = urlsplit(said["url"])
        file = Path(url2pathname(address.path))
        if address.scheme != "file" or file.suffix != ".whl" or not file.is_file():
            return None
        found = Wheel(file.name, file.read_bytes())
        return found if said["archive_info"]["hashes"]["sha256"] == found.sha256 else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _packed(installed: Distribution) -> Wheel:
    about = f"{_NAME}-{installed.version}.dist-info"
    files = dict(sorted(_files(installed)))
    if f"{about}/METADATA" not in files or f"{_NAME}/__init__.py" not in files:
        raise CxsiteError("parts of the installed cxsite are missing: install it again")
    rows = [f"{place},sha256={_digest(data)},{len(data)}" for place, data in files.items()]
    files[f"{about}/RECORD"] = "".join(f"{row}\n" for row in [*rows, f"{about}/RECORD,,"]).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, data in files.items():
            entry = zipfile.ZipInfo(place, _DAY)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return Wheel(f"{_NAME}-{installed.version}-py3-none-any.whl", out.getvalue())


def _files(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    """Every file of the wheel by its place in it; of an editable install, the files of its checkout."""
    recorded = [path for path in installed.files or () if _belongs(path)]
    for path in recorded:
        data = Path(str(path.locate())).read_bytes()
        if path.hash is not None and path.hash.value != _digest(data):
            raise CxsiteError(f"{path} is not as it was installed, so cxsite can't be packed: install it again")
        yield path.as_posix(), data
    if not any(path.parts[0] == _NAME for path in recorded):
        yield from _checkout()


def _belongs(path: PackagePath) -> bool:
    in_package = path.parts[0] == _NAME and "__pycache__" not in path.parts
    in_about = path.parts[0].endswith(".dist-info") and path.name not in _OF_THE_INSTALLER
    return in_package or in_about


def _checkout() -> Iterator[tuple[str, bytes]]:
    package = Path(cxsite.__file__).resolve().parent
    for folder, place in ((package, _NAME), (package.parent / "theme_overrides", f"{_NAME}/theme_overrides")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{place}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
