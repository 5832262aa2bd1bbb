"""Which of the source article's figures can hold together, and which cannot, with the arithmetic.

Every number is taken from the knowledge's claims and parameters; nothing is simulated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp, log

from rygrad.kb.knowledge import Knowledge

_ADULT = 62  # years from 18 to 80
_SIX_WEEKS = 42  # days
Said = tuple[str, str]  # Danish, English
_VERDICTS: dict[str, Said] = {
    "yes": ("Kan holde", "Can hold"),
    "only_if": ("Kan kun holde på én måde", "Can hold in one way only"),
    "no": ("Kan ikke holde", "Cannot hold"),
}


@dataclass(frozen=True)
class Weighed:
    """Some of the article's figures held against each other and against what was measured."""

    title: Said
    article: tuple[str, ...]  # claims that retell the article
    measured: tuple[str, ...]  # claims of other sources
    steps: tuple[Said, ...]
    verdict: str
    because: Said


class _Numbers:
    """The claims' numbers, as they are read into sentences."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def value(self, claim: str) -> float:
        """The claim's one number, without its unit."""
        return float(str(self.knowledge.claims[claim].value).split()[0])

    def span(self, claim: str) -> tuple[float, float]:
        """The claim's range; both ends are its value where it has none."""
        found = self.knowledge.claims[claim]
        if found.low is None or found.high is None:
            return self.value(claim), self.value(claim)
        return found.low, found.high

    def hundred(self, claim: str) -> tuple[float, float]:
        """The range of a share that the claim gives as a part of 1, in per cent."""
        low, high = self.span(claim)
        return low * 100, high * 100


def weighed(knowledge: Knowledge) -> list[Weighed]:
    """Each of the article's figures about who and how many, weighed."""
    numbers = _Numbers(knowledge)
    parts: tuple[Callable[[_Numbers], Weighed], ...] = (
        *(_a_year, _partition, _lifetime, _few_weeks, _one_in_ten, _halved, _chart),
    )
    return [part(numbers) for part in parts]


def _n(value: float, digits: int = 0) -> Said:
    text = f"{value:.{digits}f}"
    return text.replace(".", ","), text


def _say(da: str, en: str, **numbers: float | tuple[float, int]) -> Said:
    """A sentence in both languages; a number may come with its digits."""
    given = {name: _n(*n) if isinstance(n, tuple) else _n(n) for name, n in numbers.items()}
    return (
        da.format(**{name: both[0] for name, both in given.items()}),
        en.format(**{name: both[1] for name, both in given.items()}),
    )


def _a_year(k: _Numbers) -> Weighed:
    low, high = k.span("article_d1_year")
    month = k.span("danish_any_pain_past_month")
    days = k.span("danish_fourteen_days")
    limited = k.span("danish_over_30_days_with_consequences")
    return Weighed(
        ("Hvor mange på et år", "How many in a year"),
        ("article_d1_year",),
        (
            *("danish_any_pain_past_year", "danish_any_pain_past_month", "danish_fourteen_days"),
            "danish_over_30_days_with_consequences",
        ),
        (
            _say(
                "På et år er der mindst lige så mange som på en måned eller 14 dage. "
                "Men {high} er mindre end {days} og {month}.",
                "A year holds at least what a month or 14 days do. But {high} is below {days} and {month}.",
                high=high,
                days=days[0],
                month=month[0],
            ),
            _say(
                "{a}-{b} ligger inden for {low}-{high}: over 30 dage med følger i hverdagen.",
                "{a}-{b} lies within {low}-{high}: over 30 days with consequences in daily life.",
                a=max(low, limited[0]),
                b=min(high, limited[1]),
                low=low,
                high=high,
            ),
        ),
        "only_if",
        (
            "som meget ondt på et år (over 30 dage, der går ud over hverdagen), ikke som ondt overhovedet.",
            "as much pain in a year (over 30 days that limit daily life), not as any pain.",
        ),
    )


def _partition(k: _Numbers) -> Weighed:
    acute, subacute = k.span("article_e3_most_acute"), k.span("article_e5_to_subacute")
    chronic = k.value("article_e6_chronic")
    return Weighed(
        ("Akut, subakut, kronisk", "Acute, subacute, chronic"),
        ("article_e3_most_acute", "article_e5_to_subacute", "article_e6_chronic"),
        ("phases_are_stages_not_shares", "pain_three_months_primary_care"),
        (
            _say(
                "{a}-{b} + {c}-{d} + {e} = {low}-{high}. Det er ikke en deling af 100, "
                "og de {c}-{d} er af de akutte, ikke af alle.",
                "{a}-{b} + {c}-{d} + {e} = {low}-{high}. That is no division of 100, "
                "and the {c}-{d} are of the acute, not of all.",
                a=acute[0],
                b=acute[1],
                c=subacute[0],
                d=subacute[1],
                e=chronic,
                low=acute[0] + subacute[0] + chronic,
                high=acute[1] + subacute[1] + chronic,
            ),
            _say(
                "Den kroniske har først været subakut. Når højst {d} % når over 6 uger, når højst {d} % over "
                "3 måneder. Ved {c} % er {e} % umuligt.",
                "Who is chronic was subacute first. If {d} % at most pass 6 weeks, {d} % at most pass "
                "3 months. At {c} %, {e} % is impossible.",
                c=subacute[0],
                d=subacute[1],
                e=chronic,
            ),
        ),
        "only_if",
        _say(
            "som trin: {a} % bliver raske før 6 uger, og af de {e} %, der er tilbage, bliver ingen raske før "
            "3 måneder. Sådan er det ikke målt.",
            "as stages: {a} % get well before 6 weeks, and of the {e} % who remain nobody gets well before "
            "3 months. That is not what was measured.",
            a=acute[1],
            e=chronic,
        ),
    )


def _lifetime(k: _Numbers) -> Weighed:
    life, year = k.value("article_c2_lifetime") / 100, k.span("article_d1_year")
    years = [log(1 - life) / log(1 - share / 100) for share in year]
    first = k.span("first_episode_a_year")[0] / 100
    ever = 1 - (1 - first) ** _ADULT
    any_pain = k.value("danish_any_pain_past_year")
    return Weighed(
        ("Gennem livet", "In a lifetime"),
        ("article_c2_lifetime", "article_d1_year"),
        ("lifetime_seventy_to_eighty", "first_episode_a_year", "danish_any_pain_past_year"),
        (
            _say(
                "Var alle ens, og fik {low}-{high} % ondt hvert år, var {life} % nået på {fast}-{slow} år.",
                "Were all alike, and {low}-{high} % had pain each year, {life} % would be reached in "
                "{fast}-{slow} years.",
                low=year[0],
                high=year[1],
                life=life * 100,
                fast=years[1],
                slow=years[0],
            ),
            _say(
                "Får {rate} % det for første gang hvert år (det laveste, der er fundet), "
                "har {ever} % haft ondt efter {adult} år.",
                "With {rate} % new a year (the lowest found) {ever} % have had pain after {adult} years.",
                rate=(first * 100, 1),
                ever=(ever * 100, 1),
                adult=_ADULT,
            ),
            _say(
                "{any} % på et år og {life} % gennem livet: {share} af 100, der nogensinde får ondt, "
                "får det hvert år.",
                "{any} % in a year and {life} % in a lifetime: {share} of 100 who ever have pain "
                "have it every year.",
                any=any_pain,
                life=life * 100,
                share=any_pain / life,
            ),
        ),
        "only_if",
        (
            "når folk er meget forskellige: de samme får ondt igen og igen, og nogle næsten aldrig. "
            "Nogle kan også have glemt det.",
            "when people differ much: the same have pain again and again, and some almost never. "
            "Some may have forgotten, too.",
        ),
    )


def _few_weeks(k: _Numbers) -> Weighed:
    median = k.value("recovery_median_58_days")
    left = exp(-log(2) * _SIX_WEEKS / median)
    return Weighed(
        ("Væk på få uger", "Gone in a few weeks"),
        ("article_d2_few_weeks",),
        ("recovery_median_58_days", "recovery_full_72_percent_year"),
        (
            _say(
                "Er halvdelen fri for smerter efter {median} dage, er {left} % det ikke efter 6 "
                "uger, når farten "
                "er den samme hele vejen.",
                "If half are free of pain after {median} days, at an even pace {left} % are not "
                "after 6 weeks.",
                median=median,
                left=left * 100,
            ),
        ),
        "only_if",
        (
            "om alle omgange, også de korte, som ingen søger hjælp for. Ikke om dem, der går til læge.",
            "of all episodes, the short ones too for which nobody seeks care. Not of those who see a doctor.",
        ),
    )


def _one_in_ten(k: _Numbers) -> Weighed:
    any_pain, care = k.span("danish_any_pain_past_year"), k.span("danish_care_seeking_past_year")
    lasting = k.span("pain_three_months_primary_care")
    low, high = care[0] / any_pain[1] * lasting[0], care[1] / any_pain[0] * lasting[1]
    return Weighed(
        ("1 ud af 10 får ondt længe", "1 in 10 has lasting pain"),
        ("article_d3_chronic", "article_e6_chronic"),
        ("pain_three_months_primary_care", "danish_care_seeking_past_year"),
        (
            _say(
                "{a}-{b} af {c}-{d} søger hjælp; af dem har {e}-{f} % stadig ondt efter 3 måneder. "
                "Det er {low}-{high} % af alle med ondt, hvis de andre bliver raske før.",
                "{a}-{b} of {c}-{d} seek care; of those {e}-{f} % still hurt after 3 months. "
                "That is {low}-{high} % of all with pain, if the others get well before.",
                a=care[0],
                b=care[1],
                c=any_pain[0],
                d=any_pain[1],
                e=lasting[0] * 100,
                f=lasting[1] * 100,
                low=low * 100,
                high=high * 100,
            ),
        ),
        "yes",
        (
            "om alle med ondt i lænden. Af dem, der søger hjælp, er det 2-3 ud af 10.",
            "of all with low back pain. Of those who seek care it is 2 to 3 in 10.",
        ),
    )


def _halved(k: _Numbers) -> Weighed:
    half = 1 - k.value("article_l2_walking") / 100
    before = k.value("recurrence_limiting")
    ratio, interval = k.value("walking_hazard_limiting"), k.span("walking_hazard_limiting")
    care = k.value("walking_hazard_care_seeking")

    def after(hazard: float) -> float:
        return float((1 - (1 - before) ** hazard) * 100)

    return Weighed(
        ("Gang halverer", "Walking halves"),
        ("article_l2_walking",),
        ("walking_hazard_limiting", "walking_hazard_care_seeking", "walking_any_education_contacts"),
        (
            _say(
                "Målt: {ratio} ({low}-{high}). Halveret ville være {half}, som ligger uden for. "
                "For dem, der søger hjælp igen: {care}.",
                "Measured: {ratio} ({low}-{high}). Halved would be {half}, which lies outside. "
                "For seeking care again: {care}.",
                ratio=(ratio, 2),
                low=(interval[0], 2),
                high=(interval[1], 2),
                half=(half, 2),
                care=(care, 2),
            ),
            _say(
                "Får {before} af 100 det igen på et år, bliver det {measured} med gang, "
                "og {halved}, hvis det var halveret.",
                "If {before} of 100 have it again in a year, it becomes {measured} with walking, "
                "and {halved} if it were halved.",
                before=before * 100,
                measured=after(ratio),
                halved=after(half),
            ),
        ),
        "no",
        (
            "for omgange, der går ud over hverdagen. Og forsøget gav seks møder med en fysioterapeut med.",
            "for episodes that limit daily life. And the trial gave six meetings with a physiotherapist too.",
        ),
    )


def _chart(k: _Numbers) -> Weighed:
    life, adults = k.value("article_c2_lifetime"), k.value("article_c6_adults_30_60")
    hard, sitting = k.value("article_c6_physical_work"), k.value("article_c6_sedentary_work")
    return Weighed(
        ("Søjlerne efter gruppe", "The bars by group"),
        ("article_c6_adults_30_60", "article_c6_physical_work", "article_c6_sedentary_work"),
        ("prevalence_rises_with_age",),
        (
            _say(
                "En helhed kan ikke ligge uden for sine dele. Deles folk i hårdt ({hard}) og stillesiddende "
                "({sitting}) arbejde, ligger alle mellem {sitting} og {hard}, ikke på {adults} eller {life}.",
                "A whole cannot lie outside its parts. If people are divided into hard ({hard}) "
                "and sedentary "
                "({sitting}) work, all of them lie between {sitting} and {hard}, not at {adults} or {life}.",
                hard=hard,
                sitting=sitting,
                adults=adults,
                life=life,
            ),
        ),
        "no",
        (
            "som ét og samme tal for hver gruppe. Artiklen siger ikke, over hvor lang tid, "
            "og har ingen kilde.",
            "as one and the same figure for each group. The article names no period and no source.",
        ),
    )


def tell_figures(knowledge: Knowledge, lang: str) -> str:
    """The whole text in one language, in Markdown."""
    return "\n".join(line for one in weighed(knowledge) for line in _told(one, knowledge, lang)).rstrip()


def _told(one: Weighed, knowledge: Knowledge, lang: str) -> Iterator[str]:
    at = 1 if lang == "en" else 0
    yield f"## {one.title[at]}"
    for words, names in (
        (("Artiklen", "The article"), one.article),
        (("Målt andre steder", "Measured elsewhere"), one.measured),
    ):
        yield f"{words[at]}:"
        yield from (f"- {_claim(name, knowledge, lang)}" for name in names)
    yield ("Regnet:", "Reckoned:")[at]
    yield from (f"- {step[at]}" for step in one.steps)
    yield f"**{_VERDICTS[one.verdict][at]}** {one.because[at]}"
    yield ""


def _claim(name: str, knowledge: Knowledge, lang: str) -> str:
    claim = knowledge.claims[name]
    where = ", ".join(claim.facts) or claim.source
    return f"{claim.says.in_language(lang)} ({where}, `{name}`)"
