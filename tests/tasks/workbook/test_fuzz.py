"""A sample of ``bench.fuzz_workbooks``: every malformed file gets a verdict within its limits."""

from functools import partial

from tasks.files.worker_pool import CallLimits, run_in_workers
from tests.support.corpus_form import context
from tests.support.fuzz import cases
from tests.support.fuzz_verdict import Verdict, verdict


def judged(files):
    """Verdicts by name, in workers that stop what takes longer or more."""
    calls = [(content, name) for name, content in files]
    judge = partial(verdict, context=context())
    results = run_in_workers(judge, calls, CallLimits(seconds=2, megabytes=300))
    return {name: result for (_, name), result in zip(calls, results, strict=True)}


def test_every_malformed_file_gets_a_verdict_in_time_and_within_memory():
    results = judged(cases(seed=3, count=200))

    assert all(isinstance(result, Verdict) for result in results.values()), results
    assert {result.kind for result in results.values()} == {"accepted", "findings", "refused"}
