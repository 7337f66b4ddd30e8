"""`cbt schema`: prints the JSON Schema of the flow language, by which editors complete words and underline faults.

It must not know a word of the language itself.
"""

import json
from pathlib import Path
from typing import Annotated

import typer


def schema(
    output: Annotated[Path | None, typer.Option(help="Write it to this file instead of printing it.")] = None,
) -> None:
    """Print the JSON Schema of the flow language for editors."""
    from cbt.cli.console import note, say
    from cbt.compiler.editor import flow_schema

    text = json.dumps(flow_schema(), indent=2, ensure_ascii=False)
    if output is None:
        say(text)
    else:
        output.write_text(f"{text}\n", encoding="utf-8")
        note(f"Written to {output}.", "green")
