"""The field of a question, by the kind of its answer, filled with what is stored or was typed.

It must not judge what was typed.
"""

from web.fields.build import field_view, stored_words
from web.fields.typed import Typed, fields_of

__all__ = ["Typed", "field_view", "fields_of", "stored_words"]
