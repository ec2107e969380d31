"""`cxsite`: the entry point, and what its exit codes mean."""

from __future__ import annotations

import gc
import os
import signal
import sys
from importlib import import_module
from types import FrameType

from cxsite.cli.arguments import parse
from cxsite.model.finding import CxsiteError
from cxsite.site.failure import in_one_line

FAILED, INTERRUPTED = 2, 130

# Looking for plugins of pydantic reads what every installed package says of itself, and none is wanted here.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main(words: list[str] | None = None) -> int:
    """Run one command; 0 nothing at fail level, 1 findings at fail level, 2 could not run, 130 interrupted."""
    signal.signal(signal.SIGTERM, _interrupt)
    # What is loaded stays; looking through it for rings of objects again and again finds none.
    gc.disable()
    try:
        args = parse(sys.argv[1:] if words is None else words)
        module, _, function = args.run.rpartition(".")
        # Only what the command needs: a check makes no pages.
        place = module if module.startswith("cxsite.") else f"cxsite.cli.{module}"
        run = getattr(import_module(place), function)
        gc.enable()
        code: int = run(args)
        if not sys.stdout.closed:
            sys.stdout.flush()
        return code
    except CxsiteError as error:
        return _say(str(error))
    except KeyboardInterrupt:
        print("cxsite: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        return _say(in_one_line(error))


def _say(message: str) -> int:
    print(f"cxsite: {message}", file=sys.stderr)
    return FAILED


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
