"""What a knowledge folder must hold beyond its shape and its references: reasons, numbers, readable texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from rygrad.kb import basics, models
from rygrad.kb.derived import DERIVED
from rygrad.kb.drawings import drawing_problems
from rygrad.kb.groups import group_names
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lix import lix, words_in
from rygrad.kb.overlaps import overlaps
from rygrad.kb.population import shares
from rygrad.kb.problem import Problem
from rygrad.kb.references import references
from rygrad.kb.trace import CARRIERS
from rygrad.kb.yaml_text import Path as YamlPath
from rygrad.logic.tree import names_in

LIX_AT_MOST = 40  # for Danish advice; the project's own promise to its readers
LIX_FROM_WORDS = 10  # shorter texts are judged together, a file at a time
NOT_OFFERED = ("uncertain", "not_recommended")
READ_ALOUD = {
    *("says", "explain", "then", "ask", "plainer", "why", "intro", "advice", "not_offered", "text"),
    *("goal", "starts", "up_when", "down_when", "stop_when", "easier", "harder", "drawing_says"),
}


def lints(knowledge: Knowledge) -> list[Problem]:
    """Every problem of a knowledge that loads; empty when all is well."""
    linter = _Linter(knowledge)
    for check in (
        linter.one_meaning_each,
        linter.claims,
        linter.facts,
        linter.reasons,
        linter.questions,
        linter.medicines,
        linter.walking,
        linter.codes,
        linter.readable,
    ):
        check()
    return sorted(
        [
            *linter.problems,
            *references(knowledge),
            *overlaps(knowledge),
            *drawing_problems(knowledge),
            *shares(knowledge).problems,
        ]
    )


class _Linter:
    def __init__(self, knowledge: Knowledge) -> None:
        self.k = knowledge
        self.problems: list[Problem] = []

    def wrong(self, kind: str, name: str, da: str, en: str, path: YamlPath = ()) -> None:
        placed = self.k.placed.get((kind, name))
        da, en = f"{name}: {da}", f"{name}: {en}"
        folder = str(self.k.folder)
        self.problems.append(placed.problem(da, en, path) if placed else Problem(folder, 1, 1, da, en))

    def one_meaning_each(self) -> None:
        kinds = ("questions", "rules", "risk_factors", "scores", "claims")
        counted: dict[str, list[str]] = defaultdict(list)
        for kind in kinds:
            for name in getattr(self.k, kind):
                counted[name].append(kind)
        for name in (*group_names(), basics.LEVELS[0], *DERIVED):
            counted[name].append("groups")
        for name, where in counted.items():
            if len(where) > 1:
                first = next(w for w in where if w != "groups")
                kinds_ = ", ".join(where)
                da, en = f"navnet bruges to gange: {kinds_}", f"the name is used twice: {kinds_}"
                self.wrong(first, name, da, en, ("id",))

    def claims(self) -> None:
        """A value is a number, and who disagrees is named on both sides."""
        for claim in self.k.claims.values():
            if isinstance(claim.value, str) and claim.id not in self.k.vocabulary.constants:
                da = f"»{claim.value}« er hverken et tal eller et helt tal med enhed, fx 42 days"
                en = f"'{claim.value}' is neither a number nor a whole number with a unit, such as 42 days"
                self.wrong("claims", claim.id, da, en, ("value",))
            for other in claim.disagrees:
                if other in self.k.claims and claim.id not in self.k.claims[other].disagrees:
                    da, en = f"{other} nævner ikke uenigheden", f"{other} does not name the disagreement"
                    self.wrong("claims", claim.id, da, en, ("disagrees",))

    def facts(self) -> None:
        """What an entry carries or retells is a fact of the article."""
        for kind in CARRIERS:
            for entry in getattr(self.k, kind).values():
                told = [("at", f) for f in getattr(entry, "facts", [])]
                for where, fact in [*(("carries", f) for f in entry.carries), *told]:
                    if fact not in self.k.facts:
                        da, en = f"»{fact}« findes ikke i facts", f"'{fact}' is not in facts"
                        self.wrong(kind, entry.id, da, en, (where,))

    def reasons(self) -> None:
        """Every name in a rule rests on a claim, and nothing else is named there."""
        for kind in ("rules", "risk_factors"):
            for rule in getattr(self.k, kind).values():
                asked = set(names_in(self.k.sentences["rule", rule.id, 0].tree))
                for name in sorted(asked - set(rule.because)):
                    da, en = f"»{name}« mangler i because", f"'{name}' is missing in because"
                    self.wrong(kind, rule.id, da, en, ("because",))
                for name in sorted(set(rule.because) - asked):
                    da, en = f"»{name}« står ikke i when", f"'{name}' is not in when"
                    self.wrong(kind, rule.id, da, en, ("because", name))
                for name, claim in rule.because.items():
                    if claim in self.k.claims and self.k.claims[claim].status == "retired":
                        da, en = f"påstanden »{claim}« er trukket tilbage", f"the claim '{claim}' is retired"
                        self.wrong(kind, rule.id, da, en, ("because", name))

    def questions(self) -> None:
        seen = Counter(q for screen in self.k.screens.values() for q in screen.questions)
        for question in self.k.questions.values():
            asked = question.asked_of in ("person", "clinician")
            if seen[question.id] != int(asked):
                da = f"står på {seen[question.id]} skærme"
                self.wrong("questions", question.id, da, f"stands on {seen[question.id]} screens")
            if question.red_flag and asked and question.plainer is None:
                self.wrong(
                    "questions", question.id, "et rødt flag mangler `plainer`", "a red flag lacks `plainer`"
                )

    def medicines(self) -> None:
        """A medicine that may be offered has a condition: who should ask first."""
        for option in self.k.care.values():
            helps = any(a.recommendation not in NOT_OFFERED for a in option.phases.values())
            if option.kind == "medicine" and helps and not option.offer_when:
                self.wrong("care", option.id, "mangler `offer_when`", "needs `offer_when`")

    def walking(self) -> None:
        """The claims a plan counts with are whole numbers of their unit, and its steps only climb."""
        for walk in self.k.walking.values():
            for key, unit in (("weeks_at_most", "week"), ("strength_days_a_week", "count")):
                constant = self.k.vocabulary.constants.get(getattr(walk, key))
                if constant is None or constant.unit != unit:
                    da, en = f"skal være et helt antal ({unit})", f"must be a whole number ({unit})"
                    self.wrong("walking", walk.id, f"{key}: {da}", f"{key}: {en}", (key,))
            rungs = [walk.least, *walk.steps]
            for at, (lower, upper) in enumerate(pairwise(rungs)):
                more = (upper.minutes > lower.minutes, upper.days_a_week > lower.days_a_week)
                less = upper.minutes < lower.minutes or upper.days_a_week < lower.days_a_week
                if less or sum(more) != 1:
                    da = f"{upper.id}: skal være enten længere eller flere dage end {lower.id}"
                    en = f"{upper.id}: must be either longer or on more days than {lower.id}"
                    self.wrong("walking", walk.id, da, en, ("steps", at))

    def codes(self) -> None:
        """What a code tells is an answer that may be given, and each order code has one meaning."""
        for record in self.k.record_codes.values():
            for question, told in record.says.items():
                if question in self.k.questions and not _may_be(self.k.questions[question], told):
                    da, en = f"{question}: »{told}« er intet svar", f"{question}: '{told}' is no answer"
                    self.wrong("record_codes", record.id, da, en, ("says", question))
        seen: set[tuple[str, str]] = set()
        for order in self.k.imaging_codes.values():
            for system in order.system:
                if (system, order.code) in seen:
                    da, en = f"koden »{order.code}« står to gange", f"the code '{order.code}' stands twice"
                    self.wrong("imaging_codes", order.id, da, en, ("code",))
                seen.add((system, order.code))

    def readable(self) -> None:
        """Danish that is read aloud to a worried person stays at LIX 40 or below."""
        together: dict[str, list[str]] = defaultdict(list)
        for (kind, name), placed in self.k.placed.items():
            if kind in ("claims", "cases", "facts", "sources"):
                continue
            for path, text in texts(placed.entry):
                spoken = {str(part) for part in path} & READ_ALOUD
                if not spoken:
                    continue
                together[str(placed.file)].append(text.da)
                hard = lix(text.da)
                if words_in(text.da) >= LIX_FROM_WORDS and hard > LIX_AT_MOST:
                    da, en = f"LIX {hard:.0f} er over {LIX_AT_MOST}", f"LIX {hard:.0f} is over {LIX_AT_MOST}"
                    self.wrong(kind, name, f"{da}: {text.da}", f"{en}: {text.da}", path)
        for file, spoken_texts in together.items():
            hard = lix(" ".join(t if t.endswith((".", "?", "!")) else t + "." for t in spoken_texts))
            if hard > LIX_AT_MOST:
                da, en = f"LIX {hard:.0f} for hele filen", f"LIX {hard:.0f} for the whole file"
                self.problems.append(Problem(file, 1, 1, da, en))


def _may_be(question: models.Question, told: object) -> bool:
    """Whether a value is an answer to the question."""
    if question.type == "yes_no":
        return isinstance(told, bool)
    if question.type == "choice":
        return told in (question.of or [])
    least, most = question.min or 0, question.max or 0
    return isinstance(told, int) and not isinstance(told, bool) and least <= told <= most


def texts(entry: BaseModel) -> Iterator[tuple[YamlPath, basics.Text]]:
    """Every wording inside an entry, with its path."""
    for name in type(entry).model_fields:
        yield from _texts_in(getattr(entry, name), (name,))


def _texts_in(value: object, path: YamlPath) -> Iterator[tuple[YamlPath, basics.Text]]:
    if isinstance(value, basics.Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for inner, text in texts(value):
            yield (*path, *inner), text
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _texts_in(part, (*path, at))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts_in(part, (*path, str(key)))
