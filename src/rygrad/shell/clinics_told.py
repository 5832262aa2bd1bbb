"""What loading a list came to, and clinics that were found, as a person reads them on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rygrad.directory.changes import Change
from rygrad.directory.clinic import Clinic
from rygrad.directory.headers import headers
from rygrad.directory.places import Place
from rygrad.shell.clinics import Import
from rygrad.store.clinics import Found, Hit

AT_MOST = 20  # lines of a kind; --json has them all
_WORDS = {
    "da": {
        "added": "Nye",
        "reopened": "Åbne igen",
        "changed": "Ændrede",
        "removed": "Ikke på listen mere (lukkes, men gemmes)",
        "spared": "Rækken er afvist (klinikken står som før)",
        "refused": "Afviste rækker",
        "remarks": "Bemærkninger",
        "alike": "Er det den samme? (begge er med)",
        "unchanged": "Uændrede",
        "more": "… og {n} til",
        "written": "Listen er gemt.",
        "same": "Intet at ændre: listen er den samme.",
        "dry": "Kun en prøve: intet er gemt.",
        "not_written": "Intet er gemt. Ret rækkerne, eller tag resten med --skip-refused.",
        "none_good": "Intet er gemt: ingen række kan bruges.",
        "phone": "samme telefon",
        "name and address": "navn og adresse ligner",
        "unknown": "ukendt",
        "yes": "ja",
        "no": "nej",
        "nearest": "{n} af {total} klinikker, nærmest {place} først (luftlinje)",
        "all": "{n} af {total} klinikker i Danmark, efter navn",
        "paid": "Ingen kan betale for en plads på listen.",
        "known": "Kun klinikker, som har oplyst det, er med. Andre kan have det uden at have sagt det.",
        "none": "Ingen klinik på listen passer.",
        "approximate": "afstanden er til byens midte",
    },
    "en": {
        "added": "New",
        "reopened": "Open again",
        "changed": "Changed",
        "removed": "In the list no more (closed, but kept)",
        "spared": "The row is refused (the clinic stays as it was)",
        "refused": "Refused rows",
        "remarks": "Remarks",
        "alike": "The same one? (both are kept)",
        "unchanged": "Unchanged",
        "more": "… and {n} more",
        "written": "The list is kept.",
        "same": "Nothing to change: it is the same list.",
        "dry": "A dry run: nothing was written.",
        "not_written": "Nothing was written. Mend the rows, or take the rest with --skip-refused.",
        "none_good": "Nothing was written: no row can be used.",
        "phone": "same phone",
        "name and address": "alike name and address",
        "unknown": "unknown",
        "yes": "yes",
        "no": "no",
        "nearest": "{n} of {total} clinics, nearest {place} first (as the crow flies)",
        "all": "{n} of {total} clinics in Denmark, by name",
        "paid": "Nobody can pay for a place in the list.",
        "known": "Only clinics that have said so are here. Others may have it without having said so.",
        "none": "No clinic of the list fits.",
        "approximate": "the distance is to the middle of the town",
    },
}


def report(done: Import, lang: str, dry_run: bool) -> str:
    """Added, changed, removed, refused with line and reason, and what was written."""
    w, made, read = _WORDS[lang], done.changes, done.read
    parts = [
        _part(w, "refused", (r.text(lang) for r in read.refused), len(read.refused)),
        _part(w, "added", (_named(c) for c in made.added), len(made.added)),
        _part(w, "reopened", (_named(c) for c in made.reopened), len(made.reopened)),
        _part(w, "changed", (_changed(w, c, lang) for c in made.changed), len(made.changed)),
        _part(w, "removed", (_named(c) for c in made.removed), len(made.removed)),
        _part(w, "spared", (_named(c) for c in made.spared), len(made.spared)),
        _part(
            w,
            "alike",
            (f"{_named(a.one)} + {_named(a.other)}: {w[a.by]}" for a in done.alike),
            len(done.alike),
        ),
        _part(w, "remarks", (r.text(lang) for r in read.remarks), len(read.remarks)),
        f"{w['unchanged']}: {made.unchanged}",
        w[_ending(done, dry_run)],
    ]
    return "\n".join(part for part in parts if part)


def _ending(done: Import, dry_run: bool) -> str:
    if done.refused:
        return "not_written" if done.read.taken else "none_good"
    if dry_run:
        return "dry"
    return "written" if done.written else "same"


def _part(w: dict[str, str], title: str, lines: Iterable[str], count: int) -> str:
    shown = [line for line, _ in zip(lines, range(AT_MOST), strict=False)]
    if count > AT_MOST:
        shown.append(w["more"].format(n=count - AT_MOST))
    return "\n".join([f"{w[title]}: {count}", *(f"  {line}" for line in shown)]) if count else ""


def _named(clinic: Clinic) -> str:
    where = " ".join(part for part in (clinic.postcode, clinic.town) if part)
    return f"{clinic.name}, {where}" if where else clinic.name


def _changed(w: dict[str, str], change: Change, lang: str) -> str:
    """Field by field: what it was, and what it becomes."""
    fields = [
        f"{headers().danish.get(name, name) if lang == 'da' else name}: "
        f"{_value(w, getattr(change.before, name))} → {_value(w, getattr(change.after, name))}"
        for name in change.fields
    ]
    return f"{_named(change.after)}: {'; '.join(fields)}"


def _value(w: dict[str, str], value: object) -> str:
    if value is None or value == ():
        return w["unknown"]
    if isinstance(value, bool):
        return w["yes" if value else "no"]
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def report_object(done: Import, dry_run: bool) -> dict[str, Any]:
    """The whole report for other programs."""
    made = done.changes

    def briefly(clinics: Iterable[Clinic]) -> list[dict[str, str]]:
        return [{"id": clinic.id, "name": clinic.name} for clinic in clinics]

    return {
        "written": done.written,
        "dry_run": dry_run,
        "added": briefly(made.added),
        "reopened": briefly(made.reopened),
        "changed": [
            {
                "id": c.after.id,
                "name": c.after.name,
                "fields": {
                    name: {"before": before[name], "after": after[name]}
                    for before, after in [(c.before.model_dump(mode="json"), c.after.model_dump(mode="json"))]
                    for name in c.fields
                },
            }
            for c in made.changed
        ],
        "unchanged": made.unchanged,
        "removed": briefly(made.removed),
        "spared": briefly(made.spared),
        "refused": [
            {"where": r.where, "id": r.id, "name": r.name, "da": r.da, "en": r.en} for r in done.read.refused
        ],
        "remarks": [{"where": r.where, "da": r.da, "en": r.en} for r in done.read.remarks],
        "possible_duplicates": [{"ids": [a.one.id, a.other.id], "by": a.by} for a in done.alike],
    }


def found_text(found: Found, place: Place, filtered: bool, lang: str) -> str:
    """Clinics as a list to read, with the reason for their order."""
    w = _WORDS[lang]
    if not found.hits:
        return "\n".join([w["none"], *([w["known"]] if filtered else [])])
    head = w["all" if place.kind == "country" else "nearest"]
    lines = [f"{head.format(n=len(found.hits), total=found.total, place=place.name)}. {w['paid']}"]
    if filtered:
        lines.append(w["known"])
    for hit in found.hits:
        lines += ["", *_hit(w, hit, lang)]
    return "\n".join(lines)


def _hit(w: dict[str, str], hit: Hit, lang: str) -> Iterator[str]:
    clinic = hit.clinic
    far = "" if hit.kilometres is None else f"{hit.kilometres:.1f} km"
    far = far.replace(".", ",") if lang == "da" else far
    yield f"{clinic.name}{f' · {far}' if far else ''}"
    address = ", ".join(part for part in (clinic.address, _town(clinic)) if part)
    for line in (address, clinic.phone, clinic.web, clinic.note):
        if line:
            yield f"  {line}"
    if clinic.approximate and far:
        yield f"  ({w['approximate']})"


def _town(clinic: Clinic) -> str:
    return " ".join(part for part in (clinic.postcode, clinic.town) if part)
