"""Takes the README's picture, and pictures of every kind of page to look at: `python -m tests.e2e.pictures [folder]`.

It must not run with the tests: it writes into docs/.
"""

import base64
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.e2e.caller import Caller, address_of
from tests.e2e.chromium import open_chromium
from tests.e2e.runs import REFRAME, THOUGHT_RECORD
from tests.e2e.server import HOST, ROOT, Server
from tests.e2e.small_png import write_small_png

README = ROOT / "docs" / "images" / "session.png"
PHONE = (375, 728)
DESKTOP = (1280, 900)
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# Lies on white and on black alike.
FRAME = """
<style>
  body { margin: 0; display: flex; gap: 28px; padding: 2px; width: max-content; background: transparent; }
  img { display: block; width: 375px; border: 1px solid #b9ae9d; border-radius: 18px; }
</style>
"""


def places_of(caller: Caller) -> dict[str, str]:
    """Where the pages of somebody are who has just come to the end of a thought record: name -> path."""
    session = address_of(caller.walk("thought_record", THOUGHT_RECORD))
    caller.walk("reframe", REFRAME[:4])
    pages = {f"page-{number:02}": f"/s/{session}/{number}" for number, _ in enumerate(THOUGHT_RECORD, 1)}
    return pages | {
        "home": "/",
        "exercise": "/exercises/thought_record",
        "records": "/records",
        "record": f"/records/{session}",
        "delete": f"/records/{session}/delete",
        "kept": "/you",
        "help": "/help",
        "privacy": "/privacy",
        "about": "/about",
        "nowhere": "/nowhere",
    }


def open_page(browser: Browser, server: Server, caller: Caller, size: tuple[int, int], mode: str) -> Page:
    name, _, value = caller.cookie.partition("=")
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2,
        **MODES[mode],  # type: ignore[arg-type]
    )
    context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])
    return context.new_page()


def take_readme(browser: Browser, server: Server, caller: Caller, places: dict[str, str]) -> None:
    """A question on a phone, and beside it the end of the record that it became part of."""
    page = open_page(browser, server, caller, PHONE, "light")
    shots = []
    for name, top in (("page-19", "body"), ("record", ".changes")):
        page.goto(server.origin + places[name])
        page.evaluate("() => document.activeElement?.blur()")
        page.locator(top).evaluate("place => scrollTo(0, place.getBoundingClientRect().top)")
        shots.append(base64.b64encode(page.screenshot()).decode())
    # Our own pages let no picture in from elsewhere.
    page.goto("about:blank")
    page.set_content(FRAME + "".join([f'<img src="data:image/png;base64,{shot}">' for shot in shots]))
    write_small_png(page, page.locator("body").screenshot(omit_background=True), README)
    page.context.close()


def take_all(browser: Browser, server: Server, caller: Caller, places: dict[str, str], folder: Path) -> None:
    """Every kind of page: on a narrow phone in each mode, and wide in light."""
    for mode, size in [
        ("light", (320, 640)),
        ("dark", (320, 640)),
        ("forced", (320, 640)),
        ("light", DESKTOP),
    ]:
        page = open_page(browser, server, caller, size, mode)
        for name, path in places.items():
            page.goto(server.origin + path)
            page.screenshot(path=folder / f"{mode}-{size[0]}-{name}.png", full_page=True)
        page.emulate_media(media="print")
        page.goto(server.origin + places["record"])
        page.screenshot(path=folder / f"{mode}-{size[0]}-print.png", full_page=True)
        page.context.close()


def main(folder: Path | None) -> None:
    README.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, open_chromium() as browser:
        server = Server(Path(place))
        server.start()
        try:
            caller = Caller(server.port)
            places = places_of(caller)
            take_readme(browser, server, caller, places)
            if folder is not None:
                take_all(browser, server, caller, places, folder)
        finally:
            server.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
