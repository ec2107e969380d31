"""What a project begins with: its files, and schemas for its editors."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from cxsite.pipeline.day import choose_day
from cxsite.scaffold.init import init as begin
from cxsite.site.schemas import write_content_schemas


def init(args: Namespace) -> int:
    """`cxsite init`."""
    begin(Path(args.target), choose_day(args.today, os.environ))
    print(f"a new site is in {args.target}, with this cxsite in its wheels/; look at it:")
    print(f"cd {args.target} && cxsite serve")
    return 0


def schema(args: Namespace) -> int:
    """`cxsite schema`."""
    for path in write_content_schemas(Path(args.out), args.config, args.today):
        print(path)
    return 0
