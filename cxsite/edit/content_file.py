"""One file of content as the writer sees it: its bytes, the YAML in it and the body below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cxsite.edit.raw import RawText
from cxsite.model.finding import CxsiteError
from cxsite.model.shape import Path
from cxsite.syntax.compose import TooDeep, Tree, YAMLError, compose
from cxsite.syntax.edits import TextEdit
from cxsite.syntax.rewrite import append, rename_key, set_value, unset
from cxsite.syntax.source_text import split
from cxsite.syntax.values_as_yaml import Raw


class ContentFile:
    """A file that is being changed. `prefix` leads to the item in it, for an item in the file of its kind.

    Raises `CxsiteError` for what is no UTF-8, and for front matter that does not begin and end.
    """

    def __init__(self, data: bytes, *, markdown: bool, prefix: Path = ()) -> None:
        self._markdown = markdown
        self.prefix = prefix
        self._load(data)

    def _load(self, data: bytes) -> None:
        self.data = data
        try:
            self._raw = RawText(data)
        except UnicodeDecodeError:
            raise CxsiteError("the file is not UTF-8: `cxsite check` says where") from None
        self._parts = split(self._raw.text, markdown=self._markdown)
        if self._markdown and not (self._parts.opened and self._parts.closed):
            raise CxsiteError("the fields of the file do not begin and end with `---`: `cxsite check` says what to do")

    @property
    def has_body_below(self) -> bool:
        """Whether the body stands below the fields."""
        return self._markdown

    @property
    def text(self) -> str:
        """The text of the file, its lines ended by `\\n`."""
        return self._raw.text

    @property
    def yaml(self) -> str:
        """The YAML in the file."""
        return self._parts.yaml

    @property
    def yaml_start(self) -> int:
        """Where the YAML begins in the text."""
        return self._parts.yaml_start

    @property
    def body(self) -> tuple[str, int]:
        """The body below the fields, and where it begins in the text."""
        return self._parts.body, self._parts.body_start

    def values(self) -> dict[str, Any]:
        """The raw values of the item."""
        try:
            documents = compose(self.yaml)
        except (YAMLError, TooDeep):
            raise CxsiteError("the file can't be read as YAML: `cxsite check` says why") from None
        tree: Any = Tree(documents[0], self.yaml).value if documents else {}
        for step in self.prefix:
            tree = tree.get(step) if isinstance(tree, dict) else None
        return tree if isinstance(tree, dict) else {}

    def set(self, at: Path, value: Raw, order: Sequence[str]) -> None:
        """Write a value; a new field comes where `order` says."""
        if at == ("body",) and self._markdown:
            self.replace([self._body_edit(str(value or ""))])
        else:
            self._in_yaml(set_value(self.yaml, (*self.prefix, *at), value, order))

    def append(self, at: Path, value: Raw, order: Sequence[str]) -> None:
        """Write one more entry of a list."""
        self._in_yaml(append(self.yaml, (*self.prefix, *at), value, order))

    def unset(self, at: Path) -> None:
        """Take a value out, with its lines."""
        if at == ("body",) and self._markdown:
            self.replace([self._body_edit("")])
        else:
            self._in_yaml(unset(self.yaml, (*self.prefix, *at)))

    def add_below(self, text: str) -> None:
        """Write whole lines below all others."""
        gap = "" if not self.text or self.text.endswith("\n") else "\n"
        self.replace([TextEdit(len(self.text), len(self.text), gap + text)])

    def rename_item(self, name: str) -> None:
        """Give the item in the file of its kind another id."""
        self._in_yaml(rename_key(self.yaml, self.prefix, name))
        self.prefix = (name,)

    def replace(self, edits: Iterable[TextEdit]) -> None:
        """Make edits, by offsets in the text."""
        self._load(self._raw.edited(edits))

    def _in_yaml(self, edits: Iterable[TextEdit]) -> None:
        start = self._parts.yaml_start
        self.replace(TextEdit(edit.start + start, edit.end + start, edit.text) for edit in edits)

    def _body_edit(self, body: str) -> TextEdit:
        old, start = self._parts.body, self._parts.body_start
        if old or not body:
            return TextEdit(start, start + len(old), body.strip("\n"))
        gap = "" if self.text.endswith("\n") else "\n"
        return TextEdit(len(self.text), len(self.text), f"{gap}{body.strip(chr(10))}\n")
