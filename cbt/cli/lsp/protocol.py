"""Turns findings, offers, meanings and headings into the protocol's values, and its places into ours.

It must not find anything. The compiler counts characters from 1, a sheet from 0, an editor in units of its own choice.
"""

from collections.abc import Sequence

from lsprotocol import types
from pygls.workspace import PositionCodec

from cbt.compiler.authoring.headings import Heading
from cbt.compiler.authoring.offer import Offer
from cbt.compiler.diagnostics import ERROR, Diagnostic, find_meant
from cbt.model.source import SourcePos

SOURCE = "cbt"

_SYMBOLS = {"steps": types.SymbolKind.Function, "computed": types.SymbolKind.Variable}


class Places:
    """The places of one text: `lines` without their ends, counted in the `codec`'s units by the editor."""

    def __init__(self, lines: Sequence[str], codec: PositionCodec) -> None:
        self._lines = lines
        self._codec = codec

    def column_of(self, position: types.Position) -> int:
        """The character, from 0, at an editor's place; the line's end for one that lies behind it."""
        if not 0 <= position.line < len(self._lines):
            return 0
        units = 0
        for index, char in enumerate(self._lines[position.line]):
            if units >= position.character:
                return index
            units += self._codec.client_num_units(char)
        return len(self._lines[position.line])

    def span(self, line: int, start: int, end: int) -> types.Range:
        """The range in a line, all counted from 0 in characters."""
        return types.Range(self._at(line, start), self._at(line, end))

    def of(self, pos: SourcePos, length: int) -> types.Range:
        """The range of a finding or name; it ends with its line at the latest."""
        return self.span(pos.line - 1, pos.column - 1, pos.column - 1 + length)

    def below(self, heading: Heading) -> types.Range:
        """The range of a heading with all that stands below it."""
        end = self._at(heading.end - 1, len(self._line(heading.end - 1)))
        return types.Range(self._at(heading.name.pos.line - 1, heading.name.pos.column - 1), end)

    def _at(self, line: int, column: int) -> types.Position:
        return types.Position(line, self._codec.client_num_units(self._line(line)[:column]))

    def _line(self, line: int) -> str:
        return self._lines[line] if 0 <= line < len(self._lines) else ""


def to_diagnostic(finding: Diagnostic, places: Places) -> types.Diagnostic:
    """A finding; the word that was probably meant rides along for the quick fix."""
    severity = (
        types.DiagnosticSeverity.Error if finding.severity == ERROR else types.DiagnosticSeverity.Warning
    )
    return types.Diagnostic(
        range=places.of(finding.pos, finding.length),
        message=finding.told,
        severity=severity,
        code=finding.code,
        source=SOURCE,
        data=find_meant(finding.hint),
    )


def to_item(offer: Offer, number: int, line: int, column: int, places: Places) -> types.CompletionItem:
    """An offer as the `number`th item of a list, that replaces what is typed up to the column."""
    return types.CompletionItem(
        label=offer.label,
        detail=offer.detail or None,
        documentation=markdown(offer.about) if offer.about else None,
        sort_text=f"{number:04}",
        text_edit=types.TextEdit(places.span(line, offer.start, column), offer.text),
    )


def to_symbol(heading: Heading, places: Places) -> types.DocumentSymbol:
    """A heading with those inside it."""
    return types.DocumentSymbol(
        name=str(heading.name) or "?",
        detail=heading.detail,
        kind=_SYMBOLS.get(heading.sort, types.SymbolKind.EnumMember),
        range=places.below(heading),
        selection_range=places.of(heading.name.pos, heading.name.length),
        children=[to_symbol(inner, places) for inner in heading.inside],
    )


def to_fix(uri: str, diagnostic: types.Diagnostic) -> types.CodeAction | None:
    """The quick fix that puts in what was probably meant; None where nothing was."""
    if diagnostic.source != SOURCE or not isinstance(diagnostic.data, str):
        return None
    edit = types.TextEdit(diagnostic.range, diagnostic.data)
    return types.CodeAction(
        title=f'Write "{diagnostic.data}"',
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic],
        is_preferred=True,
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )


def markdown(text: str) -> types.MarkupContent:
    """A text that editors show with its marks."""
    return types.MarkupContent(types.MarkupKind.Markdown, text)
