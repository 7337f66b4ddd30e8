"""The flows that are offered, and every version that somebody may still be inside of.

It must not know persons.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from threading import Lock

from cbt.compiler.library import Library, compile_source
from cbt.engine.machine import Program
from cbt.engine.tones import tones_of
from cbt.errors import FlowUnknown, FlowVersionMissing
from cbt.model.choosing import Choosing, Offer
from cbt.model.flow import Flow
from cbt.model.tone import Tone
from cbt.service.ports import Store
from cbt.service.upgrading import Upgrade, find_upgrade

MOST_OLD_VERSIONS = 64
MOST_AFTER = 3
# How much of a version's hash an address carries: 16 bytes, here in hex.
_PREFIX = 32


class _Offered:
    """The flows that are offered at one time, and what was found out about them; never emptied, only replaced.

    `programs` are by version, made when they are first needed, `tones` by flow id; `upgrades` lead here from other
    versions.
    """

    def __init__(
        self, flows: Iterable[Flow], choosing: Choosing, tones: Mapping[str, Mapping[str, Tone]]
    ) -> None:
        self.choosing = choosing
        self.flows = {flow.id: flow for flow in flows}
        self.versions = {flow.version: flow for flow in self.flows.values()}
        self.prefixes = {version[:_PREFIX]: version for version in self.versions}
        self.startable = sorted(
            [flow for flow in self.flows.values() if not flow.needs], key=lambda flow: flow.title.source
        )
        self.tones = tones
        self.programs: dict[str, Program] = {}
        self.upgrades: dict[str, Upgrade | None] = {}


class Shelf:
    """Flows by id and programs by version, for any number of threads; what is not offered comes from the store."""

    def __init__(self, library: Library, store: Store, *, automatic: bool = False) -> None:
        """`automatic` lets rewordings show that the guards alone have passed."""
        self._automatic = automatic
        self._offer = _Offered(library.flows.values(), library.choosing, self._tones(library))
        self._old: OrderedDict[str, Program] = OrderedDict()
        self._lock = Lock()
        self._store = store

    def replace(self, library: Library) -> None:
        """Offers these flows from now on; their sources must be stored already.

        Of a flow that has a fault now the last good version stays, as long as this process lives: a fresh start
        offers what the folder holds and no more, so that what is offered can always be read there.
        """
        before = self._offer
        broken = [flow for flow_id, flow in before.flows.items() if flow_id in library.broken]
        kept = {flow.id: before.tones.get(flow.id, {}) for flow in broken}
        flows = [*broken, *library.flows.values()]
        offer = _Offered(flows, library.choosing, {**kept, **self._tones(library)})
        for version, program in list(before.programs.items()):
            if version not in offer.versions:
                self._keep(program)
            elif program.tones == offer.tones.get(program.flow.id, {}):
                offer.programs[version] = program
        self._offer = offer

    def _tones(self, library: Library) -> dict[str, Mapping[str, Tone]]:
        return {
            flow_id: tones_of(reworded, automatic=self._automatic)
            for flow_id, reworded in library.reworded.items()
        }

    def offered(self) -> Mapping[str, Flow]:
        """The flows that can be started, by id; those that only a hand-off reaches are among them."""
        return self._offer.flows

    def startable(self) -> list[Flow]:
        """The flows that anyone can start, in the order of their titles."""
        return self._offer.startable

    def begin_with(self) -> Flow | None:
        """The exercise for those who cannot choose."""
        offer = self._offer
        return offer.flows.get(offer.choosing.begin_with or "")

    def reasons(self) -> list[tuple[str, list[Flow]]]:
        """What is the matter, in the words that people use, each with the flows that fit."""
        offer = self._offer
        return [(each.words, _found(offer, each)) for each in offer.choosing.reasons]

    def after(self, flow_id: str) -> list[Flow]:
        """What fits next when a flow has ended: as the first page's file says, else what is offered beside it there."""
        offer = self._offer
        named = offer.choosing.after.get(flow_id)
        if named is None:
            beside = [each.flows for each in offer.choosing.reasons if flow_id in each.flows]
            named = tuple(dict.fromkeys([name for names in beside for name in names if name != flow_id]))
        return [offer.flows[name] for name in named[:MOST_AFTER]]

    def groups(self) -> list[tuple[str, list[Flow]]]:
        """All flows that anyone can start, in their groups; those of no group come last, under no words."""
        offer = self._offer
        groups = [(each.words, _found(offer, each)) for each in offer.choosing.groups]
        grouped = {flow.id for _, flows in groups for flow in flows}
        others = [flow for flow in offer.startable if flow.id not in grouped]
        return [*groups, ("", others)] if others else groups

    def instead(self) -> list[Flow]:
        """What to do in place of one more record of the same thought."""
        offer = self._offer
        return [offer.flows[flow_id] for flow_id in offer.choosing.instead]

    def get_offered(self, flow_id: str) -> Program:
        """The present version of a flow. Raises FlowUnknown."""
        offer = self._offer
        if flow_id not in offer.flows:
            raise FlowUnknown(flow_id)
        return self._made(offer, offer.flows[flow_id])

    def get_startable(self, flow_id: str) -> Flow:
        """The present version of a flow that anyone can start. Raises FlowUnknown for one that needs inputs."""
        flow = self._offer.flows.get(flow_id)
        if flow is None or flow.needs:
            raise FlowUnknown(flow_id)
        return flow

    def find_by_prefix(self, prefix: bytes) -> Program | None:
        """The version whose hash starts with these 16 bytes, or None. Raises StoreUnavailable, FlowVersionMissing."""
        start = prefix.hex()
        version = self._offer.prefixes.get(start)
        if version is None:
            with self._lock:
                version = next((version for version in self._old if version.startswith(start)), None)
        if version is None:
            version = self._store.find_flow_digest(prefix)
        return self.get_version(version) if version else None

    def get_version(self, version: str) -> Program:
        """Any version that was ever offered. Raises FlowVersionMissing, StoreUnavailable."""
        offer = self._offer
        if version in offer.versions:
            return self._made(offer, offer.versions[version])
        with self._lock:
            if version in self._old:
                self._old.move_to_end(version)
                return self._old[version]
        # Without the lock, so that nobody waits who needs another version; compiled twice is no harm.
        program = Program(self._compile(version))
        self._keep(program)
        return program

    def find_upgrade(self, flow_id: str, version: str) -> Upgrade | None:
        """The way from a version to the present one of its flow; None where it is that, or people have to stay.

        Worked out once for each pair. Raises FlowVersionMissing, StoreUnavailable.
        """
        offer = self._offer
        present = offer.flows.get(flow_id)
        if present is None or present.version == version:
            return None
        if version not in offer.upgrades:
            offer.upgrades[version] = find_upgrade(self.get_version(version).flow, present)
        return offer.upgrades[version]

    def is_ready(self, flow_id: str, version: str) -> bool:
        """Whether a session of this version can go on without a flow being compiled or compared first."""
        offer = self._offer
        present = offer.flows.get(flow_id)
        if present is not None and present.version != version:
            if version not in offer.upgrades:
                return False
            if offer.upgrades[version] is not None:
                version = present.version
        return version in offer.programs or version in self._old

    def _made(self, offer: _Offered, flow: Flow) -> Program:
        """The program of a flow that is offered, built by whoever needs it first."""
        program = offer.programs.get(flow.version)
        if program is None:
            made = Program(flow, tones=offer.tones.get(flow.id))
            program = offer.programs.setdefault(flow.version, made)
        return program

    def _keep(self, program: Program) -> None:
        """Holds a version that is no longer offered; the longest unused goes when there are too many."""
        with self._lock:
            self._old[program.flow.version] = program
            self._old.move_to_end(program.flow.version)
            if len(self._old) > MOST_OLD_VERSIONS:
                self._old.popitem(last=False)

    def _compile(self, version: str) -> Flow:
        flow = compile_source(self._store.get_flow_version(version))
        if flow is None:
            raise FlowVersionMissing(version)
        return flow


def _found(offered: _Offered, offer: Offer) -> list[Flow]:
    """The flows of an offer; all of them are there, as the compiler has seen to."""
    return [offered.flows[flow_id] for flow_id in offer.flows]
