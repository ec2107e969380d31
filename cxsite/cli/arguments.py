"""The command line: its commands, their arguments, and what to say of a misspelled one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, NoReturn

from cxsite.model.finding import SEVERITIES, CxsiteError
from cxsite.model.typed.nearest import did_you_mean, meant_or_listed


class Names:
    """The names that a registry somewhere holds, which is loaded when somebody asks for one of them: an argument
    alone is no reason to load all that could be done with it."""

    def __init__(self, module: str, registry: str = "FORMS") -> None:
        self._module, self._registry = module, registry

    def __iter__(self) -> Iterator[str]:
        return iter(getattr(import_module(self._module), self._registry))

    def __contains__(self, name: object) -> bool:
        return name in list(self)

    def __str__(self) -> str:
        return ", ".join(self)


DIFFS, FORMS = Names("cxsite.diff.output_format"), Names("cxsite.report.forms")
LISTS, POLICIES = Names("cxsite.report.listing"), Names("cxsite.report.policy")
ENGINES = Names("cxsite.site.engines.choice", "ENGINES")
CATALOGUES, SERVERS = Names("cxsite.report.rule_catalogue"), Names("cxsite.site.served.forms")
LAYOUTS = Names("cxsite.exchange.layouts.registry", "LAYOUTS")

_ENGINE = "mkdocs, properdocs or zensical (default: what the plugin's options say, else mkdocs)"


class _Version(argparse.Action):
    """Says the version, which takes a while to look up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version

        print(f"cxsite {version('cxsite')}")
        parser.exit()


class Parser(argparse.ArgumentParser):
    """A parser that answers with one line, and names what was probably meant."""

    def error(self, message: str) -> NoReturn:
        """Raise `CxsiteError` instead of printing the usage."""
        unknown = message.removeprefix("unrecognized arguments: ").split("=")[0].split()
        if message.startswith("unrecognized") and unknown[0].startswith("--"):
            asked = did_you_mean(unknown[0], [name for name in self.options() if name.startswith("--")])
            message = f"there is no option `{unknown[0]}`" + (f"; {asked}" if asked else "")
        raise CxsiteError(f"{message} (see `{self.prog} --help`)")

    def add_argument(self, *names: Any, choices: Any = None, **said: Any) -> argparse.Action:
        """As ever, but `choices` are not looked at before somebody makes one."""
        action = super().add_argument(*names, **said)
        action.choices = choices
        return action

    def options(self) -> list[str]:
        """The names of the options."""
        return [name for action in self._actions for name in action.option_strings]


def new_parser() -> tuple[Parser, dict[str, Parser]]:
    """The parser, and that of each command by its name. What a command runs is named, as `run`: a module of this
    package, or one with its whole name, and a function in it."""
    parser = Parser(
        prog="cxsite",
        description="Turn structured customer-experience roadmap content into websites.",
        epilog="Exit codes: 0 nothing at fail level, 1 findings at fail level, 2 could not run, 130 interrupted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    found: dict[str, Parser] = {}

    def add(name: str, run: str, text: str, *, reads: bool = True) -> Parser:
        found[name] = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        found[name].set_defaults(run=run)
        if reads:
            found[name].add_argument("--config", metavar="FILE", help="mkdocs.yml (default: in this folder)")
            found[name].add_argument("--today", metavar="DATE", default="", help="the day to make it for: 2026-03-31")
        return found[name]

    _content_commands(add)
    _changing_commands(add)
    _site_commands(add)
    return parser, found


def _content_commands(add: Callable[..., Parser]) -> None:
    check = add("check", "content.check", "find what is wrong with the content")
    check.add_argument("paths", nargs="*", metavar="PATH", help="only what is found in these files and folders")
    check.add_argument("--format", choices=FORMS, default="text")
    check.add_argument(
        "--select", metavar="RULES", action="append", default=[], help="only these rules: CX1,self-reference"
    )
    check.add_argument("--ignore", metavar="RULES", action="append", default=[], help="all but these rules")
    check.add_argument("--fail-on", choices=SEVERITIES, help="what makes the exit code 1 (default: error)")
    check.add_argument(
        "--base", metavar="REF", default="", help="what was wrong at this git revision too is only told as info"
    )
    check.add_argument(
        "--approved", metavar="TEAM", nargs="+", default=[], help="with --base: the teams that agreed to the edit"
    )
    check.add_argument("--fix", action="store_true", help="apply the safe fixes to the files, then tell what is left")
    check.add_argument("--unsafe-fixes", action="store_true", help="those too that may change what a value means")
    rules = add("rules", "content.rules", "list the rules of the checker", reads=False)
    rules.add_argument("--format", choices=CATALOGUES, default="text")
    explain = add("explain", "content.explain", "say what a rule finds, why, and what would be right", reads=False)
    explain.add_argument("rule", metavar="RULE", help="its code (CX102) or name (unknown-target)")
    _diff_command(add)
    listing = add("list", "content.list_", "list the items of a kind, with their derived values")
    listing.add_argument("kind", metavar="KIND", help="initiative, kpis, …")
    listing.add_argument("--audience", metavar="LEVEL", default="")
    listing.add_argument("--sort", metavar="FIELD", default="", help="by this field; --sort=-FIELD turns it round")
    listing.add_argument("--format", choices=LISTS, default="table")
    add("levels", "content.levels", "list the levels, from everyone to few, one a line")
    policy = add("policy", "content.policy", "say who sees which field")
    policy.add_argument("items", nargs="*", metavar="ITEM", help="what each audience reads of it: initiative:x, risks")
    policy.add_argument("--format", choices=POLICIES, default="text")


def _changing_commands(add: Callable[..., Parser]) -> None:
    new = add("new", "changes.new", "begin a new item, in a file that the check has nothing against")
    new.add_argument("kind", metavar="KIND", help="initiative, kpis, …")
    new.add_argument("id", metavar="ID", help="its file's name, and its address: self-service")
    new.add_argument("--title", metavar="TITLE", default="", help="the name that readers see")
    new.add_argument("assignments", nargs="*", metavar="FIELD=VALUE", help="as for `cxsite set`")
    set_ = add("set", "changes.set_", "change fields of an item in its file")
    set_.add_argument("item", metavar="KIND:ID", help="initiative:self-service; also `roadmap`, page:about")
    set_.add_argument(
        "assignments", nargs="*", metavar="FIELD=VALUE", help="status=shipped, milestones[2].done=true, kpis+=nps"
    )
    set_.add_argument("--unset", metavar="FIELD", action="append", default=[], help="take a field out; repeatable")
    rename = add("rename", "changes.rename", "give an item another id, here and wherever the content names it")
    rename.add_argument("item", metavar="KIND:ID", help="initiative:self-service; journey:order/pay for a part")
    rename.add_argument("new", metavar="NEW", help="the new id")
    upgrade = add("upgrade", "changes.upgrade", "rewrite content of an older format in the one that this cxsite reads")
    upgrade.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    sheet = add("sheet", "exchanging.sheet", "items as a sheet for a spreadsheet, and what was changed there back")
    sheet.add_argument("action", choices=("export", "apply"), help="write a sheet, or take its changes over")
    sheet.add_argument(
        "names", nargs="+", metavar="[KIND] FILE", help="export: KIND FILE.csv or FILE.xlsx; apply: FILE"
    )
    sheet.add_argument("--dry-run", action="store_true", help="apply: say what would be written, and write nothing")
    import_ = add("import", "exchanging.import_", "take over what another tool exported, or a table")
    layout = import_.add_argument("layout", metavar="FORMAT", nargs="?", help="%(known)s")
    layout.known = LAYOUTS  # type: ignore[attr-defined]
    import_.add_argument("file", metavar="FILE", nargs="?", help="the file that the tool wrote")
    import_.add_argument("--map", metavar="FILE", help="what columns and words mean; where one is needed, it is begun")
    import_.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
    import_.add_argument("--archived", action="store_true", help="also what was put away there")
    import_.add_argument("--comments", action="store_true", help="comments too, as notes for colleagues")
    import_.add_argument("--undo", action="store_true", help="take the last import back as a whole")
    cms = add("cms", "exchanging.cms", "write web forms for editors who work in a browser")
    cms.add_argument("--out", metavar="DIR", help="a folder that no site contains (default: forms beside mkdocs.yml)")


def _diff_command(add: Callable[..., Parser]) -> None:
    diff = add("diff", "review.diff", "say what an edit means for each audience")
    diff.add_argument(
        "range", nargs="?", default="", metavar="A[..B]", help="two git revisions (default: HEAD and the files here)"
    )
    diff.add_argument("--audience", metavar="LEVEL", action="append", default=[], help="only for this one; repeatable")
    diff.add_argument("--format", choices=DIFFS, default="text")
    diff.add_argument("--links", metavar="URL", default="", help="the address before paths, for links to lines")


def _site_commands(add: Callable[..., Parser]) -> None:
    build = add("build", "engines.build", "build the sites, and put them in place only when all passed")
    build.add_argument("--audience", metavar="LEVEL", action="append", default=[], help="a level, or `all`; repeatable")
    build.add_argument("--out", metavar="DIR", help="each site goes to DIR/LEVEL (default: site beside mkdocs.yml)")
    build.add_argument("--engine", choices=ENGINES, default="", help=_ENGINE)
    build.add_argument("--strict", action="store_true", help="warnings count as errors")
    build.add_argument("--explain", action="store_true", help="say why each page was made again that was known")
    build.add_argument(
        "--as-of", metavar="DATE|REVISION", default="", help="as it was on a day or at a git revision: an edition"
    )
    serve = add("serve", "engines.serve", "preview the site of one audience while you edit")
    serve.add_argument("--audience", metavar="LEVEL", default="")
    serve.add_argument("--engine", choices=ENGINES, default="", help=_ENGINE)
    serve.add_argument("--address", metavar="HOST:PORT", help="where to serve it (default: 127.0.0.1:8000)")
    stage = add("stage", "sites.stage", "write a plain project of one audience, for any engine")
    stage.add_argument("--audience", metavar="LEVEL", required=True)
    stage.add_argument("--out", metavar="DIR", required=True)
    export = add("export", "exporting.export", "the presentation or the report as a file for a meeting")
    export.add_argument("name", choices=("present", "report"), help="the page: its file has the same in it")
    export.add_argument("--format", choices=("pdf", "pptx"), help="default: as the file's name ends")
    export.add_argument("--audience", metavar="LEVEL", default="", help="whose: it holds what they may see")
    export.add_argument("--out", metavar="FILE", required=True, help="a file that no site contains: board.pptx")
    export.add_argument("--quarter", action="store_true", help="report: on the quarter, not since the last review")
    preview = add("preview", "exporting.preview", "copy a built site so that it opens from a folder", reads=False)
    preview.add_argument("site", metavar="SITE", help="the folder of the site: site/public")
    preview.add_argument("--out", metavar="DIR", required=True, help="a new folder")
    _audit_command(add)
    headers = add("headers", "auditing.headers", "print the headers that a web server should send with a site")
    headers.add_argument("manifest", metavar="MANIFEST", help="the manifest of the site: site/public.manifest.json")
    headers.add_argument("--format", choices=SERVERS, default="nginx")
    init = add("init", "starting.init", "begin a new site, ready to serve", reads=False)
    init.add_argument("target", metavar="DIR")
    init.add_argument("--today", metavar="DATE", default="", help="the day that its dates lie around")
    add(
        "lsp",
        "cxsite.lsp.start.lsp",
        "help while typing, for editors that speak the language server protocol",
        reads=False,
    )
    schema = add("schema", "starting.schema", "write JSON Schemas, and editor settings that use them")
    schema.add_argument("--out", metavar="DIR", default=".")


def _audit_command(add: Callable[..., Parser]) -> None:
    audit = add("audit", "auditing.audit", "read a built site for what its readers may not see")
    audit.add_argument(
        "site",
        metavar="SITE",
        nargs="?",
        default="",
        help="the folder of the site, or its address (default: its site_url)",
    )
    audit.add_argument("--audience", metavar="LEVEL", default="", help="whose site it is")
    audit.add_argument(
        "--text",
        metavar="TEXT",
        action="append",
        default=[],
        help="instead: where this stands in any folder",
    )
    audit.add_argument(
        "--manifest", metavar="FILE", default="", help="also compare its files with those of this manifest"
    )
    audit.add_argument(
        "--self-test",
        action="store_true",
        help="plant canaries into a copy of the site, and say which are found",
    )
    audit.add_argument("--locked", action="store_true", help="of an address: strangers should get nothing there")
    audit.add_argument(
        "--without-headers", action="store_true", help="of an address: the host lets nobody say what headers it sends"
    )


def parse(words: list[str]) -> argparse.Namespace:
    """Read the command line; `CxsiteError` says in one line what is wrong with it."""
    parser, commands = new_parser()
    if words and not words[0].startswith("-") and words[0] not in commands:
        raise CxsiteError(f"there is no command `{words[0]}`{meant_or_listed(words[0], commands)}")
    if words and words[0] in commands:
        command = commands[words[0]]
        # The command's own parser knows which option was meant; the outer one would only say that it is unknown.
        return command.parse_intermixed_args(words[1:])
    return parser.parse_args(words)
