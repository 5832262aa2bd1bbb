"""A scan report explained on a terminal: danger first, then each finding by its own words."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import level_words
from rygrad.words.report.explain import Found, Report

_WORDS = {
    "da": {
        "attention": "Dette skal en læge tage stilling til",
        "findings": "Det står der i svaret",
        "absent": "Det er ikke set",
        "other": "Om nakken, ikke lænden",
        "unread": "Dette forstod vi ikke. Spørg den, der bestilte billedet",
        "none": "Vi kunne ikke læse noget i svaret.",
        "uncertain": "nævnt som en mulighed",
        "old": "gammelt",
        "said": "I svaret",
        "rate": "Af 100 på {age} år uden smerter har cirka {percent} det i en eller anden grad.",
        "unchecked": "Det tal er ikke efterprøvet i kilden.",
        "no_level": "findes ikke i ryggen",
        "left": "venstre side",
        "right": "højre side",
        "both": "begge sider",
        "mild": "let",
        "moderate": "moderat",
        "severe": "svær",
        "cervical": "nakken",
        "thoracic": "brystryggen",
        "end": "Det her vejleder og stiller ingen diagnose. Svaret skal ses sammen med det, du mærker.",
    },
    "en": {
        "attention": "A doctor must decide on this",
        "findings": "What the report says",
        "absent": "What was not seen",
        "other": "About the neck, not the low back",
        "unread": "We did not understand this. Ask the one who ordered the image",
        "none": "We could read nothing in the report.",
        "uncertain": "named as a possibility",
        "old": "old",
        "said": "In the report",
        "rate": "Of 100 people of {age} years without pain, about {percent} have it to some degree.",
        "unchecked": "That number has not been checked at the source.",
        "no_level": "is not in the back",
        "left": "left side",
        "right": "right side",
        "both": "both sides",
        "mild": "mild",
        "moderate": "moderate",
        "severe": "severe",
        "cervical": "neck",
        "thoracic": "upper back",
        "end": "This guides and makes no diagnosis. The report is to be read with what you feel.",
    },
}


def tell_report(console: Console, made: Report, text: str, knowledge: Knowledge, lang: str) -> None:
    """Prints a report explained."""
    said = _WORDS[lang]
    watched = made.attention
    if watched:
        console.print(f"[bold red]{said['attention']}[/]")
    for one in watched:
        _tell_one(console, one, text, lang)
        console.print(Padding(f"[bold]{level_words(one.level or 'self_care', lang)}[/]", (0, 0, 0, 4)))
        console.print(Padding(escape(one.then or ""), (0, 0, 1, 4)))
    _tell_all(console, said["findings"], _ordinary(made.every), text, knowledge, lang, made.is_urgent)
    _tell_all(console, said["other"], made.other_region, text, knowledge, lang, made.is_urgent)
    if made.not_seen:
        console.print(f"[bold]{said['absent']}[/]: {escape(', '.join(made.not_seen))}\n")
    if made.not_understood:
        console.print(f"[bold]{said['unread']}[/]")
    for unread in made.not_understood:
        why = f" ({said['no_level']})" if unread.why == "level" else ""
        console.print(Padding(f"- {escape(' '.join(unread.text.split()))}{why}", (0, 0, 0, 2)))
    if not made.every and not made.other_region and not made.understood:
        console.print(said["none"])
    console.print(f"\n[dim]{said['end']}[/]")


def _ordinary(found: list[Found]) -> list[Found]:
    return [f for f in found if not f.attention and f.status != "absent"]


def _tell_all(
    console: Console,
    title: str,
    found: list[Found],
    text: str,
    knowledge: Knowledge,
    lang: str,
    urgent: bool,
) -> None:
    if found:
        console.print(f"[bold]{title}[/]")
    for one in found:
        _tell_one(console, one, text, lang)
        if not urgent:  # nothing reassures beside what cannot wait
            _tell_how_common(console, one, knowledge, lang)
        console.print()


def _tell_one(console: Console, one: Found, text: str, lang: str) -> None:
    said = _WORDS[lang]
    marks = [*one.levels, *(said[w] for w in (one.degree, one.side) if w)]
    marks += [said[one.region]] if one.region != "lumbar" else []
    marks += [said["old"]] if one.old else []
    marks += [said["uncertain"]] if one.status == "uncertain" else []
    told = f" ({', '.join(marks)})" if marks else ""
    console.print(Padding(f"[bold]{escape(one.title)}[/]{escape(told)}", (0, 0, 0, 2)))
    own = " ".join(text[slice(*one.span)].split())
    console.print(Padding(f"[dim]{said['said']}: »{escape(own)}«[/]", (0, 0, 0, 4)))
    console.print(Padding(escape(one.explain), (0, 0, 0, 4)))


def _tell_how_common(console: Console, one: Found, knowledge: Knowledge, lang: str) -> None:
    """The base rate, and beside it what is commoner with pain; never for what deserves attention."""
    said, rate = _WORDS[lang], one.base_rate
    if rate:
        source = knowledge.sources[rate.source].citation
        told = said["rate"].format(age=rate.age, percent=round(rate.percent))
        told += f" {said['unchecked']}" if rate.checked == "not_checked" else ""
        console.print(Padding(f"{told} [dim]{escape(source)}[/]", (0, 0, 0, 4)))
    for claim in one.beside:
        console.print(Padding(escape(knowledge.claims[claim].says.in_language(lang)), (0, 0, 0, 4)))
