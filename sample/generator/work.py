"""How each kind of team spends its time: shares of the team's FTE, the rest is unassigned."""

PROFILES: dict[str, dict[str, float]] = {
    "operations": {
        "monitoring": 0.36,
        "simple-tasks": 0.27,
        "change-execution": 0.09,
        "capacity-reporting": 0.07,
        "service-level-reporting": 0.06,
        "preventive-maintenance": 0.06,
        "project-coordination": 0.03,
    },
    "support": {
        "incident-resolution": 0.31,
        "change-execution": 0.16,
        "problem-analysis": 0.10,
        "preventive-maintenance": 0.10,
        "provisioning": 0.09,
        "capacity-reporting": 0.05,
        "service-level-reporting": 0.05,
        "project-coordination": 0.04,
        "demand-intake": 0.03,
        "budget-tracking": 0.02,
    },
    "engineering": {
        "standard-configuration": 0.20,
        "technology-evaluation": 0.13,
        "release-testing": 0.13,
        "product-definition": 0.09,
        "solution-sizing": 0.09,
        "incident-resolution": 0.09,
        "problem-analysis": 0.07,
        "project-coordination": 0.05,
        "capacity-reporting": 0.04,
        "demand-intake": 0.03,
        "budget-tracking": 0.03,
    },
    "desk": {
        "user-support": 0.72,
        "simple-tasks": 0.10,
        "service-level-reporting": 0.05,
        "capacity-reporting": 0.02,
        "project-coordination": 0.02,
    },
    "field": {
        "field-support": 0.44,
        "incident-resolution": 0.20,
        "provisioning": 0.13,
        "change-execution": 0.07,
        "service-level-reporting": 0.03,
        "capacity-reporting": 0.03,
        "budget-tracking": 0.02,
    },
    "data centre": {
        "hardware-installation": 0.60,
        "monitoring": 0.11,
        "provisioning": 0.10,
        "capacity-reporting": 0.07,
        "budget-tracking": 0.03,
    },
    "digital engineering": {
        "standard-configuration": 0.32,
        "release-testing": 0.17,
        "provisioning": 0.14,
        "technology-evaluation": 0.10,
        "monitoring": 0.08,
        "incident-resolution": 0.07,
        "budget-tracking": 0.03,
    },
    "digital product": {
        "product-definition": 0.38,
        "demand-intake": 0.18,
        "solution-sizing": 0.14,
        "project-coordination": 0.12,
        "service-level-reporting": 0.05,
        "capacity-reporting": 0.04,
    },
    "digital operations": {
        "incident-resolution": 0.30,
        "monitoring": 0.20,
        "change-execution": 0.16,
        "simple-tasks": 0.10,
        "problem-analysis": 0.07,
        "service-level-reporting": 0.05,
        "capacity-reporting": 0.05,
    },
    "office": {
        "demand-intake": 0.22,
        "project-coordination": 0.24,
        "budget-tracking": 0.22,
        "service-level-reporting": 0.15,
        "product-definition": 0.10,
    },
}

# Share of a manager's time that goes into managing people, by the layer of the post.
PEOPLE_MANAGEMENT_SHARE = {"cio": 1.0, "head": 1.0, "regional": 0.9, "lead": 0.7, "section": 0.4}
# The part of an architect's year spent running between towers.
COORDINATION_SHARE = 0.33
