"""Put the pinned parts for browsers where the package takes them from: `cxsite/vendor/`.

`mermaid/`: the ES module build (it loads a diagram's code on demand), without source maps. `forms/`: Sveltia CMS as its
own package has it for bundlers, which asks no other host for fonts, and the YAML reader of the forms. Each with
the licences of everything that is in it.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from tools.npm_packages import ROOT, VendorError, bundled_packages, install_packages, licences, version_of

VENDOR = ROOT / "cxsite" / "vendor"
ENTRY = "mermaid.esm.min.mjs"
# Many web servers know no type for .mjs, and browsers run no module without one: the copies end in .js.
_IMPORTED = re.compile(r"""(["']\.{1,2}/[^"'\s]+)\.mjs(["'])""")
CHUNKS = Path("chunks") / "mermaid.esm.min"

# Browsers import no JSON without saying so: the texts of the interface become modules.
_LOCALE = re.compile(r"\.\./(locales/[\w-]+)\.json")
# Fonts are asked of another host where they lie beside it, too.
_FONT = re.compile(r"https://[^\s()]*/fontsource/fonts/([\w-]+)(?::vf)?@[\d.]+/(latin-[\w-]+)\.woff2")
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*$")
# The languages that cxsite speaks too; in any other one, the interface of the forms is English.
LOCALES = ("de", "en-CA", "en-GB", "es-CO", "fr")


def vendor_mermaid(modules: Path, target: Path) -> int:
    """Fill `target` afresh with Mermaid, its licences and its version; count its modules."""
    dist = modules / "mermaid" / "dist"
    if not (dist / ENTRY).is_file():
        raise VendorError(f"this Mermaid has no dist/{ENTRY}; the pinned version and this script disagree")
    shutil.rmtree(target, ignore_errors=True)
    (target / CHUNKS).mkdir(parents=True)
    chunks = sorted((dist / CHUNKS).glob("*.mjs"))
    files = [Path(ENTRY), *(CHUNKS / p.name for p in chunks)]
    for module in files:
        text = _IMPORTED.sub(r"\1.js\2", (dist / module).read_text(encoding="utf-8"))
        (target / module).with_suffix(".js").write_text(text, encoding="utf-8")
    maps = [dist / f"{ENTRY}.map", *sorted((dist / CHUNKS).glob("*.mjs.map"))]
    (target / "LICENSES.txt").write_text(licences(bundled_packages(maps, "mermaid"), "Mermaid"), encoding="utf-8")
    # Written last: make takes this file as the sign that the folder is complete.
    (target / "VERSION").write_text(f"{version_of(modules / 'mermaid')}\n", encoding="utf-8")
    return len(files)


def vendor_forms(modules: Path, target: Path) -> int:
    """Fill `target` afresh with Sveltia CMS and `yaml`, their licences and versions; count the files of the CMS."""
    package, yaml = modules / "@sveltia" / "cms", modules / "yaml"
    npm = package / "npm"
    if not (npm / "index.js").is_file():
        raise VendorError("this Sveltia CMS has no npm/index.js; the pinned version and this script disagree")
    shutil.rmtree(target, ignore_errors=True)
    files = {"index.js": npm / "index.js"}
    # What pictures, code and previews need is not loaded by our forms, which have none.
    files |= {f"chunks/{one.name}": one for one in npm.glob("chunks/react-[!d]*.js")}
    files |= {f"assets/{one.name}": one for one in npm.glob("assets/*") if one.suffix in (".woff2", ".txt")}
    for name, source in files.items():
        _copy(source, target / "sveltia" / name)
    for locale in LOCALES:
        texts = json.loads((package / "locales" / f"{locale}.json").read_text(encoding="utf-8"))
        _write(target / "sveltia" / "locales" / f"{locale}.js", f"export default {json.dumps(texts)};\n")
    shutil.copytree(yaml / "browser", target / "yaml")
    shutil.copy(package / "schema" / "sveltia-cms.json", target / "schema.json")
    names = bundled_packages(npm.glob("**/*.js.map"), "@sveltia/cms")
    _write(target / "LICENSES.txt", licences([*names, "yaml"], "Sveltia CMS"))
    # Written last, as above.
    _write(target / "VERSION", f"{version_of(package)}\n{version_of(yaml)}\n")
    return len(files) + len(LOCALES)


def _copy(source: Path, target: Path) -> None:
    if source.suffix == ".js":
        text = _SOURCE_MAP.sub("\n", source.read_text(encoding="utf-8"))
        text = _LOCALE.sub(r"./\1.js", text)
        _write(target, _FONT.sub(lambda font: _beside(source.parent / "assets", f"{font[1]}-{font[2]}"), text))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _beside(assets: Path, name: str) -> str:
    """The address of a font, from the page that the forms are."""
    (file,) = assets.glob(f"{name}-*.woff2")
    return f"sveltia/assets/{file.name}"


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def main() -> int:
    """Install and copy; 0 when all is in place, 1 with one line when it is not."""
    try:
        modules = install_packages()
        mermaid = vendor_mermaid(modules, VENDOR / "mermaid")
        forms = vendor_forms(modules, VENDOR / "forms")
    except VendorError as error:
        print(f"cxsite: {error}", file=sys.stderr)
        return 1
    print(f"Mermaid {version_of(modules / 'mermaid')}: {mermaid} modules in {VENDOR.relative_to(ROOT)}/mermaid")
    print(f"Sveltia CMS {version_of(modules / '@sveltia' / 'cms')}: {forms} files in {VENDOR.relative_to(ROOT)}/forms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
