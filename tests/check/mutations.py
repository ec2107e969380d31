"""Single edits of the reference content, each with the finding that it must give and the line where it must stand."""

from __future__ import annotations

from dataclasses import dataclass

LABELS = "initiatives/label-free-returns.md"
KINGFISHER = "initiatives/project-kingfisher.md"
PHONE = "initiatives/longer-phone-menu.md"
SCORECARDS = "initiatives/carrier-scorecards.yml"
REFUND = "initiatives/refund-when-scanned.md"
GIFT = "initiatives/gift-receipts-without-price.md"
ANYWHERE = "initiatives/return-anywhere.md"
BASKET = "initiatives/one-basket.md"
ORDER = "journeys/online-order.yml"
CES = "kpis/ces-after-sale.md"
CSI = "kpis/csi-members.md"
NPS = "kpis/nps.md"
DELIVERY = "kpis/delivery-csat.yml"
REFUND_DAYS = "kpis/refund-days.md"
PEAK = "risks/peak-season-collapse.md"
FRAUD = "risks/refund-fraud-rings.yml"
QUARTERLY = "reviews/2026-03-quarterly.md"
BUYER = "personas/gift-buyer.md"
PLANNER = "personas/careful-planner.md"
EFFORTLESS = "objectives/effortless-after-sale.md"
PHASES = "phases.yml"
CHARTER = "roadmap.yml"
FEEDBACK = "pages/how-we-use-your-feedback.md"


@dataclass(frozen=True)
class Edit:
    """Replace `old` by `new` in `path` (no `new`: delete the file; no `old`: write it).

    The finding `code` must then stand at the first line of `path` (or of `file`) that holds `at`; without `at`, at the
    first line of the file.
    """

    path: str
    old: str | None
    new: str | None
    code: str
    at: str = ""
    file: str = ""


EDITS: dict[str, Edit] = {
    # Files and fields
    "YAML broken by a quote": Edit(LABELS, "title: Returns", 'title: "Returns', "CX001", 'title: "Returns'),
    "YAML broken by a tab": Edit(FRAUD, "  - initiative:refund", "\t- initiative:refund", "CX001", "\t- initiative"),
    "YAML broken by a bracket": Edit(CSI, "metric: csi", "metric: [csi", "CX001", "metric: [csi"),
    "a list for an item": Edit(FRAUD, "title: Organised", "- title: Organised", "CX001", "- title: Organised"),
    "a field twice": Edit(NPS, "unit: points", "unit: points\nunit: points", "CX003", "unit: points\ndirection"),
    "a field misspelled": Edit(LABELS, "outcome:", "outcom:", "CX004", "outcom:"),
    "visibility misspelled": Edit(LABELS, "visibility: public", "visibilty: public", "CX004", "visibilty"),
    "no title": Edit(EFFORTLESS, "title: Make returns & repairs effortless\n", "", "CX005", "summary: Sending"),
    "no status": Edit(GIFT, "status: paused\n", "", "CX005", "title: Gift"),
    "an unknown status": Edit(LABELS, "status: in-progress", "status: ongoing", "CX006", "status: ongoing"),
    "an unknown level": Edit(LABELS, "visibility: public", "visibility: everyone", "CX006", "visibility: everyone"),
    "an impact of six": Edit(GIFT, "impact: 3", "impact: 6", "CX006", "impact: 6"),
    "a cost that can be read twice": Edit(LABELS, "cost: 92000", "cost: 92.000", "CX006", "cost: 92.000"),
    "a day that does not exist": Edit(SCORECARDS, "2026-03-06", "2026-02-30", "CX007", "2026-02-30"),
    "a date of another country": Edit(PEAK, "tested: 2026-03-05", "tested: 05/03/2026", "CX007", "05/03/2026"),
    "an id with capitals": Edit("teams/Care.yml", None, "title: Care\n", "CX008"),
    "an id twice": Edit(
        "teams/customer-care.md", None, "---\ntitle: Care\n---\n", "CX009", file="teams/customer-care.yml"
    ),
    "a point twice": Edit(
        ORDER, "id: search-the-shop", "id: see-inspiration", "CX009", "see-inspiration\n        title: Search"
    ),
    "a folder misspelled": Edit("inititatives/x.yml", None, "title: X\n", "CX010", file="inititatives"),
    "a data file deleted": Edit("kpis/nps.csv", "", None, "CX012", "measurements: nps.csv", NPS),
    "NPS answers from 1 to 10": Edit(
        "kpis/nps.csv", "date,promoters,passives,detractors", "date,1,2,3", "CX013", "date,1,2,3"
    ),
    "a row cut short": Edit("kpis/refund-days.csv", "2024-11-30,10.1,10130", "2024-11-30", "CX013", "2024-11-30"),
    "a word for a number": Edit("kpis/refund-days.csv", "10.1,10130", "ten,10130", "CX013", "ten,10130"),
    "an empty file": Edit("teams/empty.yml", None, "", "CX015"),
    "a merge conflict": Edit(
        LABELS, "effort: 2", "<<<<<<< HEAD\neffort: 2\n=======\neffort: 3\n>>>>>>> x", "CX016", "<<<<<<<"
    ),
    "an anchor": Edit(NPS, "unit: points", "unit: &points points", "CX018", "unit: &points"),
    "a text cut by a comment": Edit(
        LABELS, "title: Returns without", "title: Returns #1 without", "CX019", "#1 without"
    ),
    "a stray file": Edit("teams/notes.txt", None, "x\n", "CX020"),
    "a page in public": Edit("public/board.html", None, "<p>\n", "CX022"),
    "a picture deleted": Edit("assets/portrait-gift-buyer.svg", "", None, "CX030", "portrait:", BUYER),
    "a picture that nothing uses": Edit("assets/extra.svg", None, "<svg/>", "CX031"),
    "a block without an end": Edit(REFUND, "may change them.\n///", "may change them.", "CX033", "/// internal"),
    "a block for nobody": Edit(REFUND, "/// internal", "/// internl", "CX033", "/// internl"),
    "HTML in a title": Edit(GIFT, "title: Gift", "title: <b>Gift</b>", "CX034", "title: <b>"),
    "a page in the place of the board": Edit(
        "pages/board.md", None, "---\ntitle: Board\n---\nHere\n", "CX035", "title: Board"
    ),
    "another file in a body": Edit(FEEDBACK, "## Your data", '--8<-- "x.md"', "CX037", "--8<--"),
    # References
    "an area that is not there": Edit(GIFT, "area: returns", "area: retuns", "CX101", "area: retuns"),
    "a reference misspelled": Edit(LABELS, "- refund-when-scanned", "- refund-when-scaned", "CX102", "when-scaned"),
    "an initiative deleted": Edit(
        "initiatives/counter-handhelds.yml", "", None, "CX102", "- counter-handhelds", ANYWHERE
    ),
    "a point of another journey": Edit(
        LABELS, "return-or-repair/label-needs-printer", "label-needs-printer", "CX102", "- label-needs-printer"
    ),
    "a title for an id": Edit(GIFT, "- gift-buyer", "- Gift buyer", "CX102", "- Gift buyer"),
    "an old id": Edit(GIFT, "kpis:", "superseded_by: phone-menu-2025\nkpis:", "CX102", "superseded_by: phone-menu"),
    "a risk without a kind": Edit(FRAUD, "initiative:refund-when", "refund-when", "CX102", "- refund-when-scanned"),
    "an initiative that waits for itself": Edit(
        BASKET, "- single-customer-record", "- one-basket", "CX103", "- one-basket"
    ),
    "a circle": Edit(
        REFUND, "cost: 145000", "depends_on: label-free-returns\ncost: 1", "CX104", "- refund-when-scanned", LABELS
    ),
    "an entry twice": Edit(GIFT, "  - gift-buyer\n", "  - gift-buyer\n  - gift-buyer\n", "CX105", "gift-buyer\nkpis"),
    "a link to nothing": Edit(FEEDBACK, "(journey:online-order)", "(journey:online-orders)", "CX106", "online-orders"),
    "a risk that counts on what is dropped": Edit(
        FRAUD, "  - refund-when-scanned", "  - longer-phone-menu", "CX107", "- longer-phone-menu"
    ),
    # Dates and lifecycle
    "dates swapped": Edit(LABELS, "end: 2026-06-30", "end: 2025-06-30", "CX201", "end: 2025-06-30"),
    "a milestone after the end": Edit(LABELS, "date: 2026-06-22", "date: 2026-07-22", "CX202", "date: 2026-07-22"),
    "an initiative before its phase": Edit(
        LABELS, "start: 2026-01-12", "start: 2025-12-12", "CX203", "start: 2025-12-12"
    ),
    "a start before what it waits for ends": Edit(
        ANYWHERE, "start: 2026-10-05", "start: 2026-05-05", "CX204", "- label-free"
    ),
    "waiting for what is paused": Edit(
        LABELS, "- refund-when-scanned", "- gift-receipts-without-price", "CX205", "- gift-receipts"
    ),
    "an end that has passed": Edit(LABELS, "end: 2026-06-30", "end: 2026-03-30", "CX206", "end: 2026-03-30"),
    "a start that has passed": Edit(BASKET, "start: 2026-09", "start: 2026-02", "CX207", "start: 2026-02"),
    "shipped without a day": Edit(REFUND, "shipped: 2025-11-18\n", "", "CX208", "status: shipped"),
    "shipped tomorrow": Edit(REFUND, "shipped: 2025-11-18", "shipped: 2026-04-01", "CX209", "shipped: 2026-04-01"),
    "shipped with a step open": Edit(
        REFUND, "2025-09-22\n    done: true", "2025-09-22", "CX210", "First refunds on scan"
    ),
    "done before its day": Edit(
        LABELS, "date: 2026-05-18", "date: 2026-05-18\n    done: true", "CX211", "date: 2026-05-18"
    ),
    "a milestone that has passed": Edit(LABELS, "date: 2026-05-18", "date: 2026-03-18", "CX212", "date: 2026-03-18"),
    "an update of tomorrow": Edit(LABELS, "- date: 2026-03-26", "- date: 2026-04-26", "CX216", "- date: 2026-04-26"),
    "planned by nobody": Edit(
        BASKET, "owner: web-and-app-crew\nresponsible: web-and-app-crew\n", "", "CX221", "status: planned"
    ),
    "planned for no time": Edit(BASKET, "end: 2026-12\n", "", "CX222", "status: planned"),
    "shipped without a result": Edit(REFUND, "result: >-", "availability: >-", "CX003", "availability: All five"),
    "paused without a reason": Edit(GIFT, "status_note: >-", "outcome: >-", "CX003", "outcome: >-"),
    "dropped without a reason": Edit(
        PHONE,
        "status_note: >-\n  You told us clearly that you don't want to talk to a menu. We put the money into\n"
        "  more colleagues in the evening and on Saturdays instead.\n",
        "",
        "CX225",
        "status: dropped",
    ),
    # Measures and scores
    "a target on the wrong side": Edit(CES, "value: 5.4", "value: 3.4", "CX301", "value: 3.4"),
    "the other direction": Edit(REFUND_DAYS, "direction: down", "direction: up", "CX301", "value: 3"),
    "a target as it was": Edit(CES, "value: 5.4", "value: 4.3", "CX302", "value: 4.3\nmeasurements"),
    "NPS above 100": Edit(NPS, "value: 40", "value: 140", "CX303", "value: 140"),
    "a share for a mean": Edit(CES, "value: 4.3", "value: 43", "CX303", "value: 43"),
    "a measurement of tomorrow": Edit(NPS, "date: 2025-06-30", "date: 2026-06-30", "CX305", "date: 2026-06-30"),
    "NPS on seven points": Edit(NPS, "scale: 10", "scale: 7", "CX310", "scale: 7"),
    "weights of 105 %": Edit(CSI, "item1: 0.4", "item1: 0.45", "CX309", "item1: 0.45"),
    "RICE impact of 4": Edit(GIFT, "  impact: 1", "  impact: 4", "CX321", "  impact: 4"),
    "no effort": Edit(GIFT, "  effort: 4", "  effort: 0", "CX322", "  effort: 0"),
    "reach of another period": Edit(GIFT, "period: quarter", "period: year", "CX323", "period: year"),
    "more risk than before": Edit(
        FRAUD, "  likelihood: 2\n  impact: 3", "  likelihood: 5\n  impact: 5", "CX325", "  likelihood: 5"
    ),
    # Coverage
    "a journey deleted": Edit(
        "journeys/click-and-collect.yml",
        "",
        None,
        "CX102",
        "- click-and-collect/wait-until-tomorrow",
        "initiatives/collect-in-two-hours.md",
    ),
    "research without evidence": Edit(
        BUYER, "evidence:\n  - gift-season-pulse-2026\n  - return-diaries\n", "", "CX407", "basis: research"
    ),
    "an objective without a time": Edit(EFFORTLESS, "due: 2026-12-31\n", "", "CX405", "title: Make returns"),
    "a KPI without a target": Edit(
        CSI, "targets:\n  - date: 2026-12-31\n    value: 70\n", "", "CX410", "title: Member"
    ),
    "a risk without a plan": Edit(
        PEAK,
        "detection:\n  - Daily punctuality by depot, on a screen in the logistics office\n",
        "",
        "CX421",
        "title: Deliveries",
    ),
    # Visibility
    "a part above its parent": Edit(
        SCORECARDS,
        "    date: 2026-03-06",
        "    date: 2026-03-06\n    visibility: public",
        "CX503",
        "    visibility: public",
    ),
    "a disclosed field misspelled": Edit(LABELS, "disclose:\n  owner", "disclose:\n  onwer", "CX502", "onwer"),
    "a title withheld": Edit(
        LABELS, "disclose:\n  owner: public", "disclose:\n  title: internal", "CX504", "title: internal"
    ),
    "an address twice": Edit(KINGFISHER, "id: repairs-at-the-counter", "id: label-free-returns", "CX505", "wording:"),
    "an internal item by title": Edit(
        FEEDBACK, "## Your data", "[[initiative:carrier-contract-exit]]", "CX506", "[[initiative"
    ),
    "finer dates for the public": Edit(CHARTER, "public: quarter", "public: day", "CX507", "public: day"),
    "no summary": Edit(
        EFFORTLESS,
        "summary: Sending something back or having it mended should be the easy part.\n",
        "",
        "CX510",
        "title: Make",
    ),
    "a code name in public": Edit(
        LABELS, "title: Returns without", "title: Kingfisher returns without", "CX514", "Kingfisher"
    ),
    "an address in public": Edit(FEEDBACK, "## Your data", "Write to desk@marrenfeld.example", "CX515", "desk@"),
    "a wording removed": Edit(KINGFISHER, "    id: repairs-at-the-counter\n", "", "CX518", "  public:"),
    "words below the wrong level": Edit(PLANNER, "  customer:\n", "  internal:\n", "CX522", "  internal:"),
    "an author in a picture": Edit(
        "assets/portrait-gift-buyer.svg", "<svg", "<!--<dc:creator>A desk</dc:creator>--><svg", "CX521"
    ),
    # Governance
    "not confirmed for a year": Edit(
        EFFORTLESS, "reviewed: 2026-01-14", "reviewed: 2025-01-14", "CX601", "reviewed: 2025-01-14"
    ),
    "never confirmed": Edit(EFFORTLESS, "reviewed: 2026-01-14\n", "", "CX602", "review_every"),
    "a steering date that has passed": Edit(
        QUARTERLY, "next: 2026-06-11", "next: 2026-03-20", "CX605", "next: 2026-03-20"
    ),
    "an exception from nothing": Edit(
        GIFT, "effort: 2", "ignore: [{rule: CX206, reason: We wait}]\neffort: 2", "CX611", "ignore:"
    ),
    "an exception from a guard": Edit(
        GIFT, "effort: 2", "ignore: [{rule: CX503, reason: We wait}]\neffort: 2", "CX612", "ignore:"
    ),
    "an exception from no rule": Edit(
        GIFT, "effort: 2", "ignore: [{rule: CX999, reason: We wait}]\neffort: 2", "CX613", "ignore:"
    ),
}
