"""The report's own words, in Danish and English."""

WORDS: dict[str, tuple[str, str]] = {
    "kind": ("Simulering af rygbesvær i Danmark", "Back pain in Denmark, simulated"),
    "before": ("Læs dette først", "Read this first"),
    "changes": ("Det ændrer scenariet", "What the scenario changes"),
    "parameter": ("tal i modellen", "number in the model"),
    "now": ("nu", "now"),
    "then": ("i scenariet", "in the scenario"),
    "why": ("begrundelse", "reason"),
    "result": ("Resultatet", "The result"),
    "over_years": ("År for år", "Year by year"),
    "year": ("år", "year"),
    "as_now": ("som nu", "as now"),
    "scenario": ("scenariet", "the scenario"),
    "by_year": ("{}, år for år", "{}, year by year"),
    "gap_by_year": ("Forskel fra nu: {}, år for år", "Difference from now: {}, year by year"),
    "gap": ("forskel", "difference"),
    "by_year_says": (
        "Linjen er medianen, og båndet rummer 95 % af trækningerne.",
        "The line is the median, and the band holds 95 % of the draws.",
    ),
    "by_weight": (
        "Trækningerne er vægtet efter, hvor godt de passer.",
        "The draws are weighed by their fit.",
    ),
    "by_free": (
        "Her er de frie trækninger, alle lige meget.",
        "These are the draws from the ranges alone, all alike.",
    ),
    "below_zero": (
        "Under nul er det mindre med scenariet end nu.",
        "Below zero there is less with the scenario than now.",
    ),
    "hangs_on": ("Hvad betyder mest?", "What matters most?"),
    "strength": ("sammenhæng", "strength"),
    "basis": ("hvor tallet kommer fra", "where the number comes from"),
    "most": ("Mest betyder »{}«. Det tal er {}.", "“{}” matters most. That number is {}."),
    "none_seen": (
        "Intet tal betyder så meget, at det kan skelnes fra tilfældighed her.",
        "No number matters so much that it can be told from chance here.",
    ),
    "fit": ("Passer modellen med det, der er målt?", "Does the model fit what was measured?"),
    "fit_says": (
        "Den brede bjælke er det målte. Prikken er modellens median som nu, "
        "og linjen rummer 95 % af trækningerne.",
        "The broad bar is what was measured. The dot is the model's median as now; "
        "the line holds 95 % of the draws.",
    ),
    "measured": ("det målte", "what was measured"),
    "range": ("målt", "measured"),
    "all_draws": ("frie trækninger", "from the ranges alone"),
    "weighed": ("vægtet", "weighed"),
    "verdict": ("passer det?", "does it fit?"),
    "fits": ("Passer.", "Fits."),
    "mostly_below": (
        "Passer ikke: de fleste trækninger er for lave.",
        "Does not fit: most draws are too low.",
    ),
    "mostly_above": (
        "Passer ikke: de fleste trækninger er for høje.",
        "Does not fit: most draws are too high.",
    ),
    "all_below": ("Passer ikke: næsten alle er for lave.", "Does not fit: nearly all are too low."),
    "all_above": ("Passer ikke: næsten alle er for høje.", "Does not fit: nearly all are too high."),
    "nobody": ("Ingen at tælle.", "Nobody to count."),
    "source": ("kilde", "source"),
    "assumptions": ("Tallene bag, og hvor de kommer fra", "The numbers behind it, and where they come from"),
    "assumptions_says": (
        "Et interval bygger på disse spændvidder. Er tallet læst eller udregnet, er spændvidden kildens. "
        "Er det antaget, er spændvidden også et skøn.",
        "An interval rests on these ranges. Where a number was read or derived the range is the source's. "
        "Where it is assumed the range is a guess too.",
    ),
    "value": ("værdi", "value"),
    "range_of": ("spændvidde", "range"),
    "as_table": ("Vis som tabel", "Show as a table"),
}
