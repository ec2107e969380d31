"""Making pages with two processors: some builders run in a process of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cxsite.processes.parallel import beside
from cxsite.render.site import Site
from cxsite.render.stage import StagePage

PageBuilder = Callable[[Site], Iterable[StagePage]]


def made_in_parallel(
    site: Site, builders: tuple[PageBuilder, ...], theirs: frozenset[PageBuilder]
) -> tuple[StagePage, ...]:
    """The pages of all builders, in their order; `theirs` run in another process meanwhile.

    Raises the `CxsiteError` of the first of our builders that fails, else that of the other process.
    """
    with beside(lambda: [list(builder(site)) for builder in builders if builder in theirs]) as other:
        here = iter([list(builder(site)) for builder in builders if builder not in theirs])
        there = iter(other.result())
    return tuple(page for builder in builders for page in next(there if builder in theirs else here))
