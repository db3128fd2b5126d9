#!/usr/bin/env python3
"""Start PBR Org with `python3 run.py`, test it with `python3 run.py test`; `python3 run.py --help` lists the rest."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the point is to meet an older Python with one clear line
    sys.exit("PBR Org needs Python 3.11 or later: install it, then run this file with it, as in `python3.11 run.py`.")

from tools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
