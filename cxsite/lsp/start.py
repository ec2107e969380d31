"""`cxsite lsp`: a language server on standard input and output.

It reads files, and runs nothing of the folder that it opens: no plugin, no hook, no template.
"""

from __future__ import annotations

from argparse import Namespace

from cxsite.model.finding import CxsiteError


def lsp(args: Namespace) -> int:
    """Answer until the editor ends it. Raises `CxsiteError` where the extra `lsp` is not installed."""
    try:
        from cxsite.lsp.answers import answer_changes, answer_questions
        from cxsite.lsp.server import Server, answer_texts
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise CxsiteError("the language server needs the extra `lsp`: pip install 'cxsite[lsp]'") from None
    server = Server()
    answer_texts(server)
    answer_questions(server)
    answer_changes(server)
    server.start_io()
    return 0
