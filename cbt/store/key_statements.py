"""The SQL statements around people and their keys, made once when this module is loaded.

They must not reach from one person's rows to another's: whoever changes a key names its owner. A sweep alone looks at
everybody, and at their days only.
"""

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal, or_, select, update

from cbt.store.tables import PERSON, SESSION, SWEEP, WRAP
from cbt.vault.keys import WORDS

_OWN_WRAP = and_(WRAP.c.locator == bindparam("at"), WRAP.c.person_id == bindparam("owner"))

LIST_WRAPS = (
    select(WRAP.c.locator, WRAP.c.kind, WRAP.c.made_on, WRAP.c.name)
    .where(WRAP.c.person_id == bindparam("owner"))
    .order_by(WRAP.c.made_on, WRAP.c.locator)
)
DROP_WRAP = delete(WRAP).where(_OWN_WRAP)
NAME_WRAP = update(WRAP).where(_OWN_WRAP).values(name=bindparam("called"))

GET_DAYS = select(PERSON.c.created_on, PERSON.c.seen_on).where(PERSON.c.id == bindparam("owner"))
FIND_SEEN = (
    select(PERSON.c.id, PERSON.c.seen_on)
    .join(WRAP, WRAP.c.person_id == PERSON.c.id)
    .where(WRAP.c.locator == bindparam("locator"))
)

# Takes a session along to the person that its owner becomes.
MOVE_SESSION = (
    update(SESSION)
    .where(SESSION.c.id == bindparam("session_id"), SESSION.c.person_id == bindparam("owner"))
    .values(person_id=bindparam("heir"), blob=bindparam("sealed"))
)
LOCK_SESSIONS = select(SESSION.c.id).where(SESSION.c.person_id == bindparam("owner")).with_for_update()
BRING_SESSION = insert(SESSION).values(
    id=bindparam("session_id"),
    person_id=bindparam("owner"),
    number=select(func.coalesce(func.max(SESSION.c.number), 0) + 1)
    .where(SESSION.c.person_id == bindparam("owner"))
    .scalar_subquery(),
    revision=literal(1),
    visit=bindparam("visit_key"),
    blob=bindparam("sealed"),
    created_on=bindparam("begun_on"),
    updated_on=bindparam("changed_on"),
)

_HAS_WORDS = exists(select(literal(1)).where(WRAP.c.person_id == PERSON.c.id, WRAP.c.kind == WORDS))
# Each had more days than they were told: so many without words, and more with them.
_DUE = or_(
    PERSON.c.seen_on < bindparam("before"),
    and_(PERSON.c.seen_on < bindparam("before_without_words"), ~_HAS_WORDS),
)
COUNT_PEOPLE = select(func.count()).select_from(PERSON)
LIST_DUE = select(PERSON.c.id).where(_DUE)
# Looks again when it locks: whoever came back meanwhile stays.
LOCK_IF_DUE = select(PERSON.c.id).where(PERSON.c.id == bindparam("owner"), _DUE).with_for_update(of=PERSON)

LAST_SWEEP = select(SWEEP.c.ran_on)
FORGET_SWEEP = delete(SWEEP)
NOTE_SWEEP = insert(SWEEP)
