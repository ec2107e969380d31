"""`python -m cxsite.cli`: the same as the command `cxsite`."""

import sys

from cxsite.cli.main import main

sys.exit(main())
