"""The use cases: start, show, submit, change, remove, look back, delete.

It must not know HTTP or SQL: it is given its ports and gives values.
"""

from cbt.service.exercises import Exercises
from cbt.service.keeping import Keeping
from cbt.service.pages import about_total, collected, same_answer
from cbt.service.ports import Clock, Store
from cbt.service.resting import rest_on
from cbt.service.shelf import Shelf
from cbt.service.views import (
    RECORD,
    Collected,
    Comparison,
    Form,
    Page,
    Record,
    RecordLine,
    RecordRow,
    Rest,
    Turn,
)

__all__ = [
    "RECORD",
    "Clock",
    "Collected",
    "Comparison",
    "Exercises",
    "Form",
    "Keeping",
    "Page",
    "Record",
    "RecordLine",
    "RecordRow",
    "Rest",
    "Shelf",
    "Store",
    "Turn",
    "about_total",
    "collected",
    "rest_on",
    "same_answer",
]
