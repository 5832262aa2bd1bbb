"""A page for those who build: send an order as a clinic's system would, and see the card it gets."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from rygrad.fhir.hooks import IMAGING, TABLE
from rygrad.fhir.response import ResourceFault
from rygrad.kb.basics import Text
from rygrad.kb.code_models import ImagingCode, ReasonCode, RecordCode
from rygrad.web.strict_json import NotJsonError, strict_json
from rygrad.web.texts import safe
from rygrad.web.turn import Turn

LONGEST = 100_000  # characters
PATIENT = "1288992"
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list to pick from."""

    id: str
    words: str
    chosen: bool


async def show(request: Request) -> Response:
    """The call that was picked, and its answer."""
    turn = Turn(request)
    call = json.dumps(_call(turn), ensure_ascii=False, indent=2)
    return _answered(turn, call)


async def send(request: Request) -> Response:
    """The answer to a call that was edited; nothing of it is kept."""
    turn = Turn(request)
    await turn.form()
    call = turn.field("call")
    if not call or len(call) > LONGEST:
        fault = turn.t("developers-length", most=LONGEST)
        return _page(turn, call[:LONGEST], fault=fault, status=422)
    return _answered(turn, call)


def _answered(turn: Turn, call: str) -> Response:
    """The page with the cards, or with what is wrong and where."""
    site, address = turn.site, turn.link("")
    if TABLE not in site.knowledge.tables:
        return _page(turn, call)
    try:
        sent = strict_json(call.encode(errors="replace"))
        today = site.settings.today()
        made = site.hooks.answer(IMAGING, sent, today, turn.lang, f"{address}/fhir", f"{address}/")
    except NotJsonError as e:
        return _page(turn, call, fault=str(e), status=422)
    except ResourceFault as e:
        fault = "; ".join(f"{i.path}: {i.text(turn.lang)}" for i in e.issues)
        return _page(turn, call, fault=fault, status=422)
    return _page(turn, call, made)


def _page(
    turn: Turn, call: str, made: dict[str, Any] | None = None, fault: str | None = None, status: int = 200
) -> Response:
    knowledge = turn.site.knowledge
    asked = turn.request.query_params
    return turn.page(
        "developers.html",
        status=status,
        ready=TABLE in knowledge.tables,
        call=call,
        cards=[card | {"html": shown(card["detail"])} for card in made["cards"]] if made else [],
        answer=json.dumps(made, ensure_ascii=False, indent=2) if made else None,
        fault=fault,
        longest=LONGEST,
        images=_choices(turn, knowledge.imaging_codes.values(), asked.get("image")),
        reasons=_choices(turn, knowledge.reason_codes.values(), asked.get("reason")),
        records=_choices(turn, _conditions(turn), asked.get("record")),
        examples=_examples(turn),
    )


def shown(detail: str) -> Markup:
    """A card's detail as a clinic's system would show it; HTML in it stays text."""
    return safe(_MARKDOWN.render(detail))


def _conditions(turn: Turn) -> list[RecordCode]:
    return [r for r in turn.site.knowledge.record_codes.values() if r.resource == "Condition"]


def _choices(
    turn: Turn, codes: Iterable[ImagingCode | ReasonCode | RecordCode], chosen: str | None
) -> list[Choice]:
    found = []
    for one in codes:
        words: Text = one.words
        found.append(Choice(one.id, f"{words.in_language(turn.lang)} ({_first(one)[1]})", one.id == chosen))
    return found


def _first(one: ImagingCode | ReasonCode | RecordCode) -> tuple[str, str]:
    """A code to send for an entry; of all that begin so, the beginning."""
    code = one.code if isinstance(one, ImagingCode) else one.codes[0].removesuffix("*")
    return one.system[0], code


def _examples(turn: Turn) -> list[tuple[str, str]]:
    """What is worth seeing first: a link each."""
    k = turn.site.knowledge
    image = next(iter(k.imaging_codes), "")
    by_reason = {r.reason: r.id for r in reversed(list(k.reason_codes.values()))}
    cancer = next((r.id for r in _conditions(turn) if "cancer_ever" in r.says), "")
    picked = [
        ("nothing", {"image": image}),
        ("plain", {"image": image, "reason": by_reason.get("back_pain", "")}),
        ("urgent", {"image": image, "reason": by_reason.get("cauda_equina", "")}),
        ("record", {"image": image, "reason": by_reason.get("back_pain", ""), "record": cancer}),
    ]
    return [(name, f"/developers?{urlencode(said)}") for name, said in picked if all(said.values())]


def _call(turn: Turn) -> dict[str, Any]:
    """A call of `order-sign` with what was picked in the address."""
    k, asked = turn.site.knowledge, turn.request.query_params
    image = k.imaging_codes.get(asked.get("image", "")) or next(iter(k.imaging_codes.values()), None)
    reason = k.reason_codes.get(asked.get("reason", ""))
    record = k.record_codes.get(asked.get("record", ""))
    order: dict[str, Any] = {
        "resourceType": "ServiceRequest",
        "id": "order-1",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": f"Patient/{PATIENT}"},
    }
    order |= {"code": _concept(image)} if image else {}
    order |= {"reasonCode": [_concept(reason)]} if reason else {}
    patient = {"resourceType": "Patient", "id": PATIENT, "birthDate": "1985-06-11", "gender": "female"}
    context = {"userId": "Practitioner/1", "patientId": PATIENT, "draftOrders": _bundle(order)}
    fetched: dict[str, Any] = {"patient": patient}
    if record:
        fetched["conditions"] = _bundle(
            {"resourceType": "Condition", "subject": order["subject"], "code": _concept(record)}
        )
    return {"hook": "order-sign", "hookInstance": INSTANCE, "context": context, "prefetch": fetched}


def _concept(one: ImagingCode | ReasonCode | RecordCode) -> dict[str, Any]:
    system, code = _first(one)
    return {"coding": [{"system": system, "code": code}]}


def _bundle(resource: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": resource}]}
