"""The server in a real editor: Neovim, without a screen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lsp.desk import project_in

pytestmark = [pytest.mark.slow, pytest.mark.engine]
SCRIPT = """
local root, file, out, python = unpack(vim.fn.json_decode(vim.env.CXSITE_TRY))
vim.cmd('edit ' .. file)
local client = vim.lsp.start_client({ name = 'cxsite', cmd = { python, '-m', 'cxsite.cli', 'lsp' }, root_dir = root })
vim.lsp.buf_attach_client(0, client)
local severe = { severity = vim.diagnostic.severity.ERROR }
local said = {}
vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'status: plannd' })
said.waited = vim.wait(40000, function() return #vim.diagnostic.get(0, severe) > 0 end, 50)
local found = vim.diagnostic.get(0, severe)[1] or {}
said.message, said.line, said.column = found.message, found.lnum, found.col
vim.api.nvim_win_set_cursor(0, { 4, 3 })
local where = vim.lsp.util.make_position_params()
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', where, 20000)
said.hover = hover and hover[client].result.contents.value
local offered = vim.lsp.buf_request_sync(0, 'textDocument/completion', {
  textDocument = where.textDocument, position = { line = 3, character = 8 } }, 20000)
said.offered = vim.tbl_map(function(one) return one.label end, offered[client].result.items)
vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'status: planned' })
said.gone = vim.wait(40000, function() return #vim.diagnostic.get(0, severe) == 0 end, 50)
vim.fn.writefile({ vim.fn.json_encode(said) }, out)
vim.cmd('qall!')
"""


def test_neovim_shows_findings_meaning_and_offers(tmp_path: Path) -> None:
    editor = shutil.which("nvim")
    if editor is None:
        pytest.skip("no Neovim on this machine")
    root = project_in(tmp_path)
    script, out = tmp_path / "try.lua", tmp_path / "out.json"
    script.write_text(SCRIPT)
    asked = json.dumps([str(root), str(root / "content/initiatives/lights.md"), str(out), sys.executable])
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    package = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    subprocess.run(
        [editor, "--headless", "--clean", "-n", "-S", str(script)],
        env={**home, **package, "CXSITE_TRY": asked},
        cwd=root,
        check=True,
        timeout=150,
    )
    said = json.loads(out.read_text(encoding="utf-8"))
    assert said["waited"] and said["gone"]
    assert "plannd" in said["message"]
    assert (said["line"], said["column"]) == (3, 8)
    assert "Where the work stands." in said["hover"]
    assert "in-progress" in said["offered"]
