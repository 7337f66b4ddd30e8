"""Every prompt of the shipped flows that a rewording may reach."""

from cbt.compiler.library import compile_folder, default_flows_folder
from cbt.model.flow import Text


def prompts() -> list[str]:
    """The questions, texts to read, and helps of all shipped flows, each once."""
    found: dict[str, None] = {}
    for flow in compile_folder(default_flows_folder()).flows.values():
        for step in flow.steps.values():
            for text in (step.prompt, step.help):
                if isinstance(text, Text):
                    found[text.source.strip()] = None
    return list(found)
