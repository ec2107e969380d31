"""YAML as people type it: each cause told at its line and column, with what to type instead."""

from __future__ import annotations

import pytest

# name: (fields of an initiative, [(code, line, column, a word of the help)])
CASES = {
    "no space after the colon": (
        "title: T\nvisibility:public\nstatus: idea\n",
        [("CX001", 2, 11, "`visibility: public`")],
    ),
    "colon in a text": (
        "title: Returns: easier\nstatus: idea\n",
        [("CX001", 1, 15, '`title: "Returns: easier"`')],
    ),
    "bracket at the beginning": (
        "title: [Beta] Returns\nstatus: idea\n",
        [("CX001", 1, 8, '`title: "[Beta] Returns"`')],
    ),
    "bracket around all": ("title: [Beta]\nstatus: idea\n", [("CX006", 1, 8, "quotes")]),
    "at sign": ("title: @home\nstatus: idea\n", [("CX001", 1, 8, '`title: "@home"`')]),
    "backtick": ("title: `x` y\nstatus: idea\n", [("CX001", 1, 8, "quotes")]),
    "per cent sign": ("title: %50 off\nstatus: idea\n", [("CX001", 1, 8, '"%50 off"')]),
    "ampersand": ("title: & more\nstatus: idea\n", [("CX001", 1, 8, '"& more"')]),
    "ampersand that makes an anchor": ("title: &Co more\nstatus: idea\n", [("CX018", 1, 8, '"&Co more"')]),
    "asterisks": ("title: *bold* text\nstatus: idea\n", [("CX001", 1, 8, '"*bold* text"')]),
    "asterisk that makes an alias": ("title: *bold text\nstatus: idea\n", [("CX001", 1, 8, "quotes")]),
    "exclamation mark": ("title: !important text\nstatus: idea\n", [("CX018", 1, 8, '"!important text"')]),
    "pipe": ("title: | foo\nstatus: idea\n", [("CX001", 1, 8, '"| foo"')]),
    "greater than": ("title: > 50 % of all\nstatus: idea\n", [("CX001", 1, 8, '"> 50 % of all"')]),
    "dash": ("title: - foo\nstatus: idea\n", [("CX001", 1, 8, '"- foo"')]),
    "quoted word and more": ('title: "Fast" returns\nstatus: idea\n', [("CX001", 1, 14, "'\"Fast\" returns'")]),
    "apostrophe at the beginning": ("title: 'Twas night\nstatus: idea\n", [("CX001", 1, 8, '"\'Twas night"')]),
    "apostrophe in single quotes": ("title: 'It's here'\nstatus: idea\n", [("CX001", 1, 11, '"It\'s here"')]),
    "quotes within quotes": ('title: "So "he" said"\nstatus: idea\n', [("CX001", 1, 12, "'So \"he\" said'")]),
    "quote never closed": (
        'title: "Hello\nstatus: idea\nsummary: x\n',
        [("CX001", 1, 8, 'write " at the end')],
    ),
    "typographic closing quote": ('title: "Hello”\nstatus: idea\n', [("CX001", 1, 14, "end it with")]),
    "typographic quotes around a colon": (
        "title: “Hello: x”\nstatus: idea\n",
        [("CX001", 1, 14, '"Hello: x"')],
    ),
    "backslash in double quotes": ('title: "C:\\path"\nstatus: idea\n', [("CX001", 1, 11, "'C:\\path'")]),
    "template braces": ("title: {{name}}\nstatus: idea\n", [("CX001", 1, 9, "quotes")]),
    "odd space after the colon": ("title:\u00a0Hello\nstatus: idea\n", [("CX001", 1, 7, "normal space")]),
    "odd spaces before a dash": (
        "title: T\nstatus: idea\nkpis:\n\u00a0\u00a0- a\n",
        [("CX001", 4, 1, "normal space")],
    ),
    "odd spaces before a name": (
        "title: T\nstatus: idea\nmilestones:\n  - title: x\n\u00a0\u00a0\u00a0\u00a0date: 2026\n",
        [("CX004", 5, 1, "normal spaces")],
    ),
    "tabs": (
        "title: T\nstatus: idea\nmilestones:\n\t- title: x\n\t  date: 2026\n",
        [("CX001", 4, 1, "spaces")],
    ),
    "tab before a field": ("title: T\n\tstatus: idea\n", [("CX001", 2, 1, "spaces")]),
    "field indented": ("title: T\n  status: idea\n", [("CX001", 2, 2, "begin it with no space")]),
    "first field indented": (" title: T\nstatus: idea\n", [("CX001", 1, 1, "start of the line")]),
    "part's field indented less": (
        "title: T\nstatus: idea\nmilestones:\n  - title: x\n   date: 2026\n",
        [("CX001", 5, 3, "4 spaces")],
    ),
    "part's field indented more": (
        "title: T\nstatus: idea\nmilestones:\n    - title: x\n      date: 2026\n        done: true\n",
        [("CX001", 6, 8, "6 spaces")],
    ),
    "list misindented": (
        "title: T\nstatus: idea\nkpis:\n  - a\n - b\n - c\n",
        [("CX001", 5, 1, "2 spaces")],
    ),
    "list never closed": ("title: T\nkpis: [a, b\nstatus: idea\n", [("CX001", 2, 7, "`]`")]),
    "mapping never closed": ("title: T\nice: {impact: 1, ease: 2\nstatus: idea\n", [("CX001", 2, 6, "`}`")]),
    "comma missing": (
        "title: T\nice: {impact: 1 ease: 2, confidence: 3}\nstatus: idea\n",
        [("CX001", 2, 16, "{impact: 1, ease: 2, confidence: 3}")],
    ),
    "no space after a colon in braces": (
        "title: T\nice: {impact:1, ease: 2, confidence: 3}\nstatus: idea\n",
        [("CX001", 2, 13, "`impact: 1`")],
    ),
    "hash in a list": ("title: T\nstatus: idea\ntags: [a, #b]\n", [("CX001", 3, 11, '`"#b"`')]),
    "space before the colon only": ("title : T\nstatus :idea\n", [("CX001", 2, 8, "`status: idea`")]),
    "equals sign": ("title = Hello\nstatus: idea\n", [("CX001", 1, 7, "`title: Hello`")]),
    "no space after a dash": ("title: T\nstatus: idea\nkpis:\n  -a\n  - b\n", [("CX001", 4, 3, "`- a`")]),
    "no space after any dash": ("title: T\nstatus: idea\nkpis:\n  -a\n  -b\n", [("CX001", 4, 3, "`- a`")]),
    "line that is no field": ("title: T\nsome words\nstatus: idea\n", [("CX001", 2, 1, "`name: value`")]),
    "field swallowed by the text above": (
        "title: T\n  visibility:public\nstatus: idea\n",
        [("CX001", 2, 13, "`visibility: public`")],
    ),
    "text over several lines": (
        "title: Hello: you\n  and: me\nstatus: idea\n",
        [("CX001", 1, 13, "all of its lines")],
    ),
    "comment that cuts": (
        "title: Become the #1 shop\nstatus: idea\n",
        [("CX019", 1, 19, '"Become the #1 shop"')],
    ),
    "comment that takes all": ("title: T\nsummary: #1 shop\nstatus: idea\n", [("CX019", 2, 10, '"#1 shop"')]),
    "comment that looks like a text": (
        "title: T\nsummary: Fast # and cheap\nstatus: idea\n",
        [("CX019", 2, 15, "two spaces")],
    ),
    "comment that cuts a text below": (
        "title: T\nsummary: Become the\n  #1 shop\nstatus: idea\n",
        [("CX019", 3, 3, '"Become the #1 shop"')],
    ),
    "comment that cuts an entry": (
        "title: T\nstatus: idea\nsuccess_criteria:\n  - Be #1\n",
        [("CX019", 4, 8, '"Be #1"')],
    ),
    "comma that cuts": (
        "title: T\nstatus: idea\nupdates:\n  - {date: 2026-01-01, text: Hello, world}\n",
        [("CX019", 4, 37, '`text: "Hello, world"`')],
    ),
    "text that becomes a field": (
        "title: T\nstatus: idea\nsuccess_criteria:\n  - Fast: yes\n",
        [("CX004", 4, 5, '"Fast: yes"')],
    ),
    "several in one part list": (
        "title: T\nstatus: idea\nmilestones:\n  - title: A: b\n  - title:Baz\n  - title: @x\n",
        [("CX001", 4, 13, '"A: b"'), ("CX001", 5, 10, "`title: Baz`"), ("CX001", 6, 12, '"@x"')],
    ),
    "several in one file, and wrong values besides": (
        'title: A: b\nsummary: @x\nstatus: ide\noutcome: "abc\nimpakt: 5\n',
        [
            ("CX001", 1, 9, '"A: b"'),
            ("CX001", 2, 10, '"@x"'),
            ("CX006", 3, 9, "`idea`"),
            ("CX001", 4, 10, "at the end"),
            ("CX004", 5, 1, "`impact`"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_syntax(name, load_tree):
    text, expected = CASES[name]
    found = load_tree({"initiatives/x.yml": text}).findings
    assert [(f.rule.code, f.span.line, f.span.column) for f in found] == [case[:3] for case in expected]
    for finding, (*_, word) in zip(found, expected, strict=True):
        assert word in finding.help
        assert finding.span.source == text.split("\n")[finding.span.line - 1]
        assert finding.id == "x" and finding.kind == "initiative"


@pytest.mark.parametrize("name", CASES)
def test_columns_in_front_matter(name, load_tree):
    """In a Markdown file with CRLF and a byte-order mark the same is told, one line further down."""
    text, expected = CASES[name]
    file = f"\ufeff---\n{text}---\nBody\n".replace("\n", "\r\n")
    found = load_tree({"initiatives/x.md": file}).findings
    assert [(f.rule.code, f.span.line - 1, f.span.column) for f in found] == [case[:3] for case in expected]
    assert all("\r" not in finding.span.source for finding in found)


FINE = {
    "comments": "title: T   # why\nstatus: idea # the first\nimpact: 5 #internal\n# owner: x\nsummary:  # later\n",
    "comment below": "title: T\nsummary: Some words\n  # a remark\nstatus: idea\n",
    "commented field below": "title: T\nsummary: Some words\n#owner: care\nstatus: idea\n",
    "hash in quotes": 'title: "Become the #1 shop"\nstatus: idea\n',
    "hash in a word": "title: C# and F#\nstatus: idea\n",
    "hash in a block": "title: T\nstatus: idea\nsummary: >-\n  Become the #1 shop\n  # for all\n",
    "colon in a time": "title: At 4:30\nstatus: idea\n",
    "address": "title: T\nstatus: idea\nfeedback: https://www.example.com/a?b=c\n",
    "apostrophe within": "title: It's here\nstatus: idea\n",
    "quotes within": 'title: Say "hello" to us\nstatus: idea\n',
    "negative numbers": "title: T\nstatus: idea\nbenefit:\n  - -5\n  - 10\n",
    "flow": "title: T\nstatus: idea\nkpis: [a, b]\nexpected: {a: 1, b: -2}\n",
    "ampersand within": "title: You & me!\nstatus: idea\nsummary: 5 * 3 << 2\n",
    "closing bracket at the start of a line": "title: T\nstatus: idea\nkpis: [\n  a,\n  b\n]\n",
    "list at the field's own indentation": "title: T\nstatus: idea\nkpis:\n- a\n- b\n",
    "no value": "title: T\nstatus: idea\nsummary:\nkpis: ~\nowner: null\n",
    "document marks": "---\ntitle: T\nstatus: idea\n...\n",
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine(name, load_tree):
    loaded = load_tree({"initiatives/x.yml": FINE[name]})
    assert [f.message for f in loaded.findings] == []
    assert loaded.roadmap.get("initiative", "x") is not None


def test_a_broken_field_hides_nothing_else(load_tree):
    """The item is there without the field that can't be read; references to it are no errors."""
    text = "title: T\nstatus: idea\nowner: {team care\nmilestones:\n  - title: A\n    date: 32.13.2026\nimpact: 9\n"
    loaded = load_tree({"initiatives/x.yml": text, "initiatives/y.yml": "title: Y\nstatus: nope\n"})
    assert [(f.span.path[-5:], f.rule.code, f.span.line) for f in loaded.findings] == [
        ("x.yml", "CX001", 3),
        ("x.yml", "CX007", 6),
        ("x.yml", "CX006", 7),
        ("y.yml", "CX006", 2),
    ]
    item = loaded.roadmap.get("initiative", "x")
    assert item is not None and item.impact is None and item.milestones[0].date is None
    assert ("initiative", "y") in loaded.roadmap.broken
