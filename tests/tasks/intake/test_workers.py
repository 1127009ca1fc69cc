"""Opinions may be begun before they are asked for, and are the same then."""

import subprocess
import sys
from contextlib import suppress

import pytest

from flows import ticks
from models.domain.delivery import Delivery, Door, SentFile
from tasks.files.worker_pool import CallLimits, Worker, WorkerPool
from tasks.intake import workers as module
from tasks.intake.workers import Workers, opinions_ahead, workers
from tasks.workbook.opinion import too_complex
from tests.support.evidence_files import text_pdf
from tests.support.house import COMMUNES

FIRST, SECOND, _ = COMMUNES


@pytest.fixture
def house(asked, move_into):
    return move_into(asked)


@pytest.fixture
def forms(house):
    return house.workspace.forms


@pytest.fixture
def file(house):
    return house.commune_file(FIRST), "bang.xlsx", FIRST


@pytest.fixture
def run():
    yield (own := Workers())
    own.end()


@pytest.fixture
def calls(monkeypatch):
    """How many calls each batch for the workers had, batches without calls left out."""
    batches = []
    submit = WorkerPool.submit

    def counted(pool, function, calls):
        batches.extend([len(calls)] if calls else [])
        return submit(pool, function, calls)

    monkeypatch.setattr(WorkerPool, "submit", counted)
    return batches


@pytest.fixture
def formed(monkeypatch):
    """The calls that workers have done, whatever for."""
    done = []
    call = Worker.call

    def counted(worker, program, arguments):
        result = call(worker, program, arguments)
        done.append(arguments)
        return result

    monkeypatch.setattr(Worker, "call", counted)
    return done


def named(file, count):
    """The file under so many names: so many opinions."""
    content, _, sender = file
    return [(content, f"{number}.xlsx", sender) for number in range(count)]


def sent(house, content, name, sender):
    """A delivery of one file that is kept."""
    with house.workspace.change("door:test") as uow:
        file = SentFile(name=name, file=uow.files.put(content, name))
    return Delivery(
        door=Door.DROP,
        reference=sender,
        at=house.workspace.now(),
        sender=sender,
        files=(file,),
    )


def test_an_opinion_that_was_begun_is_formed_once(run, forms, file, calls):
    run.begin(forms, [file, file])
    run.begin(forms, [file])
    begun = [run.opinion(forms, *file) for _ in range(2)]
    assert calls == [1]

    run.forget()
    assert begun == [run.opinion(forms, *file)] * 2
    assert calls == [1, 1]
    assert begun[0].unit.code == FIRST


@pytest.mark.parametrize(("name", "sender"), [("khac.xlsx", FIRST), ("bang.xlsx", SECOND)])
def test_under_another_name_or_sender_a_file_has_another_opinion(
    run, forms, file, calls, name, sender
):
    run.begin(forms, [file])
    run.opinion(forms, file[0], name, sender)
    assert calls == [1, 1]


def test_opinions_are_begun_as_files_are_taken_in(house, file, calls, monkeypatch):
    house.drop(FIRST, "bang.xlsx", file[0])
    house.drop(SECOND, "la.pdf", text_pdf("a"))
    with monkeypatch.context() as alone:
        alone.setattr(ticks, "judge_deliveries", lambda campaign: None)
        house.collect()
    assert calls == [1]

    house.collect()
    assert calls == [1, 1, 1]  # Forgotten and formed anew, and evidence looked into.


def test_those_that_were_begun_and_others_come_in_order(run, house, forms, file, calls):
    other = (house.commune_file(SECOND), "bang.xlsx", SECOND)
    run.begin(forms, [other])
    found = run.look_into(house.workspace, [sent(house, *one) for one in (file, other, file)])

    assert [opened.unit.code for opened in found] == [FIRST, SECOND, FIRST]
    assert calls == [1, 2]


def test_evidence_is_not_begun(run, forms, file, calls):
    run.begin(forms, [(text_pdf("a"), "a.pdf", FIRST), file])
    assert calls == [1]


def test_only_so_much_is_begun_until_it_is_forgotten(run, forms, file, calls, monkeypatch):
    monkeypatch.setattr(module, "BYTES_AHEAD", 2 * len(file[0]))
    run.forget()
    first, second, third = named(file, 3)
    for _ in range(2):
        run.begin(forms, [first, second, third])
        run.begin(forms, [third])
        run.forget()
    assert calls == [2, 2]


def test_what_is_forgotten_before_it_began_is_not_formed(run, forms, file, formed):
    run.begin(forms, named(file, 9))
    run.forget()
    run.opinion(forms, *file)
    assert len(formed) < 9


def test_what_was_begun_is_forgotten_when_the_judging_fails(forms, file, calls):
    with suppress(OSError), opinions_ahead() as begin:
        begin(forms, [file])
        raise OSError
    assert workers().opinion(forms, *file).unit.code == FIRST
    assert calls == [1, 1]


def test_marking_overtakes_opinions(run, forms, file, formed):
    run.begin(forms, named(file, 400))
    assert list(run.mark(max, [(1, 2), (3, 4)])) == [2, 4]
    assert len(formed) < 400


def test_what_comes_to_nothing_is_refused_whether_it_was_begun_or_not(forms, file, monkeypatch):
    monkeypatch.setattr(module, "RETURNS", CallLimits(seconds=0.0005, workers=1))
    run = Workers()
    run.begin(forms, [file])
    first, second = (run.opinion(forms, *file) for _ in range(2))
    run.end()

    assert first.refusal == too_complex("bang.xlsx")
    assert first == second


@pytest.mark.parametrize("module", ["tasks.workbook.opinion", "tasks.workbook.annotate.annotate"])
def test_what_workers_import_is_little(module):
    heavy = "{'prefect', 'sqlalchemy', 'pandas', 'openpyxl'} & set(sys.modules)"
    script = f"import sys, {module}; sys.exit(len({heavy}))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_workers_can_be_ended_while_they_form_opinions(run, forms, file, calls):
    run.begin(forms, named(file, 9))
    run.end()
    assert run.opinion(forms, *file).unit.code == FIRST
    assert calls == [9, 1]
