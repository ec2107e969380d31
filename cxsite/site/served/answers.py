"""Holds what a server answers against a manifest, and says what is wrong: one line for a cause, not one for each file
that it touches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from cxsite.site.folders.manifest import Manifest
from cxsite.site.served.content_types import UNKNOWN, types_of
from cxsite.site.served.expected import CACHE, CSP, TYPE, headers_of
from cxsite.site.served.fetching import Answer

OK, GONE = 200, 404
LOGIN = (401, 403, 407)
_MANY = 3
"""Files with the same fault that are told one by one; more are told as one."""
_LONGEST = 3600
"""Seconds for which a page may be kept without asking again: as long as something withdrawn can still be read."""
_OURS = b"assets/cxsite/"
"""Every page of a site names a file there."""
Answers = Mapping[str, Answer]


def digest(answer: Answer) -> str:
    """The SHA-256 of what came."""
    return hashlib.sha256(answer.body).hexdigest()


def first_reason(listed: Manifest, answers: Answers) -> str:
    """Why nothing of the site can be seen, in one line; empty where the site itself answers."""
    right = [path for path, answer in answers.items() if answer.status == OK and digest(answer) == listed.files[path]]
    if right:
        return ""
    home = answers.get("index.html") or next(iter(answers.values()))
    if home.leads_to:
        where = urlsplit(home.leads_to)
        return f"leads to {where.scheme}://{where.netloc}{where.path} instead of the site: {_ASK_FOR_ENTRY}"
    if home.status in LOGIN:
        return f"answers {home.status}: there is a login before the site. {_ASK_FOR_ENTRY}"
    if home.status != OK:
        return f"answers {home.status}: there is no site"
    pages = {answer.body for path, answer in answers.items() if answer.status == OK}
    if (len(pages) == 1 and len(answers) > 1) or _OURS not in home.body:
        return "answers with a page that is not of the site, such as a login page or a proxy's: " + _ASK_FOR_ENTRY
    return ""


_ASK_FOR_ENTRY = (
    "`--locked` audits what strangers get; to audit behind a login, put the header that lets a program in into"
    " CXSITE_AUDIT_HEADER"
)


def differing(listed: Manifest, answers: Answers) -> Iterator[str]:
    """Files that are not as the manifest has them."""
    lines: dict[str, list[str]] = {}
    for path, answer in answers.items():
        if answer.leads_to:
            lines.setdefault(f"leads to {answer.leads_to}", []).append(path)
        elif answer.status == GONE:
            lines.setdefault("is missing", []).append(path)
        elif answer.status != OK:
            lines.setdefault(f"answers {answer.status}", []).append(path)
        elif digest(answer) != listed.files[path]:
            lines.setdefault("is another file than that of the build", []).append(path)
    if stale := _other_day(listed, answers):
        yield stale
    for what, paths in lines.items():
        yield from _told(paths, what, len(answers))


def _other_day(listed: Manifest, answers: Answers) -> str:
    answer = answers.get("roadmap.json")
    found = re.search(rb'"as_of":\s*"(\d{4}-\d\d-\d\d)"', answer.body) if answer and answer.status == OK else None
    day = found[1].decode() if found else listed.today
    if day == listed.today:
        return ""
    order = "an older copy: a cache keeps it, or the last publication failed" if day < listed.today else "a newer one"
    return f"the site that is served is that of {day}, the manifest that of {listed.today}: it is {order}"


def headers(listed: Manifest, answers: Answers, private: bool) -> Iterator[str]:
    """Headers that are not sent, or not as they should be."""
    lines: dict[str, list[str]] = {}
    served = {path: answer for path, answer in answers.items() if answer.status == OK}
    for path, answer in served.items():
        for name, wanted in headers_of(path, listed, private).items():
            sent = answer.headers.get(name.lower())
            if name != TYPE and (fault := _fault(name, wanted, sent, private)):
                lines.setdefault(f"{name} {fault}", []).append(path)
    for what, paths in lines.items():
        if len(paths) == len(served):
            why = ": the server was not told, or a proxy takes it away" if what.endswith("is not sent") else ""
            yield f"{what}, with no file{why}" if why else f"{what}, for all {len(paths)} files"
        else:
            yield from _told(paths, what, len(served))


def _fault(name: str, wanted: str, sent: str | None, private: bool) -> str:
    if sent is None:
        return "is not sent"
    if name == CACHE:
        return _cache_fault(wanted, sent, private)
    if " ".join(sent.split()).rstrip("; ") == wanted:
        return ""
    return "is not that of the manifest" if name == CSP else f"is `{sent}`, not `{wanted}`"


def _cache_fault(wanted: str, sent: str, private: bool) -> str:
    said = {word.strip().lower() for word in sent.split(",")}
    if "no-store" in said or "immutable" in wanted:
        return ""
    if private and "private" not in said:
        return f"is `{sent}`: caches in between may keep what only colleagues may read"
    ages = [int(found[1]) for word in said if (found := re.fullmatch(r"(?:s-)?max-?age=(\d{1,9})", word))]
    if "no-cache" in said or (ages and max(ages) <= _LONGEST):
        return ""
    return f"is `{sent}`: pages may be kept for longer than an hour, also what was withdrawn"


def types(answers: Answers) -> Iterator[str]:
    """Files that are sent as something else than they are."""
    lines: dict[str, list[str]] = {}
    for path, answer in answers.items():
        right = types_of(path)
        sent = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        # What is sent without a type is saved, as what is sent as bytes.
        if right and answer.status == OK and (sent or UNKNOWN) not in right:
            lines.setdefault(f"is sent as `{sent or 'nothing'}`, not `{right[0]}`", []).append(path)
    for what, paths in lines.items():
        yield from _told(paths, what, len(answers))


def open_to_strangers(listed: Manifest, answers: Answers) -> Iterator[str]:
    """What somebody who is not logged in gets of a site. A page that is none of the site, such as that of a login, is
    nothing of it; whatever else comes with status 200 may be the site of another day."""
    ours = set(listed.files.values())
    lines: dict[str, list[str]] = {}
    for path, answer in answers.items():
        if digest(answer) in ours and answer.body:
            lines.setdefault("is given to whoever asks", []).append(path)
        elif answer.status == OK and not _is_foreign_page(answer):
            lines.setdefault("is given to whoever asks, and may be of the site of another day", []).append(path)
    for what, paths in lines.items():
        yield from _told(paths, what, len(answers))


def _is_foreign_page(answer: Answer) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html") and _OURS not in answer.body


def missing_page(listed: Manifest, answer: Answer) -> Iterator[str]:
    """How an address is answered at which nothing is."""
    if answer.status != GONE:
        yield f"an address at which nothing is answers {answer.status}, not 404: broken links look like pages"
    elif digest(answer) != listed.files.get("404.html", digest(answer)):
        yield "what is missing is not answered with 404.html of the site"


def _told(paths: list[str], what: str, of: int) -> Iterator[str]:
    if len(paths) <= _MANY:
        yield from (f"{path}: {what}" for path in paths)
    else:
        named = ", ".join(sorted(paths)[:_MANY])
        yield f"{len(paths)} of {of} files ({named} …): {what}"
