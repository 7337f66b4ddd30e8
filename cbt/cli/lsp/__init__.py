"""`cbt lsp`: a language server, by which any editor shows findings, meanings and what fits while a flow is typed.

It must not load more than the command line needs before it is run.
"""

from importlib.util import find_spec

from cbt.cli.console import stop

EXTRA = "editors"


def lsp() -> None:
    """Speak with an editor over standard input and output, in the Language Server Protocol.

    Editors start it by themselves; docs/editors.md says how.
    """
    if find_spec("pygls") is None:
        stop(f"This needs the extra for editors: pip install 'cbt-flows[{EXTRA}]'.")
    import gc

    from cbt.cli.lsp.server import make_server

    server = make_server()
    # What is loaded now stays: going through it again and again would slow each check down.
    gc.collect()
    gc.freeze()
    server.start_io()
