"""Rules to begin with: seven technology towers by their words, three regions by country, site and unit."""

from typing import NamedTuple

from towers.models import PlaceRule

Source, Target = PlaceRule.Source, PlaceRule.Target


class DefaultRule(NamedTuple):
    """What it infers, where it looks, the words, and the name of the tower or region."""

    target: str
    source: str
    words: str
    name: str


TOWER_WORDS = {
    "Mainframe": "mainframe*, z os, zos, as 400, as400, cics, cobol, midrange",
    "Database": "database*, dba, dbas, oracle, sql, sql server, postgres*, db2, data platform*",
    "Middleware": "middleware, integration platform*, message queue*, websphere, weblogic, api platform*, esb",
    "Storage": "storage, backup*, san, nas, archiv*",
    "Network": "network*, netz*, lan, wan, voice, telephony, telecom*, firewall*, connectivity",
    "End user": (
        "end user*, workplace, desktop*, client computing, service desk, help desk, helpdesk, deskside, mobility, "
        "collaboration, messaging, field service*, on site support"
    ),
    "Server": "server*, compute, unix, linux, windows, hosting, virtuali*, cloud, data centre*, data center*, wintel",
}
REGION_WORDS = {
    "Americas": (
        "americas, north america, latin america, latam, united states, united states of america, usa, us, canada, "
        "mexico, brazil, brasil, argentina, chile, colombia, peru, costa rica, panama, uruguay, ecuador, puerto rico",
        "new york, new jersey, boston, chicago, dallas, austin, houston, atlanta, charlotte, phoenix, denver, seattle, "
        "san francisco, san jose, los angeles, toronto, montreal, vancouver, mexico city, guadalajara, monterrey, "
        "sao paulo, rio de janeiro, buenos aires, bogota, santiago, lima",
    ),
    "EMEA": (
        "emea, europe, united kingdom, uk, gb, great britain, england, scotland, wales, northern ireland, ireland, "
        "germany, deutschland, france, spain, espana, portugal, italy, italia, belgium, netherlands, luxembourg, "
        "switzerland, austria, osterreich",
        "denmark, sweden, norway, finland, iceland, estonia, latvia, lithuania, poland, czechia, czech republic, "
        "slovakia, hungary, romania, bulgaria, greece, croatia, slovenia, serbia, ukraine, turkey, turkiye, cyprus, "
        "malta, russia",
        "middle east, africa, israel, saudi arabia, united arab emirates, uae, qatar, kuwait, bahrain, oman, jordan, "
        "egypt, morocco, tunisia, algeria, nigeria, kenya, ghana, south africa, ethiopia, senegal, mauritius",
        "london, croydon, manchester, liverpool, sheffield, leeds, birmingham, bristol, cardiff, glasgow, edinburgh, "
        "belfast, dublin, cork, paris, lyon, lille, madrid, barcelona, lisbon, porto, milan, rome, brussels, ghent, "
        "antwerp, amsterdam, rotterdam, utrecht",
        "berlin, munich, frankfurt, hamburg, cologne, stuttgart, zurich, geneva, basel, vienna, copenhagen, stockholm, "
        "gothenburg, oslo, helsinki, warsaw, krakow, wroclaw, gdansk, prague, brno, bratislava, budapest, bucharest, "
        "sofia, athens, istanbul, dubai, tel aviv",
    ),
    "Asia-Pacific": (
        "asia, asia pacific, apac, india, china, japan, south korea, korea, singapore, malaysia, indonesia, thailand, "
        "vietnam, philippines, taiwan, hong kong, pakistan, bangladesh, sri lanka, australia, new zealand, oceania",
        "bangalore, bengaluru, pune, hyderabad, chennai, mumbai, delhi, new delhi, gurgaon, gurugram, noida, kolkata, "
        "shanghai, beijing, shenzhen, guangzhou, dalian, tokyo, osaka, seoul, kuala lumpur, jakarta, bangkok, hanoi, "
        "manila, cebu, taipei, sydney, melbourne, brisbane, auckland",
    ),
}
UNIT_WORDS = {
    "Americas": "americas, north america, latin america, latam, usa, canada, brazil, mexico",
    "EMEA": "emea, europe, european, uk, nordics, dach, benelux, middle east, africa",
    "Asia-Pacific": "asia, apac, asia pacific, india, china, japan, australia",
}
DEFAULT_RULES: tuple[DefaultRule, ...] = (
    *(
        DefaultRule(Target.TOWER, source, words, name)
        for source in (Source.UNIT, Source.TITLE)
        for name, words in TOWER_WORDS.items()
    ),
    *(
        DefaultRule(Target.REGION, Source.LOCATION, words, name)
        for name, parts in REGION_WORDS.items()
        for words in parts
    ),
    *(DefaultRule(Target.REGION, Source.UNIT, words, name) for name, words in UNIT_WORDS.items()),
)
