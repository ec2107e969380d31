"""Finds the modules of rules in a folder: each holds the codes of one ten, which its name begins with."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

_OF_ONE_TEN = re.compile(r"cx\d\d_")


def rule_modules(package: ModuleType) -> Iterator[ModuleType]:
    """The modules `cx…_….py` of a package, by name: what stands there is registered by standing there."""
    for name in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        if _OF_ONE_TEN.match(name):
            yield importlib.import_module(f"{package.__name__}.{name}")
