"""What words of IT organisations mean: abbreviations, words of one meaning, words that say nothing of the work.

Tables are text: one entry a line, the meaning before the equals sign, what stands for it behind it. Words are matched
by their stem, so "monitor" covers "monitoring" and "monitored". An organisation's own names of regions and towers are
added by the caller.
"""

ABBREVIATIONS_TABLE = """
access management = iam
active directory = ad
administration = admin
application = app, apps
assistant = asst
availability = avail
backup = bkp, bkup, back up
business analyst = ba
business continuity = bcp
business intelligence = bi
capacity = cap
catalogue = catalog
centre = center
change = chg
chief technology officer = cto
communications = comms
configuration = config, cfg
configuration database = cmdb
coordinator = coord
cost = capex, opex
data centre = dc, data center, datacentre, datacenter
database = db, dbs, dbms, data base
database administrator = dba, dbas
development = dev, devs
disaster recovery = dr
documentation = doc, docs
employee = staff
end user = enduser, eud, euc
engineer = eng, engr
executive = exec
firewall = fw
fulfilment = fulfillment
identity access = iam
incident = inc
information security = infosec
infrastructure = infra
java = j2ee, jee
kubernetes = k8s
licence = lic, license, licenses, licensing
lifecycle = life cycle
live = production
machine = machines
maintenance = maint
manager = mgr, mngr
management = mgmt, mgt, mngt
monitoring = mon
network = lan, wan, man
network operations centre = noc
operating system = os
operations = ops
performance = perf
personal assistant = pa, ea, executive assistant, personal secretary
personal computer = pc, pcs
problem = prb
program = programme, prog
project = proj, prj
project management office = pmo
project manager = pm
quality assurance = qa
report = rpt, rpts
request = req
requirement = reqs
resolution = resol
root cause analysis = rca
security operations centre = soc
server = srv, svr
service = svc, svcs
service desk = svc desk, help desk, helpdesk, servicedesk, user desk
service level agreement = sla, slas
service management = itsm, itil
single sign on = sso
statistics = stats
storage area network = san
supplier = vendor
system administrator = sysadmin, sys admin
system = sys
technical = tech
test analyst = tester
telecommunications = telecoms, telecom, telco
ticket = tkt, tickets
user acceptance test = uat
utilisation = util
virtual machine = vm, vms
wireless network = wifi, wlan, wi fi
"""

SYNONYMS_TABLE = """
access = access, permission, authorisation, entitlement
advice = adviser, advisor, advice
analys = analyst, analysis, analytics, analyse
asset = asset, inventory, stocktaking
backup = backup, restore
capacity = capacity, utilisation, usage
certificate = certificate, ssl, tls
decommission = decommission, retire, retirement, disposal, scrapping
deploy = deploy, deployment, rollout, install, installation
desktop = desktop, laptop, notebook, workstation, client, computer
document = document, documentation, manual, wiki
finance = finance, financial, budget, cost, spend, spending
handover = handover, handoff
incident = incident, fault, outage, disruption, malfunction, breakdown, failure
mail = mail, email, mailbox, messaging
migrate = migrate, migration, relocation
monitor = monitor, watch, observability, surveillance, supervision
onboard = onboard, onboarding
patch = patch, update, fixpack, hotfix
provision = provision, build
purchase = purchase, procure, procurement, buying, sourcing, ordering
report = report, statistics, dashboard, scorecard, pack, summary, overview, kpi, reporting
resolve = resolve, resolution, fix, repair, troubleshoot, remedy
roster = roster, rota, shift
schedule = schedule, timetable
security = security, cyber, cybersecurity
standby = standby, oncall, callout
supplier = supplier, vendor, provider
telephone = telephone, phone, telephony, voice
test = test, testing, verification
training = train, training, education, course
virtual = virtual, virtualisation, hypervisor, vmware
web = web, website, internet
"""

# What a title says of the kind of contribution: titles that differ in it are other work, whatever else they share.
ROLES_TABLE = """
accountant = accountant, bookkeeper
administrator = administrator, administration
analyst = analyst, analysis
architect = architect, architecture
assistant = assistant, assistance, secretary, clerk
author = author, writer
coordinator = coordinator, coordination
designer = designer
developer = developer, development, programmer
engineer = engineer, engineering
manager = manager, management
operator = operator
owner = owner
planner = planner
support = support, helper
technician = technician
trainer = trainer
"""

# What a wording says is done to its subject: wordings that name different deeds are other work.
DEEDS_TABLE = """
audit backup decommission design document migrate monitor patch plan provision purchase report resolve test training
tuning
"""

# Endings, the first that fits is taken off.
SUFFIXES_TABLE = """
isations isation ational ations ation ators ator ements ement ments ment ings ing ions ion ors or ers er ures ure
ies ied ees ed es s y e
"""

STOP_WORDS_TABLE = """
a an and are as at by etc for from in into is it ict its of off on or other our out over per some such team teams the
their to unit units up via we with within without work activity activities task tasks various general related national
"""

# How often something is done, and that it is done at all, says nothing of what is done.
CADENCE_WORDS_TABLE = """
carrying execution handling manage management processing
annual annually continuous daily day fortnightly hourly month monthly ongoing periodic quarter quarterly recurring
regular regularly routine week weekly year yearly
"""

# Grade and seniority: words of titles that say how senior, not what.
GRADE_WORDS_TABLE = """
acting apprentice assoc associate band chief deputy director executive expert faststreamer fellow generalist grade
graduate head i ii iii interim intern iv junior jnr jr lead leader leading level mid middle officer post principal
principle professional role scs senior sme snr specialist sr staff temporary trainee v vacant vice vp
aa ao eo heo seo g6 g7 scs1 scs2 scs3 scs4 l1 l2 l3 1st 2nd 3rd
"""

# What a piece of work is done for: two towers that do the same for their own technology do the same work.
TECHNOLOGY_WORDS_TABLE = """
application array bandwidth batch circuit client cloud container database desktop device digital endpoint firewall
firmware hardware hypervisor java laptop linux lpar mainframe middleware mobile network oracle platform
port printer queue router san sap server site software storage switch tablespace unix virtual web windows wireless
workplace
"""
