"""HTTP in, HTML out: the Flask application and its wiring.

It must not decide anything about an exercise: views read, call the service and render.
"""

from web.app import create_app
from web.door import SECONDS_FOR_A_FORM, Door
from web.services import close, offer_flows

__all__ = ["SECONDS_FOR_A_FORM", "Door", "close", "create_app", "offer_flows"]
