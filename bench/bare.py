"""The bare turn: the least that Flask can do for one answer that is to last, the measure for all else.

It must not check, seal or know anything; it needs Flask, and psycopg only for PostgreSQL.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, request

SESSION = "a3f1c2d4"
PATH = f"/s/{SESSION}/answer"
DATABASE = "BENCH_DATABASE"

_ANSWERS = (
    "CREATE TABLE IF NOT EXISTS answer(id {key} PRIMARY KEY, session_id TEXT NOT NULL, step TEXT NOT NULL,"
    " value TEXT NOT NULL, created DOUBLE PRECISION NOT NULL)"
)
_SESSIONS = (
    "CREATE TABLE IF NOT EXISTS session(id TEXT PRIMARY KEY, flow TEXT NOT NULL, state TEXT NOT NULL,"
    " version INTEGER NOT NULL)"
)
_THE_ONE = f"INSERT INTO session VALUES('{SESSION}', 'eight', 'thought', 0) ON CONFLICT DO NOTHING"
_TABLES = (_ANSWERS, _SESSIONS, _THE_ONE)
_FRAGMENT = """<p id="said" hx-swap-oob="innerHTML">Saved a moment ago</p>
<div class="way">
  <a class="back" href="/s/{{ session }}/{{ step.number - 1 }}">Back</a>
  <p class="where">Page {{ step.number }} of about {{ step.total }}</p>
</div>
<section class="kept" aria-label="What you wrote before">
  <div class="kept-one">
    <h2>{{ step.kept }}</h2>
    <p class="own">{{ step.words }}</p>
    <a href="/s/{{ session }}/1?back={{ step.number }}">Change</a>
  </div>
</section>
<h1 id="question" tabindex="-1" autofocus>{{ step.heading }}</h1>
{% for paragraph in step.paragraphs %}
<p class="prose">{{ paragraph }}</p>
{% endfor %}
<form method="post" action="/s/{{ session }}/answer" hx-post="/s/{{ session }}/answer" hx-target="#main">
  <input type="hidden" name="csrf_token" value="{{ token }}">
  <input type="hidden" name="revision" value="{{ revision }}">
  <label for="answer">{{ step.label }}</label>
  {% if step.kind == 'scale' %}
  <input id="answer" type="number" name="answer" min="0" max="100" step="1" inputmode="numeric">
  {% else %}
  <textarea id="answer" name="answer" rows="4" aria-labelledby="question" autocomplete="off"></textarea>
  {% endif %}
  <div class="actions">
    <button class="button main">Continue</button>
    <a href="/records">Stop here – it is saved</a>
  </div>
</form>
"""
_STEP = {
    "number": 3, "total": 8, "kind": "text", "heading": "What went through your mind?",
    "label": "The thought, in your own words",
    "kept": "What happened?",
    "words": "My manager walked past and did not say hello.",
    "paragraphs": [
        "Write the thought as it came to you, even when it now looks odd or too strong. One sentence is enough.",
        "When there were several, take the one that hurts most: \"hot\" thoughts are the ones worth working with.",
    ],
}  # fmt: skip

Turn = Callable[[str, str, str], int]


def create_app() -> Flask:
    """The application; its database is the file or the PostgreSQL address in BENCH_DATABASE."""
    database = os.environ[DATABASE]
    take = _on_postgres(database) if database.startswith("postgresql") else _on_sqlite(database)
    app = Flask(__name__)
    app.jinja_env.autoescape = True
    template = app.jinja_env.from_string(_FRAGMENT)

    @app.post("/s/<session>/answer")
    def answer(session: str) -> str:
        form = request.form
        revision = take(session, form["step"], form["answer"])
        return template.render(step=_STEP, session=session, token="token", revision=revision)

    return app


def _on_sqlite(path: str) -> Turn:
    """Read, insert, update in one durable transaction, on a connection that each thread keeps."""
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        for statement in _TABLES:
            made.execute(statement.format(key="INTEGER"))
    made.close()
    kept, lock = threading.local(), threading.Lock()

    def connection() -> sqlite3.Connection:
        if not hasattr(kept, "connection"):
            kept.connection = sqlite3.connect(path, isolation_level=None, timeout=10)
            kept.connection.execute("PRAGMA synchronous=FULL")
        found: sqlite3.Connection = kept.connection
        return found

    def take(session: str, step: str, text: str) -> int:
        db = connection()
        with lock:
            db.execute("BEGIN IMMEDIATE")
            state, revision = db.execute(
                "SELECT state, version FROM session WHERE id = ?", (session,)
            ).fetchone()
            db.execute(
                "INSERT INTO answer(session_id, step, value, created) VALUES(?, ?, ?, ?)",
                (session, step, text, time.time()),
            )
            db.execute(
                "UPDATE session SET state = ?, version = ? WHERE id = ?", (state, revision + 1, session)
            )
            db.execute("COMMIT")
        return int(revision) + 1

    return take


def _on_postgres(address: str) -> Turn:
    """The same with psycopg: prepared statements, one round trip each, the row locked by the reading."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as made:
        for statement in _TABLES:
            made.execute(statement.format(key="BIGINT GENERATED ALWAYS AS IDENTITY").encode())
    kept = threading.local()

    def connection() -> "psycopg.Connection[Any]":
        if not hasattr(kept, "connection"):
            kept.connection = psycopg.connect(address, autocommit=True, prepare_threshold=0)
        found: psycopg.Connection[Any] = kept.connection
        return found

    def take(session: str, step: str, text: str) -> int:
        db = connection()
        with db.transaction():
            row = db.execute(
                "SELECT state, version FROM session WHERE id = %s FOR UPDATE", (session,)
            ).fetchone()
            assert row is not None
            db.execute(
                "INSERT INTO answer(session_id, step, value, created) VALUES(%s, %s, %s, %s)",
                (session, step, text, time.time()),
            )
            db.execute("UPDATE session SET version = %s WHERE id = %s", (row[1] + 1, session))
        return int(row[1]) + 1

    return take
