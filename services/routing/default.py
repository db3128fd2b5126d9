"""The default policy: what the ten functions answer for, as rules."""

from services.routing.rules import Rule

TECHNOLOGY = "{product}"

DEFAULT_POLICY: tuple[Rule, ...] = (
    Rule(
        "Complex demand",
        3,
        {"complexity": ("complex",), "kind_has": ("demand", "request", "project")},
        via=(1,),
        is_direct=True,
    ),
    Rule("Hands in a data centre", 9, {"touch": ("data centre",)}),
    Rule("Hands at an office", 6, {"touch": ("office",)}),
    Rule("Fault of a product", 4, {"fault": ("product",)}, via=(8,), skill=TECHNOLOGY),
    Rule("Specialised or complex", 8, {"complexity": ("specialised", "complex")}, level=2, skill=TECHNOLOGY),
    Rule("Simple, from monitoring", 7, {"complexity": ("simple",), "origin": ("monitoring",)}, level=1),
    Rule("Simple", 5, {"complexity": ("simple",)}, level=1),
    Rule("Monitoring", 7, {"origin": ("monitoring",)}, level=1),
    Rule("User contact", 5, {"origin": ("user",)}, level=1),
    Rule("First seen at level 2 or 3", 8, {"entry_level": ("2", "3")}, level=2, skill=TECHNOLOGY),
    Rule("First seen at level 1", 7, {"entry_level": ("1",)}, level=1),
)
