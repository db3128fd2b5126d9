"""What a person asks of a proposal."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from core.number_fields import FloatField
from metrics.inputs.proposal import Settings
from metrics.inputs.proposal_rules import Keepable
from services.models import TicketLog

NUMBER = {"class": "input"}
SELECT = {"class": "select"}
PERCENT = 100
MOST_WEIGHT = 100


class ProposalForm(forms.Form):
    """Weights, how much may move, and which rules to keep."""

    log = forms.ChoiceField(required=False, widget=forms.Select(attrs=SELECT), label="Ticket log")
    handoff_weight = FloatField(
        min_value=0,
        max_value=MOST_WEIGHT,
        label="Weight of handoffs",
        help_text="Times their cost: 1 as it is, 0 leaves them out.",
        widget=forms.TextInput(attrs=NUMBER),
    )
    change_weight = FloatField(
        min_value=0,
        max_value=MOST_WEIGHT,
        label="Weight of changes",
        help_text="Times the one-off cost of a moved person, over three years.",
        widget=forms.TextInput(attrs=NUMBER),
    )
    moved_percent = FloatField(
        min_value=0,
        max_value=PERCENT,
        label="May move, % of the effort",
        help_text="Against the design; the reach of a function does not count.",
        widget=forms.TextInput(attrs=NUMBER),
    )
    is_reach_open = forms.BooleanField(required=False, label="Choose the reach of functions, too")
    kept = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Keep these rules")

    def __init__(
        self,
        data: Any = None,
        *,
        logs: Sequence[TicketLog],
        rules: Iterable[Keepable],
        settings: Settings,
        log: TicketLog | None,
    ) -> None:
        rules = list(rules)
        hard = [one.key for one in rules if one.is_hard]
        initial = {
            "log": str(log.uid) if log else "",
            "handoff_weight": settings.handoff_weight,
            "change_weight": settings.change_weight,
            "moved_percent": round(settings.moved_share * PERCENT, 6),
            "is_reach_open": settings.is_reach_open,
            "kept": hard if settings.kept is None else list(settings.kept),
        }
        super().__init__(data, initial=initial)
        self.logs = {str(one.uid): one for one in logs}
        choices = [*((uid, one.name) for uid, one in self.logs.items()), ("", "without a ticket log")]
        self.fields["log"].choices = choices  # type: ignore[attr-defined]
        self.fields["kept"].choices = [(one.key, one.label) for one in rules]  # type: ignore[attr-defined]

    def asked(self) -> tuple[TicketLog | None, Settings]:
        """The log and the settings of a valid form."""
        data = self.cleaned_data
        settings = Settings(
            handoff_weight=data["handoff_weight"],
            change_weight=data["change_weight"],
            moved_share=data["moved_percent"] / PERCENT,
            is_reach_open=data["is_reach_open"],
            kept=tuple(sorted(data["kept"])),
        )
        return self.logs.get(data["log"]), settings
