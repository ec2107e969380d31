"""What is asked quickly first gives what asking slowly gives."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from cxsite.render import bodies
from cxsite.render.files.calendar import written

LINES = st.lists(
    st.sampled_from(["# A", "A", "", "===", "---", "=", "- A", "  # A", "    # A", "```", "~~~~", "#A", ">"])
)


@settings(max_examples=40, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]))
@example(["A", "="], "\n")
@example(["``` x", "# A"], "\n")
def test_a_body_without_headings_and_fences_is_closed_as_any_other(lines: list[str], end: str) -> None:
    body = end.join(lines)
    quick = bodies._heading_shift(body), bodies._closed(body, bodies._heading_shift(body))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cxsite.render.bodies._MAY_BE_HEADING", re.compile(""))
        patch.setattr("cxsite.render.bodies.may_be_fenced", lambda text: True)
        slow = bodies._heading_shift(body), bodies._closed(body, bodies._heading_shift(body))
    assert quick == slow


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(min_size=0, max_size=160), min_size=1, max_size=4))
@example(["x" * 66, "x" * 67, "x" * 65, "ä" * 33, "ä" * 34, "a\\b;c,d\ne" * 9])
def test_a_calendar_is_written_as_its_library_writes_it(texts: list[str]) -> None:
    calendar = Calendar()
    calendar.add("version", "2.0")
    for text in texts:
        event = Event()
        event.add("summary", text)
        event.add("dtstart", dt.date(2026, 3, 31))
        event.add("categories", [text, "b"])
        calendar.add_component(event)
    assert written(calendar) == calendar.to_ical()
