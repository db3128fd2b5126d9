"""What staff lists in German, French, Spanish and Dutch call the facts of a position, and their words for choices.

Accents, case and punctuation do not count, as in `core.imports.words.heading`.
"""

from core.imports.words import listed

Words = dict[str, tuple[str, ...]]

HEADINGS: Words = {
    "id": listed(
        "planstelle, planstellennummer, planstellennr, planstellen nr, stellennummer, stellennr, stellen nr, "
        "stellen id, personalnummer, personalnr, personal nr, mitarbeiternummer, mitarbeiter nr, mitarbeiter id, "
        "matricule, numero de matricule, "
        "numero de poste, n de poste, code poste, identifiant, identifiant du poste, numero de empleado, "
        "id de empleado, codigo de puesto, id del puesto, numero de puesto, personeelsnummer, medewerkernummer, "
        "functienummer, positienummer"
    ),
    "title": listed(
        "stellenbezeichnung, planstellenbezeichnung, funktionsbezeichnung, tatigkeit, stelle, funktion, beruf, "
        "berufsbezeichnung, intitule du poste, intitule de poste, poste, libelle du poste, fonction, emploi, metier, "
        "puesto, puesto de trabajo, cargo, denominacion del puesto, funcion, functie, functietitel, functienaam, "
        "functiebenaming, rol"
    ),
    "team": listed(
        "abteilung, gruppe, organisationseinheit, orgeinheit, org einheit, bereich, referat, kostenstelle, "
        "mannschaft, equipe, service, departement, unite, unite organisationnelle, centre de cout, direction, "
        "equipo, departamento, unidad, unidad organizativa, area, centro de coste, afdeling, ploeg, eenheid, "
        "organisatie eenheid, kostenplaats, dienst"
    ),
    "tower": listed("technologie, technologiebereich, domaine, domaine technique, dominio, tecnologia, domein"),
    "region": listed(
        "standort, land, ort, dienstort, niederlassung, arbeitsort, pays, site de travail, lieu, lieu de travail, "
        "implantation, pais, ubicacion, sede, lugar de trabajo, ciudad, regio, locatie, standplaats, vestiging, "
        "werklocatie"
    ),
    "manager": listed(
        "vorgesetzter, vorgesetzte, vorgesetzte planstelle, vorgesetztennummer, personalnummer vorgesetzter, "
        "berichtet an, leiter, fuhrungskraft, responsable, responsable hierarchique, superieur hierarchique, "
        "matricule du responsable, rattachement, rattache a, manager hierarchique, jefe, jefe directo, superior, "
        "id del responsable, reporta a, leidinggevende, rapporteert aan, personeelsnummer leidinggevende, chef"
    ),
    "grade": listed(
        "besoldungsgruppe, entgeltgruppe, tarifgruppe, vergutungsgruppe, gehaltsstufe, stufe, eingruppierung, echelon, "
        "niveau, classification, coefficient, categorie, nivel, categoria, grupo profesional, grado, schaal, "
        "salarisschaal, functieschaal, functiegroep"
    ),
    "fte": listed(
        "vollzeitaquivalent, vollzeitaquivalente, vza, vzae, vak, mak, beschaftigungsgrad, stellenanteil, "
        "beschaftigungsumfang, equivalent temps plein, etp, taux d activite, taux d emploi, quotite, "
        "equivalente a tiempo completo, etc jornada, jornada, dedicacion, deeltijdfactor, deeltijdpercentage, "
        "voltijdsequivalent, vte, aanstellingspercentage"
    ),
    "heads": listed(
        "kopfe, kopfzahl, anzahl mitarbeiter, effectif, effectifs, plantilla, personas, aantal medewerkers"
    ),
    "cost": listed(
        "jahreskosten, personalkosten, gesamtkosten, jahresgehalt, bruttojahresgehalt, jahresbrutto, gehalt, lohn, "
        "vollkosten, arbeitgeberkosten, cout annuel, cout total, cout employeur, salaire, salaire annuel, "
        "salaire annuel brut, salaire de base, remuneration annuelle, masse salariale, coste anual, costo anual, "
        "monatsgehalt, salaire mensuel, salario mensual, maandsalaris, coste total, coste empresa, salario, "
        "salario anual, salario bruto anual, sueldo, jaarkosten, loonkosten, "
        "totale loonkosten, personeelskosten, jaarsalaris, bruto jaarsalaris, salaris, loon"
    ),
    "cost_low": listed(
        "gehalt von, gehalt min, mindestgehalt, gehaltsband von, salaire minimum, salaire min, salaire de, "
        "salario minimo, salario desde, minimumsalaris, salaris van, salaris min"
    ),
    "cost_high": listed(
        "gehalt bis, gehalt max, hochstgehalt, gehaltsband bis, salaire maximum, salaire max, salaire a, "
        "salario maximo, salario hasta, maximumsalaris, salaris tot, salaris max"
    ),
    "status": listed(
        "stellenstatus, besetzung, besetzungsstatus, statut, statut du poste, etat, estado, estado del puesto, "
        "situacion, toestand, bezetting"
    ),
    "employment": listed(
        "beschaftigungsart, anstellungsart, mitarbeiterkreis, mitarbeitergruppe, vertragsart, arbeitsverhaltnis, "
        "type de contrat, nature du contrat, contrat, tipo de contrato, contrato, relacion laboral, "
        "contracttype, soort contract, dienstverband, soort dienstverband"
    ),
}

STATUS_WORDS: Words = {
    "filled": listed(
        "besetzt, aktiv, angestellt, pourvu, occupe, actif, en poste, cubierto, ocupado, activo, bezet, vervuld, actief"
    ),
    "vacant": listed(
        "unbesetzt, vakant, offen, frei, zu besetzen, vacante, non pourvu, a pourvoir, libre, sin cubrir, "
        "vacant poste, openstaand, onbezet, vacature"
    ),
    "eliminated": listed(
        "entfallen, gestrichen, weggefallen, ausgeschieden, inaktiv, geloscht, supprime, ferme, inactif, sorti, "
        "eliminado, suprimido, amortizado, inactivo, baja, vervallen, opgeheven, inactief, uit dienst"
    ),
}

EMPLOYMENT_WORDS: Words = {
    "employee": listed(
        "angestellter, angestellte, festangestellt, fest, unbefristet, befristet, beamter, beamte, tarifbeschaftigte, "
        "mitarbeiter, interne, salarie, cdi, cdd, fonctionnaire, titulaire, empleado, indefinido, temporal, "
        "fijo, funcionario, interno, werknemer, vast, vast contract, bepaalde tijd, onbepaalde tijd, vaste dienst"
    ),
    "contractor": listed(
        "freiberufler, freier mitarbeiter, extern, externer, externe, leiharbeiter, zeitarbeit, selbststandig, "
        "prestataire, interimaire, independant, autonomo, externo, contratista, inhuur, ingehuurd, zzp, "
        "uitzendkracht"
    ),
    "vendor": listed(
        "dienstleister, lieferant, fremdfirma, sous traitant, sous traitance, fournisseur, proveedor, "
        "subcontratado, subcontrata, leverancier, uitbesteed, onderaannemer"
    ),
}
