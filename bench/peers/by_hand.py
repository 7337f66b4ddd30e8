"""The peer by hand: the eight questions with Flask-WTF and Flask-SQLAlchemy, as many a developer would write them.

It must not be slower than it can be: WAL, templates compiled once, and the same durability as ours.
"""

# The peers live in an environment of their own, which mypy does not see.
# mypy: disable-error-code="import-not-found,import-untyped", disallow-subclassing-any=False

import os
from typing import Any

from flask import Flask, render_template, session
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import FlaskForm
from sqlalchemy import event
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange

EMOTIONS = ("sadness", "anxiety", "anger", "shame", "guilt", "fear", "other")
PROSE = (
    "Write the thought as it came to you, even when it now looks odd or too strong. One sentence is enough.",
    'When there were several, take the one that hurts most: "hot" thoughts are the ones worth working with.',
)

db: Any = SQLAlchemy()


class Record(db.Model):
    """A record from its first answer on; `step` counts those given."""

    id = db.Column(db.Integer, primary_key=True)
    step = db.Column(db.Integer, nullable=False, default=0)
    situation = db.Column(db.Text)
    emotion = db.Column(db.Text)
    intensity = db.Column(db.Integer)
    thought = db.Column(db.Text)
    evidence_for = db.Column(db.Text)
    evidence_against = db.Column(db.Text)
    balanced = db.Column(db.Text)
    intensity_after = db.Column(db.Integer)


class Words(FlaskForm):
    answer = TextAreaField("Answer", validators=[InputRequired(), Length(2, 4000)])


class Strength(FlaskForm):
    answer = IntegerField("Answer", validators=[InputRequired(), NumberRange(0, 100)])


class Emotion(FlaskForm):
    answer = SelectField("Answer", choices=EMOTIONS)


STEPS: tuple[tuple[str, Any], ...] = (
    ("situation", Words), ("emotion", Emotion), ("intensity", Strength), ("thought", Words),
    ("evidence_for", Words), ("evidence_against", Words), ("balanced", Words), ("intensity_after", Strength),
)  # fmt: skip


def create_app() -> Flask:
    """The application on the file in BENCH_DATABASE."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="bench", SQLALCHEMY_DATABASE_URI=f"sqlite:///{os.environ['BENCH_DATABASE']}")
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "connect", _set_pragmas)
        db.create_all()
    app.get("/wizard/")(_start)
    app.post("/wizard/")(_answer)
    return app


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


def _show(form: Any, step: int) -> str:
    return render_template(
        "by_hand.html",
        form=form,
        number=step + 1,
        total=len(STEPS),
        heading="What went through your mind?",
        prose=PROSE,
    )


def _start() -> str:
    record = Record(step=0)
    db.session.add(record)
    db.session.commit()
    session["record"] = record.id
    return _show(STEPS[0][1](), 0)


def _answer() -> Any:
    record = db.session.get(Record, session["record"])
    step = record.step
    name, form_class = STEPS[step]
    form = form_class()
    if not form.validate():
        return _show(form, step), 422
    setattr(record, name, form.answer.data)
    record.step = step + 1
    db.session.commit()
    if record.step == len(STEPS):
        return f'<h1 id="question">Saved as {session.pop("record")}</h1>'
    return _show(STEPS[step + 1][1](formdata=None), step + 1)
