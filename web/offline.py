"""The script by which a browser keeps the help pages: which addresses it may keep, and no other.

It must not list a page that could hold a person's word.
"""

import json
from hashlib import sha256
from pathlib import Path

from cbt.safety.helplines import Helplines
from web.render import asset

_SCRIPT = Path(__file__).parent / "static" / "worker.js"
# Kept at once. The page of a country is kept when it is opened.
PAGES = ("/help", "/help/offline", "/help/countries", "/help/young", "/help/someone", "/help/safe")
FILES = ("style.css", "app.js", "keep_help.js", "favicon.svg")


def worker_script(helplines: Helplines) -> str:
    """The worker with its list of addresses in front.

    Other helplines, addresses or files give another worker, so that a browser comes for the pages anew.
    """
    script, files = _SCRIPT.read_text(encoding="utf-8"), [asset(name) for name in FILES]
    edition = sha256(repr([script, PAGES, files, helplines]).encode()).hexdigest()[:12]
    head = {"NAME": f"help-{edition}", "PAGES": PAGES, "FILES": files}
    return "".join([f"const {word} = {json.dumps(value)};\n" for word, value in head.items()]) + script
