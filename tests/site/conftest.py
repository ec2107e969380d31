"""The small project, for tests of building."""

from tests.site.small import project

__all__ = ["project"]
