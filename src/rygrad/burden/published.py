"""The simulation beside published results it was not fitted to: medians, and a trial of WalkBack's design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from rygrad.burden.outcome import Figures, Outcome
from rygrad.burden.tell import number
from rygrad.burden.trial import Arms, Trials, hazard, median_days
from rygrad.kb.burden_models import Trial
from rygrad.kb.knowledge import Knowledge

Said = tuple[str, str]  # Danish, English
_HALF = 0.5
_DAYS = 7
# words, the claim, our figures and the weeks they are counted at, and whether they count those not yet there
_MEDIANS: tuple[tuple[Said, str, str, tuple[int, ...], bool], ...] = (
    (
        ("Dage til halvdelen er raske (søgte hjælp)", "Days until half are well (sought care)"),
        *("recovery_median_58_days", "still", (6, 12, 52), True),
    ),
    (
        ("Dage til halvdelen har det igen", "Days until half have it again"),
        *("recurrence_median_139_days", "again", (13, 26, 52), False),
    ),
)
_RECURRENCES: dict[str, Said] = {
    "any": ("en omgang af enhver slags", "an episode of any kind"),
    "limiting": ("en, der går ud over hverdagen", "one that limits daily life"),
    "care": ("en, hvor der søges hjælp", "one for which care is sought"),
}


@dataclass(frozen=True)
class Held:
    """One of our figures beside a published one; without a claim there is none to hold it against."""

    words: Said
    ours: float | None
    digits: int
    claim: str | None = None
    interval: tuple[float, float] | None = None  # of ours, where chance matters


def medians(outcome: Outcome) -> list[Held]:
    """How many days until half are well, and until half have it again, read between the weeks counted."""
    return [
        Held(words, _median(outcome.afterwards, figure, weeks, falls), 0, claim)
        for words, claim, figure, weeks, falls in _MEDIANS
    ]


def _median(told: Figures, figure: str, weeks: tuple[int, ...], falls: bool) -> float | None:
    """Where the share crosses a half, at an even pace between two weeks; None where it does not."""
    before, left = 0, 1.0
    for week in weeks:
        found = told[f"{figure}_{week}"]
        if found is None:
            return None
        now = found if falls else 1 - found
        if now <= _HALF:
            return _DAYS * (before + (week - before) * log(left / _HALF) / log(left / now))
        before, left = week, now
    return None


def trial_rows(arms: Arms, design: Trial) -> list[Held]:
    """The simulated trial's hazard ratios and medians beside the published."""
    rows = []
    for name, words in _RECURRENCES.items():
        found = hazard(arms, name)
        said = (f"Hazard ratio, {words[0]}", f"Hazard ratio, {words[1]}")
        rows.append(Held(said, found.ratio, 2, design.published.get(f"hazard_{name}"), found.interval))
    for walks, who, claim in (
        (True, ("gik", "walked"), "median_walking"),
        (False, ("gik ikke", "did not walk"), "median_untreated"),
    ):
        for name in ("limiting", "any"):
            words = _RECURRENCES[name]
            said = (f"Dage til {words[0]}, {who[0]}", f"Days to {words[1]}, {who[1]}")
            held = design.published.get(claim) if name == "limiting" else None
            rows.append(Held(said, median_days(arms, name, walks), 0, held))
    return rows


def fits_claim(held: Held, knowledge: Knowledge) -> bool | None:
    """Whether ours lies within what was published; None where no interval was read."""
    claim = knowledge.claims[held.claim] if held.claim else None
    if claim is None or claim.low is None or claim.high is None:
        return None
    return held.ours is not None and claim.low <= held.ours <= claim.high


def tell_published(outcome: Outcome, trials: Trials, design: Trial, knowledge: Knowledge, lang: str) -> str:
    """The whole table in one language: medians, then the trial in its three ways."""
    at = 1 if lang == "en" else 0
    rows = [*_rows(medians(outcome), knowledge, lang), *_trial(trials.ours, design, knowledge, lang)]
    own = [_own_head(design)[at], *_rows(trial_rows(trials.own, design), knowledge, lang)]
    fitted = [_effect_head(design)[at], *_rows(trial_rows(trials.fitted, design), knowledge, lang)]
    lines = [_HEAD[at], *rows, *own, *fitted, *(said[at] for said in _WHY)]
    return "\n".join(lines)


_HEAD = (
    "Modellen ved siden af tal, den ikke er tilpasset (før 95 %-intervallet: det fundne):",
    "The model beside figures it was not fitted to (before the 95 % interval: what was found):",
)
_WHY: tuple[Said, ...] = (
    (
        "Rask: en del søger hjælp for en kort omgang, og de er raske på få dage. Derfor går det for hurtigt.",
        "Well: some seek care for a brief episode, and are well in some days. So it goes too fast.",
    ),
    (
        "Igen: forsøgets folk fik det igen langt hurtigere end kohortens, som modellen er tilpasset, "
        "også når de har haft lige så mange omgange. De to kan ikke gælde de samme mennesker; "
        "modellen følger kohorten. "
        "Med forsøgets egen hyppighed er kun gruppen, der ikke gik, sat til at passe. "
        "208 dage er med i udregningen af den og er derfor ingen selvstændig prøve. "
        "Scenarier følger hverken det ene eller det andet.",
        "Again: the trial's people had it again far sooner than the cohort's, to which the model is fitted, "
        "even with as many earlier episodes. Both cannot hold of the same people; "
        "the model follows the cohort. With the trial's own rate only the arm that did not walk is fitted. "
        "The 208 days have part in reckoning it, so they are no test of their own. "
        "Scenarios follow neither.",
    ),
    (
        "Gang: virkningen aftager her fra første uge, er mindre mod korte omgange, og folk er forskellige. "
        "Alle tre dele trækker mod 1; hvor det kommer ofte, mest det sidste.",
        "Walking: here the effect fades from the first week, is less for brief episodes, and people differ. "
        "All three draw towards 1; where pain comes often, most of all the last.",
    ),
    (
        "Oversigter over, hvor stærk smerten er (Menezes Costa, Wallwork), kan ikke stå her: "
        "modellen regner kun med ondt eller ikke.",
        "Reviews of how strong the pain is (Menezes Costa, Wallwork) cannot stand here: "
        "the model knows only pain or none.",
    ),
)


def _trial(arms: Arms, design: Trial, knowledge: Knowledge, lang: str) -> Iterator[str]:
    at = 1 if lang == "en" else 0
    people, earlier = number(len(arms.walks), 0, lang), number(float(arms.earlier.mean()), 0, lang)
    published = number(design.earlier_episodes, 0, lang)
    yield (
        f"{design.words.da}: {people} med i forsøget, {earlier} tidligere omgange (forsøget: {published}).",
        f"{design.words.en}: {people} took part, {earlier} earlier episodes (the trial: {published}).",
    )[at]
    yield from _rows(trial_rows(arms, design), knowledge, lang)


def _own_head(design: Trial) -> Said:
    own = design.own
    da = ", ".join(f"{number(step.times, 1, 'da')} × fra uge {step.from_week}" for step in own.steps)
    en = ", ".join(f"{number(step.times, 1, 'en')} × from week {step.from_week}" for step in own.steps)
    return (
        f"De samme folk, når det kommer så ofte, som det gjorde i forsøget ({da}). {own.reason.da}",
        f"The same people, when pain comes as often as it did in the trial ({en}). {own.reason.en}",
    )


def _effect_head(design: Trial) -> Said:
    own = design.own
    return (
        f"Og når forholdet er {number(own.effect, 2, 'da')} for hver enkelt. {own.effect_reason.da}",
        f"And when the ratio is {number(own.effect, 2, 'en')} for each person. {own.effect_reason.en}",
    )


def _rows(rows: list[Held], knowledge: Knowledge, lang: str) -> Iterator[str]:
    for held in rows:
        ours = "-" if held.ours is None else number(held.ours, held.digits, lang)
        if held.interval:
            ours += f" ({_span(*held.interval, held.digits, lang)})"
        yield f"  {held.words[1 if lang == 'en' else 0]:<58}{ours:>18}   {_published(held, knowledge, lang)}"


def _published(held: Held, knowledge: Knowledge, lang: str) -> str:
    at = 1 if lang == "en" else 0
    if held.claim is None:
        return ("intet tal læst", "no figure read")[at]
    claim = knowledge.claims[held.claim]
    found = number(float(str(claim.value).split()[0]), held.digits, lang)
    if claim.low is not None and claim.high is not None:
        found += f" ({_span(claim.low, claim.high, held.digits, lang)})"
    marks = {True: ("passer", "fits"), False: ("PASSER IKKE", "DOES NOT FIT"), None: ("", "")}
    return f"{found:<20}{marks[fits_claim(held, knowledge)][at]:<13} {claim.source}"


def _span(low: float, high: float, digits: int, lang: str) -> str:
    return f"{number(low, digits, lang)}-{number(high, digits, lang)}"
