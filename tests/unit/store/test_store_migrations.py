"""The migrations make exactly the tables that the code describes, once, whoever runs them."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import template_to_file
from sqlalchemy import Engine, create_engine, inspect

from cbt.store import is_current, upgrade
from cbt.store.revisions import REVISIONS
from cbt.store.schema import _POSTGRES_LOCK
from cbt.store.tables import METADATA
from tests.unit.store.cluster import Cluster

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "cbt" / "store" / "migrations"

OpenDatabase = Callable[..., Engine]


def script_directory() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_alembic_finds_no_difference_between_tables_and_migrations(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []


def test_every_constraint_of_the_tables_is_in_the_migrated_database(engine: Engine) -> None:
    # Alembic's comparison passes over CHECK constraints and ON DELETE.
    inspector = inspect(engine)
    for table in METADATA.tables.values():
        found = {check["name"] for check in inspector.get_check_constraints(table.name)}
        found |= {unique["name"] for unique in inspector.get_unique_constraints(table.name)}
        found |= {key["name"] for key in inspector.get_foreign_keys(table.name)}
        found.add(inspector.get_pk_constraint(table.name)["name"])
        assert found == {constraint.name for constraint in table.constraints}
        for key in inspector.get_foreign_keys(table.name):
            assert key["options"] == {"ondelete": "CASCADE"}


def test_the_migrated_sqlite_schema_is_word_for_word_the_tables_own(path: Path, tmp_path: Path) -> None:
    created = create_engine(f"sqlite:///{tmp_path / 'created.db'}")
    METADATA.create_all(created)
    created.dispose()

    def schema(file: Path) -> dict[str, list[str]]:
        connection = sqlite3.connect(file)
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        connection.close()
        # A table that was made anew has its name in quotation marks.
        plain = {name: sql.replace(",", "").replace(f'"{name}"', name) for name, sql in rows}
        return {name: sorted(sql.splitlines()) for name, sql in plain.items()}

    migrated = schema(path)
    del migrated["alembic_version"]
    made = {
        name: [line.rstrip() for line in lines] for name, lines in schema(tmp_path / "created.db").items()
    }
    assert {name: [line.rstrip() for line in lines] for name, lines in migrated.items()} == made


def test_the_revisions_named_in_code_are_the_ones_that_exist() -> None:
    walked = [script.revision for script in script_directory().walk_revisions()]
    assert tuple(reversed(walked)) == REVISIONS


def test_no_column_could_hold_a_time_or_a_name() -> None:
    columns = {
        f"{table.name}.{column.name}" for table in METADATA.tables.values() for column in table.columns
    }
    assert columns == {
        "person.id",
        "person.created_on",
        "person.seen_on",
        "wrap.locator",
        "wrap.person_id",
        "wrap.kind",
        "wrap.sealed",
        "wrap.made_on",
        # What a person calls a device, sealed.
        "wrap.name",
        "sweep.id",
        "sweep.ran_on",
        "exercise_session.id",
        "exercise_session.person_id",
        "exercise_session.number",
        "exercise_session.revision",
        "exercise_session.visit",
        "exercise_session.blob",
        "exercise_session.created_on",
        "exercise_session.updated_on",
        "flow_version.digest",
        "flow_version.source",
        "flow_version.created_on",
    }
    days = [
        str(column.type)
        for table in METADATA.tables.values()
        for column in table.columns
        if column.name.endswith("_on")
    ]
    assert set(days) == {"DATE"}


def test_the_template_makes_a_module_that_python_can_read(tmp_path: Path) -> None:
    made = tmp_path / "0002.py"
    template_to_file(
        str(FOLDER / "script.py.mako"),
        str(made),
        "utf-8",
        message="Add a thing.",
        up_revision="0002",
        down_revision="0001",
        comma=lambda names: names,
        imports="",
        upgrades="op.add_column('wrap', sa.Column('x', sqlmodel.sql.sqltypes.AutoString()))",
    )
    compile(made.read_text(encoding="utf-8"), "0002.py", "exec")
    assert "\nimport sqlmodel\n" in made.read_text(encoding="utf-8")


@pytest.mark.postgres
def test_processes_that_start_at_once_make_one_schema(
    tmp_path: Path, cluster: Cluster, opened: OpenDatabase
) -> None:
    urls = [f"sqlite:///{tmp_path / 'cbt.db'}", cluster.url(cluster.new_database())]
    program = (
        "import sys; from cbt.store import open_database, upgrade; import alembic.command;\n"
        "print('ready', flush=True); input()\n"
        "for url in sys.argv[1:]: upgrade(open_database(url))"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, *urls],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0, 0]
    for url in urls:
        assert is_current(opened(url))


@pytest.mark.postgres
def test_an_upgrade_waits_for_another_one_for_as_long_as_that_takes(
    cluster: Cluster, opened: OpenDatabase
) -> None:
    url = cluster.url(cluster.new_database())
    engine = opened(url, 100)
    with psycopg.connect(url) as other, ThreadPoolExecutor() as pool:
        other.execute(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})")
        waiting = pool.submit(upgrade, engine)
        cluster.let_wait(0.2)
        assert not is_current(opened(url))
        other.rollback()
        waiting.result(10)
    assert is_current(engine)


def test_a_current_database_is_opened_without_loading_alembic(path: Path) -> None:
    program = (
        "import sys; from cbt.store import check_database, open_database, upgrade;"
        "engine = open_database(sys.argv[1]); check_database(engine); upgrade(engine);"
        "sys.exit('alembic' in sys.modules or 'psycopg' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{path}"], cwd=ROOT, check=True)
