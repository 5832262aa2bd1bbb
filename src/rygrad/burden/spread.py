"""Many simulations side by side: over the processes of this machine, or over Spark."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

if TYPE_CHECKING:
    from pyspark import SparkContext

J = TypeVar("J")
D = TypeVar("D")
Hears = Callable[[int], None]  # how many of the jobs asked for are done
Do = Callable[[Sequence[J], Hears], list[D]]  # each job's result, in the jobs' order
SpreadName = Literal["processes", "spark"]
SPREADS: tuple[SpreadName, ...] = get_args(SpreadName)
_LOOK = 0.2  # seconds between two looks at how far Spark is


def spread_over(
    name: SpreadName, work: Callable[[J], D], processes: int, master: str | None
) -> AbstractContextManager[Do[J, D]]:
    """Somewhere to have jobs done, more than once while it is open."""
    return _over_spark(work, master) if name == "spark" else _over_processes(work, processes)


@contextmanager
def _over_processes(work: Callable[[J], D], processes: int) -> Iterator[Do[J, D]]:
    if processes == 1:
        yield lambda jobs, hears: _heard(map(work, jobs), hears)
        return
    # spawn: a fork would copy threads that compiled code may hold locks in
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_deaf)
    try:
        yield lambda jobs, hears: _heard(pool.map(work, jobs), hears)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _heard(results: Iterator[D], hears: Hears) -> list[D]:
    made: list[D] = []
    for one in results:
        made.append(one)
        hears(len(made))
    return made


def _deaf() -> None:
    """Ctrl-C is for the one who started the processes; it lets them end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _over_spark(work: Callable[[J], D], master: str | None) -> Iterator[Do[J, D]]:
    """Where Spark has room; raises Refusal when it cannot.

    `master` is a cluster's address; every machine of it must have this very program. None: this machine.
    """
    from rygrad.cluster.session import spark_session

    with spark_session(master) as spark:
        yield lambda jobs, hears: _collected(spark.sparkContext, work, jobs, hears)


def _collected(context: SparkContext, work: Callable[[J], D], jobs: Sequence[J], hears: Hears) -> list[D]:
    from rygrad.cluster.session import not_done

    if not jobs:
        return []
    spread = context.parallelize(list(jobs), len(jobs)).map(work)
    with ThreadPoolExecutor(1) as waiting:
        made: Future[list[D]] = waiting.submit(spread.collect)
        try:
            while not made.done():
                time.sleep(_LOOK)
                hears(_done_by(context))
        except BaseException:
            context.cancelAllJobs()
            raise
    with not_done():
        return made.result()


def _done_by(context: SparkContext) -> int:
    tracker: Any = context.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
    return sum(stage.numCompletedTasks for stage in stages if stage)
