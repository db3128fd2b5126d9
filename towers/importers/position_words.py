"""What HR systems call the facts of a position: headings by field, and the words in the columns of choices.

Headings are compared as `core.imports.words.heading` spells them, so “Pers. No.” and “Personnel number” are one; the
most telling come first, since of two columns that fit a field the one with the earlier name is read.
"""

from core.imports.words import listed
from towers.importers import foreign_words

Words = dict[str, tuple[str, ...]]


def _with(own: Words, foreign: Words) -> Words:
    return {code: (*words, *foreign.get(code, ())) for code, words in own.items()}


ENGLISH_HEADINGS: Words = {
    "id": listed(
        "position id, position number, position code, post unique reference, post reference, post id, post number, "
        "personnel number, personnel id, employee id, employee number, staff id, staff number, worker id, "
        "worker number, payroll number, payroll id, associate id, assignment number, person number, person id"
    ),
    "title": listed(
        "business title, position title, post title, generic job title, job name, role, role title, role name, "
        "position name, job profile, designation, function, job function"
    ),
    "team": listed(
        "team name, squad, organisational unit, organisational unit name, org unit, org unit name, unit, unit name, "
        "supervisory organization, department, department name, section, group, division, business unit, "
        "cost centre, cost centre name, home department, department id, department code"
    ),
    "tower": listed("tower, tower name, technology, technology domain, technology area, domain, platform"),
    "region": listed(
        "geography, country, location, work location, work country, site, work site, office, office location, "
        "location name, area, city"
    ),
    "manager": listed(
        "reports to position, reports to position number, reports to position id, parent position, "
        "parent position code, superior position, reports to, reports to id, reports to senior post, "
        "reporting senior post, manager id, manager number, manager employee id, manager employee number, "
        "manager personnel number, supervisor id, supervisor number, supervisor employee id, "
        "supervisor employee number, line manager id, line manager number, line manager personnel number, "
        "reporting manager id, line manager, supervisor, reporting manager"
    ),
    "grade": listed(
        "grade (or equivalent), job grade, pay grade, salary grade, compensation grade, grade level, "
        "pay scale group, job level, career level, management level, band, job band, pay band, salary band, level"
    ),
    "fte": listed(
        "full-time equivalent, fulltime equivalent, number of posts in fte, number of fte, fte percent, fte value, "
        "fte count, actual fte, contracted fte, target fte, budgeted fte, capacity utilization level, "
        "employment percent, percent of full time, posts"
    ),
    "heads": listed("headcount, head count, heads, max head count, number of persons, number of employees"),
    "cost": listed(
        "yearly cost, full cost, fully loaded cost, loaded cost, total cost, total annual cost, "
        "total employment cost, employment cost, annual cost, cost to company, total compensation, annual salary, "
        "annual base salary, annual base pay, annual pay, annual rate, annual gross salary, gross salary, "
        "base salary, base pay, basic salary, total base pay, salary, monthly salary, remuneration, cost, pay"
    ),
    "cost_low": listed(
        "pay low, pay lower end, salary low, salary from, pay from, cost low, pay minimum, pay min, salary min, "
        "payscale minimum, pay scale minimum, actual pay floor, pay floor, salary minimum, minimum salary, "
        "pay minimum, salary range minimum, pay range minimum, band minimum"
    ),
    "cost_high": listed(
        "pay high, pay upper end, salary high, salary to, pay to, cost high, pay maximum, pay max, salary max, "
        "payscale maximum, pay scale maximum, actual pay ceiling, pay ceiling, salary maximum, maximum salary, "
        "pay maximum, salary range maximum, pay range maximum, band maximum"
    ),
    "status": listed(
        "position status, post status, staffing status, employee status, worker status, employment status, "
        "hr status, active status, effective status, state"
    ),
    "employment": listed(
        "employment type, employee type, worker type, contract type, type of employment, type of contract, "
        "employee group, employee class, employment class, employment category, worker category, staff category, "
        "resource type, engagement type, employment status"
    ),
    "orientation": listed("speed, mode"),
    "capability": listed("technology capability, it capability, business capability, product line"),
    "profession": listed(
        "professional/occupational group, occupational group, professional group, occupation, job family, "
        "job family group, discipline, career stream"
    ),
    # Where a list names the post by nothing else, these stand for the post: what both could be comes as late as there.
    "person_ref": listed(
        "incumbent id, incumbent number, post holder id, post holder number, holder id, holder number, occupant id, "
        "personnel number, personnel id, employee id, employee number, staff id, staff number, worker id, "
        "worker number, payroll number, payroll id, associate id, assignment number, person number, person id"
    ),
}

ENGLISH_STATUS_WORDS: Words = {
    "filled": listed(
        "active, occupied, held, in post, staffed, employed, current, on leave, leave of absence, paid leave, "
        "unpaid leave, parental leave"
    ),
    "vacant": listed(
        "vacancy, open, unfilled, not filled, unoccupied, unstaffed, empty, to be filled, recruiting, "
        "in recruitment, hiring, frozen"
    ),
    "eliminated": listed(
        "abolished, closed, deleted, removed, cancelled, canceled, discontinued, inactive, terminated, ended, "
        "expired, left, leaver, resigned, retired, redundant"
    ),
}

ENGLISH_EMPLOYMENT_WORDS: Words = {
    "employee": listed(
        "employed, permanent, permanent employee, perm, regular, regular employee, internal, staff, full time, "
        "part time, fixed term, fixed term employee, temporary employee, civil servant, apprentice, trainee, intern"
    ),
    "contractor": listed(
        "contingent worker, contingent, contract, contract worker, independent contractor, external, "
        "external employee, freelancer, freelance, consultant, interim, agency, agency worker, temp, temp worker, "
        "self employed"
    ),
    "vendor": listed(
        "supplier, service provider, outsourced, outsourcing, managed service, third party, vendor staff, partner"
    ),
}

ORIENTATION_WORDS: Words = {
    "digital": listed("agile, fast"),
    "conventional": listed("traditional, classic, legacy"),
    "hybrid": listed("mixed, both"),
}

HEADINGS = _with(ENGLISH_HEADINGS, foreign_words.HEADINGS)
# A site or country alone is the best region there is: only beside a column for the region it is read as the site.
HEADINGS["site_or_country"] = ("building", *HEADINGS["region"][1:])
STATUS_WORDS = _with(ENGLISH_STATUS_WORDS, foreign_words.STATUS_WORDS)
EMPLOYMENT_WORDS = _with(ENGLISH_EMPLOYMENT_WORDS, foreign_words.EMPLOYMENT_WORDS)
