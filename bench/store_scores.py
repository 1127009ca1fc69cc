"""Store and read 100 scores for each of N units: our store against bare SQL and SQLModel objects.

Usage: python bench/store_scores.py [N]. Prints ratios; seconds differ from machine to machine.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text
from sqlmodel import Session, select

from deployments.migrations.run import migrate
from models.domain.campaign import Form
from models.domain.criteria.answers import Declared
from models.domain.scoring.score_tree import ScoreRow
from models.domain.values import from_hundredths
from models.store import Store
from models.store.engine import make_engine, writing
from models.tables import ScoreTable

CAMPAIGN = "bench"
AT = datetime(2021, 11, 5, tzinfo=UTC)
ROWS = [
    ScoreRow(
        criterion=f"1.{number // 10 + 1}.{number % 10 + 1}",
        answer=Declared(value=Decimal(number)),
        points=from_hundredths(number),
    )
    for number in range(100)
]
INSERT = "INSERT INTO score VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
COLUMNS = list(ScoreTable.model_fields)


def units(count):
    return [f"{number:05}" for number in range(count)]


def lines(unit):
    return [
        (CAMPAIGN, "commune", "self", unit, row.criterion, position, *values(row))
        for position, row in enumerate(ROWS)
    ]


def values(row):
    return row.answer.model_dump_json(), int(row.points * 100), row.note, row.by


def write_bare(path, count):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for unit in units(count):
            connection.executemany(INSERT, lines(unit))
        connection.execute("COMMIT")


def write_store(path, count):
    store = Store.open(f"sqlite:///{path}")
    with store.begin(CAMPAIGN, "bench", AT) as unit_of_work:
        for unit in units(count):
            unit_of_work.scores.replace(Form.COMMUNE, unit, "self", ROWS)
    store.dispose()


def write_objects(path, count):
    engine = make_engine(f"sqlite:///{path}")
    with writing(engine, CAMPAIGN) as connection, Session(connection) as session:
        for unit in units(count):
            session.add_all(
                ScoreTable(**dict(zip(COLUMNS, line, strict=True))) for line in lines(unit)
            )
            session.flush()
        session.commit()
    engine.dispose()


def read_bare(path):
    with closing(sqlite3.connect(path)) as connection:
        return len(connection.execute("SELECT * FROM score ORDER BY unit, position").fetchall())


def read_store(path):
    store = Store.open(f"sqlite:///{path}")
    with store.read(CAMPAIGN) as unit_of_work:
        sheets = unit_of_work.scores.of(Form.COMMUNE, "self")
    store.dispose()
    return sum(map(len, sheets.values()))


def read_objects(path):
    engine = make_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        found = len(session.exec(select(ScoreTable)).all())
    engine.dispose()
    return found


def timed(work, *args):
    start = perf_counter()
    work(*args)
    return perf_counter() - start


def fresh(folder, name):
    path = Path(folder) / f"{name}.db"
    migrate(f"sqlite:///{path}")
    engine = make_engine(f"sqlite:///{path}")
    opened = "INSERT INTO campaign VALUES (:id, 'sandbox', '2021-11-05 00:00:00', '{}')"
    with writing(engine, CAMPAIGN) as connection:
        connection.execute(text(opened), {"id": CAMPAIGN})
    engine.dispose()
    return path


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with TemporaryDirectory() as folder:
        paths = {name: fresh(folder, name) for name in ("bare", "store", "objects")}
        writers = {"bare": write_bare, "store": write_store, "objects": write_objects}
        readers = {"bare": read_bare, "store": read_store, "objects": read_objects}
        writes = {name: timed(work, paths[name], count) for name, work in writers.items()}
        reads = {name: timed(work, paths[name]) for name, work in readers.items()}
    print(f"{count} units x {len(ROWS)} scores, as multiples of bare sqlite3:")
    for name in writers:
        write, read = writes[name] / writes["bare"], reads[name] / reads["bare"]
        print(f"{name:8} write {write:5.1f}x ({writes[name]:.2f} s)  read {read:5.1f}x")


if __name__ == "__main__":
    main()
