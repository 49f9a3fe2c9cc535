-- The server in a real Neovim (0.11 or later), run by hand from the root of the project:
--   nvim --clean --headless -l tests/editor/neovim.lua
-- It prints the diagnostic of examples/broken_gate.py and the hints behind its calls.
vim.lsp.config("keras-shape-lint", {
  cmd = { "keras-shape-lint", "server" },
  filetypes = { "python" },
  root_markers = { "pyproject.toml" },
})
vim.lsp.enable("keras-shape-lint")
vim.lsp.inlay_hint.enable(true)
vim.cmd("edit examples/broken_gate.py")
vim.bo.filetype = "python"
vim.wait(15000, function() return #vim.diagnostic.get(0) > 0 end)
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(found.lnum + 1, found.col, found.code, found.message)
end
vim.wait(15000, function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 0 end)
for _, hint in ipairs(vim.lsp.inlay_hint.get({ bufnr = 0 })) do
  print(hint.inlay_hint.position.line + 1, hint.inlay_hint.position.character, hint.inlay_hint.label)
end
vim.cmd("qa!")
