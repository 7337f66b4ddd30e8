"""What is stored of a person's answers, read below the web; and what a form says about the question it was made for.

It must not send anything.
"""

import base64

from cbt.errors import SessionUnknown
from tests.web.house import services_of
from tests.web.pages import Page, Sent
from tests.web.person import Person
from web.fields import fields_of

Answers = dict[str, tuple[str, ...]]

WORD_FIELDS = ("answer", "own", "line")


def stored_answers(person: Person, address: str) -> Answers:
    """All answers of a session, on the path and off it: question -> answer as a page's field shows it."""
    cookie = person.cookies().get("p")
    if cookie is None:
        return {}
    secret = base64.urlsafe_b64decode(cookie + "=")
    try:
        page = services_of(person.app).exercises.page(secret, address)
    except SessionUnknown:
        return {}
    found = {}
    for question, value in page.session.facts.answers.items():
        fields = fields_of(value)
        found[question] = tuple([text for name in WORD_FIELDS for text in fields.get(name, ()) if text])
    return found


def question_of(page: Page) -> str:
    """The question that a page's form is made for."""
    return page.hidden["place"]


def stored_from(page: Page, sent: Sent) -> tuple[str, ...]:
    """What a page's form says, as it is to be stored: one line where the field has one."""
    words = words_sent(sent)
    if not any("data-one-line" in each.attrs for each in page.form.all("textarea")):
        return words
    return tuple([" ".join(text.split("\n")) for text in words])


def words_sent(sent: Sent) -> tuple[str, ...]:
    """What a form says, as it is given back."""
    return tuple(
        [
            text.replace("\r\n", "\n")
            for name in WORD_FIELDS
            for field, text in sent.fields
            if field == name and text.strip()
        ]
    )
