"""Where the stage that is said of a service and its days do not fit. Pure."""

from datetime import date

from core.figures import day

PIPELINE, CATALOGUE, RETIRED = "pipeline", "catalogue", "retired"


def stage_doubts(
    stage: str, pipeline_from: date | None, catalogue_from: date | None, retired_from: date | None, today: date
) -> list[str]:
    """What does not fit on a day, each as the end of a sentence about the service; nothing is refused for it, because
    days come and go while nobody changes the service.

    >>> stage_doubts("pipeline", None, date(2020, 1, 1), date(2021, 1, 1), date(2026, 1, 1))
    ['in the pipeline, but in the catalogue since 1 Jan 2020', 'in the pipeline, but retired since 1 Jan 2021']
    >>> stage_doubts("retired", None, None, None, date(2026, 1, 1))
    ['retired, but no day says since when']
    """
    said = stage if stage == RETIRED else f"in the {stage}"
    past = [("in the catalogue", catalogue_from)] if stage == PIPELINE else []
    past += [("retired", retired_from)] if stage != RETIRED else []
    own = {PIPELINE: pipeline_from, CATALOGUE: catalogue_from, RETIRED: retired_from}[stage]
    doubts = [f"{said}, but {what} since {day(when)}" for what, when in past if when and when <= today]
    doubts += [f"{said}, but only from {day(own)} on"] if own and own > today else []
    return doubts + ([f"{said}, but no day says since when"] if stage == RETIRED and own is None else [])
