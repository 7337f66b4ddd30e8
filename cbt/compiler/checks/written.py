"""Writes an expression's tree out again, for messages.

It must not be taken for what the author wrote: blanks and brackets may differ.
"""

from cbt.model.expression import Binary, Call, Name, Node, Number, String, Unary


def written(node: Node) -> str:
    """The expression in one line, with no more brackets than it needs; for numbers and lists, not for conditions."""
    match node:
        case Number(value=value):
            return str(value)
        case String(value=value):
            return f'"{value}"'
        case Name(name=name):
            return name
        case Call(function=function, args=args):
            return f"{function}({', '.join(written(arg) for arg in args)})"
        case Unary(op=op, arg=arg):
            return f"{op}{_bracketed(arg)}"
    return f"{_bracketed(node.left)} {node.op} {_bracketed(node.right)}"


def _bracketed(node: Node) -> str:
    return f"({written(node)})" if isinstance(node, Binary) else written(node)
