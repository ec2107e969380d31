"""Texts that say of themselves that they are internal, in whatever notation an editor knows from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cxsite.matching.silent import silent
from cxsite.model.body import lines_of


class Said(NamedTuple):
    """Where a text says that it is not for everybody; `marks` where it marks what follows, else it is a mere word."""

    start: int
    end: int
    marks: bool


# English, German, French, Spanish. Each is a whole label: "Internal: …", "[vertraulich]", "NE PAS PUBLIER".
_CORE = (
    r"internal(?:ly)?|intern(?:e[rsnm]?|[ao]s?)?|betriebsintern|dienstlich"
    r"|confidential|confidentiel(?:le)?|confidencial|vertraulich(?:e[rsnm]?)?|verschlusssache|vs-nfd|nda"
    r"|secret[oa]?|secrète|geheim(?:e[rsnm]?)?|private?|privat(?:e[rsnm]?)?|privée?|privad[oa]"
    r"|restricted|reservad[oa]|embargo(?:ed)?(?: (?:until|till|bis|hasta) [\w .]{3,20}?(?=:))?"
    r"|unpublished|unveröffentlicht|non[ -]public|not public|no público"
    r"|nicht öffentlich|non[ -]?publi(?:c|é)e?|tlp\s*:?\s*(?:red|amber)"
    r"|(?:staff|team|employees|colleagues|eyes)[ -]only|off the record"
    r"|(?:do not|don['’]t|never|not to be) (?:publish|shar|disclos|releas)e?d?"
    r"|not for (?:publication|release|the public|customers|external use)"
    r"|nicht (?:veröffentlichen|weitergeben|teilen|nach außen)"
    r"|nicht (?:zur|für die|für) (?:veröffentlichung|öffentlichkeit|weitergabe|kund\w+)"
    r"|ne pas (?:publier|diffuser|divulguer|partager)|pas pour (?:publication|le public|les clients)"
    r"|no (?:publicar|difundir|divulgar|compartir)|no (?:es )?para (?:publicar|el público|clientes)"
    r"|(?:do not|don['’]t|never) (?:distribute|circulate|forward|pass on)|limited distribution"
    r"|nicht (?:kommunizieren|weiterleiten|verbreiten)|diffusion (?:restreinte|limitée|interne)"
    r"|ne pas (?:communiquer|transmettre)|no (?:comunicar|reenviar)|difusión (?:restringida|limitada|interna)"
    r"|für (?:den |die )?(?:kolleg\w+|mitarbeit\w+|dienstgebrauch)|para (?:empleados|el equipo|colegas)"
    r"|(?:à|a) l['’]interne|aux (?:collègues|employés)|for (?:staff|colleagues|employees)"
)
_BEFORE = (
    r"begin|start|end|stop|beginn|anfang|ende|début|fin|inicio|note|notes|notiz|hinweis|nota|remark|info|comment|warning"
    r"|kommentar|strictly|streng|strictement|estrictamente|only|nur|rein|solo|sólo|uniquement|seulement|réservée?"
    r"|for|für|pour|para|en|de|el|la|the|den|usage|uso|level|visibility|audience|scope|status|access|classification"
    r"|sichtbarkeit|visibilité|visibilidad|todo|company|company-|text|still|noch|zum|zur|gebrauch"
    r"|please|bitte|s['’]il vous pla[iî]t|svp|por favor|draft|entwurf|brouillon|borrador|under|unter"
)
_AFTER = (
    r"only|use|notes?|comments?|remarks?|info|information|text|section|content|notiz(?:en)?|hinweise?|vermerke?"
    r"|gebrauch|verwendung|bereich|nur|bleibt|uniquement|seulement|solamente|solo|sólo|begin|start|end|stop|ende"
    r"|true|yes|ja|oui|sí|draft|data|part|teil|partie|parte|for now|vorerst|please|bitte"
    r"|eyes|anmerkung(?:en)?|bemerkung(?:en)?|informationen|aux clients|a(?: los)? clientes|an kund\w+|to customers"
)
LABEL = rf"(?:(?:{_BEFORE})[\s:_=/-]*)*(?:{_CORE})(?:[\s:_=/-]+(?:{_AFTER}))*"
"""What a label may be made of; case is not looked at."""

_FLAGS = re.IGNORECASE | re.UNICODE
_PARTS = (
    "intern|confiden|vertraul|verschluss|vs-nfd|nda|secr|geheim|priv|restrict|reserv|embargo|publi|veröffentl|öffentl"
    "|tlp|only|record|share|disclose|release|weiterg|teilen|divulg|diffus|difund|partag|compart|kolleg|mitarbeit"
    "|dienst|colleague|staff|employ|emplead|equipo|colleg|customers|clientes|kund|clients"
    "|distribut|circulat|forward|pass on|weiterleit|verbreit|kommuniz|communiq|transmet|comunic|reenvi"
)
SIGNS = tuple(_PARTS.split("|"))
"""Parts of words of which a text has one that says such a thing."""
# Characters that a pattern takes for others when it does not look at case, and `str.lower` does not.
_FOLDED = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
_MARKED = re.compile(_CORE, _FLAGS)
"""What no label is without."""
_ENDS = r"(?=[\s_*`\"'’”»«]*(?:$|/(?:\s|$)|[:\]\)}>|%~=\\]|[.!](?:\s|$)|\s[-–—/]+(?:\s|$)|—|-->|\*/))"
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|(?<=\w)\{[^{}\n]*\}|\{[:.#][^{}\n]*\}")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(?P<text>.*)$")
# In the middle of a sentence only what can hardly mean anything else.
_PHRASE = re.compile(
    r"(?<!\w)(?:(?:for |strictly |nur zum |à |en |para |solo )?"
    r"(?:internal|internen|interne|interno)\s(?:use|gebrauch)(?: only)?"
    r"|usage interne|uso interno|internal only|nur intern|interne uniquement|solo interno|strictly confidential"
    r"|streng vertraulich|strictement confidentiel|estrictamente confidencial|not for publication"
    r"|do(?: not|n['’]t) publish|nicht (?:veröffentlichen|zur veröffentlichung)|ne pas (?:publier|diffuser)"
    r"|no (?:publicar|difundir)|off the record"
    r"|(?P<claim>this|dies|das|ceci|c['’]est|esto) (?:is|ist|est|es|stays|bleibt|reste)?\s?(?:still |noch |encore )?"
    r"(?:internal|confidential|intern|vertraulich|interne|confidentiel|interno|confidencial|secret|geheim))(?!\w)",
    _FLAGS,
)
_TRAFFIC_LIGHT = re.compile(r"^[\W_]*(?P<label>tlp\s*:\s*(?:red|amber))(?!\w)", _FLAGS)
_OTHER = re.compile(
    r"(?:^|[|,;.(])[\W_]*(?:extern(?:al|e[rsnm]?|[ao]s?)?|public|öffentlich(?:e[rsnm]?)?|publique|público|business|geschäftlich)(?=[\s*_]*[:|])",
    _FLAGS | re.MULTILINE,
)
"""Who sets "internal" against its opposite speaks of it, and does not mark a text."""


_LOOSE = " \t#*_>|()[]{}:.!~`\"'-–—"


class _Labels(NamedTuple):
    """A label where it may stand."""

    labelled: re.Pattern[str]
    cell: re.Pattern[str]
    noted: re.Pattern[str]
    bracketed: re.Pattern[str]
    tagged: re.Pattern[str]
    comment: re.Pattern[str]
    within: re.Pattern[str]


@cache
def _labels() -> _Labels:
    """Compiled when a text first says such a word: that takes longer than to check a small site."""
    return _Labels(
        labelled=re.compile(rf"^[\W_]*(?:\d+[.)][\W_]*)?(?P<label>{LABEL})(?!\w){_ENDS}", _FLAGS),
        cell=re.compile(rf"\|[^\w|]*(?P<label>{LABEL})(?!\w)(?=[^\w|]*(?:$|\|))", _FLAGS),
        noted=re.compile(
            rf"^[ \t>*+-]*(?:[:!?\\/%;@+~=^$]{{2,}}|[@%\\]|#(?=\w)|\{{[%{{#]|`{{3,}}|\[!)[ \t]*(?:\w+[ \t]*\|[ \t]*)?/?"
            rf"(?P<label>{LABEL})(?!\w)",
            _FLAGS,
        ),
        bracketed=re.compile(
            rf"(?P<open>[\[{{<(])[\s/!.#:%*_]*(?P<label>{LABEL})[\s/!:%*_.]*(?P<close>[\]}}>)])(?![(\[])|(?<!\w)@(?P<at>{LABEL})(?!\w)",
            _FLAGS,
        ),
        tagged=re.compile(rf"[<\s.#:=\"'/{{-](?P<label>{LABEL})(?![\w])", _FLAGS),
        comment=re.compile(
            rf"<!--[\s/\[(*=-]*(?P<label>{LABEL})[\s/\])*=:.!-]*-->|^\[.*\]: *#? *[(\"'](?P<ref>{LABEL})[)\"']", _FLAGS
        ),
        within=re.compile(rf"(?<!\w)(?P<label>{LABEL})(?!\w)", _FLAGS),
    )


def may_say_internal(text: str) -> bool:
    """Whether a text has a part of any word without which it says nothing of this; asked of every text, so quickly."""
    lowered = text.translate(_FOLDED).lower() if not text.isascii() else text.lower()
    return any(sign in lowered for sign in SIGNS)


@silent
def said_internal(text: str, *, body: bool) -> Iterator[Said]:
    """Where a text says that it is internal, confidential or not to be published; the places of one line once.

    `body`: Markdown; else a plain text, of which a mark at its end counts as well. Asked by several rules, and again
    after each edit of another text.
    """
    if not may_say_internal(text):
        return
    contrast = _OTHER.search(text) is not None
    for line in lines_of(text):
        if line.is_code and not line.mark:
            continue
        found = _in_line(line.text, body=body)
        if found is not None:
            around = line.text[: found.start] + line.text[found.end :]
            # A field that is nothing but such a word marks nothing: it may be the name of a segment.
            alone = not body and not around.strip(_LOOSE) and text.strip() == line.text.strip()
            marks = found.marks and not contrast and not alone
            if not contrast or (found.marks and not line.text.lstrip().startswith("|")):
                yield Said(line.offset + found.start, line.offset + found.end, marks)


def _in_line(line: str, *, body: bool) -> Said | None:
    if not _MARKED.search(line) and not _PHRASE.search(line):
        return None
    labels = _labels()
    if match := labels.comment.search(line):
        return _said(match, True, "label" if match["label"] else "ref")
    heading = _HEADING.match(line) if body else None
    if heading:
        found = labels.within.search(line)
        return _said(found, False) if found and _is_whole(found, heading) else None
    for tag in _TAG.finditer(line):
        if match := labels.tagged.search(line, tag.start(), tag.end()):
            return _said(match, True)
    plain = _TAG.sub(lambda tag: "|" * len(tag[0]), line)
    if match := labels.noted.match(plain) or labels.labelled.match(plain) or _TRAFFIC_LIGHT.match(plain):
        return _said(match, True)
    for match in labels.bracketed.finditer(plain):
        last = not plain[match.end() :].strip(" .!*_")
        marks = match["open"] != "(" or last
        return _said(match, marks, "label" if match["label"] else "at")
    if match := _PHRASE.search(plain):
        rest = plain[: match.start()].strip(_LOOSE) + plain[match.end() :].lstrip()[:1]
        apart = match["claim"] is None and not any(map(str.isalnum, rest))
        return Said(match.start(), match.end(), apart)
    if match := labels.cell.search(plain):
        return _said(match, False)
    return None


def _is_whole(found: re.Match[str], heading: re.Match[str]) -> bool:
    """Whether a heading is nothing but such labels, or ends in one in parentheses."""
    return not _labels().within.sub("", heading["text"]).strip(_LOOSE) or heading.string[found.start() - 1] in "([{"


def _said(match: re.Match[str], marks: bool, group: str = "label") -> Said:
    return Said(match.start(group), match.end(group), marks)
