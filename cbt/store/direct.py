"""Runs Core statements on the driver's own connection, past what SQLAlchemy does round each of them.

It must not know a table or a column: how a statement reads and what its values are is asked of SQLAlchemy, once.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ClauseElement, Dialect, Engine, PoolProxiedConnection, Select

Row = tuple[Any, ...]
_Process = Callable[[Any], Any]


class Connection:
    """A driver's connection, for one thread; what goes wrong is the driver's own error.

    Values are given by the names of the statement's bindparams.
    """

    __slots__ = ("_driver", "_prepared")

    def __init__(self, driver: Any, prepared: "_PreparedStatements") -> None:
        self._driver = driver
        self._prepared = prepared

    def change(self, statement: ClauseElement, **values: object) -> int:
        """Run a statement that gives no rows; gives how many it changed."""
        changed: int = self._prepared[statement].execute(self._driver, values).rowcount
        return changed

    def change_all(self, statement: ClauseElement, rows: Iterable[dict[str, object]]) -> None:
        """Run a statement that gives no rows once for each of these values, as one batch."""
        self._prepared[statement].execute_all(self._driver, rows)

    def fetch(self, statement: Select[Any], **values: object) -> list[Row]:
        """Run a query and give all its rows."""
        prepared = self._prepared[statement]
        return prepared.convert(prepared.execute(self._driver, values).fetchall())


class Direct:
    """The connections of an engine's pool, whose driver must begin no transaction by itself.

    Each goes back as it came; one that cannot be rolled back is closed instead.
    """

    def __init__(self, engine: Engine, begin: str) -> None:
        self._engine = engine
        self._begin = begin
        self._prepared = _PreparedStatements(engine.dialect)
        self._broken = engine.dialect.loaded_dbapi.Error

    def fetch(self, statement: Select[Any], **values: object) -> list[Row]:
        """Run a query outside any transaction, a snapshot in itself, and give all its rows."""
        pooled = self._engine.raw_connection()
        try:
            return Connection(pooled.driver_connection, self._prepared).fetch(statement, **values)
        except BaseException:
            self._undo(pooled)
            raise
        finally:
            pooled.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, committed when the block has ended, and rolled back if it or the commit raises."""
        pooled = self._engine.raw_connection()
        driver: Any = pooled.driver_connection
        try:
            driver.execute(self._begin)
            yield Connection(driver, self._prepared)
            driver.commit()
        except BaseException:
            self._undo(pooled)
            raise
        finally:
            pooled.close()

    def _undo(self, pooled: PoolProxiedConnection) -> None:
        try:
            pooled.rollback()
        except self._broken:
            pooled.invalidate()


class _PreparedStatements(dict[ClauseElement, "_Prepared"]):
    """Statement -> what a driver needs of it, made when it is first asked for; the same for all threads."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        self._dialect = dialect

    def __missing__(self, statement: ClauseElement) -> "_Prepared":
        made = self[statement] = _Prepared(statement, self._dialect)
        return made


class _Prepared:
    """One statement's text in a dialect that names its parameters, and what turns values into the driver's."""

    __slots__ = ("_binds", "_columns", "_fixed", "_text")

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._text = str(compiled)
        # The numbers that stand in the statement itself.
        self._fixed: dict[str, object] = {
            name: value for name, value in compiled.params.items() if value is not None
        }
        self._binds: list[tuple[str, _Process]] = [
            (name, process)
            for name, bind in compiled.binds.items()
            if (process := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        ]
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        self._columns: list[tuple[int, _Process]] = [
            (at, process)
            for at, column in enumerate(columns)
            if (process := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]

    def execute(self, driver: Any, values: dict[str, Any]) -> Any:
        """Run it and give the driver's cursor; `values` is used up."""
        return driver.execute(self._text, self._bound(values))

    def execute_all(self, driver: Any, rows: Iterable[dict[str, Any]]) -> None:
        """Run it once for each row; the rows are used up."""
        driver.cursor().executemany(self._text, [self._bound(values) for values in rows])

    def _bound(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the driver takes them, in the same dictionary."""
        for name, process in self._binds:
            values[name] = process(values[name])
        values.update(self._fixed)
        return values

    def convert(self, rows: list[Row]) -> list[Row]:
        """Turn the driver's values into those of the statement's columns."""
        if not self._columns:
            return rows
        converted = []
        for row in rows:
            values = list(row)
            for at, process in self._columns:
                values[at] = process(values[at])
            converted.append(tuple(values))
        return converted
