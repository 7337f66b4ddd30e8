"""The frame of an HTML page that stands alone: no script, nothing loaded, good on a screen and on A4.

It must not know what is in it.
"""

from html import escape

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --tint: #f3f5f7; --paper: #ffffff; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.8rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); font-size: 1.3rem; }
h3 { margin: 0 0 .5rem; font-size: 1.08rem; line-height: 1.35; }
p { margin: 0 0 .5rem; }
ul { margin: 0; padding-left: 1.2rem; }
code { font: .86em ui-monospace, "DejaVu Sans Mono", Consolas, monospace; color: var(--soft); }
a { color: inherit; text-decoration-color: var(--soft); }
dl { display: grid; grid-template-columns: minmax(6rem, 9rem) 1fr; gap: .35rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); font-size: .88rem; padding-top: .1rem; }
dd { margin: 0; min-width: 0; }
dd p:last-child { margin-bottom: 0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --tint: #151b23; --paper: #0d1117; }
}
@media print {
  :root { color-scheme: light; --ink: #000000; --soft: #444444; --line: #aaaaaa; --tint: #f3f5f7; --paper: #ffffff; }
  @page { size: A4; margin: 16mm 16mm 18mm; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  a { text-decoration: none; }
  h2, h3 { break-after: avoid; }
}
"""


def render_frame(title: str, language: str, style: str, body: str) -> str:
    """A whole HTML document; `style` and `body` are markup already."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def text(words: str) -> str:
    """Words as markup; what HTML cannot hold becomes a stand-in."""
    shown = "".join(char if char in "\n\t" or _may_stand(ord(char)) else "\ufffd" for char in words)
    return escape(shown)


def _may_stand(code: int) -> bool:
    return code >= 0x20 and not (0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE)
