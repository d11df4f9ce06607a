"""Workers: the engine may crash, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.evaluate.durable.rulesets import cases_of, ruleset_of
from workshop_rules.evaluate._durable import Network, Workers

ROOT = Path(__file__).parents[3]


@pytest.fixture
def workers():
    some = Workers(ruleset_of("ordos_2013", "mentor"), 2)
    yield some
    some.close()


def test_workers_say_what_the_network_says_and_survive_crashes(workers):
    network = Network(ruleset_of("ordos_2013", "mentor"))
    cases = cases_of("ordos_2013", "mentor", 16)
    for number, case in enumerate(cases):
        if number == 8:  # a segmentation fault in one, a kill from outside in the other
            for worker, fault in zip(workers._workers, (signal.SIGSEGV, signal.SIGKILL), strict=True):
                os.kill(worker.process.pid, fault)
        asked = f"teacher-{number % 5}", case.dossier, case.as_of
        states = workers.settle(*asked)
        assert states == network.settle(*asked)
        assert workers.outcome_of(states) == network.outcome_of(states)
    assert workers.crashes == 2
    workers.forget("teacher-1")
    together = dict(workers.settle_all((str(n), case.dossier, case.as_of) for n, case in enumerate(cases)))
    begun = workers.settle_all((str(n), case.dossier, case.as_of) for n, case in enumerate(cases))
    next(begun)
    begun.close()  # the answers that nobody waited for are passed over
    assert workers.settle("0", cases[1].dossier, cases[1].as_of) == network.settle(
        "0", cases[1].dossier, cases[1].as_of
    )
    alone = dict(network.settle_all((str(n), case.dossier, case.as_of) for n, case in enumerate(cases)))
    assert together == alone


def test_a_request_that_takes_two_workers_down_is_left_to_others(workers, monkeypatch):
    (case,) = cases_of("ordos_2013", "mentor", 1)
    kind = type(workers._workers[0])
    send = kind.send

    def deadly(worker, request):
        if request.dossier == "deadly":
            worker.begin()
            os.kill(worker.process.pid, signal.SIGSEGV)
            worker.process.join()
        send(worker, request)

    monkeypatch.setattr(kind, "send", deadly)
    assert workers.settle("deadly", case.dossier, case.as_of) == {}
    assert workers.crashes == 2
    assert workers.settle("teacher", case.dossier, case.as_of)


SCRIPT = """
from tests.evaluate.durable.rulesets import cases_of, ruleset_of
from workshop_rules.evaluate._durable import Workers
print("begins")
workers = Workers(ruleset_of("ordos_2013", "completion"), 1)
(case,) = cases_of("ordos_2013", "completion", 1)
print(len(workers.settle("teacher", case.dossier, case.as_of)), workers.crashes)
workers.close()
"""


def test_a_script_without_a_guard_is_not_run_again(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.split() == ["begins", "1", "0"]


def test_a_worker_that_cannot_begin_is_no_crash(monkeypatch):
    monkeypatch.setattr("workshop_rules.evaluate._durable.workers._serve", int)  # which takes no connection
    workers = Workers(ruleset_of("ordos_2013", "completion"), 1)
    (case,) = cases_of("ordos_2013", "completion", 1)
    with pytest.raises(ChildProcessError, match="before it began"):
        workers.settle("teacher", case.dossier, case.as_of)
    workers.close()
