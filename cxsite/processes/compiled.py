"""Templates as they were compiled before: to compile all takes longer than to make a hundred pages.

They lie where Python keeps its own compiled modules, and as those do: beside the code that they belong to, so whoever
can write there can write the code too; each says what it was made of; where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import inspect
import marshal
import os
import sys
import tempfile
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator

_FOLDER = Path(__file__).parents[1] / "templates"
_DIGEST = 32


class Compiled(BytecodeCache):
    """Compiled templates of one sort of environment, which `made_for` names: of this process, and of `packaged` folders
    also of earlier ones."""

    def __init__(self, made_for: str, *packaged: Path) -> None:
        self._made_for, self._packaged = made_for, packaged
        self._code: dict[tuple[str, str], CodeType] = {}
        self._kept: dict[str, str] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Jinja asks for the place of a template."""
        if filename and any(Path(filename).is_relative_to(folder) for folder in self._packaged):
            self._kept[self.get_cache_key(name, filename)] = _options(environment)
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template, where it is known."""
        where = (bucket.key, bucket.checksum)
        if where not in self._code and bucket.key in self._kept:
            with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
                data = self._place(bucket).read_bytes()
                if data[:_DIGEST] == self._digest(bucket):
                    self._code[where] = marshal.loads(data[_DIGEST:])
        bucket.code = self._code.get(where)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code is None:
            return
        self._code[bucket.key, bucket.checksum] = bucket.code
        if bucket.key in self._kept and not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                _write(self._place(bucket), self._digest(bucket) + marshal.dumps(bucket.code))

    def _place(self, bucket: Bucket) -> Path:
        name = hashlib.sha256(f"{self._made_for}\0{bucket.key}".encode()).hexdigest()[:32]
        return Path(importlib.util.cache_from_source(str(_FOLDER / f"{name}.py")))

    def _digest(self, bucket: Bucket) -> bytes:
        made_of = (self._kept[bucket.key], jinja2.__version__, sys.version, bucket.key, bucket.checksum)
        return hashlib.sha256("\0".join(made_of).encode()).digest()


def _options(environment: Environment) -> str:
    """All that code hangs on besides a template: no filter that looks at anything else is asked about fixed texts."""
    said = (
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
    )
    return repr(
        (*said, environment.optimized, environment.sandboxed, sorted(environment.extensions), _writer(environment))
    )


def _writer(environment: Environment) -> str:
    """What writes the code: Jinja's own, whose version is said, or one of ours, by its text."""
    writer = environment.code_generator_class
    if writer is CodeGenerator:
        return ""
    return hashlib.sha256(Path(inspect.getfile(writer)).read_bytes()).hexdigest()


def _write(place: Path, data: bytes) -> None:
    """Write a file, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    number, new = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
        Path(new).chmod(0o644)
        Path(new).replace(place)
    except BaseException:
        Path(new).unlink(missing_ok=True)
        raise
