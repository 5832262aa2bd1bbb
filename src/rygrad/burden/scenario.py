"""From parameters and a scenario to the two laws of a run: before counting begins, and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rygrad.burden.law import Law, law_of
from rygrad.kb.burden_models import Parameter, Scenario, fault_of
from rygrad.kb.knowledge import Knowledge
from rygrad.kb.problem import Refusal
from rygrad.kb.yaml_text import YamlFault, parse

BASELINE = "baseline"
FIXED = (
    "youngest",
    "oldest",
    "run_in",
    "adults_in_denmark",
)  # what a run is about, not what a policy changes
MOST_BYTES = 100_000
Values = dict[str, float]
_LIST = TypeAdapter(list[Scenario])


@dataclass(frozen=True)
class Run:
    """What is simulated: the values, the laws made of them, and how many years pass uncounted."""

    scenario: Scenario
    values: Values
    before: Law
    after: Law
    run_in: int


def baseline_values(knowledge: Knowledge) -> Values:
    """Every parameter as it stands, by id."""
    return {name: one.value for name, one in knowledge.burden_parameters.items()}


def run_of(scenario: Scenario, knowledge: Knowledge, values: Values | None = None) -> Run:
    """The laws of a scenario over `values`, else the parameters as they stand; Refusal for what cannot be."""
    start = values or baseline_values(knowledge)
    changed = _changed(scenario, start, knowledge.burden_parameters)
    after = law_of(changed, start)
    before = after if scenario.from_the_start else law_of(start, start)
    return Run(scenario, changed, before, after, int(start["run_in"]))


def find_scenario(name: str, knowledge: Knowledge) -> Scenario:
    """A scenario of the knowledge by its name, or the one in a file; Refusal that says which there are."""
    if name in knowledge.scenarios:
        return knowledge.scenarios[name]
    if Path(name).suffix in (".yaml", ".yml"):
        return _own_name(_read(Path(name)), name, knowledge)
    known = ", ".join(knowledge.scenarios)
    raise Refusal(
        f"--scenario: »{name}« kendes ikke; skriv {known} eller en fil, der ender på .yaml",
        f"--scenario: '{name}' is not known; write {known} or a file that ends in .yaml",
    )


def _own_name(scenario: Scenario, file: str, knowledge: Knowledge) -> Scenario:
    """A file's scenario under the name of one that ships would be told as that one."""
    if scenario.id in knowledge.scenarios:
        raise Refusal(
            f"{file}: id »{scenario.id}« er navnet på et scenarie, der følger med; giv det et andet",
            f"{file}: the id '{scenario.id}' is the name of a scenario that ships; give it another",
        )
    return scenario


def _changed(scenario: Scenario, values: Values, parameters: Mapping[str, Parameter]) -> Values:
    made = dict(values)
    for name, change in scenario.changes.items():
        if name not in parameters or name in FIXED:
            allowed = ", ".join(sorted(set(parameters) - set(FIXED)))
            raise Refusal(
                f"{scenario.id}: »{name}« kan ikke ændres; det kan {allowed}",
                f"{scenario.id}: '{name}' cannot be changed; these can: {allowed}",
            )
        made[name] = change.of(values[name])
        _refuse_what_cannot_be(scenario, parameters[name], made[name])
    _refuse_shares_beyond_one(scenario, made)
    return made


def _refuse_what_cannot_be(scenario: Scenario, parameter: Parameter, value: float) -> None:
    if fault := fault_of(value, parameter.unit):
        where = f"{scenario.id}: {parameter.id}: "
        raise Refusal(where + fault[0], where + fault[1])


def _refuse_shares_beyond_one(scenario: Scenario, values: Values) -> None:
    for pair in (("share_overweight", "share_obese"), ("scan_needed", "scan_unneeded")):
        if sum(values[name] for name in pair) > 1 + 1e-9:
            both = " + ".join(pair)
            raise Refusal(f"{scenario.id}: {both} er over 1", f"{scenario.id}: {both} is over 1")


def _read(file: Path) -> Scenario:
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise Refusal(f"{file}: filen er for stor", f"{file}: the file is too large")
        found = _LIST.validate_python(parse(raw.decode("utf-8")).value)
    except FileNotFoundError:
        raise Refusal(f"{file}: filen findes ikke", f"{file}: there is no such file") from None
    except OSError as e:
        raise Refusal(f"{file}: {e.strerror}", f"{file}: {e.strerror}") from None
    except UnicodeError:
        raise Refusal(f"{file}: filen er ikke UTF-8", f"{file}: the file is not UTF-8") from None
    except YamlFault as e:
        raise Refusal(f"{file}:{e.line}: {e.da}", f"{file}:{e.line}: {e.en}") from None
    except ValidationError as e:
        raise _shape(file, e) from None
    if len(found) != 1:
        raise Refusal(
            f"{file}: der skal stå ét scenarie, der står {len(found)}",
            f"{file}: there must be one scenario, there are {len(found)}",
        )
    return found[0]


def _shape(file: Path, error: ValidationError) -> Refusal:
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"][1:]) or "-"
    allowed = ", ".join(Scenario.model_fields)
    return Refusal(
        f"{file}: {place}: passer ikke ({fault['msg']}); et scenarie har {allowed} (se docs/burden.md)",
        f"{file}: {place}: {fault['msg']}; a scenario has {allowed} (see docs/burden.md)",
    )
