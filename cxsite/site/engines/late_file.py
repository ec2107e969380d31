"""A file of a site that is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


class LateFile(File):
    """A generated file of MkDocs without its content, which `make` gives."""

    def __init__(self, config: MkDocsConfig, uri: str, make: Callable[[], bytes], plugin: str) -> None:
        super().__init__(uri, None, config.site_dir, config.use_directory_urls)
        self.generated_by = plugin
        self._make = make

    @cached_property
    def content_bytes(self) -> bytes:
        """The content."""
        return self._make()
