"""A CDS Hooks 2.0 call, read: which hook, which patient, which orders, what was fetched beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rygrad.fhir.resources import Placed, resources_in
from rygrad.fhir.response import Issue, ResourceFault

OLD_HOOKS = {"medication-prescribe": "order-select", "order-review": "order-sign"}
OLD_FIELDS = ("user", "patient", "encounter", "oauth", "redirect")
OLD_ORDERS = ("orders", "medications")
WITH_ORDERS = ("order-select", "order-sign")
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class HookCall:
    """One call; `orders` are the selected drafts, `known` every resource that came with it."""

    hook: str
    instance: str
    patient: str
    orders: tuple[Placed, ...]
    known: tuple[Placed, ...]


def read_call(sent: Any, hooks: tuple[str, ...]) -> HookCall:
    """The call for a service of these hooks; raises ResourceFault with the place of what is wrong."""
    if not isinstance(sent, dict):
        raise _wrong("structure", "body", "skal være et objekt", "must be an object")
    _refuse_old(sent)
    hook = _text(sent, "hook", "hook")
    if hook not in hooks:
        allowed = ", ".join(hooks)
        raise _wrong("value", "hook", f"her bruges {allowed}", f"this service takes {allowed}")
    instance = _text(sent, "hookInstance", "hookInstance")
    context = sent.get("context")
    if not isinstance(context, dict):
        raise _wrong("required", "context", "skal være et objekt", "must be an object")
    if not isinstance(context.get("userId", ""), str):  # nothing is told apart by who asks
        raise _wrong("structure", "context.userId", "skal være tekst", "must be text")
    patient = _text(context, "patientId", "context.patientId").removeprefix("Patient/")
    drafts = _drafts(context) if hook in WITH_ORDERS else []
    chosen = _chosen(context, drafts) if hook == "order-select" else drafts
    return HookCall(hook, instance, patient, tuple(chosen), (*drafts, *_prefetched(sent.get("prefetch"))))


def _refuse_old(sent: dict[str, Any]) -> None:
    """Says plainly that the form of CDS Hooks before 2.0 is not spoken, and what to send instead."""
    hook = sent.get("hook")
    if isinstance(hook, str) and hook in OLD_HOOKS:
        new = OLD_HOOKS[hook]
        raise _old("hook", f"»{hook}« er afløst af »{new}«", f"'{hook}' was replaced by '{new}'")
    for name in OLD_FIELDS:
        if name in sent:
            raise _old(name, "hører nu hjemme i context", "belongs in context now")
    context, fetched = sent.get("context"), sent.get("prefetch")
    for name in OLD_ORDERS:
        if isinstance(context, dict) and name in context:
            raise _old(f"context.{name}", "hedder nu draftOrders", "is draftOrders now")
    for key, value in fetched.items() if isinstance(fetched, dict) else ():
        if isinstance(value, dict) and "resourceType" not in value and "resource" in value:
            told = f"prefetch.{str(key)[:60]}"
            raise _old(told, "skal være ressourcen selv", "must be the resource itself")


def _drafts(context: dict[str, Any]) -> list[Placed]:
    path = "context.draftOrders"
    given = context.get("draftOrders")
    if not isinstance(given, dict) or given.get("resourceType") != "Bundle":
        raise _wrong("required", path, "skal være en Bundle", "must be a Bundle")
    return list(resources_in(given, path))


def _chosen(context: dict[str, Any], drafts: list[Placed]) -> list[Placed]:
    path = "context.selections"
    chosen = context.get("selections")
    if not isinstance(chosen, list) or not all(isinstance(one, str) for one in chosen):
        raise _wrong("required", path, "skal være en liste af id'er", "must be a list of ids")
    there = {name for one in drafts for name in (one.reference, one.resource.get("id")) if name}
    for at, name in enumerate(chosen):
        if name not in there:
            raise _wrong("not-found", f"{path}[{at}]", "findes ikke i draftOrders", "is not in draftOrders")
    return [one for one in drafts if one.reference in chosen or one.resource.get("id") in chosen]


def _prefetched(fetched: Any) -> list[Placed]:
    """Everything that was fetched; null and an OperationOutcome mean that it was not to be had."""
    if fetched is None:
        return []
    if not isinstance(fetched, dict):
        raise _wrong("structure", "prefetch", "skal være et objekt", "must be an object")
    found: list[Placed] = []
    for key, value in fetched.items():
        if value is not None:
            found += resources_in(value, f"prefetch.{str(key)[:60]}")
    return found


def _text(holder: dict[str, Any], key: str, path: str) -> str:
    value = holder.get(key)
    if not isinstance(value, str) or not value or len(value) > LONGEST_ID:
        raise _wrong("required", path, "skal være tekst", "must be text")
    return value


def _wrong(code: str, path: str, da: str, en: str) -> ResourceFault:
    return ResourceFault(Issue(code, path, da, en))


def _old(path: str, da: str, en: str) -> ResourceFault:
    return _wrong(
        "not-supported",
        path,
        f"formen er fra CDS Hooks 1.0. Her tales 2.0: {da}",
        f"this is the form of CDS Hooks 1.0. We speak 2.0: {en}",
    )
