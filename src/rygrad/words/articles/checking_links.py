"""What is wrong with the links of an article, and with the numbers that lean on a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rygrad.kb.models import Claim
from rygrad.words.articles.article import Article, Link
from rygrad.words.articles.checking import Fault, Ground
from rygrad.words.articles.links import Target, is_home_page, odd_place, same_page, target, tracking

# Pages of the guide that an article may lead to; what begins with one that ends in "/" is one too.
GUIDE_PAGES = frozenset(
    (
        "/",
        "/about",
        "/privacy",
        "/interview",
        "/diary",
        "/plan",
        "/report",
        "/lint",
        "/articles",
        "/find",
        "/find/",
    )
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_DECIMAL = {"da": re.compile(r"\d\.\d"), "en": re.compile(r"\d,\d(?!\d\d)")}


def links(article: Article, ground: Ground) -> Iterator[Fault]:
    """Links that lead nowhere, or where no reader should be sent."""
    for link in article.links:
        leads = target(link.href)
        fault = _nowhere(leads, article, ground)
        if fault:
            yield _fault(link, "error", *fault)
        if leads.kind == "outside":
            yield from _outside(link)
        if leads.kind == "site" and not _is_guide_page(leads.name):
            da = (
                f"guiden kender ikke siden »{leads.name}«; er det en side på et andet sted, så skriv https://"
            )
            en = f"the guide has no page '{leads.name}'; if it is of another site, write https://"
            yield _fault(link, "warning", "unknown-page", da, en)


def _fault(link: Link, severity: str, rule: str, da: str, en: str) -> Fault:
    return Fault(link.line, link.column, "error" if severity == "error" else "warning", rule, da, en)


def _nowhere(leads: Target, article: Article, ground: Ground) -> tuple[str, str, str] | None:
    """The rule and the words, when a link inside the site leads nowhere."""
    name, part = leads.name, leads.fragment
    match leads.kind:
        case "empty":
            return "empty-link", "henvisningen er tom", "the link is empty"
        case "anchor" if part not in {h.id for h in article.headings}:
            return "broken-id", f"ingen overskrift har id'et »{part}«", f"no heading has the id '{part}'"
        case "article" if name not in ground.library:
            return "broken-link", f"der er ingen artikel »{name}«", f"there is no article '{name}'"
        case "article" if part and not _has_heading(name, part, article.lang, ground):
            da = f"artiklen »{name}« har ingen overskrift »{part}«"
            return "broken-id", da, f"the article '{name}' has no heading '{part}'"
        case "guide" if not _is_guide_page(name):
            return "broken-link", f"guiden har ingen side »{name}«", f"the guide has no page '{name}'"
        case "claim" if name not in ground.knowledge.claims:
            return "unknown-claim", f"der er ingen påstand »{name}«", f"there is no claim '{name}'"
        case "outside" if odd_place(name):
            da = f"»{name}« er ikke en adresse, læsere skal sendes til"
            return "odd-place", da, f"'{name}' is no address to send readers to"
        case "unknown":
            return "unknown-link", f"»{name}« kan ikke følges", f"'{name}' cannot be followed"
    return None


def _has_heading(name: str, part: str, lang: str, ground: Ground) -> bool:
    other = ground.library.find(name, lang)
    return other is not None and part in {h.id for h in other.headings}


def _is_guide_page(path: str) -> bool:
    plain = path.partition("?")[0].partition("#")[0]
    return plain in GUIDE_PAGES or any(
        p != "/" and p.endswith("/") and plain.startswith(p) for p in GUIDE_PAGES
    )


def _outside(link: Link) -> Iterator[Fault]:
    """What is untidy about a link out of the site."""
    if names := tracking(link.href):
        da = f"adressen tæller besøg ({', '.join(names)}); tag det væk"
        yield _fault(
            link, "warning", "tracking", da, f"the address counts visits ({', '.join(names)}); leave it out"
        )
    if link.in_references and is_home_page(link.href):
        da = f"{link.href} er en forside; henvis til den side, der siger det"
        en = f"{link.href} is a home page; refer to the page that says it"
        yield _fault(link, "warning", "bare-home-page", da, en)
    if link.href.startswith("http://"):
        da, en = "adressen er uden https", "the address is without https"
        yield _fault(link, "warning", "no-https", da, en)


def references(article: Article, _: Ground) -> Iterator[Fault]:
    """Two references to one page, and references without any link."""
    seen: dict[str, int] = {}
    for entry in article.references:
        if not entry.href:
            da, en = "henvisningen har ingen adresse", "the reference has no address"
            yield Fault(entry.line, 1, "warning", "reference-without-link", da, en)
            continue
        page = same_page(entry.href)
        if page in seen:
            da = f"samme side som henvisningen på linje {seen[page]}: {entry.href}"
            en = f"the same page as the reference on line {seen[page]}: {entry.href}"
            yield Fault(entry.line, entry.column, "warning", "duplicate-reference", da, en)
        seen.setdefault(page, entry.line)


def claim_numbers(article: Article, ground: Ground) -> Iterator[Fault]:
    """A number in a link to a claim that is not the claim's, or is written as the other language does."""
    for link in article.links:
        leads = target(link.href)
        claim = ground.knowledge.claims.get(leads.name) if leads.kind == "claim" else None
        if claim is None:
            continue
        said = set(numbers(_in_one(link.text, claim)))
        if said - numbers_of(claim):
            wrong = ", ".join(f"{n:g}" for n in sorted(said - numbers_of(claim)))
            da = f"»{link.text}«: {wrong} er ikke tallet i påstanden {claim.id}"
            en = f"'{link.text}': {wrong} is not the number of the claim {claim.id}"
            yield Fault(link.line, link.column, "error", "wrong-number", da, en)
        elif _DECIMAL[article.lang].search(link.text):
            da = f"»{link.text}«: skriv komma før decimaler på dansk, punktum på engelsk"
            en = f"'{link.text}': write a comma before decimals in Danish, a point in English"
            yield Fault(link.line, link.column, "error", "decimals", da, en)


def numbers(text: str) -> list[float]:
    """The numbers of a text in either language's writing."""
    return [float(one.replace(",", ".")) for one in _NUMBER.findall(text)]


def numbers_of(claim: Claim) -> set[float]:
    """The numbers a claim may be quoted with: its value, low and high, a share as per cent too."""
    held = [claim.low, claim.high]
    if claim.value is not None:
        held.append(float(str(claim.value).split()[0]))
    plain = {one for one in held if one is not None}
    return plain | {round(one * 100, 6) for one in plain if 0 < one <= 1}


def _in_one(words: str, claim: Claim) -> str:
    """A phone number is written in pairs: 70 11 31 31."""
    return words.replace(" ", "") if claim.unit == "phone number" else words
