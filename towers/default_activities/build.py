"""The default kinds of work of the build functions: deployment and product engineering."""

TABLE = """
Intake of complex requests | 3 | s | expert | necessary |
    complex request, project request, build request, new service request
Solution design and sizing | 3 | s | expert | value |
    sizing, solution design, solution shap, implementable solution, match application, rollout plan, capacity request
Provisioning and build | 3 | s | factory | value |
    provision, build, deploy, environment provision, server build, factory, pc build, rollout
Migration and decommissioning | 3 | s | factory | value |
    migration, decommission, consolidation, refresh
Handover into live operation | 3 | s | expert | necessary |
    service transition, transition manage, service introduction, handover into, go-live, early life support
Technology evaluation and choice | 4 | s | expert | value |
    technology evaluat, technology select, technology scout, technology radar, technology choice, vendor
    evaluat, innovation, proof of concept
Engineering standards and integration | 4 | s | expert | value |
    standard image, design standard, configuration standard, standard build, engineer, integration,
    configuration, blueprint, image engineering, system software
Release testing and certification | 4 | s | expert | value |
    release test, release, certificat, stability test, test before release, integration test, package test,
    acceptance test, test
Making products operational | 4 | s | expert | value |
    operational readiness, operational accept, operability, make operational, making operational
Technology architecture | 4 | s | expert | necessary |
    architect
Architecture boards | 4 | sc | expert | necessary |
    architecture board, architecture review, design authority, design board, technical design authority
Coordination across towers | 4 | sc | expert | necessary |
    coordination across, across tower, cross-tower, between tower, running between
Engineering support for incidents | 4 | st | specialist | necessary |
    engineering support, product defect, vendor escalation
Automation engineering | 4 | s | expert | value |
    automation, tooling, orchestration, script development
Security engineering | 4 | s | expert | necessary |
    security, vulnerab, hardening, firewall design, encryption
"""
