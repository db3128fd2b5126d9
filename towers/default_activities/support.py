"""The default kinds of work of the support functions: reporting, projects, finance and administration."""

TABLE = """
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
Coordination meetings | 10 | sc | administrative | necessary |
    coordination meeting, alignment meeting, status meeting, status round, steering committee, handover meeting
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
Workforce and resource planning | 10 | s | administrative | necessary |
    workforce, resource plan, resource manage, resourcing manage, recruit, shift plan
Administration and assistance | 10 | s | administrative | necessary |
    assistant, secretar, office support, personal assist, clerk, administrative
People management | 10 | m | expert | necessary |
    people manage, team lead, line manage, staff manage, head of, chief, manager
"""
