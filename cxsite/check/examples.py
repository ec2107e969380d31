"""Small content trees from which rules make their examples."""

from __future__ import annotations

CHARTER_FILE = "title: Our roadmap\ndisclaimer: A plan, not a promise.\n"


def tree(*files: dict[str, str]) -> dict[str, str]:
    """A content tree that has a roadmap.yml and these files (path below `content/`, then text)."""
    merged = {"roadmap.yml": CHARTER_FILE}
    for part in files:
        merged |= part
    return merged


def item(folder: str, id_: str, fields: str) -> dict[str, str]:
    """One item file with these fields."""
    return {f"{folder}/{id_}.yml": f"title: {id_.replace('-', ' ').capitalize()}\n{fields.strip()}\n"}


def initiative(fields: str = "", id_: str = "first-step") -> dict[str, str]:
    """An idea, which needs almost nothing."""
    return item("initiatives", id_, f"status: idea\n{fields}")
