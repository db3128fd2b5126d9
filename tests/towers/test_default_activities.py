"""Every task of the ten functions is a kind of work that is known, and found by the words for it."""

from collections import Counter

import pytest

from towers.default_activities import DEFAULT_ACTIVITIES, DEFAULTS_BY_NAME, phrases_of
from towers.functions_reference import BY_CODE
from towers.models import Activity
from towers.proposals import DEFAULT_VOCABULARY

# function, task, the activity that it is
TASKS = (
    (1, "Collect business requirements", "Demand and business requirements"),
    (1, "Business planning", "Business planning with customers"),
    (1, "Manage demand", "Demand and business requirements"),
    (1, "Be the overall interface to the business partners", "Front door for business partners"),
    (1, "Give cost transparency", "Cost and consumption transparency"),
    (1, "Give consumption transparency", "Cost and consumption transparency"),
    (1, "Review performance with customers (service review)", "Customer satisfaction reviews"),
    (1, "Optimise the installed portfolio", "Portfolio optimisation"),
    (1, "Trade-off talks with senior development managers", "Trade-off talks with development"),
    (2, "Define reusable standard offerings", "Product and service definition"),
    (2, "Give each offering a service model", "Service level design"),
    (2, "Service level design of offerings", "Service level design"),
    (2, "Work out the unit cost", "Product cost and economics"),
    (2, "Understand product requirements", "Product roadmaps and backlogs"),
    (2, "Own end-to-end cost and performance", "End-to-end performance of products"),
    (2, "Improve product economics over time", "Product cost and economics"),
    (3, "Take complex requests from relationship management", "Intake of complex requests"),
    (3, "Match application requirements to standard products (solution design)", "Solution design and sizing"),
    (3, "Turn them into implementable solutions", "Solution design and sizing"),
    (3, "Sizing: how many servers, how many gigabytes", "Solution design and sizing"),
    (3, "Provision into the live environment", "Provisioning and build"),
    (3, "Run stand-alone build factories across technologies", "Provisioning and build"),
    (4, "Vendor evaluation: investigate their offerings", "Technology evaluation and choice"),
    (4, "Technology choice", "Technology evaluation and choice"),
    (4, "Integration of components", "Engineering standards and integration"),
    (4, "Configuration of products", "Engineering standards and integration"),
    (4, "Test before release for stability", "Release testing and certification"),
    (4, "Make products operational", "Making products operational"),
    (4, "Engineering support for incidents caused by products", "Engineering support for incidents"),
    (5, "Receive user incidents", "User incidents and requests"),
    (5, "Receive user requests", "User incidents and requests"),
    (5, "Remote resolution of as many as possible", "Remote resolution for users"),
    (5, "Pass on the tickets that are left", "Passing on user tickets"),
    (5, "Run remote support centres", "Remote resolution for users"),
    (6, "Everything that needs hands at a business site", "Field service at business sites"),
    (6, "LAN installation at a branch", "Local installations"),
    (6, "Hardware swap of a local server's power supply", "Local installations"),
    (7, "Command centre for monitoring", "Monitoring and events"),
    (7, "Dispatch", "Dispatch of tickets"),
    (7, "Simple tasks for most technologies", "Simple and scripted tasks"),
    (7, "Scripted tasks", "Simple and scripted tasks"),
    (7, "Level 1 work by staff trained on many technologies", "Simple and scripted tasks"),
    (8, "Incident escalations", "Incident resolution"),
    (8, "Change execution", "Changes and patching"),
    (8, "Escalated requests", "Specialist service requests"),
    (8, "Work of technical specialists", "Incident resolution"),
    (8, "Preventive maintenance", "Preventive maintenance"),
    (8, "Operational health of each technology", "Operational ownership of products"),
    (8, "Operational owners of a product", "Operational ownership of products"),
    (9, "Run data centres", "Data centre operations"),
    (9, "Everything that needs smart hands inside one", "Hands and media in the data centre"),
    (9, "Rack and stack", "Rack and stack"),
    (10, "Reporting", "Other reporting and analytics"),
    (10, "Project management", "Project management"),
    (10, "Finance", "Finance and budget tracking"),
)
COORDINATION = (
    ("Running between server, storage and network", "Coordination across towers"),
    ("Weekly coordination meeting", "Coordination meetings"),
    ("Architecture board", "Architecture boards"),
    ("Escalation handling", "Escalation handling"),
    ("Change advisory board", "Change boards and approvals"),
)


@pytest.mark.parametrize(("function", "task", "activity"), TASKS)
def test_every_task_of_the_ten_functions_is_found_in_its_function(function: int, task: str, activity: str) -> None:
    found = DEFAULT_VOCABULARY.proposed(task)
    assert found is not None
    assert (found.activity.name, found.activity.function_code) == (activity, function)
    assert 0.5 <= found.score <= 1


def test_no_function_is_left_out_of_the_tasks() -> None:
    assert {function for function, _, _ in TASKS} == set(BY_CODE)


@pytest.mark.parametrize(("text", "activity"), COORDINATION)
def test_work_that_brings_towers_together_is_marked(text: str, activity: str) -> None:
    found = DEFAULT_VOCABULARY.proposed(text)
    assert found is not None
    assert found.activity.name == activity
    assert DEFAULTS_BY_NAME[activity].is_coordination


def test_the_default_activities_are_complete() -> None:
    assert len(DEFAULT_ACTIVITIES) == len(DEFAULTS_BY_NAME) == 67
    assert [default.name for default in DEFAULT_ACTIVITIES if default.is_management] == ["People management"]
    assert sum(default.is_coordination for default in DEFAULT_ACTIVITIES) == len(COORDINATION)
    for default in DEFAULT_ACTIVITIES:
        assert default.scale_class in Activity.ScaleClass.values, default.name
        assert default.value_class in Activity.ValueClass.values, default.name
        assert default.phrases, default.name
        assert phrases_of(", ".join(map(" ".join, default.phrases))) == default.phrases, default.name


def test_no_phrase_belongs_to_two_activities() -> None:
    counts = Counter(phrase for default in DEFAULT_ACTIVITIES for phrase in default.phrases)
    assert [phrase for phrase, count in counts.items() if count > 1] == []
