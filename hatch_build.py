"""Build hook of the wheel: packs the theme overrides, and refuses a wheel without its parts for browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MERMAID = Path("cxsite/vendor/mermaid")
FORMS = Path("cxsite/vendor/forms")
OVERRIDES = Path("theme_overrides")


class CxsiteBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Checks and completes what goes into a wheel; an editable install finds both in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Stop with one line instead of a traceback when a part that is not Python code is missing."""
        if version == "editable":
            return
        root = Path(self.root)
        if not (root / MERMAID / "mermaid.esm.min.js").is_file():
            raise SystemExit(
                f"cxsite: {MERMAID} is empty: run `make vendor` first, a wheel without Mermaid draws no diagram"
            )
        if not (root / FORMS / "VERSION").is_file():
            raise SystemExit(f"cxsite: {FORMS} is empty: run `make vendor` first, a wheel without it has no web forms")
        if not (root / OVERRIDES).is_dir():
            raise SystemExit(f"cxsite: {OVERRIDES}/ is missing: the theme overrides belong into the wheel")
        build_data["force_include"][str(root / OVERRIDES)] = "cxsite/theme_overrides"
