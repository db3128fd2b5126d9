"""The default kinds of work of the run functions: service desk, field service, operations, facilities."""

TABLE = """
User incidents and requests | 5 | st | specialist | necessary |
    service desk, help desk, helpdesk, user incident, user request, user support, by phone, first contact, call
    handling
Remote resolution for users | 5 | st | specialist | necessary |
    remote support, remote resol, remote fix, remote control, chat support
Passing on user tickets | 5 | st | factory | necessary |
    pass on ticket, passing on ticket, ticket handover, ticket forward, user ticket
Self-service and knowledge articles | 5 | s | expert | value |
    self-service, knowledge article, knowledge base, user portal, chatbot
Access rights and passwords | 5 | st | factory | necessary |
    access right, account administration, user administration, identity, access request
Field service at business sites | 6 | t | hands | necessary |
    field service, field, on-site, onsite, desk-side, deskside, business location, business site, site support,
    branch support, office move
Local installations | 6 | t | hands | necessary |
    cabling at site, local installation, lan installation, hardware swap, printer
Device exchange and workplace moves | 6 | t | hands | necessary |
    device exchange, device replace, device swap, desk move, workplace move, adds and changes
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
Escalation handling | 8 | stc | specialist | necessary |
    escalation manage, escalation handl, escalation coordinat, war room, situation manage, swarming
Problem management | 8 | st | specialist | value |
    problem, root cause, recurring, post-incident, problem analys, recurring fault, recurring incident, major
    incident, performance problem, incident review
Specialist service requests | 8 | st | specialist | necessary |
    request fulfil, request fulfill, specialist request, escalated request, service request
Changes and patching | 8 | st | specialist | necessary |
    change, patch, microcode, firmware update, fix pack, update, upgrade, router change, change execut, patch
    rollout
Change boards and approvals | 8 | sc | expert | necessary |
    change advisory, change board, change approval, change control board, cab meeting
Preventive maintenance | 8 | s | specialist | value |
    preventive, health check, housekeep, resilience, maintenance, reorganis, reorganiz
Operational ownership of products | 8 | s | specialist | necessary |
    operational owner, operational health, service owner, technical owner, administration, administrator, operations
Performance tuning | 8 | s | specialist | value |
    tuning, performance analys, performance optimi
Service continuity and recovery | 8 | s | expert | necessary |
    disaster recovery, continuity, failover, recovery test, recovery plan
Data centre operations | 9 | st | hands | necessary |
    data centre, data center, facility, hosting room
Power, cooling and floor space | 9 | s | specialist | necessary |
    power and cooling, cooling, power supply, floor space, rack space
Rack and stack | 9 | t | hands | necessary |
    rack, stack, rack and stack, data centre cabling, hardware install
Hands and media in the data centre | 9 | t | hands | necessary |
    smart hands, remote hands, media handling, tape handling
"""
