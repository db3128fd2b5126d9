"""Build and run in one post: who does both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from metrics.computations.columns import Codes, Columns, Floats

BUILD_FUNCTIONS = (3, 4)
RUN_FUNCTIONS = (5, 6, 7, 8, 9)
MOSTLY_RUN, MOSTLY_BUILD = 0.2, 0.8
# The classes by number.
MIXES = ("build", "mixed", "run", "neither")
BUILD, MIXED, RUN, NEITHER = range(4)
WORKING = MIXES[:NEITHER]
DIGITS = 9  # a fifth that was summed of parts is a fifth


@dataclass(frozen=True, slots=True, eq=False)
class BuildRun(Columns):
    """Per post: FTE of build and of run, build over both (nan without either), its class as its place in `MIXES`."""

    build: Floats
    run: Floats
    share: Floats
    mix: Codes


def build_run(functions: Floats) -> BuildRun:
    """Return the mix of each post from its FTE by function, float64[n, 11] (column 0 empty).

    Build is functions 3 and 4, run 5 to 9; planning, support and leading count in neither. A post whose share of build
    lies above 20 and below 80 % is mixed; at 80 % or above it is build, at 20 % or below run. Build in posts of the
    class build could be sourced as it stands, post by post; in mixed ones it is tied to the run beside it.

    >>> functions = np.zeros((3, 11))
    >>> functions[:, 4], functions[:, 8] = [0.8, 0.5, 0.0], [0.2, 0.5, 0.0]
    >>> found = build_run(functions)
    >>> found.share.tolist(), [MIXES[mix] for mix in found.mix]
    ([0.8, 0.5, nan], ['build', 'mixed', 'neither'])
    """
    build, run = (functions[:, list(codes)].sum(axis=1) for codes in (BUILD_FUNCTIONS, RUN_FUNCTIONS))
    both = build + run
    share = np.round(np.divide(build, both, out=np.full(len(both), np.nan), where=both > 0), DIGITS)
    mix = np.select([share >= MOSTLY_BUILD, share <= MOSTLY_RUN, share > 0], [BUILD, RUN, MIXED], NEITHER)
    return BuildRun(build, run, share, mix.astype(np.int8))
