"""Parameters of a notebook: read from its cell without executing anything."""

import ast
from dataclasses import dataclass

from analysis.errors import InputError

KINDS = {"bool": bool, "int": int, "float": float, "str": str, "list": list, "dict": dict}
READABLE = {
    "bool": "True or False",
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "NoneType": "None",
    "list": "a list",
    "dict": "a dict",
}
ELEMENTS = {"int": " of whole numbers", "float": " of numbers", "str": " of texts"}


@dataclass(frozen=True)
class Parameter:
    """One literal of a notebook's parameters cell.

    Attributes
    ----------
    name : str
    kinds : tuple of type
        The types that a value may have, as annotated, or else the default's own.
    element : type or None
        The type of a list's elements, where the annotation or the default says it.
    default : object
    allowed : tuple
        The values that a ``Literal`` annotation names; any of its type where there is none.
    """

    name: str
    kinds: tuple[type, ...]
    element: type | None
    default: object
    allowed: tuple[object, ...] = ()

    @property
    def expects(self) -> str:
        """The type in a reader's words, such as ``a list of texts``, or the values allowed."""
        if self.allowed:
            return f"one of {', '.join(map(str, self.allowed))}"
        names = [READABLE[kind.__name__] for kind in self.kinds]
        of = ELEMENTS.get(self.element.__name__, "") if self.element else ""
        return " or ".join(f"{name}{of}" if name == "a list" else name for name in names)


def read_parameters(source: str, *, where: str) -> dict[str, Parameter]:
    """Parameters that a cell's source assigns, by name, read from its syntax tree alone.

    Parameters
    ----------
    source : str
        Source of the cell tagged ``parameters``.
    where : str
        Name of the notebook, for messages.

    Raises
    ------
    InputError
        The cell holds anything but assignments of literals and names imported from ``typing``.

    Examples
    --------
    >>> cell = 'min_count: int = 3'
    >>> read_parameters(cell, where="02_vocabulary")["min_count"].default
    3
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise InputError(f"{where}: parameters cell, line {error.lineno}: {error.msg}") from None
    found = [_parameter(statement, where) for statement in statements if not _is_other(statement)]
    return {parameter.name: parameter for parameter in found}


def fits(value: object, parameter: Parameter) -> bool:
    """Whether a parameter may have a value: its type, its elements, the values that it allows."""
    if not any(_is_a(value, kind) for kind in parameter.kinds):
        return False
    if parameter.allowed:
        return any(type(value) is type(one) and value == one for one in parameter.allowed)
    if isinstance(value, list) and parameter.element:
        return all(_is_a(item, parameter.element) for item in value)
    return True


def _is_other(statement: ast.stmt) -> bool:
    """Whether a statement is a comment, or makes an annotation such as ``Literal`` known."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "typing" and not statement.level
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _parameter(statement: ast.stmt, where: str) -> Parameter:
    place = f"{where}: parameters cell, line {statement.lineno}"
    target, annotation = _target(statement)
    if target is None:
        raise InputError(f"{place}: only assignments such as name: int = 3 belong here")
    try:
        default = ast.literal_eval(statement.value)  # type: ignore[attr-defined]
    except ValueError:
        raise InputError(f"{place}: the value of {target} is not a literal") from None
    parameter = _typed(target, annotation, default)
    if not fits(default, parameter):
        raise InputError(f"{place}: the default of {target} is not {parameter.expects}")
    return parameter


def _target(statement: ast.stmt) -> tuple[str | None, ast.expr | None]:
    if isinstance(statement, ast.AnnAssign) and statement.value and statement.simple:
        return ast.unparse(statement.target), statement.annotation
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        return (target.id, None) if isinstance(target, ast.Name) else (None, None)
    return None, None


def _typed(name: str, annotation: ast.expr | None, default: object) -> Parameter:
    kinds, element = _annotated(annotation)
    if not kinds:
        kinds = (type(default),)
    if element is None and isinstance(default, list) and default:
        shared = {type(item) for item in default}
        element = shared.pop() if len(shared) == 1 else None
    return Parameter(name, kinds, element, default, _allowed(annotation))


def _annotated(annotation: ast.expr | None) -> tuple[tuple[type, ...], type | None]:
    """Types and element type that an annotation names; none where it is not understood."""
    match annotation:
        case ast.Constant(value=None):
            return (type(None),), None
        case ast.Name(id=name) if name in KINDS:
            return (KINDS[name],), None
        case ast.Subscript(value=ast.Name(id="list"), slice=ast.Name(id=name)):
            return (list,), KINDS.get(name)
        case ast.Subscript(value=ast.Name(id="Literal")):
            return tuple({type(value): None for value in _allowed(annotation)}), None
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            (one, element), (other, second) = _annotated(left), _annotated(right)
            return ((*one, *other), element or second) if one and other else ((), None)
    return (), None


def _allowed(annotation: ast.expr | None) -> tuple[object, ...]:
    """Values of a ``Literal``, with None where that is allowed beside it."""
    match annotation:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=items)):
            return tuple(item.value for item in items if isinstance(item, ast.Constant))
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Constant(value=value)):
            return (value,)
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return (*_allowed(left), None) if _allowed(left) else ()
    return ()


def _is_a(value: object, kind: type) -> bool:
    if isinstance(value, bool) or kind is bool:
        return kind is bool and isinstance(value, bool)
    return isinstance(value, (int, float)) if kind is float else isinstance(value, kind)
