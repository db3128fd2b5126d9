"""How the sample's ticket log is read: what its words mean, as a mapping file would say it."""

from typing import Any

from sample.generator import SampleFiles


def ticket_mapping(files: SampleFiles) -> dict[str, Any]:
    """Levels are the suffix of the group's name (a group without one stays unknown), states are mapped to classes."""
    columns = {
        "ticket": "Number",
        "time": "Updated at",
        "group": "Assignment group",
        "person": "Assigned to",
        "status": "State",
        "status_class": "State",
        "priority": "Priority",
        "product": "Product",
        "service": "Service",
        "kind": "Type",
        "origin": "Origin",
        "fault": "Fault",
        "door": "Front door",
        "customer": "Customer group",
        "satisfaction": "Satisfaction",
        "sequence": "Sequence",
    }
    level = {"column": "Assignment group", "regex": r" (L[123])\s*$"}
    return {
        "columns": {name: {"column": column} for name, column in columns.items()}
        | {"level": level, "satisfaction_scale": {"constant": "1-5"}},
        "value_maps": {"status_class": dict(files.facts.log.meaning_of_state)},
    }
