"""The knowledge's own words for names, so that a rule can be said as a sentence."""

from __future__ import annotations

from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_words import Wording, to_words
from rygrad.logic.units import spoken

_LEVELS = {
    "self_care": ("klar dig selv indtil videre", "care for yourself for now"),
    "see_physio": ("kontakt en fysioterapeut", "see a physiotherapist"),
    "see_doctor_soon": ("tal med din læge inden for 1-2 uger", "see your doctor within 1-2 weeks"),
    "see_doctor_today": ("tal med en læge i dag", "talk to a doctor today"),
    "emergency_now": ("få hjælp nu", "get help now"),
    "clinician_decides": (
        "en kliniker vurderer, om en scanning hjælper",
        "a clinician decides whether a scan helps",
    ),
    "indicated_urgent": ("en scanning haster", "a scan is urgent"),
    "not_indicated": ("en scanning hjælper ikke nu", "a scan does not help now"),
    "bmi": ("BMI", "BMI"),
}


def level_words(name: str, lang: str) -> str:
    """A level or imaging advice as it is said."""
    return _LEVELS[name][1 if lang == "en" else 0]


def wording(knowledge: Knowledge, lang: str) -> Wording:
    """How every name of the knowledge is said in one language."""

    def name(id_: str) -> str:
        if id_ in knowledge.questions:
            return knowledge.questions[id_].words.in_language(lang)
        for kind in (knowledge.rules, knowledge.risk_factors, knowledge.causes, knowledge.scores):
            if id_ in kind:
                title: str = kind[id_].title.in_language(lang)
                return f"»{title}«" if lang == "da" else f"“{title}”"
        return level_words(id_, lang) if id_ in _LEVELS else id_

    def option(question: str, word: str) -> str:
        options = knowledge.questions[question].options or {}
        return options[word].in_language(lang).lower() if word in options else word

    def unit(question: str) -> str | None:
        return getattr(knowledge.vocabulary.questions.get(question), "unit", None)

    def number(claim: str) -> tuple[int, str] | None:
        found = knowledge.vocabulary.constants.get(claim)
        return (found.value, found.unit) if found else None

    return Wording(lang, name, option, unit, number)


def in_words(knowledge: Knowledge, rule: str, lang: str) -> str:
    """A rule as one sentence in Danish or English."""
    return to_words(knowledge.sentences["rule", rule, 0].tree, wording(knowledge, lang))


def answer_words(knowledge: Knowledge, question: str, answer: bool | int | str, lang: str) -> str:
    """An answer as it is said: "ny utæthed for urin: ja"."""
    asked = knowledge.questions[question]
    name = asked.words.in_language(lang)
    if isinstance(answer, bool):
        said = {"da": ("nej", "ja"), "en": ("no", "yes")}["en" if lang == "en" else "da"][answer]
    elif asked.options and answer in asked.options:
        said = asked.options[str(answer)].in_language(lang).lower()
    else:
        said = spoken(int(answer), wording(knowledge, lang).unit(question), lang)
    return f"{name}: {said}"
