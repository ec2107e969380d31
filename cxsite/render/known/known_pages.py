"""Pages that are known to say what they said when they were made last, by what they asked of their View."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cxsite.model.roadmap import View
from cxsite.render.known.asked import Answers, Asked, Question, UnknownValueError, digest, noted_view
from cxsite.render.stage import KnownPage, LaterPage, PageRecord, PageRecords, StagePage


@dataclass(slots=True)
class KnownPages:
    """The pages of one site that ask for all they show while they are made. `known` is what is remembered of them,
    `records` what there is to remember, `view` what is to be made of."""

    known: PageRecords
    view: View
    asked: Asked
    records: dict[str, PageRecord] = field(default_factory=dict)
    _answers: Answers | None = None
    _basis: str = ""

    @staticmethod
    def of(view: View, known: PageRecords, *others: Any) -> KnownPages:
        """Those of a site of a `view`; `others` is what pages hang on besides that. Where any of it can't be told from
        something else, nothing is known and nothing remembered."""
        asked = Asked()
        try:
            answers = Answers(view)
            return KnownPages(known, noted_view(view, asked), asked, {}, answers, digest([answers.rest, others]))
        except UnknownValueError:
            return KnownPages({}, view, asked)

    def page(self, later: LaterPage, of: Any) -> StagePage:
        """A page, as it is known or as it is made now. `of`: what was told to those who make it."""
        if self._answers is None:
            return later.now()
        try:
            basis = digest([self._basis, of])
            record = self.known.get(later.uri)
            if record is not None and record.basis == basis and self._hold(record):
                self.records[later.uri] = record
                return KnownPage(later, record.digest, record.size)
        except UnknownValueError:
            return later.now()
        made, questions = self.asked.during(later.now)
        self._remember(made, basis, questions)
        return made

    def _hold(self, record: PageRecord) -> bool:
        assert self._answers is not None
        return all(self._answers(question) == answer for question, answer in record.asked.items())

    def _remember(self, made: StagePage, basis: str, questions: set[Question]) -> None:
        assert self._answers is not None
        try:
            answered = {question: self._answers(question) for question in questions}
        except (UnknownValueError, LookupError):
            return
        self.records[made.uri] = PageRecord(basis, answered, made.digest, made.size)
