"""What a knowledge folder must hold beyond its shape: references that resolve, texts that can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from pydantic import BaseModel

from rygrad.kb import basics
from rygrad.kb.derived import DERIVED
from rygrad.kb.groups import group_names
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.lix import lix, words_in
from rygrad.kb.problem import Problem
from rygrad.kb.yaml_text import Path as YamlPath
from rygrad.logic.tree import names_in

LIX_AT_MOST = 40  # for Danish advice; the project's own promise to its readers
LIX_FROM_WORDS = 10  # shorter texts are judged together, a file at a time
READ_ALOUD = {"says", "explain", "ask", "plainer", "why", "intro", "advice", "not_offered", "text"}


def lints(knowledge: Knowledge) -> list[Problem]:
    """Every problem of a knowledge that loads; empty when all is well."""
    linter = _Linter(knowledge)
    for check in (
        linter.one_meaning_each,
        linter.claims,
        linter.reasons,
        linter.questions,
        linter.rules,
        linter.care,
        linter.readable,
    ):
        check()
    return sorted(linter.problems)


class _Linter:
    def __init__(self, knowledge: Knowledge) -> None:
        self.k = knowledge
        self.problems: list[Problem] = []

    def wrong(self, kind: str, name: str, da: str, en: str, path: YamlPath = ()) -> None:
        placed = self.k.placed.get((kind, name))
        da, en = f"{name}: {da}", f"{name}: {en}"
        folder = str(self.k.folder)
        self.problems.append(placed.problem(da, en, path) if placed else Problem(folder, 1, 1, da, en))

    def needs(self, kind: str, name: str, wanted: str, where: str, path: YamlPath = ()) -> None:
        """Notes a reference that leads nowhere."""
        if wanted not in getattr(self.k, where):
            da, en = f"»{wanted}« findes ikke i {where}", f"'{wanted}' is not in {where}"
            self.wrong(kind, name, da, en, path)

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
        for claim in self.k.claims.values():
            for source in (claim.source, *claim.also):
                self.needs("claims", claim.id, source, "sources", ("source",))
            for other in claim.disagrees:
                self.needs("claims", claim.id, other, "claims", ("disagrees",))
                if other in self.k.claims and claim.id not in self.k.claims[other].disagrees:
                    da, en = f"{other} nævner ikke uenigheden", f"{other} does not name the disagreement"
                    self.wrong("claims", claim.id, da, en, ("disagrees",))
            for fact in claim.facts:
                self.needs("claims", claim.id, fact, "facts", ("at",))

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
                    self.needs(kind, rule.id, claim, "claims", ("because", name))
                    if claim in self.k.claims and self.k.claims[claim].status == "retired":
                        da, en = f"påstanden »{claim}« er trukket tilbage", f"the claim '{claim}' is retired"
                        self.wrong(kind, rule.id, da, en, ("because", name))

    def questions(self) -> None:
        seen = Counter(q for screen in self.k.screens.values() for q in screen.questions)
        for screen in self.k.screens.values():
            for name in screen.questions:
                self.needs("screens", screen.id, name, "questions", ("questions",))
        for question in self.k.questions.values():
            asked = question.asked_of in ("person", "clinician")
            if seen[question.id] != int(asked):
                da = f"står på {seen[question.id]} skærme"
                self.wrong("questions", question.id, da, f"stands on {seen[question.id]} screens")
            if question.red_flag and asked and question.plainer is None:
                self.wrong(
                    "questions", question.id, "et rødt flag mangler `plainer`", "a red flag lacks `plainer`"
                )

    def rules(self) -> None:
        for rule in self.k.rules.values():
            if rule.then.cause:
                self.needs("rules", rule.id, rule.then.cause, "causes", ("then", "cause"))
        for risk in self.k.risk_factors.values():
            for claim in risk.claims:
                self.needs("risk_factors", risk.id, claim, "claims", ("claims",))
        for cause in self.k.causes.values():
            for argument in (*cause.pros, *cause.cons):
                self.needs("causes", cause.id, argument.claim, "claims")
        for score in self.k.scores.values():
            self.needs("scores", score.id, score.source, "sources", ("source",))
            if score.change_that_matters:
                wanted = score.change_that_matters
                self.needs("scores", score.id, wanted, "claims", ("change_that_matters",))
        for table in self.k.tables.values():
            for at, row in enumerate(table.rows):
                for claim in row.because.values():
                    self.needs("tables", table.id, claim, "claims", ("rows", at, "because"))

    def care(self) -> None:
        for kind in ("scores", "care", "advice", "safety_net", "courses", "walking", "routes", "causes"):
            for entry in getattr(self.k, kind).values():
                for claim in entry.claims:
                    self.needs(kind, entry.id, claim, "claims", ("claims",))
        for option in self.k.care.values():
            for phase, advice in option.phases.items():
                for verdict in advice.verdicts:
                    self.needs("care", option.id, verdict.by, "sources", (phase,))
                    self.needs("care", option.id, verdict.claim, "claims", (phase,))

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
