"""`python -m cbt` is `cbt`.

It must not hold a command.
"""

from cbt.cli import app

app()
