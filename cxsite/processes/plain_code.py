"""How the code of page templates is written: as Jinja writes it, without asking at each expression what is known.

`finalize` gives finished HTML, so nothing is left to escape; no function of ours takes Jinja's context, so each is
called as it is. On a site of 1,500 pages that is a million calls.
"""

from __future__ import annotations

import io

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class PlainCode(CodeGenerator):
    """For environments that always escape, whose `finalize` gives texts, and whose functions take no context."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write(")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`name(values)`, where Jinja writes `context.call(name, values)`."""
        self.visit(node.node, frame)
        rest, self.stream = self.stream, io.StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        # Jinja begins each value with a comma, since it writes them behind another.
        values, self.stream = self.stream.getvalue(), rest
        self.write(f"({values.removeprefix(', ')})")
