"""The service management processes, the phases of a project, and where the two meet unless the organisation says else.

Processes are the usual ones of service management (names: ITIL, AXELOS; ISO/IEC 20000-1). What happens where they meet
is a default in the product's own words: a project is a short part of a service's life, so each of its phases takes
something from the processes that will carry the service, or hands something over to them.
"""

from dataclasses import dataclass

PROJECT, OFFICE, OWNER = "Project", "Service management office", "Service owner"
DESK, RELATIONS, OPERATIONS = "Service desk", "Relationship management", "Operations"


@dataclass(frozen=True, slots=True)
class Process:
    """A service management process."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ProjectPhase:
    """A phase of a project, in the order in which they follow one another."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What happens where a process meets a phase, and who sees to it."""

    text: str
    owner: str


PROCESSES = (
    Process("portfolio", "Portfolio"),
    Process("catalogue", "Catalogue"),
    Process("service-level", "Service level"),
    Process("supplier", "Supplier"),
    Process("capacity", "Capacity"),
    Process("availability", "Availability"),
    Process("continuity", "Continuity"),
    Process("security", "Security"),
    Process("change", "Change"),
    Process("release", "Release and deployment"),
    Process("configuration", "Configuration"),
    Process("knowledge", "Knowledge"),
    Process("incident", "Incident"),
    Process("problem", "Problem"),
    Process("request", "Request"),
)
PHASES = (
    ProjectPhase("idea", "Idea"),
    ProjectPhase("requirements", "Requirements"),
    ProjectPhase("design", "Design"),
    ProjectPhase("build", "Build"),
    ProjectPhase("test", "Test"),
    ProjectPhase("go-live", "Go-live"),
    ProjectPhase("early-life", "Early life"),
)
PROCESS_NAMES = {one.code: one.name for one in PROCESSES}
PHASE_NAMES = {one.code: one.name for one in PHASES}

DEFAULTS = {
    ("portfolio", "idea"): Meeting("Names the service that the project adds, replaces or improves", RELATIONS),
    ("portfolio", "requirements"): Meeting("States value, cost and expected units of the service for a year", OWNER),
    ("portfolio", "go-live"): Meeting("Moves the service into the catalogue; retires the one it replaces", OFFICE),
    ("portfolio", "early-life"): Meeting("Compares cost and use with what was expected", OWNER),
    ("catalogue", "design"): Meeting("Drafts the entry: what can be ordered, in which unit, for whom", OWNER),
    ("catalogue", "test"): Meeting("Checks that entry, price and way of ordering are complete", OFFICE),
    ("catalogue", "go-live"): Meeting("Publishes the entry", OFFICE),
    ("service-level", "requirements"): Meeting(
        "Gives the template; the project writes down what customers want", OFFICE
    ),
    ("service-level", "design"): Meeting(
        "Says what teams and suppliers can promise today; drafts SLA and OLAs", OFFICE
    ),
    ("service-level", "test"): Meeting("Measures the path against the drafted times", PROJECT),
    ("service-level", "go-live"): Meeting("Has SLA and OLAs agreed and put into reports", OFFICE),
    ("service-level", "early-life"): Meeting("Reports what is kept of the SLA and settles what is not", OFFICE),
    ("supplier", "requirements"): Meeting("Says which contracts there are and when they end", OFFICE),
    ("supplier", "design"): Meeting("Brokers the underpinning contracts that the SLA needs", OFFICE),
    ("supplier", "go-live"): Meeting("Hands over signed contracts and who to call", PROJECT),
    ("capacity", "requirements"): Meeting("States users, volumes and peaks for three years", PROJECT),
    ("capacity", "design"): Meeting("Sizes the solution; says what runs short, and when", OPERATIONS),
    ("capacity", "test"): Meeting("Hands over results of the load test", PROJECT),
    ("capacity", "early-life"): Meeting("Compares load with the forecast", OPERATIONS),
    ("availability", "requirements"): Meeting("States the hours of use and how long it may be down", RELATIONS),
    ("availability", "design"): Meeting("Reviews single points of failure and maintenance windows", OPERATIONS),
    ("availability", "build"): Meeting("Builds the monitoring, with thresholds and who is told", PROJECT),
    ("availability", "test"): Meeting("Shows that a failed part is noticed and replaced", PROJECT),
    ("continuity", "requirements"): Meeting("States how much data and time may be lost in a disaster", OWNER),
    ("continuity", "design"): Meeting("Plans backup, restore and the way back", PROJECT),
    ("continuity", "test"): Meeting("Restores once, within the time that is allowed", PROJECT),
    ("security", "requirements"): Meeting("Classes the data and names the rules that hold", OWNER),
    ("security", "design"): Meeting("Reviews access, patching and the risks that stay", OPERATIONS),
    ("security", "test"): Meeting("Hands over results of the security test; open points have an owner", PROJECT),
    ("change", "build"): Meeting("Announces changes to what is running, early", PROJECT),
    ("change", "go-live"): Meeting("Decides on the change, with the gate and the way back in hand", OPERATIONS),
    ("change", "early-life"): Meeting("Looks back at what the change broke", OFFICE),
    ("release", "design"): Meeting("Agrees how often there are releases, and in which windows", OPERATIONS),
    ("release", "build"): Meeting("Packages the release so that operations can install it alone", PROJECT),
    ("release", "test"): Meeting("Rehearses installation and the way back", OPERATIONS),
    ("release", "go-live"): Meeting("Installs; trains users and support before, not after", PROJECT),
    ("configuration", "design"): Meeting("Says which parts are kept track of, and how they are named", OPERATIONS),
    ("configuration", "build"): Meeting("Records parts and what depends on them as they are built", PROJECT),
    ("configuration", "go-live"): Meeting("Hands over the records; no part is missing", PROJECT),
    ("knowledge", "design"): Meeting("Says which documents support needs", OFFICE),
    ("knowledge", "build"): Meeting("Writes documentation, scripts and answers for users", PROJECT),
    ("knowledge", "test"): Meeting("Solves sample tickets with the drafts alone", DESK),
    ("knowledge", "go-live"): Meeting("Publishes them where the desk and users look", OFFICE),
    ("knowledge", "early-life"): Meeting("Adds what was asked and not answered", DESK),
    ("incident", "design"): Meeting("Agrees who takes which ticket, by level and region", OFFICE),
    ("incident", "test"): Meeting("Practises with desk and level 2", DESK),
    ("incident", "go-live"): Meeting("Sets up categories and groups; names who helps out", DESK),
    ("incident", "early-life"): Meeting("The project stays reachable until tickets fall to the normal level", PROJECT),
    ("problem", "test"): Meeting("Hands over known faults with their workarounds", PROJECT),
    ("problem", "early-life"): Meeting("Finds causes of what comes back; the project mends them", OPERATIONS),
    ("request", "requirements"): Meeting("Says which wishes will come often", RELATIONS),
    ("request", "design"): Meeting("Makes standard offerings of them, with steps and approvals", OWNER),
    ("request", "test"): Meeting("Orders each once and follows it to the end", DESK),
    ("request", "go-live"): Meeting("Opens them for ordering at the front door", DESK),
}
