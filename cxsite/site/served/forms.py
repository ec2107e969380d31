"""The forms in which the headers of a site are printed."""

FORMS = ("nginx", "caddy", "json")
"""A file for nginx or Caddy to include; JSON for programs: path → headers."""
