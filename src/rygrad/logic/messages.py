"""What the rule language says when a sentence cannot be read, in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEXTS: dict[str, tuple[str, str]] = {
    "stray_character": (
        "tegnet »{read}« hører ikke til i en regel",
        "the character '{read}' does not belong in a rule",
    ),
    "not_whole": (
        "»{read}« er ikke et helt tal; tal er hele, i spørgsmålets enhed",
        "'{read}' is not a whole number; numbers are whole, in the question's unit",
    ),
    "wrong_word": (
        "der står »{read}«; i regler skrives det »{meant}«",
        "read '{read}'; in rules this is written '{meant}'",
    ),
    "expected": (
        "der står {read}; her ventes {wanted}",
        "read {read}; expected {wanted}",
    ),
    "unknown_name": (
        "»{read}« kendes ikke{hint}",
        "'{read}' is not known{hint}",
    ),
    "needs_comparison": (
        "»{read}« er {kind} og skal sammenlignes med noget, fx {example}",
        "'{read}' is {kind} and must be compared with something, such as {example}",
    ),
    "not_comparable": (
        "»{read}« er {kind} og kan ikke sammenlignes",
        "'{read}' is {kind} and cannot be compared",
    ),
    "wrong_choice": (
        "»{read}« er ikke et svar på {question}; mulige svar: {allowed}{hint}",
        "'{read}' is not an answer to {question}; allowed: {allowed}{hint}",
    ),
    "choice_operator": (
        "{question} har ord som svar; brug =, != eller in (...)",
        "{question} is answered with words; use =, != or in (...)",
    ),
    "needs_number": (
        "{question} er et tal; her ventes et helt tal, et andet tal eller en påstands tal, ikke »{read}«",
        "{question} is a number; expected a whole number, another number or a claim's number, not '{read}'",
    ),
    "wrong_unit": (
        "{question} måles i {unit}; »{read}« kan ikke regnes om til det",
        "{question} is measured in {unit}; '{read}' cannot be converted to that",
    ),
    "not_exact": (
        "»{read}« er ikke et helt antal {unit}",
        "'{read}' is not a whole number of {unit}",
    ),
    "never_true": (
        "{question} ligger mellem {min} og {max}; {read} kan aldrig skille svarene ad",
        "{question} lies between {min} and {max}; {read} can never tell answers apart",
    ),
    "at_least_count": (
        "»at least {count} of« kan ikke opfyldes med {parts} led",
        "'at least {count} of' cannot be met with {parts} parts",
    ),
    "unknown_refused": (
        "unknown(...) må ikke stå i en regel: et svar senere kunne så vælte en afgjort vurdering",
        "unknown(...) may not stand in a rule: a later answer could then overturn a settled verdict",
    ),
    "red_flag_denied": (
        "{question} er et rødt flag og må ikke stå under »not« eller spørges om sit laveste svar alene",
        "{question} is a red flag and may not stand under 'not' or be asked for less than its upper words",
    ),
    "circle": (
        "reglerne henviser til hinanden i ring: {read}",
        "the rules refer to each other in a circle: {read}",
    ),
    "empty": ("her mangler en regel", "a rule is missing here"),
    "too_deep": (
        "over {most} led inde i hinanden; del reglen op i flere",
        "more than {most} parts inside one another; split the rule into several",
    ),
    "too_long": ("tallet har over {most} cifre", "the number has more than {most} digits"),
    "band_between": (
        "»between« går fra det laveste til det højeste; {read} er den anden vej",
        "'between' goes from the lowest to the highest; {read} is the other way round",
    ),
}


@dataclass
class LanguageError(Exception):
    """A sentence that cannot be read; knows where in the sentence (offsets) and why."""

    key: str
    start: int
    end: int
    parts: dict[str, Any] = field(default_factory=dict)

    def text(self, lang: str = "en") -> str:
        """The message in Danish or English."""
        template = TEXTS[self.key][0 if lang == "da" else 1]
        shown = {k: v[0 if lang == "da" else 1] if isinstance(v, tuple) else v for k, v in self.parts.items()}
        return template.format(**shown)

    def __str__(self) -> str:
        return self.text()


def did_you_mean(read: str, known: list[str]) -> tuple[str, str]:
    """A hint in both languages with the nearest known word, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(read, known, n=1, cutoff=0.6)
    return (f"; mente du »{near[0]}«?", f"; did you mean '{near[0]}'?") if near else ("", "")
