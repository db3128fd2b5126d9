"""The default kinds of work: every task of the ten functions, with the words by which it is recognised.

A row of the table is: name | function | marks | class of scale | class of value | phrases (indented). Marks: s
shareable (more than one team could share it), t driven by tickets. A phrase matches a text when each of its words
begins a word of the text, so "provision" finds "Provisioning of servers"; towers/proposals.py chooses among phrases.
Source of the tasks: McKinsey on Business Technology 32, 2013, exhibit 2 and its text.
"""

from dataclasses import dataclass

_TABLE = """
Demand and business requirements | 1 | s | expert | value |
    demand, business requirement, requirement workshop, requirement intake, demand intake, requirement, business
    analyst
Business planning with customers | 1 | s | expert | value |
    business plan, business partner, relationship, business relationship, stakeholder, customer manage, account
    manage
Cost and consumption transparency | 1 | s | administrative | necessary |
    cost transparen, consumption, showback, usage transparen
Portfolio optimisation | 1 | s | expert | value |
    portfolio optimi, installed portfolio, rationali, application portfolio
Trade-off talks with development | 1 | s | expert | value |
    trade-off, development group, application development liaison
Product and service definition | 2 | s | expert | value |
    product manage, offering, service definition, service portfolio, product catalogue, service catalogue,
    product own, standard offering, product definition, product delivery, product analyst
Product cost and economics | 2 | s | expert | value |
    unit cost, product economic, pricing, chargeback model, total cost of ownership
Service level design | 2 | s | expert | necessary |
    service level design, service level agreement negotiation, sla design, service model
Solution design and sizing | 3 | s | expert | value |
    sizing, solution design, solution shap, implementable solution, rollout plan, capacity request
Provisioning and build | 3 | s | factory | value |
    provision, build, deploy, environment provision, server build, factory, pc build, rollout
Migration and decommissioning | 3 | s | factory | value |
    migration, decommission, consolidation, refresh
Technology evaluation and choice | 4 | s | expert | value |
    technology evaluat, technology select, technology scout, technology radar, technology choice, vendor
    evaluat, innovation, proof of concept
Engineering standards and integration | 4 | s | expert | value |
    standard image, design standard, configuration standard, standard build, engineer, integration,
    configuration, blueprint, image engineering, system software
Release testing and certification | 4 | s | expert | value |
    release test, release, certificat, stability test, test before release, integration test, package test,
    acceptance test, test
Architecture and coordination across towers | 4 | s | expert | necessary |
    architect, coordination across, across tower, cross-tower
Engineering support for incidents | 4 | st | specialist | necessary |
    engineering support, product defect, vendor escalation
Automation engineering | 4 | s | expert | value |
    automation, tooling, orchestration, script development
Security engineering | 4 | s | expert | necessary |
    security, vulnerab, hardening, firewall design, encryption
User incidents and requests | 5 | st | specialist | necessary |
    service desk, help desk, helpdesk, user incident, user request, user support, by phone, first contact, call
    handling
Access rights and passwords | 5 | st | factory | necessary |
    access right, account administration, user administration, identity, access request
Field service at business sites | 6 | t | hands | necessary |
    field service, field, on-site, onsite, desk-side, deskside, business location, site support, branch support,
    office move
Local installations | 6 | t | hands | necessary |
    cabling at site, local installation, lan installation, hardware swap, printer
Monitoring and events | 7 | st | specialist | necessary |
    monitor, event, alert, observab, console, operations centre, operations center, watch, command centre,
    command center, operator
Dispatch of tickets | 7 | st | factory | necessary |
    dispatch, triage, ticket routing, queue manage
Simple and scripted tasks | 7 | st | factory | necessary |
    script, runbook, standard request, simple request, simple task, password reset, restart, quota request,
    standard change, operations l1, level 1, first level
Batch and job operations | 7 | st | factory | necessary |
    batch, job schedul, scheduling
Backup operations | 7 | st | factory | necessary |
    backup, restore, tape
Incident resolution | 8 | st | specialist | necessary |
    incident, fault, troubleshoot, outage, incident resol, fault fix, fault repair, incident handl, incident
    response, incident escalat, second level, level 2, third level, break fix, specialist, support, support l2,
    support l3
Problem management | 8 | st | specialist | value |
    problem, root cause, recurring, post-incident, problem analys, recurring fault, recurring incident, major
    incident, performance problem, incident review
Changes and patching | 8 | st | specialist | necessary |
    change, patch, microcode, firmware update, fix pack, update, upgrade, router change, change execut, patch
    rollout
Preventive maintenance | 8 | s | specialist | value |
    preventive, health check, housekeep, resilience, maintenance, reorganis, reorganiz, disaster recovery
Operational ownership of products | 8 | s | specialist | necessary |
    operational owner, service owner, technical owner, administration, administrator, operations
Performance tuning | 8 | s | specialist | value |
    tuning, performance analys, performance optimi
Data centre operations | 9 | st | hands | necessary |
    data centre, data center, facility, power and cooling, hosting room
Rack and stack | 9 | t | hands | necessary |
    rack, stack, rack and stack, data centre cabling, hardware install
Capacity reporting | 10 | s | administrative | low |
    capacity report, utilisation, utilization, utilisation report, capacity pack, capacity list, usage summary,
    usage dashboard, growth report, capacity statistic, usage statistic
Service level reporting | 10 | s | administrative | low |
    availability report, availability pack, sla report, service level, service report, scorecard, availability
    and sla, service level report, service level statistic, network availability, kpi
Other reporting and analytics | 10 | s | administrative | low |
    report, statistic, dashboard, analytic, metric, data analys, information analys
Project management | 10 | s | expert | necessary |
    project, programme, coordinator, program manage, pmo, project manage, project coordination, project track,
    delivery plan, project status, project office
Finance and budget tracking | 10 | s | administrative | necessary |
    finance, budget, cost track, cost alloc, cost control, invoice, accounting, licence cost, asset cost, cloud
    cost, licence budget, financ
Asset and licence management | 10 | s | administrative | necessary |
    asset, licence manage, license manage, inventory, configuration database, cmdb
Procurement and vendor management | 10 | s | administrative | necessary |
    procure, purchas, vendor manage, contract, supplier, commercial, sourcing
Quality, audit and compliance | 10 | s | administrative | necessary |
    audit, complian, quality, risk, policy, regulat
Training and documentation | 10 | s | administrative | necessary |
    training, documentation, knowledge, coaching
Administration and assistance | 10 | s | administrative | necessary |
    assistant, secretar, office support, personal assist, clerk, administrative
People management | 10 | m | expert | necessary |
    people manage, team lead, line manage, staff manage, head of, chief, manager
"""


@dataclass(frozen=True, slots=True)
class DefaultActivity:
    """One kind of work; `phrases` are tuples of word beginnings, all in lower case."""

    name: str
    function_code: int
    is_shareable: bool
    is_ticket_driven: bool
    scale_class: str
    value_class: str
    phrases: tuple[tuple[str, ...], ...]


def _default(row: str) -> DefaultActivity:
    name, function, marks, scale, value, phrases = (part.strip() for part in row.split("|"))
    return DefaultActivity(
        name=name,
        function_code=int(function),
        is_shareable="s" in marks,
        is_ticket_driven="t" in marks,
        scale_class=scale,
        value_class=value,
        phrases=tuple(tuple(phrase.split()) for phrase in phrases.split(",")),
    )


DEFAULT_ACTIVITIES: tuple[DefaultActivity, ...] = tuple(map(_default, _TABLE.strip().replace("\n ", " ").splitlines()))
DEFAULTS_BY_NAME = {default.name: default for default in DEFAULT_ACTIVITIES}
PEOPLE_MANAGEMENT = DEFAULTS_BY_NAME["People management"]
