"""Columns of staff lists with fitting values, by field or by what else they are, and whole exports of HR systems."""

Table = dict[str, list[str]]
VALUES: Table = {
    "id": ["50001234", "50001235", "50001240"],
    "title": ["Engineer", "Architect", "Engineer"],
    "team": ["Server EU", "Server EU", "Network"],
    "tower": ["Server", "Server", "Network"],
    "region": ["Europe", "Europe", "Asia"],
    "manager": ["50001240", "50001240", "50001234"],
    "grade": ["G7", "G7", "G8"],
    "fte": ["1", "0.5", "0.8"],
    "heads": ["1", "12", "3"],
    "cost": ["91400", "64000.50", "120000"],
    "cost_low": ["40000", "55000", "60000"],
    "cost_high": ["50000", "65000", "90000"],
    "status": ["Filled", "Vacant", "Filled"],
    "employment": ["Employee", "Contractor", "Employee"],
    "orientation": ["Digital", "Hybrid", "Digital"],
    "profession": ["Information technology", "Finance", "Information technology"],
    "person_ref": ["E71", "E72", "E73"],
    "site_or_country": ["Ghent", "Pune", "Ghent"],
}
FOREIGN: Table = {
    "Date of birth": ["1980-02-01", "1975-11-30", "1991-07-08"],
    "Hire date": ["2012-02-01", "2005-11-30", "2021-07-08"],
    "Start date": ["2012-02-01", "2005-11-30", "2021-07-08"],
    "End date": ["2032-02-01", "", ""],
    "Grade entry date": ["2012-02-01", "2005-11-30", "2021-07-08"],
    "Status effective date": ["2012-02-01", "2005-11-30", "2021-07-08"],
    "Notes": ["on leave until May", "", "moves in June"],
    "Comments on the position": ["on leave until May", "", "moves in June"],
    "E-mail": ["a@example.org", "b@example.org", "c@example.org"],
    "Work phone number": ["+32 2 1", "+32 2 2", "+32 2 3"],
    "Home address": ["High Street 1", "High Street 2", "Low Road 3"],
    "Name": ["Ann Marsh", "Bo Lind", "Cy Hart"],
    "First name": ["Ann", "Bo", "Cy"],
    "Last name": ["Marsh", "Lind", "Hart"],
    "Employee name": ["Ann Marsh", "Bo Lind", "Cy Hart"],
    "Worker": ["Ann Marsh", "Bo Lind", "Cy Hart"],
    "Gender": ["F", "M", "M"],
    "Marital status": ["single", "married", "married"],
    "Visa status": ["none", "H1", "none"],
    "Nationality": ["BE", "FR", "BE"],
    "National ID": ["80.02.01", "75.11.30", "91.07.08"],
    "Tax ID": ["801", "751", "917"],
    "Bank account number": ["BE01", "BE02", "BE03"],
    "Age": ["44", "51", "33"],
    "Scheduled weekly hours": ["40", "20", "32"],
    "Standard hours": ["40", "20", "32"],
    "Hourly rate": ["40.5", "20.1", "32.7"],
    "Pay frequency": ["monthly", "monthly", "weekly"],
    "Salary range midpoint": ["50000", "60000", "75000"],
    "Salary cost of reports (£)": ["560000", "0", "120000"],
    "Number of direct reports": ["4", "0", "7"],
    "Performance rating": ["3", "4", "5"],
    "Currency": ["EUR", "EUR", "EUR"],
    "Job code": ["J100", "J101", "J100"],
    "Company": ["Acme SA", "Acme SA", "Acme BV"],
}


def meaning(text: str) -> dict[str, str]:
    """The heading that each field is read from."""
    return dict(pair.split(": ") for pair in text.split("; "))


EXPORTS: list[tuple[str, Table, dict[str, str]]] = [
    (
        "Workday",
        {
            "Employee ID": ["70011", "70012", "70013"],
            "Worker": ["Ann Marsh", "Bo Lind", "Cy Hart"],
            "Position ID": ["P-1", "P-2", "P-3"],
            "Business Title": VALUES["title"],
            "Job Profile": VALUES["title"],
            "Management Level": VALUES["grade"],
            "Worker Type": ["Employee", "Contingent Worker", "Employee"],
            "Time Type": ["Full time", "Part time", "Full time"],
            "FTE %": ["100", "50", "80"],
            "Scheduled Weekly Hours": ["40", "20", "32"],
            "Supervisory Organization": VALUES["team"],
            "Cost Center": ["CC100 Server", "CC100 Server", "CC200 Network"],
            "Manager ID": ["70013", "70013", "70011"],
            "Location": ["Ghent", "Ghent", "Pune"],
            "Country": ["Belgium", "Belgium", "India"],
            "Hire Date": FOREIGN["Hire date"],
            "Annual Base Pay": VALUES["cost"],
            "Worker Status": ["Active", "On Leave", "Terminated"],
        },
        meaning(
            "id: Position ID; title: Business Title; team: Supervisory Organization; region: Country; "
            "site_or_country: Location; person_ref: Employee ID; manager: Manager ID; grade: Management "
            "Level; fte: FTE %; cost: Annual Base Pay; status: Worker Status; employment: Worker Type"
        ),
    ),
    (
        "SuccessFactors",
        {
            "positionCode": ["50001", "50002", "50003"],
            "positionTitle": VALUES["title"],
            "effectiveStatus": ["Active", "Active", "Inactive"],
            "effectiveStartDate": FOREIGN["Start date"],
            "jobCode": FOREIGN["Job code"],
            "payGrade": VALUES["grade"],
            "department": VALUES["team"],
            "costCenter": ["4711", "4711", "4712"],
            "targetFTE": VALUES["fte"],
            "location": VALUES["region"],
            "parentPosition": ["50003", "50003", ""],
            "employeeClass": ["Employee", "Contractor", "Employee"],
            "standardHours": ["40", "20", "32"],
        },
        meaning(
            "id: positionCode; title: positionTitle; team: department; region: location; manager: "
            "parentPosition; grade: payGrade; fte: targetFTE; status: effectiveStatus; employment: "
            "employeeClass"
        ),
    ),
    (
        "PeopleSoft",
        {
            "EMPLID": ["70011", "70012", "70013"],
            "NAME": FOREIGN["Name"],
            "POSITION_NBR": ["10000001", "10000002", "10000003"],
            "JOBCODE": ["4110", "4110", "4120"],
            "JOBTITLE": VALUES["title"],
            "DEPTID": ["10100", "10100", "10200"],
            "DEPTNAME": VALUES["team"],
            "LOCATION": ["BRU", "BRU", "PUN"],
            "REPORTS_TO": ["10000003", "10000003", ""],
            "SUPERVISOR_ID": ["70013", "70013", ""],
            "GRADE": VALUES["grade"],
            "STD_HOURS": ["40", "20", "32"],
            "FTE": VALUES["fte"],
            "ANNUAL_RT": VALUES["cost"],
            "HOURLY_RT": ["44.1", "30.9", "57.2"],
            "HR_STATUS": ["Active", "Active", "Inactive"],
            "EFFDT": FOREIGN["Start date"],
        },
        meaning(
            "id: POSITION_NBR; person_ref: EMPLID; title: JOBTITLE; team: DEPTNAME; region: LOCATION; "
            "manager: REPORTS_TO; grade: GRADE; fte: FTE; cost: ANNUAL_RT; status: HR_STATUS"
        ),
    ),
    (
        "BambooHR",
        {
            "Employee #": ["101", "102", "103"],
            "First Name": FOREIGN["First name"],
            "Last Name": FOREIGN["Last name"],
            "Job Title": VALUES["title"],
            "Department": VALUES["team"],
            "Division": ["IT", "IT", "IT"],
            "Location": VALUES["region"],
            "Supervisor EID": ["103", "103", ""],
            "Employment Status": ["Full-Time", "Contractor", "Part-Time"],
            "Status": ["Active", "Active", "Inactive"],
            "Pay rate": VALUES["cost"],
            "Pay type": ["Salary", "Hourly", "Salary"],
            "Hire Date": FOREIGN["Hire date"],
            "Work Email": FOREIGN["E-mail"],
        },
        meaning(
            "id: Employee #; title: Job Title; team: Department; region: Location; manager: Supervisor EID; "
            "status: Status; employment: Employment Status"
        ),
    ),
    (
        "SAP personnel list",
        {
            "Personnel no.": ["00017701", "00017702", "00017703"],
            "Last name First name": FOREIGN["Name"],
            "Org.unit": VALUES["team"],
            "Position": VALUES["title"],
            "Employee group": ["Employee", "External", "Employee"],
            "Pay scale group": VALUES["grade"],
            "Capacity utilization level": ["100.00", "50.00", "80.00"],
            "Personnel area": ["BE01", "BE01", "IN01"],
            "Cost ctr": ["4711", "4711", "4712"],
            "Annual salary": VALUES["cost"],
            "Crcy": FOREIGN["Currency"],
        },
        meaning(
            "id: Personnel no.; team: Org.unit; grade: Pay scale group; fte: Capacity utilization level; "
            "cost: Annual salary; employment: Employee group"
        ),
    ),
]
