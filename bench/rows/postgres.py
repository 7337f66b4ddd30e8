"""An answer's turn on PostgreSQL, beside a bare psycopg turn on the same server; both in process.

It must not use a server that is there already.
"""

from bench.figures import Absent, Results, figure, ratios
from bench.plan import Plan
from bench.postgres import cluster, new_database
from bench.probe import Probe
from bench.rows.paired import paired
from bench.servers import DidNotStart


def postgres(plan: Plan) -> Results:
    """The row postgres."""
    try:
        with cluster() as server:
            log = plan.log("postgres")
            data = str(plan.new_folder("data"))
            with (
                Probe("answers", log, data=data, database=new_database(server, "ours")) as ours,
                Probe("bare", log, database=new_database(server, "bare")) as bare,
            ):
                spent, least = paired(plan, ours, bare, plan.scaled(30, 15))
    except DidNotStart as absent:
        yield Absent("postgres", str(absent))
        return
    yield figure("postgres", ratios(least, spent))
