"""One request and its answer: whose visit, which language, which page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

import jinja2
from limits.aio.strategies import FixedWindowRateLimiter
from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rygrad.assess.assess import assessment_of
from rygrad.assess.assessment import Assessment, Option
from rygrad.directory.places import Places
from rygrad.fhir.hooks import Hooks
from rygrad.guide.interview import Interview
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.wording import level_words
from rygrad.store.card_feedback import FeedbackStore
from rygrad.store.clinics import Directory
from rygrad.store.diaries import Store
from rygrad.web.callers import caller
from rygrad.web.figures import course_figure
from rygrad.web.hooks_trust import Trust
from rygrad.web.phones import Urgent, urgent
from rygrad.web.result_view import Said, said
from rygrad.web.settings import Settings
from rygrad.web.shelf import Shelf
from rygrad.web.texts import LANGUAGES, Say, safe, say, wished_language
from rygrad.web.visit import COOKIE, Lang, Seal, Visit, new_visit

MOST_KEPT = 5000


@dataclass(frozen=True)
class Site:
    """What all requests share."""

    settings: Settings
    seal: Seal
    pages: jinja2.Environment
    store: Store
    wrong_keys: FixedWindowRateLimiter
    shelf: Shelf
    directory: Directory
    places: Places
    hooks: Hooks
    card_feedback: FeedbackStore
    trust: Trust | None = None

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge this site runs on."""
        return self.settings.knowledge


class Turn:
    """One request, with the visit it belongs to."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.site: Site = request.app.state.site
        self.carried = self.site.seal.opened(request.cookies.get(COOKIE))
        self.visit: Visit = self.carried or new_visit()
        self.lang: Lang = self._language()
        self.t: Say = say(self.lang)
        self._form: FormData | None = None
        self._interview: tuple[Visit, Interview] | None = None
        self._files: dict[str, bytes] = {}

    def _language(self) -> Lang:
        """The language asked for in the address, chosen before, or wished for by the browser."""
        asked = self.request.query_params.get("lang")
        if asked in LANGUAGES:
            self.visit = self.visit.choosing(cast("Lang", asked))
        wished = wished_language(self.request.headers.get("accept-language"))
        return cast("Lang", self.visit.chosen or wished)

    def interview(self) -> Interview:
        """The interview as far as this visit has come; the same one until the visit changes."""
        if self._interview is None or self._interview[0] is not self.visit:
            self._interview = (self.visit, self.visit.interview(self.site.knowledge, self.lang))
        return self._interview[1]

    def assessment(self) -> Assessment:
        """The assessment of this visit's answers today."""
        return assessment_of(self.interview().person(), self.site.settings.today())

    def keep(self, visit: Visit) -> None:
        """Sends this visit back with the answer."""
        self.visit = visit

    async def form(self) -> FormData:
        """The form that was sent; refuses one that no page of this visit has made."""
        if self._form is None:
            self._form = await self._read_form()
            token = self._form.get("form_token")
            vouched = isinstance(token, str) and self.carried is not None
            if not vouched or not self.site.seal.vouches_for(self.visit, cast("str", token)):
                raise HTTPException(403, "form-not-ours")
        return self._form

    async def _read_form(self) -> FormData:
        """The fields of a form; anything but a form is refused."""
        if self.request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "form-not-ours")
        kind = self.request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded":
            return _form_of(await self.request.body())
        if kind == "multipart/form-data":
            async with self.request.form(max_files=1, max_fields=1000) as sent:
                fields: list[tuple[str, str | UploadFile]] = [
                    (name, value) for name, value in sent.multi_items() if isinstance(value, str)
                ]
                for name, file in sent.multi_items():
                    if isinstance(file, UploadFile):
                        self._files[name] = await file.read()
                return FormData(fields)
        raise HTTPException(415, "form-unreadable")

    @property
    def sent(self) -> FormData | None:
        """The form already read."""
        return self._form

    @property
    def address(self) -> str:
        """Who asks, as far as the network tells; one house for the newer kind of address."""
        return caller(self.request.scope)

    def link(self, path: str) -> str:
        """The whole address of a page, to be carried to another machine."""
        url = self.request.url
        return f"{self.site.settings.address or f'{url.scheme}://{url.netloc}'}{path}"

    async def keyed_form(self) -> None:
        """The form of a diary's page: whoever knows the address may send it, but no other site may."""
        if self._form is None:
            self._form = await self._read_form()

    def field(self, name: str) -> str:
        """One field of the form already read; empty when it was not sent."""
        value = self._form.get(name) if self._form is not None else None
        return value.strip() if isinstance(value, str) else ""

    def file(self, name: str) -> bytes:
        """One file of the form already read; empty when it was not sent."""
        return self._files.get(name, b"")

    def page(self, name: str, status: int = 200, **values: Any) -> Response:
        """A page, with the banner that stands on every page while something is urgent."""
        made = values.pop("made", None)
        banner = self._banner(made)
        text = self.site.pages.get_template(name).render(
            t=self.t,
            lang=self.lang,
            path=self.request.url.path,
            in_language=self._in_language,
            form_token=lambda: self.site.seal.form_token(self.visit),
            begun=self.visit.begun,
            spaced=spaced,
            level_words=lambda level: level_words(level, self.lang),
            guideline=self._guideline,
            source_item=self._source_item,
            sources=self._sources,
            option_card=self._option_card,
            course=lambda phase: course_figure(self.site.knowledge, phase, self.lang),
            urgent=banner,
            whole_address=self.link,
            # Nothing leads away from a page that tells somebody to phone.
            reading=lambda part, place: None if banner else self.site.shelf.reading(part, place, self.lang),
            made=made,
            **values,
        )
        return self._keeping(
            HTMLResponse(text, status, {"Content-Language": self.lang, "Vary": "Accept-Language"})
        )

    def _in_language(self, lang: str) -> str:
        """The address of this page in another language, with all else that its address says."""
        kept = [(name, value) for name, value in self.request.query_params.multi_items() if name != "lang"]
        path, sent = "", self.request.url.path
        if self.request.method == "POST" and not sent.startswith("/interview/"):
            first = sent.split("/")  # a page that was sent cannot be asked for at its own address
            path = "/".join(first[:3] if first[1] == "diary" else first[:2])
        return f"{path}?{urlencode([*kept, ('lang', lang)])}"

    def _banner(self, made: Assessment | None) -> Urgent | None:
        if not self.visit.begun:
            return None
        return urgent(self.interview().person(), self.site.settings.today(), made)

    def _source_item(self, claim: Said) -> Markup:
        """A claim as a list item with its source; the same for everyone, so rendered once."""
        return self._rendered_once(f"item {claim.id}", lambda parts: parts.item(claim, self.t))

    def _sources(self, claims: Sequence[str]) -> Markup | str:
        """Claims with their sources, folded; the same for everyone, so rendered once."""
        if not claims:
            return ""
        all_ = [said(self.site.knowledge, claim, self.lang) for claim in claims]
        return self._rendered_once(f"block {' '.join(claims)}", lambda parts: parts.block(all_, self.t))

    def _option_card(self, option: Option) -> Markup:
        """A treatment with its verdicts and sources; the same for everyone who reads the same of it."""
        name = f"option {option.id} {option.recommendation} {option.says}"
        claim = partial(said, self.site.knowledge, lang=self.lang)

        def card(parts: Any) -> str:
            made: str = parts.card(option, self.t, claim, self._guideline, self._sources)
            return made

        return self._rendered_once(name, card, "_option.html")

    def _rendered_once(
        self, name: str, render: Callable[[Any], str], template: str = "_sources.html"
    ) -> Markup:
        kept: dict[tuple[str, str], Markup] = self.site.knowledge.made_once
        key = (f"page {name}", self.lang)
        if key in kept:
            return kept[key]
        made = safe(render(self.site.pages.get_template(template).module))
        if len(kept) < MOST_KEPT:  # claims are few, but lists of them can be combined without end
            kept[key] = made
        return made

    def _guideline(self, source: str) -> str:
        found = self.site.knowledge.sources[source]
        return found.short.in_language(self.lang) if found.short else found.citation

    def go(self, path: str) -> Response:
        """Sends the browser to another page, after a form."""
        return self._keeping(RedirectResponse(path, 303))

    def _keeping(self, response: Response) -> Response:
        """Sets the cookie on an answer when a form needs it or something was told; never before."""
        needed = self.visit.begun or self.visit.chosen or b"form_token" in response.body
        cookie = self.request.cookies.get(COOKIE)
        if self.visit == self.carried and self.site.seal.is_fresh(cookie):
            return response  # a slow page must not put older answers back over newer ones
        if needed:
            response.set_cookie(
                COOKIE,
                self.site.seal.sealed(self.visit),
                httponly=True,
                samesite="lax",
                secure=self.request.url.scheme == "https",
            )
        return response

    def gone(self, path: str) -> Response:
        """Sends the browser to another page and takes the cookie away."""
        response = RedirectResponse(path, 303)
        response.delete_cookie(COOKIE)
        return response


def _form_of(body: bytes) -> FormData:
    """The fields of a body that browsers send from a plain form."""
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=1000, errors="strict")
    except ValueError as e:
        raise HTTPException(400, "form-unreadable") from e
    return FormData([(name, value) for name, values in fields.items() for value in values])


def spaced(number: str) -> str:
    """A phone number as it is read, never broken over lines: "70 11 07 07"; short ones stay whole."""
    pairs = [number[at : at + 2] for at in range(0, len(number), 2)]
    return "\N{NO-BREAK SPACE}".join(pairs) if len(number) == 8 else number
