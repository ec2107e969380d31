"""The shape that the code keeps: small files, documented names, nothing foreign in the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cxsite"
MAX_LINES = 300
MAX_FUNCTION_LINES = 60
MAX_FILES = 22
MAX_PAGES = 28
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}
MINIFIED_LINE = 2000


def _git_files() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def _is_starter(path: Path) -> bool:
    return path.is_relative_to(PACKAGE / "starter") or path.is_relative_to(PACKAGE / "vendor")


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not _is_starter(path))
NAMED = [path for path in MODULES if path.name != "__init__.py"]


def _name(module: Path) -> str:
    return str(module.relative_to(ROOT))


def _source(module: Path) -> str:
    with tokenize.open(module) as file:
        return file.read()


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _undocumented(body: list[ast.stmt], prefix: str = "") -> list[str]:
    """Public functions, classes and methods without a docstring."""
    missing = []
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        overload = any(ast.unparse(decorator).endswith("overload") for decorator in node.decorator_list)
        if not ast.get_docstring(node) and not overload:
            missing.append(prefix + node.name)
        if isinstance(node, ast.ClassDef):
            missing += _undocumented(node.body, f"{prefix}{node.name}.")
    return missing


def test_no_room_is_a_flat_landing() -> None:
    """Files side by side, up to what one still takes in at a glance; pages of the site are a list of their own."""
    rooms = {module.parent for module in NAMED}
    crowded = {
        str(room.relative_to(ROOT)): count
        for room in rooms
        if (count := len(list(room.glob("*.py"))) - 1) > (MAX_PAGES if room.name == "pages" else MAX_FILES)
    }
    assert crowded == {}, "give it wings: folders of files that belong together"


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 5


# One test for all modules, which says what is wrong with which: a test for each would take more time than it says.
def test_modules_are_small() -> None:
    lines = {_name(module): len(_source(module).splitlines()) for module in MODULES}
    large = {name: count for name, count in lines.items() if count > MAX_LINES}
    assert large == {}, "split them by what they are about"


def test_functions_are_short() -> None:
    long = {
        f"{_name(module)}: {node.name}": length
        for module in MODULES
        for node in _functions(ast.parse(_source(module)))
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > MAX_FUNCTION_LINES
    }
    assert long == {}, "name their steps"


def test_names_say_what_is_inside() -> None:
    vague = [
        _name(module)
        for module in MODULES
        if {part.removesuffix(".py").strip("_") for part in module.relative_to(PACKAGE).parts} & VAGUE_NAMES
    ]
    assert vague == []


def test_public_names_are_documented() -> None:
    missing = []
    for module in NAMED:
        tree = ast.parse(_source(module))
        if not ast.get_docstring(tree):
            missing.append(f"{_name(module)} says nothing about itself")
        missing += [f"{_name(module)}: {name}" for name in _undocumented(tree.body)]
    assert missing == []


def test_package_files_are_empty() -> None:
    filled = [str(p.relative_to(ROOT)) for p in MODULES if p.name == "__init__.py" and _source(p).strip()]
    assert filled == []


def test_every_package_folder_has_its_init() -> None:
    folders = {module.parent for module in MODULES}
    assert [str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").is_file()] == []


def test_nothing_is_left_for_later() -> None:
    """No placeholder; written so that this file does not find itself."""
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b|raise Not" + r"ImplementedError")
    files = [p for p in _git_files() if p.suffix in {".py", ".js", ".css", ".html", ".jinja", ".j2", ".toml"}]
    hits = [f"{p.relative_to(ROOT)}: {m[0]}" for p in files if (m := later.search(_text(p)))]
    assert hits == []


def _text(path: Path) -> str:
    """The text of a file; empty when it is binary."""
    data = path.read_bytes()
    return "" if b"\0" in data else data.decode("utf-8", errors="replace")


def _forbidden_texts() -> re.Pattern[str]:
    """Machine paths and package hosts, put together here so that this file does not find itself."""
    machine = [rf"(?<![\w.-])/{name}/" for name in ("work", "root", "tmp", "home", "opt")]
    hosts = [r"\.".join(h) for h in (("registry", "npmjs", "org"), ("files", "pythonhosted", "org"))]
    hosts += [r"pypi\.org/" + "simple", "proxy" + r"\.golang", "registry" + r"\.yarnpkg"]
    return re.compile("|".join(machine + hosts))


def test_no_machine_path_and_no_package_host() -> None:
    forbidden = _forbidden_texts()
    assert forbidden.search('"resolved": "https://registry.' + 'npmjs.org/mermaid"')
    assert forbidden.search("open('/" + "work/main/x')")
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in _git_files()
        for number, line in enumerate(_text(path).splitlines(), 1)
        if forbidden.search(line)
    ]
    assert hits == []


def test_no_third_party_code_is_tracked() -> None:
    """Libraries come from their registries; a minified file or a very long line gives one away."""
    scripts = [p for p in _git_files() if p.suffix in {".js", ".mjs", ".cjs", ".css", ".html"}]
    minified = [p for p in scripts if ".min." in p.name or any(len(x) > MINIFIED_LINE for x in _text(p).splitlines())]
    assert [str(p.relative_to(ROOT)) for p in minified] == []


def test_nothing_generated_is_tracked() -> None:
    generated = {"node_modules", "vendor", "dist", "build", "__pycache__", ".venv"}
    tracked = [p.relative_to(ROOT) for p in _git_files()]
    assert [str(p) for p in tracked if generated & set(p.parts) or p.parts[0] == "site"] == []


def test_lock_files_are_exact_and_hashed() -> None:
    for name in ("requirements.lock", "requirements-node.lock"):
        requirements = re.split(r"\n(?=[a-z0-9])", _text(ROOT / name))
        pinned = [text for text in requirements if not text.startswith("#")]
        assert pinned
        assert [t.splitlines()[0] for t in pinned if "==" not in t or "--hash=sha256:" not in t] == []


def test_only_levels_compare_ranks() -> None:
    """Callers ask a level whether it is visible, below another, below internal."""
    asked = re.compile(r"\.rank\b(?!\()")
    hits = [
        f"{module.relative_to(ROOT)}:{number}"
        for module in MODULES
        if module.name != "levels.py"
        for number, line in enumerate(_source(module).splitlines(), 1)
        if asked.search(line)
    ]
    assert hits == []
