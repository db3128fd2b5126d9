"""The same activities in the words of each tower: what the rules of the product have to bring together again."""

from sample.generator.teams import DIGITAL, OFFICE, TOWERS, Team

PEOPLE_MANAGEMENT = "People management"
COORDINATION = "Coordination across towers"

# A block is the activity's key, its function (1 to 10) and one wording each for the seven towers, Digital and the
# CIO's office; "-" where nobody there does it.
_TABLE = """
demand-intake 1
Business requirements intake | Demand management with business units | Storage demand meetings |
Integration requirements workshops | Business requirements intake | Site and branch demand planning |
Business partner meetings | Stakeholder requirements workshops | Business relationship management

product-definition 2
Mainframe service definition | Server offering management | Storage product catalogue | Middleware offering definition |
Database service portfolio | Network product management | Workplace product management | Product ownership |
Service portfolio and unit costs

solution-sizing 3
Sizing of solutions | Server sizing for projects | Storage sizing | Solution design and sizing | Database sizing |
Bandwidth sizing for projects | Client rollout planning | Solution shaping | -

provisioning 3
LPAR provisioning | Server build and provisioning | Storage provisioning | Middleware deployment |
Database provisioning | Network provisioning | PC build and rollout | Environment provisioning | -

technology-evaluation 4
Technology evaluation | Vendor technology evaluation | Array technology selection | Platform technology scouting |
Database technology evaluation | Network technology selection | Client technology evaluation | Technology radar | -

standard-configuration 4
System software engineering | Standard server images | Storage design standards | Middleware configuration standards |
Database standard builds | Network design and engineering | Client image engineering | Platform engineering | -

release-testing 4
Release testing | Pre-release stability tests | Firmware release tests | Integration tests before release |
Release testing | Firmware certification | Package and release tests | Automated release tests | -

user-support 5
- | - | - | - | - | - | User incidents and requests by phone and chat | - | -

field-support 6
- | - | - | - | - | - | On-site support at business locations | - | -

monitoring 7
Console monitoring | Event monitoring and dispatch | Array alert monitoring | Queue monitoring | Database alert watch |
Network operations centre watch | Monitoring of client services | Observability and alerting | -

simple-tasks 7
Batch restarts and scripted tasks | Scripted tasks and simple requests | Simple quota requests |
Restart requests by runbook | Standard requests by script | Port and firewall standard requests |
Password resets and standard requests | Runbook automation tasks | -

incident-resolution 8
Incident resolution | Server incident handling | Storage fault fixing | Middleware incident support |
Database troubleshooting | Network fault resolution | Workplace incident escalations | Production incident response | -

problem-analysis 8
Problem management | Root cause analysis | Recurring fault analysis | Problem management |
Performance problem analysis | Root cause analysis | Recurring incident review | Post-incident reviews | -

change-execution 8
System changes and PTFs | Patching and changes | Microcode updates | Fix pack installation | Database patching |
Router and switch changes | Client patch rollout | Change execution in production | -

preventive-maintenance 8
Preventive maintenance | Health checks of servers | Array health checks | Preventive maintenance |
Reorganisation and housekeeping | Device health checks | Client health checks | Resilience reviews | -

hardware-installation 9
- | Rack and stack, cabling in the data centre | - | - | - | - | - | - | -

capacity-reporting 10
Capacity reporting | Monthly capacity pack | Utilisation statistics | Throughput and capacity report |
Database growth report | Bandwidth utilisation report | Asset and licence utilisation report |
Platform usage dashboard | -

service-level-reporting 10
Availability report | SLA reporting | Service level statistics | SLA reporting | Availability and SLA report |
Network availability report | Monthly service report | Service level dashboard | Consolidated service level report

project-coordination 10
Project coordination | Project management | Migration project tracking | Project coordination | Project management |
Site project tracking | Rollout project management | Delivery planning | Project management office

budget-tracking 10
Budget follow-up | Cost tracking | Storage cost allocation | Licence budget tracking | Licence cost control |
Carrier invoice checking | Asset cost tracking | Cloud cost tracking | IT finance and budget control
"""

# Regional units that call it something else again.
_REGIONAL = {
    ("capacity-reporting", "Server", "Asia"): "Weekly utilisation statistics",
    ("capacity-reporting", "Network", "Americas"): "Circuit usage summary",
    ("capacity-reporting", "Database", "Asia"): "Tablespace capacity list",
    ("service-level-reporting", "Storage", "Americas"): "Scorecard for business units",
    ("service-level-reporting", "Server", "Europe"): "Monthly availability pack",
    ("project-coordination", "Network", "Asia"): "Project status follow-up",
    ("incident-resolution", "Server", "Asia"): "Second level fault repair",
    ("problem-analysis", "Database", "Americas"): "Major incident follow-up",
}


def _blocks() -> dict[str, tuple[int, tuple[str, ...]]]:
    blocks = {}
    for block in _TABLE.strip().split("\n\n"):
        head, _, body = block.partition("\n")
        key, function = head.split()
        blocks[key] = (int(function), tuple(part.strip() for part in body.split("|")))
    return blocks


_BLOCKS = _blocks()
_COLUMN = {place: column for column, place in enumerate((*TOWERS, DIGITAL, OFFICE))}


def wording(activity: str, team: Team) -> str:
    """Return what this team calls the activity.

    >>> wording("capacity-reporting", Team("", "support", "Server", "Asia", 1.0))
    'Weekly utilisation statistics'
    """
    regional = _REGIONAL.get((activity, team.tower, team.region))
    return regional or _BLOCKS[activity][1][_COLUMN[team.tower or OFFICE]]


def function_of_activity() -> dict[str, int | None]:
    """Return the function each activity belongs to; managing people has none, it goes where the people go."""
    return {key: function for key, (function, _) in _BLOCKS.items()} | {"people-management": None, "coordination": 4}


def activity_of_wording() -> dict[str, str]:
    """Return the activity behind every wording that occurs in the table."""
    plain = {text: key for key, (_, texts) in _BLOCKS.items() for text in texts if text != "-"}
    regional = {text: key for (key, _, _), text in _REGIONAL.items()}
    return plain | regional | {PEOPLE_MANAGEMENT: "people-management", COORDINATION: "coordination"}
