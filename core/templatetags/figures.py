"""Template filters over ``core.figures`` and ``core.scales``: spelling only, no arithmetic of their own."""

from django import template

from core import figures, scales
from core.typed_numbers import typed_text

register = template.Library()

for written in (
    figures.decimal,
    figures.integer,
    figures.plain,
    figures.words,
    figures.told,
    figures.for_people,
    figures.fte,
    figures.percent,
    figures.points,
    figures.signed,
    figures.money,
    figures.money_millions,
    figures.money_exact,
    figures.amount,
    typed_text,
    figures.millions,
    figures.duration,
    figures.worked,
    figures.lasting,
    figures.day,
    figures.moment,
    scales.heat_step,
    scales.matrix_step,
    scales.share_of,
):
    register.filter(written.__name__, written)
