"""Making pages with two processors: some builders run in a process of their own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection

from cxsite.model.finding import CxsiteError
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

PageBuilder = Callable[[Site], Iterable[StagePage]]
_Made = list[list[StagePage]] | str


def can_share() -> bool:
    """Whether a process can hand its site to another one: only by forking, since templates can't be packed."""
    return "fork" in multiprocessing.get_all_start_methods() and multiprocessing.cpu_count() > 1


def made_in_halves(
    site: Site, builders: tuple[PageBuilder, ...], theirs: frozenset[PageBuilder]
) -> tuple[StagePage, ...]:
    """The pages of all builders, in their order; `theirs` run in another process meanwhile.

    Raises the `CxsiteError` of the first of our builders that fails, else that of the other process.
    """
    context = multiprocessing.get_context("fork")
    ours, other = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(site, [one for one in builders if one in theirs], other), daemon=True)
    process.start()
    other.close()
    try:
        here = iter([list(builder(site)) for builder in builders if builder not in theirs])
        made: _Made = ours.recv()
    except EOFError:
        raise CxsiteError("a process that made pages ended early") from None
    finally:
        process.kill()
        process.join()
    if isinstance(made, str):
        raise CxsiteError(made)
    there = iter(made)
    return tuple(page for builder in builders for page in next(there if builder in theirs else here))


def _make(site: Site, builders: list[PageBuilder], other: Connection) -> None:
    try:
        made: _Made = [list(builder(site)) for builder in builders]
    except CxsiteError as error:
        made = str(error)
    other.send(made)
