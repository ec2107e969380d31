"""Bodies of which every piece is known: its level, its words, what it links to."""

from __future__ import annotations

import datetime as dt
import random
import re
from dataclasses import dataclass, field

from cxsite.model.kinds import KINDS

FOLDERS = {kind.name: kind.folder for kind in KINDS}
NEVER = "never"
WORD = re.compile(r"[b-z]\d+z(?:[a-z]+z)?")


@dataclass(frozen=True)
class Piece:
    """A run of Markdown: the level of the block in which it stands (`None`: the body's), and the assets in it."""

    level: str | None
    text: str
    assets: tuple[str, ...] = ()


@dataclass
class Bodies:
    """Makes unique words, and bodies of which it remembers the pieces."""

    levels: tuple[str, ...]
    counter: int = 0
    pieces: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def word(self, mark: str = "t", level: str = "") -> str:
        """A unique word; in a body it says the level of its block."""
        self.counter += 1
        return f"{mark}{self.counter}z" + (f"{level}z" if level else "")

    def number(self) -> str:
        """A unique number."""
        self.counter += 1
        return str(7_000_000 + self.counter)

    def day(self) -> str:
        """A unique day of the past (until some thousand are used)."""
        self.counter += 1
        return (dt.date(1990, 1, 1) + dt.timedelta(days=self.counter)).isoformat()

    def make(
        self, rng: random.Random, ids: dict[str, list[str]], points: list[tuple[str, str, str]], assets: list[str]
    ) -> str:
        """A body of some pieces."""
        return self.join([self.piece(rng, ids, points, assets) for _ in range(rng.randint(1, 5))])

    def join(self, pieces: list[Piece]) -> str:
        """The body of these pieces."""
        parts = [p.text if p.level is None else f"/// {p.level}\n{p.text}\n///" for p in pieces]
        body = "\n\n".join(parts)
        self.pieces[body] = tuple(pieces)
        return body

    def piece(
        self, rng: random.Random, ids: dict[str, list[str]], points: list[tuple[str, str, str]], assets: list[str]
    ) -> Piece:
        """One piece: words, links in every form, an image, a comment, a code block, a block of pymdown."""
        level = rng.choice((None, None, *self.levels))

        def say() -> str:
            return self.word("b", level or "all")

        kind = rng.choice(sorted(ids))
        target = rng.choice(ids[kind])
        journey, _, point = rng.choice(points) if points else ("none", "", "none")
        asset = rng.choice(assets)
        forms = (
            say(),
            f"{say()} [{say()}]({kind}:{target}) {say()}",
            f"- [{say()}](../{FOLDERS[kind]}/{target}.md 'title')\n- {say()}",
            f"{say()} [{say()}](<../{FOLDERS[kind]}/{target}.yml>)",
            f"{say()} [{say()}](../{FOLDERS[kind]}/{target}/)",
            f"{say()} [{say()}](journey:{journey}/{point})",
            f"{say()} [{say()}](pain_point:{journey}/{point})",
            f"{say()} [[{kind}:{target}]]",
            f"{say()} [[journey:{journey}/{point}]] [{say()}](https://example.org/{say()})",
            f"{say()} [x [y [z]]]({kind}:{target}) [a]({kind}:{target} (title))",
            f"{say()}\n\n[ref]: {kind}:{target}\n[ref2]:\n  ../{FOLDERS[kind]}/{target}.md\n\n> [r3]: {kind}:{target}",
            f'{say()} <a href="{kind}:{target}">{say()}</a> <a href=../{FOLDERS[kind]}/{target}.md>{say()}</a>',
            f"{say()} <!-- {self.word('b', NEVER)} [x]({kind}:{target}) --> {say()}",
            f"```\n{say()}\n\n\n{say()}\n```",
            f"/// note | {say()}\n{say()}\n///\n\n{say()}",
            f"[//]: # ({self.word('b', NEVER)})\n\n{say()}[^1]\n\n[^1]: {say()}",
        )
        if rng.random() < 0.15:
            nested = f"[![{say()}](../assets/{asset})](https://example.org)"
            return Piece(level, f"{say()} ![{say()}](../assets/{asset}) {nested}", (asset,))
        return Piece(level, rng.choice(forms))
