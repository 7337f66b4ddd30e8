"""How findings are written down: for people, for programs, and in the forms that code hosts show.

It must not colour or print: the commands do.
"""

from cbt.compiler.report.facts import to_json
from cbt.compiler.report.github import workflow_command
from cbt.compiler.report.sarif import sarif_log
from cbt.compiler.report.text import render_text

__all__ = ["render_text", "sarif_log", "to_json", "workflow_command"]
