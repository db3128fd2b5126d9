"""A short walk over the dashboard: what a newcomer should look at, in the order of the story."""

TOUR = [
    {
        "element": ".hero",
        "title": "The saving, as a range",
        "text": "Cash a year at full effect. The bar holds month 12 against the 5 to 10% of comparable changes.",
    },
    {
        "element": ".tiles",
        "title": "What comes with it",
        "text": "Freed work, handoffs, one-off cost, break-even, and on how much evidence the figures rest.",
    },
    {
        "element": ".tiles .how",
        "title": "How",
        "text": "Every figure opens its formula, its assumptions with their owners, and the rows behind it.",
    },
    {
        "element": "[data-chart=waterfall]",
        "title": "Where it comes from",
        "text": "Four sources of value, each on what the one before it leaves, so nothing is counted twice.",
    },
    {
        "element": ".side-nav",
        "title": "The way through",
        "text": "Today: what is duplicated, who hands work to whom. Target: the scenarios. "
        "Services: what is delivered, who owns it, which promise cannot be kept. Data: your files.",
    },
    {
        "title": "Your own organisation",
        "text": "Bring a staff list and a year of tickets under Data, Imports. Nothing is written before you confirm.",
    },
]
