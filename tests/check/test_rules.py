"""Cases of single rules beyond their examples."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cxsite.check.runner import check_view
from cxsite.load.load import load
from cxsite.model.finding import Finding
from cxsite.projection.projection import project
from tests.check.trees import REFERENCE, TODAY, check, write

CHARTER = {"roadmap.yml": "title: Our roadmap\ndisclaimer: A plan.\n"}
IDEA = "title: {}\nstatus: idea\n"
PUBLIC = IDEA + "visibility: public\nsummary: We begin.\n"
JOURNEY = (
    "title: Order\nevidence: survey\nstages:\n- id: ask\n  title: Ask\n"
    "  pain_points: [{id: wait, title: A long wait, severity: 2}]\n"
)
SURVEY = {"evidence/survey.yml": "title: Survey\ntype: survey\n", "journeys/order.yml": JOURNEY}


def found(root: Path, files: Mapping[str, str], code: str) -> list[Finding]:
    return [one for one in check(write({**CHARTER, **files}, root)) if one.rule.code == code]


@pytest.mark.parametrize(
    ("reference", "help_"),
    [
        ("addresses: wait", "write the journey too: `order/wait`"),
        ("addresses: A long wait", "this is a title; write `order/wait`"),
        ("addresses: order/ask", "`order/ask` is a stage, and here a pain point is meant"),
        ("depends_on: Self service", "this is a title; write the id: `self-service`"),
        ("depends_on: help-yourself", "`help-yourself` is an old id; write `self-service`"),
        ("depends_on: Self_Service", "did you mean `self-service`?"),
        ("depends_on: self-servis", "did you mean `self-service`?"),
        ("depends_on: order", "`order` is a journey, and here an initiative is meant"),
    ],
)
def test_a_wrong_reference_is_answered_with_the_id(tmp_path: Path, reference: str, help_: str) -> None:
    files = {
        **SURVEY,
        "initiatives/portal.yml": IDEA.format("Portal") + reference + "\n",
        "initiatives/self-service.yml": IDEA.format("Self service") + "aliases: help-yourself\n",
    }
    (one,) = found(tmp_path, files, "CX102")
    assert one.help == help_


def test_a_circle_is_told_once_with_all_its_places(tmp_path: Path) -> None:
    files = {f"initiatives/{a}.yml": f"{IDEA.format(a)}depends_on: {b}\n" for a, b in ("bc", "ca", "ab")}
    (one,) = found(tmp_path, files, "CX104")
    assert one.message.endswith("a → b → c → a") and one.id == "a"
    assert [other.span.path[-5:] for other in one.related] == ["b.yml", "c.yml"]


def test_what_supersedes_is_named(tmp_path: Path) -> None:
    files = {
        "risks/flood.yml": "title: Flood\ncategory: operational\nlikelihood: 1\nimpact: 1\nresponse: mitigate\n"
        "prevention: A wall\nmitigated_by: old\n",
        "initiatives/old.yml": IDEA.format("Old") + "superseded_by: new\n",
        "initiatives/new.yml": IDEA.format("New"),
        "reviews/spring.yml": "title: Spring\ndate: 2026-03-01\ninitiatives: old\n",
    }
    (one,) = found(tmp_path, files, "CX107")
    assert one.message == "`mitigated_by` names `old`, which `new` supersedes" and one.help == "name `new` instead"


@pytest.mark.parametrize("page", ["initiatives/portal", "initiatives/portal-2025", "journeys", "whats-new", "assets/x"])
def test_a_page_at_an_address_of_the_site(tmp_path: Path, page: str) -> None:
    files = {"initiatives/portal.yml": IDEA.format("Portal") + "aliases: portal-2025\n", f"pages/{page}.md": "Text\n"}
    assert [one.id for one in found(tmp_path, files, "CX035")] == [page]


def test_two_pages_at_one_address(tmp_path: Path) -> None:
    (one,) = found(tmp_path, {"pages/how.md": "Text\n", "pages/how/index.md": "Text\n"}, "CX035")
    assert one.id == "how/index" and one.related[0].span.path == "content/pages/how.md"


def test_old_ids_are_no_ones_else(tmp_path: Path) -> None:
    files = {
        "initiatives/a.yml": IDEA.format("A") + "aliases: [b, x]\n",
        "initiatives/b.yml": IDEA.format("B") + "aliases: x\n",
    }
    assert [(one.id, one.field) for one in found(tmp_path, files, "CX505")] == [
        ("a", "aliases[0]"),
        ("b", "aliases[0]"),
    ]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ("aliases: project-falcon\ndisclose: {aliases: public}\n", "the old address `project-falcon`"),
        ("aliases: [{id: project-falcon, visibility: public}]\n", "the old address `project-falcon`"),
        ("body: '![It](../assets/falcon-shop.svg)'\n", "the file name `falcon-shop.svg`"),
    ],
)
def test_names_that_keep_a_code_name(tmp_path: Path, fields: str, what: str) -> None:
    worded = "wording: {public: {title: Faster returns}, customer: {title: Faster returns}}\n"
    files = {
        "initiatives/returns.yml": PUBLIC.format("Falcon") + worded + fields,
        "assets/falcon-shop.svg": "<svg/>",
    }
    assert any(what in one.message for one in found(tmp_path, files, "CX518"))


def test_texts_of_roadmap_yml_are_read_too(tmp_path: Path) -> None:
    files = {
        "roadmap.yml": CHARTER["roadmap.yml"] + "vision: Ask desk@example.com\n",
        "teams/care.yml": "title: Care\n",
    }
    (one,) = found(tmp_path, files, "CX515")
    assert (one.span.path, one.span.line) == ("content/roadmap.yml", 3)


def test_what_could_not_be_read_is_not_missing(tmp_path: Path) -> None:
    files = {
        **SURVEY,
        "journeys/order.yml": JOURNEY.replace("severity: 2", "severity: 5"),
        "phases.yml": "build: [\n",
        "initiatives/portal.yml": PUBLIC.format("Portal") + "phase: build\nobjectives: trust\n",
        "initiatives/other.yml": "title: [\n",
        "objectives/trust.yml": "title: [\n",
        "assets/shop.svg": "<svg/>",
    }
    write({**CHARTER, **files}, tmp_path)
    assert {one.rule.code for one in check(tmp_path) if one.severity != "error"} == set()
    assert {one.span.path for one in check(tmp_path)} == {
        f"content/{name}.yml" for name in ("phases", "initiatives/other", "objectives/trust")
    }


def test_the_reference_content_has_no_error() -> None:
    severities = [one.severity for one in check(REFERENCE.parent)]
    assert "error" not in severities
    assert 5 <= severities.count("warning") <= 25


def test_a_view_is_checked_without_places() -> None:
    roadmap = load(REFERENCE, REFERENCE.parent).roadmap
    assert roadmap is not None
    told = check_view(project(roadmap, roadmap.levels.internal, TODAY))
    assert "error" not in {one.severity for one in told}
    assert {one.span.path for one in told} == {""}


MIDDLE = {"initiatives/merger.yml": "title: Supplier merger\nstatus: idea\nvisibility: customer\n"}


class TestQuotedTitles:
    """CX523."""

    def test_a_title_for_customers_only_is_hidden_from_the_public(self, tmp_path: Path) -> None:
        texts = {"initiatives/a.yml": PUBLIC.format("A") + "outcome: After the supplier merger.\n"}
        (one,) = found(tmp_path, {**CHARTER, **MIDDLE, **texts}, "CX523")
        assert (one.span.path, one.span.line) == ("content/initiatives/a.yml", 5)

    def test_what_another_item_shows_is_no_secret(self, tmp_path: Path) -> None:
        texts = {"initiatives/a.yml": PUBLIC.format("Supplier merger")}
        assert found(tmp_path, {**CHARTER, **MIDDLE, **texts}, "CX523") == []

    def test_words_that_wording_replaces_are_hidden_too(self, tmp_path: Path) -> None:
        worded = PUBLIC.format("Project Falcon") + "wording: {public: {title: A new start}}\n"
        texts = {"initiatives/a.yml": worded, "initiatives/b.yml": PUBLIC.format("B") + "outcome: As project falcon.\n"}
        assert [one.id for one in found(tmp_path, {**CHARTER, **texts}, "CX523")] == ["b"]

    def test_the_target_of_a_link_is_no_text(self, tmp_path: Path) -> None:
        page = "---\nvisibility: public\ntitle: Why\n---\nSee [what comes](initiative:supplier-merger).\n"
        hidden = {"initiatives/supplier-merger.yml": IDEA.format("Supplier merger")}
        assert found(tmp_path, {**CHARTER, **hidden, "pages/why.md": page}, "CX523") == []
