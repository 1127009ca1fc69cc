"""The SQL of the survey merge.

Names in these statements are built from numbers only; text from files is bound, text of the
policy is quoted. An answer is stored as one byte: 0 nothing, 1..n the answers of the policy in
order, 255 something else. Two counts share one 64-bit sum, which halves the work of counting.
"""

from collections.abc import Sequence

from tasks.survey.source import Staged

BAD = 255
_HIGH = 2**32

UNITS_TABLE = "CREATE TABLE units (spelled VARCHAR PRIMARY KEY, code VARCHAR)"

KEPT_TABLE = """
CREATE TABLE kept AS
SELECT min(rowid) AS line, id, arg_min(content, rowid) AS content
FROM forms WHERE good > 0 AND id <> '' AND unit IN (SELECT spelled FROM units) GROUP BY id
"""

BATCHES = """
WITH judged AS (
    SELECT source, good > 0 AND forms.id <> '' AS filled,
           unit IN (SELECT spelled FROM units) AS known, bad,
           forms.rowid = kept.line AS kept, forms.content <> kept.content AS other
    FROM forms LEFT JOIN kept ON forms.id = kept.id
)
SELECT source, count(*), count(*) FILTER (WHERE kept),
       count(*) FILTER (WHERE filled AND known AND NOT kept),
       coalesce(sum(bad), 0), count(*) FILTER (WHERE filled AND NOT known),
       count(*) FILTER (WHERE filled AND known AND other)
FROM judged GROUP BY source
"""


def forms_table(questions: int) -> str:
    """The table of all forms as read: source, number, unit, quality, one byte per question."""
    answers = "".join(f", a{n} UTINYINT" for n in range(questions))
    return (
        "CREATE TABLE forms (source USMALLINT, id VARCHAR, unit VARCHAR,"
        f" good USMALLINT, bad USMALLINT, content UBIGINT{answers})"
    )


def load(number: int, file: Staged, answers: Sequence[str]) -> str:
    """Append one file to ``forms``; lines of another width go to a table of their own.

    The codes are a query of their own: named beside what is added up of them, each would be
    worked out and planned once for every sum.
    """
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(file.width))
    codes = "".join(
        f", {_code(f'c{column}', answers)}::UTINYINT AS a{n}"
        for n, column in enumerate(file.answers)
    )
    good = _tally(len(file.answers), f"BETWEEN 1 AND {len(answers)}")
    bad = _tally(len(file.answers), f"= {BAD}")
    content = ", ".join(["unit", *(f"a{n}" for n in range(len(file.answers)))])
    return f"""
    INSERT INTO forms BY NAME
    SELECT *, {good} AS good, {bad} AS bad, hash({content}) AS content FROM (
        SELECT {number} AS source, upper(trim(coalesce(c{file.form}, ''))) AS id,
               upper(trim(coalesce(c{file.unit}, ''))) AS unit{codes}
        FROM read_csv($path, columns = {{{columns}}}, auto_detect = false, header = false,
            skip = 1, delim = {_quoted(file.delimiter)}, quote = '"', escape = '"',
            ignore_errors = true, store_rejects = true, rejects_table = 'broken{number}',
            rejects_scan = 'scan{number}', rejects_limit = 0)
    )
    """


def broken_lines(number: int) -> str:
    """How many lines of a file could not be split, and the first that opens a quote for good."""
    return (
        "SELECT count(DISTINCT line), min(line) FILTER (WHERE error_type = 'UNQUOTED VALUE')"
        f" FROM broken{number}"
    )


def counts(questions: int, answers: int) -> str:
    """One row per unit: its code, then for each question a sum per pair of answers."""
    sums = "".join(
        f", sum(CASE a{n} WHEN {low} THEN 1::BIGINT WHEN {low + 1} THEN {_HIGH} ELSE 0 END)"
        for n in range(questions)
        for low in range(1, answers + 1, 2)
    )
    return f"""
    SELECT code{sums} FROM forms
    JOIN kept ON forms.rowid = kept.line JOIN units ON units.spelled = forms.unit GROUP BY code
    """


def answer_counts(sums: Sequence[int], answers: int) -> list[list[int]]:
    """The counts of every answer of every question from the sums of one row of ``counts``."""
    pairs = [half for value in map(int, sums) for half in (value % _HIGH, value // _HIGH)]
    width = answers + answers % 2
    return [pairs[start : start + answers] for start in range(0, len(pairs), width)]


def _code(column: str, answers: Sequence[str]) -> str:
    """The byte of an answer; most cells are already tidy and match without being tidied."""
    exact = " ".join(f"WHEN {_quoted(a.upper())} THEN {n}" for n, a in enumerate(answers, 1))
    tidied = f"CASE upper(trim({column})) {exact} WHEN '' THEN 0 ELSE {BAD} END"
    return f"CASE WHEN {column} IS NULL THEN 0 ELSE CASE {column} {exact} ELSE {tidied} END END"


def _tally(questions: int, condition: str) -> str:
    return " + ".join(f"(a{n} {condition})::USMALLINT" for n in range(questions)) or "0"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
