"""The one list of the checker's rules."""

from __future__ import annotations

from cxsite.check import bodies, references, visibility
from cxsite.check.rule import CheckedRule

RULES: tuple[CheckedRule, ...] = (
    bodies.missing_asset,
    bodies.unused_asset,
    bodies.reserved_asset_folder,
    bodies.invalid_block,
    bodies.html_in_text,
    bodies.repeated_point,
    bodies.unsafe_body,
    references.unknown_entry,
    references.unknown_target,
    references.self_reference,
    references.dependency_cycle,
    references.repeated_entry,
    bodies.broken_link,
    visibility.unknown_level,
    visibility.unknown_steered_field,
    visibility.visibility_without_effect,
    visibility.withheld_required_field,
    visibility.address_taken,
    visibility.hidden_title_link,
    visibility.finer_dates_for_lesser_readers,
)
