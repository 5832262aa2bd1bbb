"""The event-driven program: each person jumps from onset to recovery to onset (docs/burden.md)."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from math import ceil, exp, log
from typing import Any, get_type_hints

import numpy as np
import numpy.typing as npt

from rygrad.burden.chance import compiled, drawn, key_of
from rygrad.burden.counts import (
    AGAIN_WITHIN,
    AGES,
    ANY_PAIN,
    AT_WORK,
    BEGUN,
    CARE,
    CARE_AGAIN,
    CHRONIC,
    EPISODES,
    EVER,
    FLARES,
    FOLLOWED,
    IN_WEEKS,
    LAST_WEEKS,
    LIMITING_AGAIN,
    OPERATIONS,
    OVER_30,
    OVER_30_DAYS,
    PAST_MONTH,
    PEOPLE,
    RECOVERED,
    SCANS,
    SOUGHT,
    SOUGHT_AT_ONCE,
    STILL_AFTER,
    TROUBLESOME,
    UNNEEDED,
    WEEKS,
    YEARLY,
    Counts,
)
from rygrad.burden.law import Law
from rygrad.burden.rates import (
    AGE,
    ARRIVES,
    FLARES_LATE,
    KIND,
    LIMITS,
    LONG_AGO,
    NEVER,
    OF_A_PERSON,
    OPERATION,
    RECOVERY,
    SCAN,
    WALKS,
    ages_of,
    next_care,
    no_flare,
    onset_holds_until,
    onset_rates,
    pain_before,
    person_ratios,
    recovery_rate,
    seek,
    weeks_with_flares,
)
from rygrad.burden.rates import CARE as CARE_SOUGHT
from rygrad.burden.rates import EVER as HAD_IT
from rygrad.burden.rates import FLARES as FLARES_EARLY
from rygrad.burden.rates import ONSET as WAIT

BLOCK = 8192  # people whose counts are kept together; no result hangs on it
_CARE_POINTS = 256  # more than an episode has: one in 6, 12, then one a year
_PAST = BEGUN + 1
_MIDDLE_WEEK = 12
_NOT_FOLLOWED = -(10**6)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@compiled()
def _waiting(key: np.uint64, decision: int, count: int) -> float:
    """How much summed rate passes before it happens, so that each week's chance is 1 - exp(-rate)."""
    return -log(drawn(key, decision, count))


@compiled()
def _weeks_until(left: float, rate: float, most: int) -> int:
    """In which week, counted from 1, the summed rate is reached; 0 when not in so many weeks."""
    if rate * most < left:
        return 0
    return min(max(1, ceil(left / rate)), most)


@compiled()
def _first_year(arrives: int, span: int, run_in: int) -> int:
    """The first year that leaves a trace: who gave up the place before counting began leaves none."""
    return 0 if arrives > run_in else arrives + (run_in - arrives) // span * span


@compiled()
def _live(
    person: int,
    seed: int,
    laws: Any,
    lived: Floats,
    by_age: Floats,
    run_in: int,
    years: int,
    changed: bool,
    seen: Ints,
    followed: Ints,
) -> None:
    """One person's place through all years; adds to the counts."""
    before, after = laws[0], laws[1]
    key = key_of(seed, person)
    span = before.oldest - before.youngest + 1
    first_age = before.youngest + int(drawn(key, AGE, 0) * span)
    counted_from, end = run_in * WEEKS, (run_in + years) * WEEKS
    onset_ratio, recovery_ratio = person_ratios(before, key)
    clean = (1.0 - pain_before(before, onset_ratio)) * exp(-lived[first_age - before.youngest] * onset_ratio)
    recovered = NEVER if drawn(key, HAD_IT, 0) < clean else LONG_AGO
    walks, sought = False, False
    index, again, limited, cared = _NOT_FOLLOWED, False, False, False
    in_pain, troublesome, scanned, episode_followed, sought_at_once = False, False, False, False, False
    began, care_at, episode = 0, 0, 0
    left = _waiting(key, WAIT, 0)
    first_year = _first_year(span - (first_age - before.youngest), span, run_in)
    older = (first_age - before.youngest + first_year) % span - 1
    for year in range(first_year, run_in + years):
        older = older + 1 if older + 1 < span else 0
        law = laws[0 if year < run_in else 1]
        if year == run_in and changed:
            onset_ratio, recovery_ratio = person_ratios(after, key)
        age = before.youngest + older
        at_age = by_age[0 if year < run_in else 1, older]
        week, stop_year = year * WEEKS, (year + 1) * WEEKS
        if year > 0 and older == 0:  # somebody new takes the place
            recovered = LONG_AGO if drawn(key, ARRIVES, year) < pain_before(law, onset_ratio) else NEVER
            if in_pain and episode_followed:
                _note_length(followed, WEEKS + 1, sought_at_once)
            in_pain, walks, index = False, False, _NOT_FOLLOWED
            episode += 1
            left = _waiting(key, WAIT, episode)
        at, group = year - run_in if year >= run_in else years, ages_of(age)
        cared_for, chronic, past_month = False, False, False
        late_from = stop_year - LAST_WEEKS
        well, well_late, weeks_in_year, days = 0, 0, 0, 0.0
        while week < stop_year:
            if not in_pain:
                stop = min(stop_year, onset_holds_until(law, recovered, week, walks))
                base, worse = onset_rates(law, at_age, recovered, week, walks)
                rate = base * onset_ratio
                waited = _weeks_until(left, rate, stop - week)
                if waited == 0:
                    left -= rate * (stop - week)
                else:
                    stop = week + waited - 1
                if recovered != NEVER:
                    well += stop - week
                    well_late += max(0, stop - max(week, late_from))
                week = stop
                if waited == 0:
                    continue
                episode += 1
                in_pain, scanned, sought, began, care_at = True, False, False, week, 0
                troublesome = drawn(key, KIND, episode) * base < worse
                left = _waiting(key, RECOVERY, episode)
                seen[at, group, EPISODES] += 1
                seen[at, group, TROUBLESOME] += troublesome
                if week - index < WEEKS:
                    if not again:
                        _note_again(followed, week - index)
                        again = True
                    if not limited and (troublesome or drawn(key, LIMITS, episode) < law.limiting_brief):
                        followed[LIMITING_AGAIN] += 1
                        limited = True
                episode_followed = week >= counted_from and week + WEEKS + 1 <= end and age < before.oldest
                sought_at_once = False
                if episode_followed:
                    followed[BEGUN] += 1
            lasted = week - began
            if lasted == care_at:
                care_at = next_care(lasted)
                count = episode * _CARE_POINTS + (
                    0 if lasted == 0 else 1 if lasted == 6 else 2 + lasted // WEEKS
                )
                if drawn(key, CARE_SOUGHT, count) < seek(law, lasted, troublesome):
                    seen[at, group, CARE] += 1
                    sought, cared_for = True, True
                    if week - index < WEEKS and not cared:
                        followed[CARE_AGAIN] += 1
                        cared = True
                    if lasted == 0 and episode_followed:
                        sought_at_once = True
                        followed[SOUGHT_AT_ONCE] += 1
                    which = drawn(key, SCAN, count)
                    unneeded = law.scan_needed <= which < law.scan_needed + law.scan_unneeded
                    seen[at, group, SCANS] += which < law.scan_needed + law.scan_unneeded
                    seen[at, group, UNNEEDED] += unneeded
                    scanned = scanned or unneeded
                    if year >= run_in:  # nothing else hangs on it
                        risk = law.operation * law.operation_ratio if unneeded else law.operation
                        seen[at, group, OPERATIONS] += drawn(key, OPERATION, count) < risk
            stop = min(stop_year, began + care_at)
            rate = recovery_rate(law, lasted, troublesome, scanned) * recovery_ratio
            hurt = _weeks_until(left, rate, stop - week)
            over = hurt > 0
            if not over:
                hurt = stop - week
                left -= rate * hurt
            phase = 0 if lasted < 6 else 1 if lasted < 12 else 2
            seen[at, group, IN_WEEKS + phase] += hurt
            if troublesome and age < law.work_until:
                seen[at, group, AT_WORK + phase] += hurt
            weeks_in_year += hurt
            days += hurt * (7.0 if troublesome else law.days_brief)
            week += hurt
            chronic |= phase == 2
            past_month |= week > late_from
            if over:
                if episode_followed:
                    _note_length(followed, week - began, sought_at_once)
                in_pain, recovered = False, week
                walks = law.walking > 0.0 and drawn(key, WALKS, episode) < law.walking
                left = _waiting(key, WAIT, episode)
                can = week > counted_from and week + WEEKS <= end and age < before.oldest
                if can and sought and week - index >= WEEKS:
                    index, again, limited, cared = week, False, False, False
                    followed[RECOVERED] += 1
        if year >= run_in:
            flares = 0
            if well > 0 and law.flares > 0.0:
                none = no_flare(law.flares * at_age * onset_ratio)
                late = weeks_with_flares(drawn(key, FLARES_LATE, year), well_late, none)
                flares = late + weeks_with_flares(drawn(key, FLARES_EARLY, year), well - well_late, none)
                past_month |= late > 0
            seen[at, group, PEOPLE] += 1
            seen[at, group, FLARES] += flares
            seen[at, group, PAST_MONTH] += past_month
            seen[at, group, CHRONIC] += chronic
            seen[at, group, ANY_PAIN] += weeks_in_year + flares > 0
            seen[at, group, OVER_30] += days + flares * law.days_flare > OVER_30_DAYS
            seen[at, group, SOUGHT] += cared_for
            seen[at, group, EVER] += in_pain or recovered != NEVER
    if in_pain and episode_followed:
        _note_length(followed, WEEKS + 1, sought_at_once)


@compiled()
def _note_again(followed: Ints, gap: int) -> None:
    """An onset after so many weeks without pain, of a recovery that is followed."""
    for at in range(3):
        followed[RECOVERED + 1 + at] += gap < AGAIN_WITHIN[at]


@compiled()
def _note_length(followed: Ints, weeks: int, sought_at_once: bool) -> None:
    """An episode that is followed has lasted so long, or longer than is asked."""
    followed[_PAST] += weeks > STILL_AFTER[0]
    followed[_PAST + 1] += weeks > _MIDDLE_WEEK
    if sought_at_once:
        for at in range(3):
            followed[SOUGHT_AT_ONCE + 1 + at] += weeks > STILL_AFTER[at]


@compiled()
def _live_block(
    first: int,
    last: int,
    seed: int,
    laws: Any,
    lived: Floats,
    by_age: Floats,
    run_in: int,
    years: int,
    changed: bool,
    seen: Ints,
    followed: Ints,
) -> None:
    """The people from `first` to just before `last`."""
    for person in range(first, last):
        _live(person, seed, laws, lived, by_age, run_in, years, changed, seen, followed)


def simulate(
    people: int,
    years: int,
    seed: int,
    before: Law,
    after: Law,
    run_in: int,
    block: int = BLOCK,
    threads: int | None = None,
) -> Counts:
    """The counts of so many people over so many counted years; `threads` changes only the time it takes."""
    lived, by_age = np.array(before.lived), np.array([before.age, after.age])
    laws, changed = _rows(before, after), _people_change(before, after)

    def counted(first: int) -> tuple[Ints, Ints]:
        seen = np.zeros((years + 1, len(AGES), len(YEARLY)), dtype=np.int64)
        followed = np.zeros(len(FOLLOWED), dtype=np.int64)
        last = min(people, first + block)
        with np.errstate(over="ignore"):  # whole numbers of 64 bits are meant to run over
            _live_block(first, last, seed, laws, lived, by_age, run_in, years, changed, seen, followed)
        yearly = seen[:years]
        yearly[:, 0] = yearly.sum(axis=1)  # all: those of neither narrower group until now
        return yearly, followed

    total = Counts(*counted(0))  # alone, so that compiling happens once
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        for yearly, followed in pool.map(counted, range(block, people, block)):
            total.yearly[:] += yearly
            total.followed[:] += followed
    return total


def _people_change(before: Law, after: Law) -> bool:
    """Whether anybody's own ratios may be others after the run-in, so that they must be reckoned anew."""
    return any(getattr(before, name) != getattr(after, name) for name in OF_A_PERSON)


def _rows(*laws: Law) -> Any:
    """The laws as rows of one record array: compiled code looks into a row, and would copy a tuple.

    Tables by age go as arrays of their own: code that numba keeps may be taken for that of another record,
    so there must be one kind of record only.
    """
    bare = [law._replace(age=(), lived=()) for law in laws]
    kinds = {name: np.int64 if kind is int else np.float64 for name, kind in get_type_hints(Law).items()}
    dtype = np.dtype([(name, kinds[name], np.shape(value)) for name, value in bare[0]._asdict().items()])
    return np.array([tuple(law) for law in bare], dtype=dtype).view(np.recarray)
