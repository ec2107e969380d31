"""CX61x: exceptions from the rules that do nothing, or may not be made."""

from __future__ import annotations

from cxsite.model.finding import Rule

_CHARTER = {"roadmap.yml": "title: Our roadmap\n"}


def _idea(fields: str) -> dict[str, str]:
    return {**_CHARTER, "initiatives/first-step.yml": f"title: First step\nstatus: idea\n{fields}\n"}


IDLE_SUPPRESSION = Rule(
    "CX611",
    "idle-suppression",
    "warning",
    "An exception (`ignore` of an item, `ignore` or `per_path_ignore` of the plugin) suppresses nothing. What it was "
    "made for is mended, or it was never right; left standing, it would hide the next finding of that rule.",
    bad=_idea("ignore: [{rule: CX225, reason: The note follows}]"),
    good=_idea("ignore: [{rule: CX034, reason: We write about HTML}]\nsummary: Start a <b>return</b>"),
)
FORBIDDEN_SUPPRESSION = Rule(
    "CX612",
    "forbidden-suppression",
    "error",
    "An exception is made from a rule that guards visibility, an error of the family CX5. These findings would show "
    "too much to somebody; they are told and refuse the build whatever an item or the plugin's options say.",
    bad=_idea("ignore: [{rule: CX503, reason: We know}]"),
    good=_idea(""),
)
UNKNOWN_SUPPRESSED_RULE = Rule(
    "CX613",
    "unknown-suppressed-rule",
    "error",
    "`ignore` of an item names a rule that does not exist. Rules are named by their code or their name.",
    bad=_idea("ignore: [{rule: CX999, reason: We know}]"),
    good=_idea(""),
)
