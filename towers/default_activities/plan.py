"""The default kinds of work of the plan functions: relationship management and product management."""

TABLE = """
Demand and business requirements | 1 | s | expert | value |
    demand, business requirement, requirement workshop, requirement intake, demand intake, requirement, business
    analyst
Business planning with customers | 1 | s | expert | value |
    business plan, business partner, relationship, business relationship, stakeholder
Front door for business partners | 1 | s | expert | value |
    front door, single point of contact, business liaison, interface to the business, account manage, customer manage,
    engagement manage
Cost and consumption transparency | 1 | s | administrative | necessary |
    cost transparen, consumption, showback, usage transparen
Customer satisfaction reviews | 1 | s | administrative | necessary |
    satisfaction, service review, customer survey, customer feedback
Portfolio optimisation | 1 | s | expert | value |
    portfolio optimi, installed portfolio, rationali, application portfolio
Trade-off talks with development | 1 | s | expert | value |
    trade-off, development group, application development liaison
Product and service definition | 2 | s | expert | value |
    product manage, offering, service definition, service portfolio, product catalogue, service catalogue,
    product own, standard offering, product definition, product delivery, product analyst
Product roadmaps and backlogs | 2 | s | expert | value |
    product roadmap, roadmap, backlog, product requirement, user research
Product cost and economics | 2 | s | expert | value |
    unit cost, product economic, pricing, chargeback model, total cost of ownership
End-to-end performance of products | 2 | s | expert | value |
    product performance, end-to-end performance, end-to-end cost, service improvement
Service level design | 2 | s | expert | necessary |
    service level design, service level agreement negotiation, sla design, service model
"""
