"""The roadmap itself: what `roadmap.yml` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cxsite.model.declare import Asset, Declared, LevelName, Ref, field
from cxsite.model.items.part import Said, Wording, Words
from cxsite.model.items.risk import RISK_CATEGORIES
from cxsite.model.levels import DEFAULT_LEVELS
from cxsite.model.period import DatePrecision
from cxsite.model.scalars import Age, Bool, Date, Id, Many, Number, PageOrUrl, Rating, Text, Url, Whole

FORMAT = 1
"""The newest format of content, and the one of `roadmap.json`: a number that grows where older content would be read
otherwise."""

OfLevel = Annotated[str, LevelName()]
Band = Annotated[Text, Field(pattern=r"^[0-9]{1,2}(-[0-9]{1,2})?$")]


def _titles(value: object) -> object:
    """A list of ids stands for ids whose title is the id in words."""
    if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
        return {entry: entry.replace("-", " ").capitalize() for entry in value}
    return value


def _editions(value: History | None) -> History | None:
    """Editions come at regular times or from tags: one of the two has to be said, and only one."""
    if value is not None and (value.every is None) == (value.tags is None):
        raise PydanticCustomError(
            "history",
            "editions come either at regular times or from tags",
            {"help": "write `every: week`, `month`, `quarter` or `review`, or instead of it `tags:` with a pattern"},
        )
    return value


Vocabulary = Annotated[dict[Id, Words], BeforeValidator(_titles)]


class Horizons(Declared):
    """What now, next and later mean on this roadmap."""

    now: Words = field("What is being worked on.", default="")
    next: Words = field("What comes after.", default="")
    later: Words = field("What may come.", default="")


class Criterion(Declared):
    """A criterion of the weighted score."""

    title: Words = field("What it is called; its id in words where it has none.", default="")
    weight: Number = field("Its weight.", gt=0)
    min: Number = field("Lowest score.", default=1.0)
    max: Number = field("Highest score.", default=5.0)
    cost: Bool = field("Whether a high score is bad.", default=False)


class QuickWin(Declared):
    """Where impact is high and effort low."""

    impact: Rating = field("Impact from which it is high.", default=4)
    effort: Rating = field("Effort up to which it is low.", default=2)


class Prioritization(Declared):
    """How initiatives are ranked."""

    model: Literal["quadrant", "rice", "ice", "wsjf", "weighted"] = field("The model that ranks.", default="quadrant")
    quick_win: QuickWin = field("Limits of the impact and effort matrix.", default=QuickWin())
    criteria: dict[Id, Criterion] = field("Criteria of the weighted score.", default={})


ApprovingTeam = Annotated[str, Ref(("team",))]


class SiteOfLevel(Declared):
    """The website of one audience."""

    site_name: Text | None = field("Name of the site.", default=None)
    site_url: Url | None = field("Address of the site.", default=None)
    edit_links: Bool = field("Whether pages link to their source.", default=False)


Hash = Annotated[Text, Field(pattern=r"^[0-9a-f]{64}$")]


class Acceptance(Declared):
    """A hit of the audit that somebody has looked at: what was found, and where in the site. Both must match."""

    text: Text | None = field("The whole text of the hit, as the audit shows it.", default=None, min_length=1)
    sha256: Hash | None = field(
        "Instead of a text: the hash of a file that can't be read, as the audit shows it.", default=None
    )
    where: Text = field("The file of the site, or a pattern: `assets/viewer.js`, `*.woff2`.", min_length=1)
    audience: OfLevel | None = field("The site for which it is accepted; every one unless said.", default=None)
    reason: Text = field("Why this is no leak.", min_length=1)
    until: Date | None = field("The last day on which it is accepted.", default=None)


class Audit(Declared):
    """What the audit of built sites may let pass."""

    accept: Many[Acceptance] = field("Hits that were looked at and are none.", default=())


class History(Declared):
    """Which earlier editions of the roadmap its sites remember."""

    since: Date = field("The first day that is remembered.")
    every: Literal["week", "month", "quarter", "review"] | None = field(
        "How often there is an edition; `review`: on the days of the reviews.", default=None
    )
    tags: Text | None = field(
        "Instead of `every`: the git tags that are editions, as a pattern such as `edition-*`.",
        default=None,
        min_length=1,
    )


class Statements(Declared):
    """What a site says about itself in every footer: each a page of `pages/` or an address."""

    accessibility: PageOrUrl | None = field("How accessible the site is, and whom to tell of barriers.", default=None)
    privacy: PageOrUrl | None = field("What happens to data of its readers.", default=None)
    imprint: PageOrUrl | None = field("Who answers for the site.", default=None)


class Charter(Declared):
    """The roadmap itself: its title and vision, its words, its rules of visibility."""

    title: Words = field("Name of the roadmap.", min_length=1)
    format: Annotated[Whole, Field(ge=1, le=FORMAT)] | None = field(
        "The format that the content is written in; `cxsite upgrade` writes it.",
        default=None,
        level="internal",
        consumed=True,
    )
    vision: Words = field("Where the customer experience is to go.", default="")
    mission: Words = field("What the organisation is there for.", default="")
    values: Many[Said] = field("What it stands for.", default=())
    scope: Words = field("What the roadmap covers and what not.", default="")
    horizons: Horizons = field("What now, next and later mean here.", default=Horizons())
    disclaimer: Words = field("What forward-looking pages say about themselves.", default="")
    no_disclaimer: Text = field(
        "Why lesser audiences get no disclaimer, on purpose.", default="", level="internal", consumed=True
    )
    feedback: Url | None = field("Where readers tell what they think; `{kind}` and `{id}` are filled in.", default=None)
    notify: Url | None = field(
        "Where readers ask to be told when an item changes; `{kind}` and `{id}` are filled in.", default=None
    )
    share_image: Annotated[str, Asset()] | None = field(
        "An image in assets/ that is shown beside links to the site, 1200 × 630 pixels; without one it is drawn.",
        default=None,
    )
    statements: Statements = field("What stands in the footer of every page.", default=Statements())
    areas: Vocabulary = field("Areas of the roadmap: id, then title.", default={})
    channels: Vocabulary = field("Channels to customers: id, then title.", default={})
    language: Annotated[Text, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")] = field(
        "Language of the content.", default="en"
    )
    currency: Annotated[Text, Field(pattern=r"^[A-Z]{3}$")] = field(
        "Currency of amounts, as ISO 4217 code.", default="EUR"
    )
    levels: Many[Id] = field(
        "The visibility levels, least restricted first.", default=DEFAULT_LEVELS, level="internal", consumed=True
    )
    default_visibility: OfLevel = field(
        "Level of items that say none.", default="internal", level="internal", consumed=True
    )
    date_precision: dict[OfLevel, DatePrecision] = field(
        "How precisely plans are told to each level.", default={}, level="internal", consumed=True
    )
    fiscal_year_start: Annotated[Whole, Field(ge=1, le=12)] = field(
        "First month of the fiscal year; changes labels only.", default=1, level="internal"
    )
    policy: dict[str, dict[str, OfLevel]] = field(
        "Levels of fields for the whole site: kind or part, then field, then level.",
        default={},
        level="internal",
        consumed=True,
    )
    departments: Vocabulary = field("Departments: id, then title.", default={}, level="internal")
    # Not internal: a visible risk needs the title of its category. Only categories in use reach a View.
    risk_categories: Vocabulary = field("Further categories of risks: id, then title.", default={})
    risk_bands: dict[Id, Band] = field(
        "Bands of the risk score: name, then lowest and highest score.",
        default={"low": "1-4", "moderate": "5-9", "high": "10-16", "extreme": "17-25"},
        level="internal",
    )
    risk_matrix: Literal["product", "nist"] = field(
        "How likelihood and impact become a level.", default="product", level="internal"
    )
    prioritization: Prioritization = field("How initiatives are ranked.", default=Prioritization(), level="internal")
    shipped_for: Age = field("How long shipped items stay on the board.", default="1y")
    min_n: dict[OfLevel, Annotated[Whole, Field(ge=0)]] = field(
        "Fewest answers behind a value that each level is shown; unless said 30 below internal, and 5 at any level for "
        "what comes from data files.",
        default={},
        level="internal",
        consumed=True,
    )
    approvals: dict[OfLevel, Many[ApprovingTeam]] = field(
        "Who must agree to what readers of a level will notice: level, then teams.",
        default={},
        level="internal",
        consumed=True,
    )
    history: Annotated[History | None, AfterValidator(_editions)] = field(
        "The earlier editions, read from git, that sites tell moves and kept promises from.",
        default=None,
        level="internal",
        consumed=True,
    )
    sensitive_terms: Many[Text] = field(
        "Words that no lesser audience may read.", default=(), level="internal", consumed=True
    )
    audit: Audit = field(
        "What the audit of built sites may let pass.", default=Audit(), level="internal", consumed=True
    )
    site: dict[OfLevel, SiteOfLevel] = field(
        "The website of each audience; the levels named here are built together.",
        default={},
        level="internal",
        consumed=True,
    )
    wording: Wording = field(
        "Other words for lesser audiences: level, then field, then text.", default={}, consumed=True
    )


def titles(charter: Charter, vocabulary: str) -> dict[str, str]:
    """The entries of a list in roadmap.yml with their titles; `vocabulary` is a field, dotted for a field of a part."""
    value: object = charter
    for step in vocabulary.split("."):
        value = getattr(value, step)
    assert isinstance(value, Mapping)
    ours = {name: name.capitalize() for name in RISK_CATEGORIES} if vocabulary == "risk_categories" else {}
    return ours | {name: entry if isinstance(entry, str) else str(entry.title) for name, entry in value.items()}


def entries(charter: Charter, vocabulary: str) -> frozenset[str]:
    """The ids of the entries of a list in roadmap.yml."""
    return frozenset(titles(charter, vocabulary))
