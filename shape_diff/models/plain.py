"""Dataclasses of plain values from JSON data that may be wrong."""

import math
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def from_plain(kind: type[Any], values: Any) -> Any:
    """A dataclass from what `json.loads` made of `dataclasses.asdict`; fields with defaults may be missing.

    Raises:
        ValueError: an unknown or a missing field, a value of another type, or one that the dataclass refuses.
    """
    if not isinstance(values, dict):
        raise ValueError(f"{kind.__name__} is {values!r}")
    types = get_type_hints(kind)
    known = {field.name for field in fields(kind)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"it has unknown settings {unknown}, so it was made by another version of shape_diff")
    given = {name: _value(types[name], value, name) for name, value in values.items()}
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(f"{kind.__name__} lacks a value: {error}") from error


def _value(kind: Any, value: Any, name: str) -> Any:
    """A value of the annotated type, or ValueError."""
    if is_dataclass(kind) and isinstance(kind, type):
        return from_plain(kind, value)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in inner:
            return None
        return _value(next(one for one in inner if one is not NoneType), value, name)
    if origin in (tuple, list) and isinstance(value, list):
        kinds = [inner[0]] * len(value) if origin is list or inner[-1] is Ellipsis else list(inner)
        if len(kinds) == len(value):
            return origin(_value(one, item, name) for one, item in zip(kinds, value, strict=True))
    if origin is dict and isinstance(value, dict):
        return {key: _value(inner[1], item, f"{name}.{key}") for key, item in value.items()}
    if kind is float and type(value) in (int, float) and math.isfinite(value):
        return float(value)
    if type(value) is kind:
        return value
    raise ValueError(f"{name} is {value!r}")
