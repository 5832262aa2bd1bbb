"""An assessment as a person reads it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from rygrad.assess.assessment import Assessment, Option
from rygrad.guide.explain import Why
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import level_words

_WORDS = {
    "da": {
        "now": "Gør dette nu",
        "why": "Derfor råder vi til det",
        "maybe": "kræver flere svar, måske",
        "instead": "Det ville have ændret rådet",
        "ask": "Svar også på dette. Det kan ændre rådet",
        "more": "… og {n} spørgsmål til",
        "cause": "Det ligner mest",
        "rule_out": "Det skal en læge se efter",
        "for": "taler for",
        "against": "taler imod",
        "scan": "Scanning",
        "course": "Sådan går det som regel",
        "care": "Det kan du gøre",
        "ask_first": "Spørg din læge eller apoteket først",
        "uncertain": "Her er virkningen mere usikker",
        "not_care": "Det hjælper sjældent",
        "also": "også",
        "risk": "Det kan du selv påvirke",
        "net": "Hold øje med dette",
        "phone": "Telefon",
        "others": "Andre kilder siger noget andet",
        "draft": "Reglerne venter på klinisk gennemgang. rygrad vejleder, men stiller ingen diagnose "
        "og er ikke godkendt som medicinsk udstyr.",
    },
    "en": {
        "now": "Do this now",
        "why": "What points to it",
        "maybe": "needs more answers, perhaps",
        "instead": "What would have changed the advice",
        "ask": "Answer these too; they can change the advice",
        "more": "… and {n} more questions",
        "cause": "This looks most like",
        "rule_out": "What a doctor should look for",
        "for": "for",
        "against": "against",
        "scan": "Scan",
        "course": "How it usually goes",
        "care": "What you can do",
        "ask_first": "Ask your doctor or the pharmacy first",
        "uncertain": "What is less certain",
        "not_care": "What rarely helps",
        "also": "also",
        "risk": "What you can influence",
        "net": "Keep an eye on this",
        "phone": "Phone",
        "others": "Other sources say otherwise",
        "draft": "The rules await clinical review. rygrad guides; it makes no diagnosis and is no "
        "certified medical device.",
    },
}
_COLOUR = {
    "emergency_now": "bold white on red",
    "see_doctor_today": "bold black on yellow",
    "see_doctor_soon": "bold black on cyan",
}
ASK_AT_MOST = 6


def tell(console: Console, made: Assessment, why: list[Why], knowledge: Knowledge) -> None:
    """Prints one assessment; while something urgent is open, nothing that reassures is printed."""
    for line in _lines(made, why, knowledge):
        console.print(line, highlight=False)


def _lines(made: Assessment, why: list[Why], knowledge: Knowledge) -> Iterator[object]:
    w = _WORDS[made.language]
    d = made.disposition
    yield Text(f" {d.text} ", style=_COLOUR.get(d.level, "bold"))
    if d.route.text:
        yield Padding(escape(d.route.text), (0, 0, 0, 2))
    if d.route.phone:
        yield Padding(f"[bold]{w['phone']}: {d.route.phone}[/]", (0, 0, 0, 2))
    yield from _why(w, made, why)
    if made.ask_next:
        yield from _open(w, made, knowledge)
    yield from _picture(w, made)
    if any(option.offered for option in made.care):
        yield from _advice(w, made)
    yield from _heading(w["net"])
    for note in made.safety_net:
        yield Padding(f"• [bold]{escape(note.title)}.[/] {escape(note.says)}", (0, 0, 0, 2))
    yield ""
    yield Text(w["draft"], style="dim")


def _heading(title: str) -> Iterator[object]:
    yield ""
    yield Text(title, style="bold underline")


def _why(w: dict[str, str], made: Assessment, why: list[Why]) -> Iterator[object]:
    if not why:
        return
    yield from _heading(w["why"])
    settled = made.disposition.settled
    for reason in why:
        yield Padding(f"• [bold]{escape(reason.title)}[/]: {escape('; '.join(reason.answers))}", (0, 0, 0, 2))
        for claim in reason.claims:
            yield Padding(escape(claim), (0, 0, 0, 4))
        for source in reason.sources:
            yield Padding(Text(source, style="dim"), (0, 0, 0, 4))
        for other in reason.others_say if settled else ():  # "it is seldom serious" may reassure
            yield Padding(escape(f"{w['others']}: {other}"), (0, 0, 0, 4))
    changes = {i.said: i for reason in why for i in reason.instead}
    if changes:
        lang = made.language
        yield from _heading(w["instead"])
        for said, i in changes.items():
            open_ = f"{w['maybe']}: " if i.could_be != i.level else ""  # the lower level alone would reassure
            yield Padding(escape(f"• {said} → {open_}{level_words(i.could_be, lang)}"), (0, 0, 0, 2))


def _open(w: dict[str, str], made: Assessment, knowledge: Knowledge) -> Iterator[object]:
    yield from _heading(w["ask"])
    for name in made.ask_next[:ASK_AT_MOST]:
        ask = knowledge.questions[name].ask
        said = ask.in_language(made.language) if ask else name
        yield Padding(f"• {escape(said)} [dim]({name})[/]", (0, 0, 0, 2))
    left = len(made.ask_next) - ASK_AT_MOST
    if left > 0:
        yield Padding(w["more"].format(n=left), (0, 0, 0, 2))


def _picture(w: dict[str, str], made: Assessment) -> Iterator[object]:
    for found in made.cause.candidates:
        if found.cause != made.cause.cause:
            continue
        if not (found.rule_out or made.disposition.may_reassure):
            continue  # an ordinary cause reassures
        yield from _heading(f"{w['rule_out' if found.rule_out else 'cause']}: {found.title}")
        if made.disposition.may_reassure:
            yield Padding(escape(found.says), (0, 0, 0, 2))
        for sign, arguments in (("for", found.pros), ("against", found.cons)):
            for argument in arguments:
                yield Padding(escape(f"• {w[sign]}: {argument.text}"), (0, 0, 0, 2))
    if made.imaging.settled and (made.disposition.may_reassure or made.imaging.advice != "not_indicated"):
        yield from _heading(w["scan"])
        for reason in made.imaging.reasons:
            yield Padding(escape(f"• {reason.text}"), (0, 0, 0, 2))


def _advice(w: dict[str, str], made: Assessment) -> Iterator[object]:
    if made.prognosis:
        yield from _heading(w["course"])
        yield Padding(escape(made.prognosis["text"]), (0, 0, 0, 2))
    groups = {
        "care": [o for o in made.care if o.offered],
        "ask_first": [o for o in made.care if o.ask_first],
        "uncertain": [o for o in made.care if o.recommendation == "uncertain"],
        "not_care": [o for o in made.care if o.recommendation == "not_recommended"],
    }
    for title, options in groups.items():
        yield from _options(w, title, options)
    mine = [r for r in made.risk_factors if r.status is True and r.changeable]
    if mine:
        yield from _heading(w["risk"])
        for risk in mine:
            yield Padding(f"• [bold]{escape(risk.title)}.[/] {escape(risk.advice)}", (0, 0, 0, 2))


def _options(w: dict[str, str], title: str, options: list[Option]) -> Iterator[object]:
    """Options in full where a person chooses for themselves; the others by name, on one line."""
    if not options:
        return
    yield from _heading(w[title])
    own = [o for o in options if title == "care" or o.kind in ("self", "movement", "medicine")]
    for option in own:
        yield Padding(f"• [bold]{escape(option.title)}.[/] {escape(option.says)}", (0, 0, 0, 2))
    others = [o.title for o in options if o not in own]
    if others:
        yield Padding(escape(f"• {w['also']}: {'; '.join(others)}"), (0, 0, 0, 2))
