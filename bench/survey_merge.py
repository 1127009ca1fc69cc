"""Times the survey merge beside pandas and a plain loop: ``python bench/survey_merge.py 200000``.

Every contestant reads the same CSV, rejects bad answers and unknown units, keeps the first form of
each number and counts by unit, question and answer; the counts must be equal. Each runs in a
process of its own, and so does the writing of the forms, because a child starts with its parent's
peak memory. Compare the ratios: seconds differ between machines.
"""

from __future__ import annotations

import csv
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from models.domain.scoring.survey import SurveyPolicy
from tasks.survey.merge import merge
from tasks.survey.source import SurveySource

ITEMS = tuple(f"{area}.1.{n}" for area in range(1, 7) for n in range(1, 6))
UNITS = tuple(str(18000 + n) for n in range(200))
ANSWERS = "ABCD"


def write_forms(path: Path, number: int) -> None:
    rng = np.random.default_rng(20211122)
    forms = rng.integers(0, number * 49 // 50, number)
    units = rng.integers(18000, 18201, number)
    answers = np.array([*ANSWERS, "x", ""])[
        rng.choice(6, (number, len(ITEMS)), p=(0.4, 0.3, 0.15, 0.12, 0.01, 0.02))
    ]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ma_phieu", "ma_don_vi", "kenh", *ITEMS])
        for form, unit, row in zip(forms, units, answers, strict=True):
            writer.writerow([f"P{form:08d}", unit, "giay", *row])


def with_cchc(path: Path) -> Counter[str]:
    result = merge([SurveySource(path.name, path.read_bytes())], ITEMS, UNITS, SurveyPolicy())
    return Counter(
        {
            f"{unit} {item} {answer}": number
            for unit, by_item in result.counts.items()
            for item, by_answer in by_item.items()
            for answer, number in by_answer.items()
        }
    )


def with_pandas(path: Path) -> Counter[str]:
    forms = pd.read_csv(path, dtype=str, keep_default_na=False)
    forms[list(ITEMS)] = forms[list(ITEMS)].where(forms[list(ITEMS)].isin(list(ANSWERS)))
    forms = forms[forms["ma_don_vi"].isin(UNITS) & forms[list(ITEMS)].notna().any(axis=1)]
    forms = forms.drop_duplicates("ma_phieu")
    counts: Counter[str] = Counter()
    for item in ITEMS:
        for (unit, answer), number in forms.groupby("ma_don_vi")[item].value_counts().items():
            counts[f"{unit} {item} {answer}"] = int(number)
    return counts


def with_a_loop(path: Path) -> Counter[str]:
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    known = set(UNITS)
    with path.open(newline="") as file:
        for form in csv.DictReader(file):
            good = [item for item in ITEMS if form[item] in ("A", "B", "C", "D")]
            number, unit = form["ma_phieu"], form["ma_don_vi"]
            if good and unit in known and number not in seen:
                seen.add(number)
                counts.update(f"{unit} {item} {form[item]}" for item in good)
    return counts


CONTESTANTS = {"cchc": with_cchc, "pandas": with_pandas, "loop": with_a_loop}


def run_one(name: str, path: Path) -> None:
    start = time.perf_counter()
    counts = CONTESTANTS[name](path)
    seconds = time.perf_counter() - start
    text = json.dumps(sorted((key, n) for key, n in counts.items() if n))
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "seconds": seconds,
        "cpu": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "counts": hashlib.sha256(text.encode()).hexdigest(),
    }
    print(json.dumps(figures))


def compare(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.csv"
        subprocess.run([sys.executable, __file__, "write", str(path), str(number)], check=True)
        rows = {name: measure(name, path) for name in CONTESTANTS}
    if len({row["counts"] for row in rows.values()}) != 1:
        sys.exit("the contestants do not agree")
    best = rows["cchc"]["seconds"]
    print(f"{number} forms x {len(ITEMS)} questions, all counts equal")
    for name, row in rows.items():
        ratio = row["seconds"] / best
        cost = f"{row['cpu']:8.2f} s CPU {row['peak_mb']:8.0f} MB"
        print(f"{name:8} {row['seconds']:8.2f} s {ratio:7.2f} x {cost}")


def measure(name: str, path: Path) -> dict:
    command = [sys.executable, __file__, name, str(path)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in CONTESTANTS:
        run_one(sys.argv[1], Path(sys.argv[2]))
    elif sys.argv[1:2] == ["write"]:
        write_forms(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        compare(int(sys.argv[1]) if sys.argv[1:] else 100_000)
