"""The SQL statements, made once when this module is loaded.

They must not reach from one person's rows to another's: whoever asks for a session names its owner.
"""

from sqlalchemy import and_, bindparam, delete, func, insert, literal, select, update

from cbt.store.tables import FLOW_VERSION, PERSON, SESSION, WRAP

# No session of a person is numbered above it.
LARGEST_NUMBER = 2**31 - 1

# In the order of SealedSession's fields.
_SESSION_COLUMNS = (
    SESSION.c.id,
    SESSION.c.person_id,
    SESSION.c.number,
    SESSION.c.revision,
    SESSION.c.visit,
    SESSION.c.blob,
    SESSION.c.created_on,
    SESSION.c.updated_on,
)

FIND_KEY = select(WRAP.c.person_id, WRAP.c.sealed).where(WRAP.c.locator == bindparam("locator"))
# Locks the person, so that sessions they begin at once are numbered in turn; SQLite has one writer anyway.
FIND_KEY_TO_WRITE = FIND_KEY.join(PERSON, PERSON.c.id == WRAP.c.person_id).with_for_update(of=PERSON)

FIND_SESSION = (
    select(WRAP.c.sealed, *_SESSION_COLUMNS)
    .join(SESSION, SESSION.c.person_id == WRAP.c.person_id)
    .where(WRAP.c.locator == bindparam("locator"), SESSION.c.id == bindparam("session_id"))
)
FIND_SESSION_TO_WRITE = FIND_SESSION.with_for_update(of=SESSION)

HAS_SESSION = select(literal(1)).select_from(SESSION).where(SESSION.c.id == bindparam("session_id"))

LIST_SESSIONS = (
    select(*_SESSION_COLUMNS)
    .where(SESSION.c.person_id == bindparam("owner"), SESSION.c.number < bindparam("before"))
    .order_by(SESSION.c.number.desc())
    .limit(bindparam("most"))
)

KEPT = select(
    func.count(),
    func.coalesce(func.sum(func.length(SESSION.c.blob)), 0),
    func.min(SESSION.c.created_on),
    func.max(SESSION.c.updated_on),
).where(SESSION.c.person_id == bindparam("owner"))

ADD_PERSON = insert(PERSON)
ADD_WRAP = insert(WRAP)
ADD_SESSION = insert(SESSION).values(
    id=bindparam("session_id"),
    person_id=bindparam("owner"),
    number=select(func.coalesce(func.max(SESSION.c.number), 0) + 1)
    .where(SESSION.c.person_id == bindparam("owner"))
    .scalar_subquery(),
    revision=bindparam("first_revision"),
    visit=bindparam("visit_key"),
    blob=bindparam("sealed"),
    created_on=bindparam("day"),
    updated_on=bindparam("day"),
)
_OWN_SESSION = and_(SESSION.c.id == bindparam("session_id"), SESSION.c.person_id == bindparam("owner"))
REPLACE_SESSION = (
    update(SESSION)
    .where(_OWN_SESSION, SESSION.c.revision == bindparam("was"))
    .values(
        revision=SESSION.c.revision + 1,
        visit=bindparam("visit_key"),
        blob=bindparam("sealed"),
        updated_on=bindparam("day"),
    )
)
NOTE_SEEN = (
    update(PERSON)
    .where(PERSON.c.id == bindparam("owner"), PERSON.c.seen_on < bindparam("day"))
    .values(seen_on=bindparam("day"))
)

DELETE_SESSION = delete(SESSION).where(_OWN_SESSION)
# Keys first: whatever happens after, nothing opens what is left.
ERASE_PERSON = (
    delete(WRAP).where(WRAP.c.person_id == bindparam("owner")),
    delete(SESSION).where(SESSION.c.person_id == bindparam("owner")),
    delete(PERSON).where(PERSON.c.id == bindparam("owner")),
)

FLOW_DIGESTS = select(FLOW_VERSION.c.digest)
GET_FLOW_VERSION = select(FLOW_VERSION.c.source).where(FLOW_VERSION.c.digest == bindparam("wanted"))
FIND_FLOW_DIGEST = (
    select(FLOW_VERSION.c.digest)
    .where(FLOW_VERSION.c.digest.between(bindparam("lowest"), bindparam("highest")))
    .limit(1)
)
