"""Puts a change into running Python, in this process alone: into functions that are there, or into a module to come.

It must not touch a file.
"""

import gc
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutants.changes import Mutant

ROOT = Path(__file__).resolve().parents[2]
Functions = dict[str, list[FunctionType]]


def compiled(mutant: Mutant) -> CodeType:
    """The changed module's code."""
    path = ROOT / mutant.file
    tree = mutant.tree(path.read_text(encoding="utf-8"))
    code: CodeType = compile(tree, str(path), "exec", dont_inherit=True)
    return code


def functions_by_file(folder: str) -> Functions:
    """All functions alive that were written in a file of this folder: path from the root -> them."""
    found: Functions = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(str(ROOT / folder)):
            found.setdefault(str(Path(each.__code__.co_filename).relative_to(ROOT)), []).append(each)
    return found


def plant(mutant: Mutant, functions: Functions) -> bool:
    """Whether the change could be put into the functions that are there; if not, some may have it and some not."""
    changed: dict[object, list[CodeType]] = {}
    for code in _inner(compiled(mutant)):
        changed.setdefault(_key(code), []).append(code)
    touched = 0
    for function in functions.get(mutant.file, []):
        code, *twins = changed.get(_key(function.__code__), [function.__code__])
        if code != function.__code__:
            if twins or code.co_freevars != function.__code__.co_freevars:
                return False
            function.__code__ = code
            touched += 1
    return touched > 0


def plant_for_import(mutant: Mutant) -> None:
    """Lets the module have the change as soon as it is imported, which must not have been yet."""
    name = module_name(mutant.file)
    if name in sys.modules:
        raise RuntimeError(f"{name} is imported already")
    sys.meta_path.insert(0, _Finder(name, ROOT / mutant.file, compiled(mutant)))


def module_name(file: str) -> str:
    """A file's name as an import says it."""
    return ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")


def _inner(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _inner(const)


def _key(code: CodeType) -> tuple[str, int]:
    """What a function is known by; two lambdas on one line are not told apart."""
    return code.co_qualname, code.co_firstlineno


class _Finder(MetaPathFinder):
    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        inside = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        loader = _Loader(fullname, str(self._path), self._code)
        return spec_from_file_location(fullname, self._path, loader=loader, submodule_search_locations=inside)


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        super().__init__(fullname, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code
