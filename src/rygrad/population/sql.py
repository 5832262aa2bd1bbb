"""What is said of each person, as one SELECT for the database that holds the answers.

The rules are the statement that `logic/to_sql.py` prints; around it the told columns are made from their
lines (`columns.py`): the first line that holds gives the word. Engines here run this very text, and
`rygrad export sql` writes it.
"""

from __future__ import annotations

from collections.abc import Collection

from rygrad.kb.knowledge import Knowledge
from rygrad.logic.to_sql import DIALECTS, Dialect, to_sql
from rygrad.logic.vocabulary import Choice, Number, Question
from rygrad.population.columns import Line, Told, Word, needed, rule_columns, told_columns


def outcome_select(
    knowledge: Knowledge,
    dialect: str,
    table: str = "people",
    columns: Collection[str] | None = None,
    carry: Collection[str] = (),
) -> str:
    """One SELECT over `table`: the columns to `carry`, then the told columns, then one a rule.

    `columns` are the questions the table has, all if None. Answers must be checked before: whole numbers in
    their range, no NaN, only words of the question. Raises KeyError for another dialect.
    """
    inner = to_sql(knowledge.program, dialect, table, columns, tuple(carry), needed(knowledge))
    how = DIALECTS[dialect]
    said = [how.identifier(name) for name in carry]
    said += [f"{_told(told, how)} AS {how.identifier(told.name)}" for told in told_columns(knowledge)]
    said += [how.identifier(name) for name in rule_columns(knowledge)]
    chosen = ",\n  ".join(said)
    return f"SELECT\n  {chosen}\nFROM (\n{inner}\n) AS {how.identifier('answered')}"


def whole_text(knowledge: Knowledge, dialect: str, table: str, keep: Collection[str]) -> str:
    """The SELECT as a file: what it is and what must be in order before it is run, then the text.

    Raises ValueError for a table without a name, and where a column to keep is named as one of ours.
    """
    if not all(table.split(".")):
        raise ValueError(f"no name of a table: {table!r}")
    ours = {told.name for told in told_columns(knowledge)}
    both = sorted(ours & {name.lower() for name in keep})
    if both:
        raise ValueError(f"two columns of one name: {', '.join(both)}")
    select = outcome_select(knowledge, dialect, table, carry=keep)
    asked = {q for name in needed(knowledge) for q in knowledge.program.asks[name]}
    reviewed = "reviewed" if knowledge.is_reviewed else "draft: no clinician has reviewed it"
    told = [_HEAD.format(version=knowledge.version, reviewed=reviewed, dialect=dialect)]
    told += [f"--   {_column(knowledge.program.questions[name])}\n" for name in sorted(asked)]
    return "".join(told) + select + ";\n"


_HEAD = """-- rygrad, knowledge {version} ({reviewed}): what is said of each person, for {dialect}.
-- Nothing here checks an answer. Before it is run: every number a whole one and in its range (NaN and what is
-- outside: not this person), every word one of those below, and what was not answered NULL, never "no".
-- The table has one row a person and these columns; one that you do not have: add it as NULL.
"""


def _column(question: Question) -> str:
    match question:
        case Choice(name, words):
            return f"{name}: {', '.join(words)}"
        case Number(name, unit, low, high):
            return f"{name}: {low} to {high} ({unit})"
    return f"{question.id}: yes or no"


def _told(told: Told, how: Dialect) -> str:
    lines = "".join(f"\n    WHEN {_holds(line, how)} THEN {_word(line.word, how)}" for line in told.lines)
    otherwise = "" if told.otherwise is None else f"\n    ELSE {_word(told.otherwise, how)}"
    return f"CASE{lines}{otherwise}\n  END"


def _holds(line: Line, how: Dialect) -> str:
    name = how.identifier(line.name)
    return {"true": name, "open": f"{name} IS NULL", "not_false": f"COALESCE({name}, TRUE)"}[line.state]


def _word(word: Word, how: Dialect) -> str:
    return how.literal(word) if isinstance(word, str) else str(word).upper()
