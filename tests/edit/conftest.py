"""The small project, for tests of the command line."""

from tests.site.small import project

__all__ = ["project"]
