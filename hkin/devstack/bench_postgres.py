"""What PostgreSQL alone can do: pgbench writes and reads what a filing and two pages write and read."""

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2

from hkin.devstack.measured import Measured
from hkin.devstack.postgres import OWNER, Postgres

SECONDS = 5
CLIENTS = (1, 4)
#: Tables a filing writes to, and how many rows. Subjects and letters to more readers come on top.
WRITTEN = {
    "signals_signal": 1,
    "privacy_datakey": 2,
    "signals_reporter": 1,
    "signals_trailentry": 1,
    "outbox_message": 3,
    "outbox_letter": 3,
}
#: Columns that may hold a value only once; the rest is copied from a row that is there.
ONCE = {
    "uuid": "gen_random_uuid()",
    "owner": "gen_random_uuid()",
    "reference": "upper(substr(md5(random()::text), 1, 9))",
    "effect": "uuid_send(gen_random_uuid())",
    "signal_id": "(random() * 1e15)::bigint",
}
QUEUE_PAGE = """
SELECT id, reference, status, urgency, due_on, owner_id, theme_id, area FROM signals_signal
WHERE route = 'team' AND team_id = {team} AND status <> 'closed' ORDER BY urgency_rank, due_on, id LIMIT 26;
"""
ONE_SIGNAL = r"""
\set place random(1, {last})
SELECT * FROM signals_signal WHERE id = :place;
"""


def prepare_postgres(postgres: Postgres) -> None:
    """Up-to-date statistics, and empty copies of the tables with all their indexes (but without foreign keys)."""
    with closing(_connect(postgres)) as connection, connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CREATE SCHEMA bench")
        for table in WRITTEN:
            cursor.execute(f"CREATE TABLE bench.{table} (LIKE public.{table} INCLUDING ALL)")


def run_pgbench(postgres: Postgres, folder: Path) -> Iterator[Measured]:
    for what, script in scripts(postgres).items():
        path = folder / "pgbench.sql"
        path.write_text(script)
        for clients in CLIENTS:
            log = folder / f"pgbench-{what.replace(' ', '-')}-{clients}"
            command: list[str | Path] = [postgres.programs / "pgbench", "--no-vacuum", "--protocol=prepared"]
            command += [f"--client={clients}", f"--time={SECONDS}", f"--file={path}", "--log", f"--log-prefix={log}"]
            command += [f"--host={postgres.sockets}", f"--username={OWNER}", OWNER]
            subprocess.run(command, check=True, capture_output=True)
            seconds = [taken for each in folder.glob(f"{log.name}.*") for taken in read_log(each.read_text())]
            yield Measured(f"pgbench: {what}, {clients} at a time", seconds, SECONDS)


def scripts(postgres: Postgres) -> dict[str, str]:
    with closing(_connect(postgres)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT max(id), max(team_id) FROM signals_signal WHERE route = 'team'")
        last, team = cursor.fetchone()
        inserts = []
        for table, rows in WRITTEN.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                "AND table_name = %s AND column_name <> 'id' ORDER BY ordinal_position",
                [table],
            )
            inserts.append(copy_row(table, [name for (name,) in cursor.fetchall()], rows))
    return {
        "a filing": "\n".join(["BEGIN;", *inserts, "COMMIT;"]),
        "a queue page": QUEUE_PAGE.format(team=team),
        "one signal": ONE_SIGNAL.format(last=last),
    }


def copy_row(table: str, columns: list[str], rows: int) -> str:
    """An INSERT of rows like one that is there, each new where it must be."""
    values = ", ".join(ONCE.get(name, name) for name in columns)
    source = f"(SELECT * FROM public.{table} LIMIT 1) AS one, generate_series(1, {rows})"  # noqa: S608
    return f"INSERT INTO bench.{table} ({', '.join(columns)}) SELECT {values} FROM {source};"  # noqa: S608


def read_log(lines: str) -> Iterator[float]:
    """Seconds for each transaction; pgbench writes microseconds in the third column."""
    return (int(line.split()[2]) / 1e6 for line in lines.splitlines())


def _connect(postgres: Postgres) -> "psycopg2.extensions.connection":
    connection = psycopg2.connect(host=str(postgres.sockets), user=OWNER, dbname=OWNER)
    connection.autocommit = True
    return connection
