"""pydantic's errors in plain sentences: what was found, what is allowed, what was probably meant."""

import math

from pydantic_core import ErrorDetails

from catalogue.files.spelling import did_you_mean
from catalogue.files.text import describe, printable
from catalogue.mistakes.annotations import Wanted


def sentence(error: ErrorDetails, wanted: Wanted, around: Wanted) -> str:
    """Return what is wrong, in one sentence.

    `wanted` is what the model allows at the error's place, and `around` what it allows in the table around it.
    """
    found = error["input"]
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"is missing; add {_example(str(error['loc'][-1]), wanted)}"
        case "extra_forbidden":
            key = str(error["loc"][-1])
            near = did_you_mean(key, around.keys)
            return f"is not a known key here{near or '; the keys are ' + ', '.join(around.keys)}"
        case "literal_error":
            near = did_you_mean(found, map(str, wanted.choices)) if isinstance(found, str) else ""
            return f"found {describe(found)}; allowed: {wanted}{near}"
        case "value_error":
            return str(context["error"])
        case "too_long":
            # The count is absent when there were too many to count.
            return f"found {_length(found)}; at most {context['max_length']} are allowed; take some out"
        case "too_short":
            return f"found {_length(found)}; at least {context['min_length']} are needed; add some"
        case _ if str(wanted) != "something else":
            return f"found {describe(found)}; {wanted} is wanted{_hint(found, wanted)}"
        case _:
            return f"found {describe(found)}; {printable(error['msg'], 200)}"


def _length(value: object) -> str:
    return str(len(value)) if isinstance(value, list | tuple | dict | str) else "another number"


def _example(key: str, wanted: Wanted) -> str:
    if wanted.is_table:
        return f"a table [{key}]"
    if wanted.is_list:
        return f"a table [[{key}]]" if wanted.inside(0).is_table else f"{key} = [...]"
    if len(wanted.choices) == 1:
        return f"{key} = {wanted}"
    return f"{key} = ... ({wanted})" if str(wanted) != "something else" else f"{key} = ..."


def _hint(found: object, wanted: Wanted) -> str:
    number_wanted = wanted.type in (int, float)
    if number_wanted and isinstance(found, str) and _is_number(found):
        return "; take the quotes away"
    if wanted.type is int and isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        return f"; write {found:.0f}"
    if wanted.type is str and isinstance(found, int | float):
        return "; put it in quotes"
    if wanted.is_list and wanted.inside(0).is_table:
        return "; write its name in two pairs of square brackets, [[...]], once for each"
    if wanted.tables and isinstance(found, dict):
        return "; put square brackets around it"
    if wanted.is_list and isinstance(found, str):
        return "; put square brackets around it"
    if wanted.type is bool:
        return ", without quotes"
    return ""


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text[:40]))
    except ValueError:
        return False
