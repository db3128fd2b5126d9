"""A fictional manufacturer's IT organisation, generated from a seed.

Everything here is invented: the company, its people, costs, wordings, catalogue and tickets. No figure was taken from
a real organisation and none was chosen to make a saving come out in any particular place; the sample shows what the
product can read from such files and confirms nothing. It uses numpy and the standard library alone, reads no clock,
and returns the same bytes for the same seed.
"""

from sample.generator.facts import Facts, LogFacts, PlantedDuplicate, PlantedFlaws, SampleFiles, StaffFacts, WorkFacts
from sample.generator.generate import generate

__all__ = [
    "Facts",
    "LogFacts",
    "PlantedDuplicate",
    "PlantedFlaws",
    "SampleFiles",
    "StaffFacts",
    "WorkFacts",
    "generate",
]
