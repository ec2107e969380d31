"""Whether a second process helps, and what else makes work on much content quick: decided here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from cxsite.load.ahead import Aside
from cxsite.pipeline.settings import Settings
from cxsite.processes.parallel import MANY, Both, at_once, beside, can_help, in_turn, worth_it

T = TypeVar("T")


def both_for(settings: Settings, items: Mapping[str, Mapping[str, Any]], least: int = MANY) -> Both:
    """How to do two halves of work on `items`: at once where a process may be forked and there are many, `least` of
    them."""
    may_fork = settings.may_fork
    return at_once if may_fork and worth_it(sum(map(len, items.values())), least) else in_turn


def both_for_files(settings: Settings) -> Both:
    """How to do two halves of work on the files of a large site: at once where a process may be forked."""
    return at_once if settings.may_fork and can_help() else in_turn


def aside_for(settings: Settings) -> Aside:
    """How to have a part of many files read elsewhere: in a forked process, where one may be forked."""

    @contextmanager
    def aside(files: int, work: Callable[[], T]) -> Iterator[Callable[[], T] | None]:
        if settings.may_fork and worth_it(files):
            with beside(work) as other:
                yield other.result
        else:
            yield None

    return aside
