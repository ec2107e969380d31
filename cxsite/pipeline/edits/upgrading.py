"""`cxsite upgrade`: content of an older format, rewritten in the one that this cxsite reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from cxsite.edit.content_file import ContentFile
from cxsite.edit.transaction import Changes, recover
from cxsite.edit.upgrade_steps import run_steps, written_format
from cxsite.model.charter import FORMAT
from cxsite.model.finding import CxsiteError
from cxsite.model.roadmap import ROADMAP, Roadmap
from cxsite.pipeline.edits.set_fields import ItemFile, Written, files_of, find_item, write
from cxsite.pipeline.reading import Reading, read
from cxsite.pipeline.settings import Settings

_ORDER = ("title", "format")


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: a line for each change, and what was written."""

    done: tuple[str, ...] = ()
    written: Written = field(default_factory=Written)


def upgrade_content(settings: Settings, *, dry_run: bool) -> Upgraded:
    """Rewrite all files of the first content folder that an older format needs rewritten, all of them or none.

    Raises `CxsiteError` for content that can't be read or has a newer format, and `Refused` where the check would find
    an error that was not there before; then nothing is written.
    """
    recover(settings.content)
    before = read(settings)
    changes, done = _changes(before, settings)
    if not changes.places:
        return Upgraded()
    return Upgraded(tuple(done), write(settings, before, changes, only_try=dry_run))


def _changes(before: Reading, settings: Settings) -> tuple[Changes, list[str]]:
    roadmap = _readable(before)
    charter = find_item(before, settings, ROADMAP)
    since = written_format(charter.open(settings.content))
    then: dict[str, bytes] = {}
    now: dict[str, bytes] = {}
    done: list[str] = []
    if since < FORMAT:
        for place, items in files_of(roadmap, settings).items():
            now[place] = then[place] = items[0].open(settings.content).data
            for item in items:
                file = _opened(item, now[place])
                said = run_steps(file, item.key[0], since)
                if item.key[0] == ROADMAP:
                    file.set(("format",), str(FORMAT), _ORDER)
                    said.append(f"`format: {FORMAT}`")
                now[place] = file.data
                done += [f"{place}: {line}" for line in said]
    changed = {place: data for place, data in now.items() if data != then[place]}
    return Changes(changed, before={place: then[place] for place in changed}), done


def _readable(before: Reading) -> Roadmap:
    """The roadmap; where its format is newer, the one line that says so."""
    for finding in before.findings:
        if finding.rule.name == "newer-format":
            raise CxsiteError(f"{finding.message}: {finding.help}")
    return before.usable()


def _opened(item: ItemFile, data: bytes) -> ContentFile:
    try:
        return ContentFile(data, markdown=item.place.endswith(".md"), prefix=item.prefix)
    except CxsiteError as error:
        raise CxsiteError(f"{item.place}: {error}") from None
