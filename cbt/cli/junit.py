"""What came of walks as JUnit XML, which build servers read.

It must not play or print anything.
"""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from cbt.cli.findings import one_line
from cbt.cli.walking import FlowWalks, FolderWalks, Played
from cbt.compiler.diagnostics import ERROR, Diagnostic

# XML has no way to write them.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


def junit_xml(tested: Sequence[FolderWalks]) -> bytes:
    """A suite for each flow with a case for each walk, and one for each folder with what keeps flows from playing."""
    root = ET.Element("testsuites", name="cbt test")
    for folder in tested:
        faults = [finding for finding in folder.library.findings if finding.severity == ERROR]
        if faults or folder.lost:
            _add_suite(
                root, str(folder.wanted.folder), [_fault_case(each) for each in [*faults, *folder.lost]]
            )
        for walks in folder.walks:
            _add_suite(root, walks.flow.id, _cases(walks))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    root.set("time", f"{sum(float(suite.get('time', '0')) for suite in root):.3f}")
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_suite(root: ET.Element, name: str, cases: Iterable[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=_clean(name))
    suite.extend(cases)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    suite.set("time", f"{sum(float(case.get('time', '0')) for case in suite):.3f}")


def _cases(walks: FlowWalks) -> list[ET.Element]:
    return [
        *[_walk_case(walks, one) for one in walks.played],
        *[_fault_case(fault) for fault in walks.faults],
    ]


def _walk_case(walks: FlowWalks, one: Played) -> ET.Element:
    case = _case(one.case.name, walks.flow.id, str(walks.path), one.case.pos.line)
    case.set("time", f"{one.seconds:.3f}")
    if one.failure is not None:
        _add_reason(case, "failure", one.failure)
    return case


def _fault_case(fault: Diagnostic) -> ET.Element:
    case = _case(f"{fault.code} {fault.message}", "flows", fault.pos.file, fault.pos.line)
    case.set("time", "0.000")
    _add_reason(case, "error", fault)
    return case


def _case(name: str, of: str, file: str, line: int) -> ET.Element:
    return ET.Element("testcase", name=_clean(name), classname=_clean(of), file=_clean(file), line=str(line))


def _add_reason(case: ET.Element, kind: str, finding: Diagnostic) -> None:
    message = f"line {finding.pos.line}: {finding.message}"
    reason = ET.SubElement(case, kind, type=finding.code, message=_clean(message))
    reason.text = _clean(one_line(finding.pos, finding.code, finding.told))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
