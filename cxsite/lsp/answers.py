"""What the server answers: completion, meaning, places, fixes, names."""

from __future__ import annotations

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from cxsite.lsp.changing import Proposal, Renamed, all_safe, proposals, renamable, renamed
from cxsite.lsp.completion import Offer, offers
from cxsite.lsp.folding import folds
from cxsite.lsp.hover import explained
from cxsite.lsp.naming import named_at, own_name, uses, written
from cxsite.lsp.opened import Opened
from cxsite.lsp.places import uri_of, workspace_edit
from cxsite.lsp.server import Server
from cxsite.lsp.studies import Study
from cxsite.model.finding import CxsiteError

_SORTS = {
    "field": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
    "item": types.CompletionItemKind.Reference,
    "level": types.CompletionItemKind.EnumMember,
    "file": types.CompletionItemKind.File,
    "link": types.CompletionItemKind.Reference,
}


def answer_questions(server: Server) -> None:
    """Say what may be typed, what it means, where it is written and named, what may be folded."""

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[":", " ", "/", "[", "(", "-"])
    )
    def _complete(ls: Server, params: types.CompletionParams) -> types.CompletionList:
        found = ls.at(params.text_document.uri, params.position)
        items = [_item(ls, found[1], found[2], offer) for offer in offers(*found)] if found is not None else []
        return types.CompletionList(is_incomplete=False, items=items)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
        found = ls.at(params.text_document.uri, params.position)
        text = explained(*found) if found is not None else ""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def _definition(ls: Server, params: types.DefinitionParams) -> types.Location | None:
        found = ls.at(params.text_document.uri, params.position)
        named = named_at(*found) if found is not None else None
        if found is None or named is None:
            return None
        span = written(found[0], named[0])
        return ls.location(found[0], span) if span is not None else None

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def _references(ls: Server, params: types.ReferenceParams) -> list[types.Location]:
        found = ls.at(params.text_document.uri, params.position)
        if found is None:
            return []
        study, opened, line, column = found
        named = named_at(study, opened, line, column)
        key = named[0] if named is not None else own_name(opened, line, column)
        if key is None:
            return []
        spans = uses(study, key)
        if params.context.include_declaration and (own := written(study, key)) is not None:
            spans = [own, *spans]
        return [ls.location(study, span) for span in spans]

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def _folds(ls: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        found = ls.opened(params.text_document.uri)
        return [types.FoldingRange(first, last) for first, last in folds(found[1])] if found is not None else []


def _item(ls: Server, opened: Opened, line: int, offer: Offer) -> types.CompletionItem:
    lines = opened.text.split("\n")
    here = types.Range(ls.places.position(lines, line, offer.start), ls.places.position(lines, line, offer.end))
    return types.CompletionItem(
        offer.label,
        kind=_SORTS[offer.sort],
        detail=offer.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, offer.meaning) if offer.meaning else None,
        sort_text=f"{0 if offer.needed else 1}{offer.label}",
        filter_text=offer.label,
        text_edit=types.TextEdit(here, offer.text),
    )


def answer_changes(server: Server) -> None:
    """Propose fixes, and give another id everywhere."""
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        found = ls.opened(params.text_document.uri)
        if found is None:
            return []
        study, opened = found
        first, last = params.range.start.line + 1, params.range.end.line + 1
        lines = opened.text.split("\n")
        actions = [_action(ls, study, lines, one) for one in proposals(study, opened.path, first, last)]
        if (everything := all_safe(study, opened.path)) is not None:
            edit = workspace_edit(study, ls.places, everything.edits)
            actions.append(types.CodeAction(everything.title, types.CodeActionKind.SourceFixAll, edit=edit))
        only = params.context.only
        return [one for one in actions if not only or any(str(one.kind).startswith(str(kind)) for kind in only)]

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def _prepare(ls: Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = ls.at(params.text_document.uri, params.position)
        may = renamable(*found) if found is not None else None
        if found is None or may is None:
            return None
        _, id_, start, end = may
        lines, line = found[1].text.split("\n"), found[2]
        if start < 0:
            start, end = found[3], found[3]
        here = types.Range(ls.places.position(lines, line, start), ls.places.position(lines, line, end))
        return types.PrepareRenamePlaceholder(here, id_)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def _rename(ls: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = ls.at(params.text_document.uri, params.position)
        may = renamable(*found) if found is not None else None
        if found is None or may is None:
            raise JsonRpcInvalidParams("nothing here has an id that could be another one")
        try:
            return _renaming(ls, found[0], renamed(found[0], may[0], params.new_name))
        except CxsiteError as error:
            raise JsonRpcInvalidParams(str(error)) from None


def _action(ls: Server, study: Study, lines: list[str], one: Proposal) -> types.CodeAction:
    diagnostics = [ls.diagnostic(study, lines, one.finding)] if one.finding is not None else None
    edit = workspace_edit(study, ls.places, one.edits, one.moves)
    return types.CodeAction(one.title, types.CodeActionKind.QuickFix, diagnostics, is_preferred=one.sure, edit=edit)


def _renaming(ls: Server, study: Study, change: Renamed) -> types.WorkspaceEdit:
    """Whole new texts, each in the file as it was called before, and then the moves."""
    before = {move.target: move.source for move in change.moves}
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = []
    for path, text in change.texts.items():
        old = before.get(path, path)
        lines = (study.text(old) or "").split("\n")
        whole = types.Range(types.Position(0, 0), ls.places.position(lines, len(lines) - 1, len(lines[-1])))
        changes.append(
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(uri_of(study, old)), [types.TextEdit(whole, text)]
            )
        )
    changes += [types.RenameFile(uri_of(study, move.source), uri_of(study, move.target)) for move in change.moves]
    return types.WorkspaceEdit(document_changes=changes)
