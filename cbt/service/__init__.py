"""The use cases: start, show, submit, change, remove, look back, delete.

It must not know HTTP or SQL: it is given its ports and gives values.
"""

from cbt.service.beside import Beside, find_beside
from cbt.service.coming_back import ComingBack
from cbt.service.devices import Device, Devices, Ways
from cbt.service.exercises import Exercises
from cbt.service.keeping import Keeping
from cbt.service.lending import Lending
from cbt.service.listing import Listed
from cbt.service.locking import Locking
from cbt.service.looking_back import changes_of
from cbt.service.means import Means
from cbt.service.noticing import Noticing
from cbt.service.pages import about_total, collected, same_answer
from cbt.service.ports import Clock, Store
from cbt.service.resting import rest_on
from cbt.service.shelf import Shelf
from cbt.service.sweeping import Sweeping
from cbt.service.taking_away import TakingAway
from cbt.service.together import Point, ReadingTogether, Series, Tally, Together
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
from cbt.service.watching import Watching

__all__ = [
    "RECORD",
    "Beside",
    "Clock",
    "Collected",
    "ComingBack",
    "Comparison",
    "Device",
    "Devices",
    "Exercises",
    "Form",
    "Keeping",
    "Lending",
    "Listed",
    "Locking",
    "Means",
    "Noticing",
    "Page",
    "Point",
    "ReadingTogether",
    "Record",
    "RecordLine",
    "RecordRow",
    "Rest",
    "Series",
    "Shelf",
    "Store",
    "Sweeping",
    "TakingAway",
    "Tally",
    "Together",
    "Turn",
    "Watching",
    "Ways",
    "about_total",
    "changes_of",
    "collected",
    "find_beside",
    "rest_on",
    "same_answer",
]
