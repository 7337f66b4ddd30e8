"""The language server: which request asks for what.

It must not judge a flow or read a file: the desk does.
"""

import asyncio
import logging
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import json_rpc
from pygls.uris import from_fs_path, to_fs_path

from cbt.cli.lsp.desk import Desk
from cbt.cli.lsp.explaining import about_codes, findings_at
from cbt.cli.lsp.protocol import Places, markdown, to_diagnostic, to_fix, to_item, to_symbol
from cbt.compiler.authoring.headings import headings_of
from cbt.compiler.authoring.meanings import find_meaning
from cbt.compiler.authoring.mentions import Named
from cbt.compiler.authoring.offers import offers_at
from cbt.compiler.authoring.renaming import find_renamable
from cbt.compiler.collector import resting_collector

# What an editor asks together with a keystroke is answered before the check; in a burst of keystrokes the check waits
# for a pause that is not felt.
MOMENT = 0.005
PAUSE = 0.02
REST = 0.3

_TRIGGERS = [":", " ", "{", "[", ".", "/", '"', ","]


class Refusal(JsonRpcInvalidParams):
    """Why something that was asked for cannot be; the server itself has no trouble."""


class FlowServer(LanguageServer):
    """Speaks with one editor about the files on its desk."""

    def __init__(self) -> None:
        super().__init__("cbt", version("cbt-flows"))
        self.desk = Desk()
        self._waiting: dict[Path, asyncio.TimerHandle] = {}
        self._checked_at = 0.0
        self._shown: dict[Path, list[types.Diagnostic]] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002  # pygls calls it so
        """Writes trouble into the editor's log: whoever types can do nothing about it."""
        if isinstance(error, Refusal):
            return
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, type(error).__name__))

    def take(self, uri: str, *, at_once: bool = False) -> None:
        """Takes in an open file as it is now, and checks it when the typing pauses."""
        file = _file_of(uri)
        if file is not None:
            self.desk.put(file, self.workspace.get_text_document(uri).source)
            is_rested = asyncio.get_running_loop().time() - self._checked_at > REST
            self.check_soon(file, 0 if at_once else MOMENT if is_rested else PAUSE)

    def check_soon(self, file: Path, pause: float) -> None:
        """Checks after a pause all that a change in a file touches; a further change begins the pause anew."""
        waiting = self._waiting.pop(file, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[file] = asyncio.get_running_loop().call_later(pause, self._check, file)

    def places(self, file: Path) -> Places:
        """The places of a file as it is typed, or saved."""
        return Places(self.desk.lines(file), self.workspace.position_codec)

    def shown(self, file: Path) -> list[types.Diagnostic]:
        """The findings that the editor shows in a file now."""
        return self._shown.get(file, [])

    def _check(self, file: Path) -> None:
        self._waiting.pop(file, None)
        # What a check makes lives to its end: to look for garbage before its findings are told would only delay them.
        with resting_collector():
            self.desk.check(file)
            self._tell_anew(file)
        loop = asyncio.get_running_loop()
        self._checked_at = loop.time()
        # What is asked next is made ready once the findings are on their way.
        loop.call_soon(self.desk.settle, file)

    def _tell_anew(self, checked: Path) -> None:
        """Shows the findings of each file in which they are not what is shown there."""
        found = self.desk.findings()
        for other in {*self._shown, *found, checked}:
            places = self.places(other)
            now = [to_diagnostic(finding, places) for finding in found.get(other, [])]
            if now != self._shown.get(other) and (now or other in self._shown or self.desk.is_open(other)):
                self._publish(other, now)

    def _publish(self, file: Path, diagnostics: list[types.Diagnostic]) -> None:
        uri = from_fs_path(str(file))
        assert uri is not None
        if diagnostics or self.desk.is_open(file):
            self._shown[file] = diagnostics
        else:
            self._shown.pop(file, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics))


def make_server() -> FlowServer:
    """A server with all that it answers to."""
    json_rpc.logger.addFilter(_is_trouble)
    server = FlowServer()
    _take_documents(server)
    _answer_questions(server)
    _rename_things(server)
    return server


def _is_trouble(record: logging.LogRecord) -> bool:
    """Whether a line belongs into the log: pygls would tell there of a refusal too."""
    return not (record.exc_info and isinstance(record.exc_info[1], Refusal))


def _take_documents(server: FlowServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri, at_once=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        server.desk.saved()
        server.take(params.text_document.uri, at_once=True)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        file = _file_of(params.text_document.uri)
        if file is not None:
            server.desk.close(file)
            server.check_soon(file, 0)


def _answer_questions(server: FlowServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))
    def completion(params: types.CompletionParams) -> types.CompletionList:
        return types.CompletionList(False, _items(server, params))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return _hover(server, params)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def definition(params: types.DefinitionParams) -> types.Location | None:
        return _definition(server, params)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        file, sheet = _sheet_of(server, params)
        return [to_symbol(heading, server.places(file)) for heading in headings_of(sheet)] if sheet else []

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
    )
    def fixes(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        return [fix for one in params.context.diagnostics if (fix := to_fix(uri, one))]


def _rename_things(server: FlowServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        file, named = _named(server, params)
        if named is None:
            return None
        own = server.places(file).span(named.line, named.token.start, named.token.end)
        return types.PrepareRenamePlaceholder(range=own, placeholder=named.token.text)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        file, named = _named(server, params)
        if named is None:
            return None
        why = server.desk.why_not(file, named, params.new_name)
        if why:
            raise Refusal(why)
        changes: dict[str, list[types.TextEdit]] = {}
        for other, line, token in server.desk.mentions(file, named):
            uri = from_fs_path(str(other)) or ""
            own = server.places(other).span(line, token.start, token.end)
            changes.setdefault(uri, []).append(types.TextEdit(own, params.new_name))
        return types.WorkspaceEdit(changes=changes)


def _named(server: FlowServer, params: Any) -> tuple[Path, Named | None]:
    """The step or option that a place names, and the file of the place."""
    file, sheet = _sheet_of(server, params)
    column = server.places(file).column_of(params.position)
    return file, find_renamable(sheet, params.position.line, column) if sheet else None


def _items(server: FlowServer, params: types.CompletionParams) -> list[types.CompletionItem]:
    file, sheet = _sheet_of(server, params)
    if sheet is None:
        return []
    places, line = server.places(file), params.position.line
    column = places.column_of(params.position)
    offers = offers_at(sheet, line, column)
    return [to_item(offer, number, line, column, places) for number, offer in enumerate(offers)]


def _hover(server: FlowServer, params: types.HoverParams) -> types.Hover | None:
    """What stands at the place, and behind it what the findings there mean."""
    file, sheet = _sheet_of(server, params)
    places, line = server.places(file), params.position.line
    meaning = find_meaning(sheet, line, places.column_of(params.position)) if sheet else None
    wrong = findings_at(server.shown(file), params.position)
    said = [meaning.about] if meaning is not None and meaning.about else []
    if not said and not wrong:
        return None
    own = places.span(line, meaning.token.start, meaning.token.end) if meaning is not None else wrong[0].range
    return types.Hover(markdown("\n\n---\n\n".join([*said, *about_codes(wrong)])), own)


def _definition(server: FlowServer, params: types.DefinitionParams) -> types.Location | None:
    file, sheet = _sheet_of(server, params)
    column = server.places(file).column_of(params.position)
    meaning = find_meaning(sheet, params.position.line, column) if sheet else None
    if meaning is None or meaning.comes_from is None:
        return None
    target = server.desk.home(file) / meaning.comes_from.file
    uri = from_fs_path(str(target))
    return types.Location(uri, server.places(target).of(meaning.comes_from, meaning.length)) if uri else None


def _sheet_of(server: FlowServer, params: Any) -> tuple[Path, Any]:
    """The file that a question is about, and the sheet on the desk, if it is one of ours."""
    file = _file_of(params.text_document.uri)
    return file or Path(), server.desk.sheet(file) if file is not None else None


def _file_of(uri: str) -> Path | None:
    """The file behind an address; None for what is not saved as a file yet, or no flow can be."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path and path.endswith((".yaml", ".yml")) else None
