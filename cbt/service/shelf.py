"""The flows that are offered, and every version that somebody may still be inside of.

It must not know persons.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from cbt.compiler.library import Library, compile_source
from cbt.engine.machine import Program
from cbt.errors import FlowUnknown, FlowVersionMissing
from cbt.model.flow import Flow
from cbt.service.ports import Store

MOST_OLD_VERSIONS = 64


class Shelf:
    """Programs by flow id and by version; versions no longer offered are read from the store."""

    def __init__(self, library: Library, store: Store) -> None:
        self._offered = {flow_id: Program(flow) for flow_id, flow in library.flows.items()}
        self._current = {program.flow.version: program for program in self._offered.values()}
        self._old: OrderedDict[str, Program] = OrderedDict()
        self._lock = Lock()
        self._store = store

    def offered(self) -> Mapping[str, Program]:
        """The flows that can be started, by id; those that only a hand-off reaches are among them."""
        return self._offered

    def startable(self) -> list[Program]:
        """The flows that anyone can start, in the order of their titles."""
        found = [program for program in self._offered.values() if not program.flow.needs]
        return sorted(found, key=lambda program: program.flow.title.source)

    def get_offered(self, flow_id: str) -> Program:
        """The present version of a flow. Raises FlowUnknown."""
        if flow_id not in self._offered:
            raise FlowUnknown(flow_id)
        return self._offered[flow_id]

    def get_startable(self, flow_id: str) -> Program:
        """The present version of a flow that anyone can start. Raises FlowUnknown for one that needs inputs."""
        program = self.get_offered(flow_id)
        if program.flow.needs:
            raise FlowUnknown(flow_id)
        return program

    def find_by_prefix(self, prefix: bytes) -> Program | None:
        """The version whose hash starts with these bytes, or None. Raises StoreUnavailable, FlowVersionMissing."""
        start = prefix.hex()
        with self._lock:
            for version, program in (*self._current.items(), *self._old.items()):
                if version.startswith(start):
                    return program
        digest = self._store.find_flow_digest(prefix)
        return self.get_version(digest) if digest else None

    def get_version(self, version: str) -> Program:
        """Any version that was ever offered. Raises FlowVersionMissing, StoreUnavailable."""
        current = self._current.get(version)
        if current is not None:
            return current
        with self._lock:
            if version in self._old:
                self._old.move_to_end(version)
                return self._old[version]
        # Without the lock, so that nobody waits who needs another version; compiled twice is no harm.
        program = Program(self._compile(version))
        with self._lock:
            self._old[version] = program
            if len(self._old) > MOST_OLD_VERSIONS:
                self._old.popitem(last=False)
            return program

    def _compile(self, version: str) -> Flow:
        flow = compile_source(self._store.get_flow_version(version))
        if flow is None:
            raise FlowVersionMissing(version)
        return flow
