"""How high a job title stands, and which unit it says it leads."""

from functools import lru_cache

from core.imports.words import folded, listed

# From the top; of two that fit the longer one counts, so that a vice president is no president.
RANKS: dict[float, tuple[str, ...]] = {
    6.0: listed("chief, cio, ceo, cto, coo, cfo, ciso, president, permanent secretary, managing director"),
    5.0: listed("director general, executive director, vice president, vp, svp, evp, avp"),
    4.0: listed("director, direktor, direktorin, directeur, directrice, directora"),
    3.0: listed(
        "head, general manager, department manager, abteilungsleiter, abteilungsleiterin, bereichsleiter, "
        "bereichsleiterin, leiter, leiterin, responsable, jefe, jefa, hoofd, afdelingshoofd, chef"
    ),
    2.0: listed("manager, gerente"),
    1.0: listed(
        "lead, leader, supervisor, foreman, teamleiter, teamleiterin, gruppenleiter, gruppenleiterin, teamleider, "
        "chef d equipe, jefe de equipo"
    ),
}
# They carry the word and lead nobody by it.
LEADS_NO_UNIT = listed(
    "assistant to, secretary to, adviser to, advisor to, office of, project, programme, program, product, account, "
    "incident, change, problem, release, risk, contract, knowledge, relationship, case, portfolio, process, "
    "delivery, transition, technical lead, tech lead"
)
NEXT_IN_LINE = frozenset(listed("deputy, assistant, associate, vice, stellvertretender, stellvertretende, adjoint"))
HALF_A_STEP = 0.5
_BY_LENGTH = sorted(
    ((phrase, rank) for rank, phrases in RANKS.items() for phrase in phrases), key=lambda pair: -len(pair[0])
)


@lru_cache(maxsize=20_000)
def title_rank(title: str) -> float:
    """6 for a chief, 5 for a director general, 4 director, 3 head, 2 manager, 1 lead, 0 for who leads no unit by title.

    A deputy stands half a step below; whoever assists a director, or manages projects or changes, leads no unit.

    >>> [title_rank(title) for title in ("Head of Storage", "Deputy Director, IT", "Vice President Operations")]
    [3.0, 3.5, 5.0]
    >>> [title_rank(title) for title in ("Project Manager", "Assistant to the Director", "Engineer")]
    [0.0, 0.0, 0.0]
    """
    words = f" {folded(title)} "
    if any(f" {phrase} " in words for phrase in LEADS_NO_UNIT) and " head " not in words and " chief " not in words:
        return 0.0
    for phrase, rank in _BY_LENGTH:
        before, is_there, _ = words.partition(f" {phrase} ")
        if is_there:
            return rank - HALF_A_STEP if NEXT_IN_LINE & set(before.split()) else rank
    return 0.0


@lru_cache(maxsize=20_000)
def unit_in_title(title: str) -> str:
    """The unit that a title names behind “of” or a comma, folded; "" for none.

    >>> unit_in_title("Head of Storage Support"), unit_in_title("Director, Digital Services"), unit_in_title("Engineer")
    ('storage support', 'digital services', '')
    """
    _, comma, rest = title.partition(",")
    if comma:
        return folded(rest)
    return folded(title).partition(" of ")[2].removeprefix("the ")
