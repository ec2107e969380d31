"""Addresses of examples that are left in a site: told where the site is meant to be read, and nowhere else."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import pytest

from cxsite.model.finding import Finding
from tests.check.trees import check, write

HOSTS = ("example.com", "www.example.net", "a.b.example.org", "brookmere.example", "plan.test", "shop.invalid")
OTHERS = ("example.gov", "myexample.com", "example.com.au", "contest", "latest.news", "example.de", "invalid.org")
WHERE = {
    "body": "body: 'See [it](https://{}/x).'",
    "reference": "body: |\n  See [it][1].\n\n  [1]: http://{}/x",
    "bare": "body: 'See https://{}/x for more.'",
    "mail": "body: '[Write](mailto:care@{})'",
    "summary": "outcome: Ask care@{} first",
    "link": "links: [{{title: More, url: 'https://{}/x', visibility: public}}]",
    "feedback": "feedback: https://{}/tell",
    "worded": "outcome: Fine\nwording: {{public: {{outcome: 'Ask https://{}/x'}}}}",
}
ITEM = "title: A\nstatus: idea\nvisibility: public\nsummary: We begin.\n"


def _told(fields: str, site: str, root: Path) -> list[Finding]:
    charter = f"title: Ours\ndisclaimer: A plan, not a promise.\n{site}"
    found = check(write({"roadmap.yml": charter, "initiatives/a.yml": f"{ITEM}{fields}\n"}, root))
    return [one for one in found if one.rule.code in ("CX553", "CX554")]


@pytest.mark.parametrize(("where", "host"), random.Random(5).sample(list(product(WHERE, HOSTS)), 24))
def test_an_address_of_examples_on_a_site_with_an_address(where: str, host: str, tmp_path: Path) -> None:
    site = "site: {public: {site_url: 'https://plan.brookmere.gov/'}}\n"
    found = _told(WHERE[where].format(host), site, tmp_path)
    assert [(one.rule.code, one.severity) for one in found] == [("CX554", "warning")]
    assert host in found[0].span.source


@pytest.mark.parametrize(("where", "host"), random.Random(6).sample(list(product(WHERE, OTHERS)), 16))
def test_another_address_is_none(where: str, host: str, tmp_path: Path) -> None:
    assert _told(WHERE[where].format(host), "site: {public: {site_name: Ours}}\n", tmp_path) == []


@pytest.mark.parametrize("site", ["", "site: {public: {site_url: 'https://plan.example.org/'}}\n"])
def test_one_remark_until_the_site_has_its_address(site: str, tmp_path: Path) -> None:
    found = _told(WHERE["body"].format("example.com"), site, tmp_path)
    assert [(one.rule.code, one.severity) for one in found] == [("CX553", "info")] * bool(site)


def test_what_readers_of_the_site_do_not_have_is_not_told(tmp_path: Path) -> None:
    hidden = "outcome: Ask https://example.com/x\ndisclose: {outcome: internal}\n"
    site = "site: {public: {site_url: 'https://plan.brookmere.gov/'}, internal: {site_name: In}}\n"
    assert _told(hidden, site, tmp_path) == []
    site = site.replace("site_name: In", "site_url: 'https://in.brookmere.gov/'")
    assert [one.rule.code for one in _told(hidden, site, tmp_path)] == ["CX554"]


@pytest.mark.parametrize("address", ["http://localhost:8000/", "https://roadmap.test/", "https://x.example.net/way/"])
def test_an_address_that_no_site_has(address: str, tmp_path: Path) -> None:
    assert [one.rule.code for one in _told("", f"site: {{public: {{site_url: '{address}'}}}}\n", tmp_path)] == ["CX553"]
