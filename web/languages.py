"""The language that a person reads exercises in: the chosen one, else the first of their browser's that is known.

What was chosen is kept in a cookie of its own: the language's name and nothing else. It must not be set before a
person chooses, and says nothing of who they are.
"""

from collections.abc import Collection, Mapping

from flask import Flask, Response, g

from web import shared
from web.asked import noted, this_app, this_request

MAX_AGE = 400 * 24 * 3600
# The language of all that stands around the exercises.
OURS = "en"
_NAME, _ATTRIBUTES = "CBT_LANGUAGE_COOKIE", "CBT_LANGUAGE_ATTRIBUTES"
_CALLED = {
    "ar": "العربية", "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά",
    "en": "English", "es": "Español", "fi": "Suomi", "fr": "Français", "ga": "Gaeilge", "hi": "हिन्दी",
    "hu": "Magyar", "it": "Italiano", "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "no": "Norsk",
    "pl": "Polski", "pt": "Português", "ro": "Română", "sv": "Svenska", "tr": "Türkçe", "uk": "Українська",
    "zh": "中文",
}  # fmt: skip


def init_app(app: Flask, *, secure: bool) -> None:
    app.config[_NAME] = "__Host-language" if secure else "language"
    app.config[_ATTRIBUTES] = f"Path=/; {'Secure; ' if secure else ''}HttpOnly; SameSite=Lax"
    app.after_request(_write)


def find_language(known: Collection[str]) -> str | None:
    """The one of these languages to read in; None where neither the person nor their browser names any of them."""
    chosen = noted().get("cbt_language") or this_request().cookies.get(this_app().config[_NAME], "")
    asked = [chosen, *this_request().accept_languages.values()]
    return next((found for each in asked if (found := _find(each, known))), None)


def choose(language: str) -> None:
    """Lets the browser keep a language; the letters of none let it forget."""
    g.cbt_language = language


def called(language: str) -> str:
    """What a language calls itself; its letters where we do not know."""
    return _CALLED.get(language.partition("-")[0].lower(), language)


def lang_of(language: str) -> Mapping[str, str]:
    """The attribute of an element whose words are in a language; none where that is the page's own."""
    return {} if language.partition("-")[0].lower() == OURS else {"lang": language}


def _find(asked: str, known: Collection[str]) -> str | None:
    """The known language that is asked for: the very one, else one that differs by its country only."""
    wanted = asked.lower()
    exact = [each for each in known if each.lower() == wanted]
    alike = [each for each in sorted(known) if each.partition("-")[0].lower() == wanted.partition("-")[0]]
    return next(iter([*exact, *alike]), None) if wanted else None


def _write(response: Response) -> Response:
    language = noted().get("cbt_language")
    if language is not None:
        age = MAX_AGE if language else 0
        name, attributes = this_app().config[_NAME], this_app().config[_ATTRIBUTES]
        response.headers.add("Set-Cookie", f"{name}={language}; {shared.lasting(age)}{attributes}")
    return response
