"""Taking in, checking and storing the sheets of N communes, beside bare reading and storing.

Run: ``python -m bench.collect 263``; with ``generated`` behind it the workbooks are as our own
filler saves them, without results of formulas, instead of as LibreOffice does; with ``faulty`` each
twentieth lacks explanations and goes back marked. Goal, without faults: at most 1.5 x the bare
peer, which reads each file with calamine and stores its bytes and its scores with executemany, one
transaction a workbook, in a SQLite database of the same settings. The bare peer checks nothing,
limits nothing, answers nobody and keeps no history. Further peers read with openpyxl and with
pandas. Each contestant runs in a process of its own, on files written before it starts; cchc counts
with the start of its workers.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

from models.domain.collection.workbook import SCORE_SHEET

GOAL = 1.5
CAMPAIGN = "huong-khe-2021"
IN_TIME = datetime(2021, 11, 4, 2, tzinfo=UTC)
DIFFERENT = 20
OFFICE, GENERATED, FAULTY = "office", "generated", "faulty"
SLOW_PEERS = 300
"""Beyond so many workbooks the slow peers are left out: they are linear."""


def synthetic(count):
    """The campaign of 2021 with ``count`` generated communes, each with one officer."""
    from config.loaders import load_campaign
    from models.domain.units import Contact, Position, Unit, UnitKind

    campaign = load_campaign(CAMPAIGN)
    codes = [f"9{number:05d}" for number in range(count)]
    communes = tuple(Unit(code=c, name=f"Xã số {c}", kind=UnitKind.COMMUNE) for c in codes)
    officers = tuple(
        Contact(
            id=f"{code}.officer",
            position=Position.OFFICER,
            title="Công chức",
            unit=code,
            email=f"{code}@xa.example",
        )
        for code in codes
    )
    known = {unit.code for unit in campaign.communes}
    others = tuple(person for person in campaign.contacts if person.unit not in known)
    return campaign.model_copy(
        update={"units": (*communes, *campaign.departments), "contacts": (*others, *officers)}
    )


def settings_at(home):
    from config.settings import Settings

    return Settings(home=home, _env_file=None)


def answers_of(criteria_set, unit, explained):
    """What one commune answers, each another thing; ``explained``: in every row."""
    from deployments.rehearsal.answers import make_answer
    from deployments.rehearsal.draws import Draws
    from deployments.rehearsal.officials import typed_answers
    from models.domain.collection.workbook import ScoreColumn
    from models.domain.criteria.parts import self_scored

    items = self_scored(criteria_set, unit)
    typed = typed_answers({item.code: make_answer(Draws(1), unit, 70, item) for item in items})
    why = {
        (SCORE_SHEET, item.code, ScoreColumn.EXPLANATION.value): f"Báo cáo của xã số {unit}"
        for item in items
    }
    return typed | why if explained else typed


def prepare(home, count, saved_by):
    """Open the campaign in ``home`` and put the filled sheets into its drop folder."""
    from config.workspace import open_workspace, store_at
    from deployments.bootstrap import freeze
    from deployments.migrations.run import migrate
    from deployments.rehearsal.fill import fill
    from models.domain.campaign import Form
    from models.domain.messages.mode import Mode
    from tasks.workbook.write.blank import personalise_all
    from tasks.workbook.write.cover_sheet import cover_for

    settings, campaign = settings_at(home), synthetic(count)
    migrate(settings.database)
    store = store_at(settings.database)
    freeze(store, campaign, settings, Mode.REHEARSAL)
    with store.begin(CAMPAIGN, "bench", IN_TIME) as uow:
        uow.clock.set(IN_TIME)
    workspace = open_workspace(CAMPAIGN, settings)
    criteria_set = workspace.sets[Form.COMMUNE]
    folder = settings.drop_folder(CAMPAIGN)
    asked = (
        (workspace.forms.identity_for(Form.COMMUNE, u), cover_for(campaign, Form.COMMUNE, u))
        for u in campaign.communes
    )
    made = (
        (identity.unit, fill(content, answers_of(criteria_set, identity.unit, explained)))
        for identity, content in personalise_all(criteria_set, asked)
        for explained in [saved_by != FAULTY or int(identity.unit) % DIFFERENT]
    )
    for unit, content in made if saved_by == GENERATED else stamped(made, campaign):
        path = folder / unit / "bang.xlsx"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        os.utime(path, (1_600_000_000, 1_600_000_000))


def stamped(made, campaign):
    """The first few workbooks as LibreOffice saves them, over and over for all communes.

    It would take hours for all; only the code of the commune, wherever it stands, is another.
    """
    some = dict(islice(made, DIFFERENT))
    with TemporaryDirectory() as folder:
        for unit, content in some.items():
            Path(folder, f"{unit}.xlsx").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/saved"]
        files = sorted(map(str, Path(folder).glob("*.xlsx")))
        subprocess.run([*command, *files], check=True, capture_output=True)
        saved = [(unit, Path(folder, "saved", f"{unit}.xlsx").read_bytes()) for unit in some]
    for number, commune in enumerate(campaign.communes):
        unit, content = saved[number % len(saved)]
        yield commune.code, with_code(content, unit.encode(), commune.code.encode())


def with_code(content, old, new):
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for member in source.infolist():
            copy.writestr(member, source.read(member).replace(old, new))
    return target.getvalue()


def with_cchc(home):
    os.environ["CCHC_HOME"] = str(home)
    from config.workspace import open_workspace
    from tasks.inbox.drop import take_in_files
    from tasks.inbox.processed import clear_judged
    from tasks.intake.judge import judge_deliveries
    from tasks.intake.workers import opinions_ahead

    open_workspace(CAMPAIGN)
    start = perf_counter()
    with opinions_ahead() as begin:
        waiting = take_in_files(CAMPAIGN, begin)
        judge_deliveries(CAMPAIGN)
    clear_judged(CAMPAIGN, waiting)
    return perf_counter() - start


def stored_scores(home):
    with closing(sqlite3.connect(home / "cchc.db")) as connection:
        return connection.execute("SELECT count(*) FROM score").fetchone()[0]


def bare(home, rows_of):
    """Read each file by ``rows_of`` and store its bytes and 97 scores, one transaction each."""
    files = sorted(settings_at(home).drop_folder(CAMPAIGN).glob("*/*.xlsx"))
    with closing(sqlite3.connect(home / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE file (sha TEXT PRIMARY KEY, content BLOB)")
        columns = "unit TEXT, code TEXT, answer TEXT, points INTEGER, note TEXT"
        connection.execute(f"CREATE TABLE score ({columns}, PRIMARY KEY (unit, code))")
        start = perf_counter()
        for path in files:
            content = path.read_bytes()
            rows = rows_of(content)
            scores = [
                (path.parent.name, row[0], str(row[3]), 100, str(row[8]))
                for row in rows
                if isinstance(row[0], str) and row[0].count(".") == 2
            ]
            connection.execute("BEGIN IMMEDIATE")
            key = sha256(content).hexdigest()
            connection.execute("INSERT INTO file VALUES (?, ?)", (key, content))
            connection.executemany("INSERT INTO score VALUES (?, ?, ?, ?, ?)", scores)
            connection.execute("COMMIT")
        return perf_counter() - start


def with_calamine(content):
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    return sheets["Chấm điểm"]


def with_openpyxl(content):
    from openpyxl import load_workbook

    workbook = load_workbook(BytesIO(content), data_only=True)
    sheets = {s.title: list(s.iter_rows(values_only=True)) for s in workbook.worksheets}
    return sheets["Chấm điểm"]


def with_pandas(content):
    import pandas as pd

    sheets = pd.read_excel(BytesIO(content), sheet_name=None, header=None, engine="openpyxl")
    return sheets["Chấm điểm"].itertuples(index=False)


CONTESTANTS = {
    "calamine, executemany": lambda home: bare(home, with_calamine),
    "cchc": with_cchc,
    "openpyxl, executemany": lambda home: bare(home, with_openpyxl),
    "pandas, executemany": lambda home: bare(home, with_pandas),
}


def measure(name, count, saved_by):
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.collect"]
        subprocess.run([*command, "prepare", folder, str(count), saved_by], check=True)
        done = subprocess.run([*command, name, folder], check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])


def compare(count, saved_by):
    names = [
        n for n in CONTESTANTS if count <= SLOW_PEERS or n in ("cchc", "calamine, executemany")
    ]
    figures = {name: measure(name, count, saved_by) for name in names}
    peer = figures["calamine, executemany"]["seconds"]
    print(f"{count} workbooks, {figures['cchc']['scores']} scores stored")
    for name, one in figures.items():
        each, ratio = one["seconds"] * 1000 / count, one["seconds"] / peer
        print(f"{name:24}{each:8.2f} ms each{ratio:8.2f} x{one['peak_mb']:8.0f} MB")
    return saved_by == FAULTY or figures["cchc"]["seconds"] <= GOAL * peer


def main():
    if sys.argv[1:2] == ["prepare"]:
        prepare(Path(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
    elif sys.argv[1:2] and sys.argv[1] in CONTESTANTS:
        home = Path(sys.argv[2])
        seconds = CONTESTANTS[sys.argv[1]](home)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found = {"seconds": seconds, "peak_mb": peak, "scores": stored_scores(home)}
        print(json.dumps(found))
    else:
        count, saved_by = [*sys.argv[1:], *("263", OFFICE)[len(sys.argv) - 1 :]]
        raise SystemExit(0 if compare(int(count), saved_by) else 1)


if __name__ == "__main__":
    main()
