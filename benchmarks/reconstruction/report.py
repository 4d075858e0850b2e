"""Markdown tables of what was measured."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from benchmarks.reconstruction.contenders import BASELINE, REFERENCE
from benchmarks.reconstruction.disturbances import CENTER, NORMALS, Disturbance
from benchmarks.reconstruction.measure import FLOOR, POINTS
from benchmarks.reconstruction.records import Result, Run
from benchmarks.reconstruction.shapes import GROUPS

NO_NUMBER = "–"


class Column(NamedTuple):
    """A number of a table: its title, how it is worked out of a method's results, and its decimals."""

    title: str
    value: Callable[[Sequence[Result]], float]
    digits: int = 1


def _mean(name: str, factor: float = 1.0) -> Callable[[Sequence[Result]], float]:
    """Mean of a score over the meshes that have it."""

    def value(results: Sequence[Result]) -> float:
        scores = [result.scores.get(name) for result in results]
        found = [score for score in scores if score is not None]
        return factor * float(np.mean(found)) if found else float("nan")

    return value


def _share(name: str) -> Callable[[Sequence[Result]], float]:
    """Mean of a score in per cent, a missing mesh counting as 0."""

    def value(results: Sequence[Result]) -> float:
        return 100 * float(np.mean([result.scores.get(name) or 0.0 for result in results]))

    return value


CHAMFER = Column("Chamfer-L1 x 100", _mean("chamfer_l1", 100), 2)
F_1 = Column("F at 1 %", _share("f_score_1"))
F_2 = Column("F at 2 %", _share("f_score_2"))
NORMAL = Column("normals", _mean("normal_consistency", 100))
CLOSED = Column("closed %", _share("watertight"))
COLOR = Column("colour", _mean("color_rmse", 255))
FACES = Column("faces", _mean("faces"), 0)
SECONDS = Column("seconds", lambda results: float(np.mean([result.seconds for result in results])), 2)
CPU = Column("CPU seconds", lambda results: float(np.mean([result.cpu_seconds for result in results])), 2)
FAILED = Column("no mesh / other method", lambda results: 100 * float(np.mean([bool(r.note) for r in results])))


class Tables:
    """Tables over shapes that every method has results for."""

    def __init__(self, results: Sequence[Result]) -> None:
        self._latest = {result.key: result for result in results}
        seen = dict.fromkeys(result.method for result in results)
        last = [name for name in (BASELINE,) if name in seen]
        self.methods = [name for name in seen if name not in (FLOOR, POINTS, BASELINE)] + last
        self._ratios = _ratios(results)

    def by_method(
        self, disturbance: Disturbance, groups: Sequence[str] = GROUPS, among: set[str] | None = None
    ) -> dict[str, list[Result]]:
        """The results of each method on the shapes that all of them have done; methods without results are left out.

        Args:
            disturbance: of the clouds.
            groups: of the shapes.
            among: names of the shapes that may be used; all if not given.
        """
        unseen = replace(disturbance, normals="estimated").label  # the baseline does not look at given normals
        found: dict[str, dict[str, Result]] = defaultdict(dict)
        for result in self._latest.values():
            label = unseen if result.method == BASELINE and disturbance.normals == "true" else disturbance.label
            if result.disturbance == label and result.group in groups and (among is None or result.shape in among):
                found[result.method][result.shape] = result
        found = {name: found[name] for name in (FLOOR, POINTS, *self.methods) if name in found}
        if not found:
            return {}
        shapes = sorted(set.intersection(*(set(shapes) for shapes in found.values())))
        return {name: [found[name][shape] for shape in shapes] for name in found} if shapes else {}

    def ratio(self, results: Sequence[Result]) -> float:
        """Median of the CPU seconds over those of the reference on the same cloud in the same run."""
        found = [self._ratios[result.key] for result in results if result.key in self._ratios]
        return float(np.median(found)) if found else float("nan")

    def full_table(self, disturbance: Disturbance) -> list[str]:
        """All scores of all methods."""
        table = self.by_method(disturbance)
        ratio = Column(f"x {REFERENCE}", self.ratio)
        columns = (CHAMFER, F_1, F_2, NORMAL, CLOSED, COLOR, FACES, SECONDS, CPU, ratio, FAILED)
        lines = header(["", *(column.title for column in columns)])
        for name, results in table.items():
            shown = columns[:4] if name in (FLOOR, POINTS) else columns
            numbers = [_number(column.value(results), column.digits) for column in shown]
            lines.append(row([name, *numbers], len(columns)))
        return lines

    def comparison(self, disturbances: dict[str, Disturbance], columns: Sequence[Column]) -> list[str]:
        """A few scores of all methods, a line for each disturbance and score, on the shapes done for all of them."""
        found = {title: self.by_method(disturbance) for title, disturbance in disturbances.items()}
        shapes = [{result.shape for result in next(iter(table.values()))} for table in found.values() if table]
        if len(shapes) < 2:
            return []
        among = set.intersection(*shapes)
        lines = header([f"{len(among)} shapes", "score", *self.methods])
        for title in found if among else ():
            table = self.by_method(disturbances[title], among=among)
            for column in columns if table else ():
                lines.append(row([title, column.title, *self._numbers(table, column)], 1 + len(self.methods)))
        return lines

    def by_group(self, disturbance: Disturbance, columns: Sequence[Column]) -> list[str]:
        lines = header(["", "shapes", "score", *self.methods])
        for group in GROUPS:
            table = self.by_method(disturbance, (group,))
            for column in columns if table else ():
                count = len(next(iter(table.values())))
                lines.append(row([group, count, column.title, *self._numbers(table, column)], 2 + len(self.methods)))
        return lines

    def _numbers(self, table: dict[str, list[Result]], column: Column) -> list[str]:
        """One score of every method, those without results included."""
        values = [column.value(table[name]) if name in table else float("nan") for name in self.methods]
        return [_number(value, column.digits) for value in values]

    def by_shape(self, disturbance: Disturbance, group: str, column: Column) -> list[str]:
        table = self.by_method(disturbance, (group,))
        methods = [name for name in self.methods if name in table]
        lines = header(["", *methods])
        for number, first in enumerate(table.get(REFERENCE, ())):
            numbers = [_number(column.value([table[name][number]]), column.digits) for name in methods]
            lines.append(row([first.shape, *numbers], len(methods)))
        return lines


def header(titles: Sequence[str]) -> list[str]:
    return [f"| {' | '.join(titles)} |", "|---" * len(titles) + "|"]


def row(cells: Sequence[object], width: int) -> str:
    """A line of a table with one title and `width` further cells, the missing ones empty."""
    padded = [*map(str, cells), *[""] * (width + 1 - len(cells))]
    return f"| {' | '.join(padded)} |"


def _number(value: float, digits: int) -> str:
    return NO_NUMBER if np.isnan(value) else f"{value:,.{digits}f}"


def _ratios(results: Sequence[Result]) -> dict[tuple[str, str, str], float]:
    reference = {(r.case, r.run): r.cpu_seconds for r in results if r.method.split()[0] == REFERENCE}
    return {
        r.key: r.cpu_seconds / reference[r.case, r.run]
        for r in results
        if reference.get((r.case, r.run)) and r.method not in (FLOOR, POINTS)
    }


def report(results: Sequence[Result], runs: Sequence[Run]) -> str:
    """All tables with their titles; sections without results are left out."""
    tables = Tables(results)
    sections = [
        *(_center_section(tables, normals) for normals in (*NORMALS, "generated")),
        _section("By kind of shape", tables.by_group(CENTER, (F_2, F_1, CLOSED))),
        _section("Thin parts, F at 1 % with true normals", tables.by_shape(CENTER, "thin", F_1)),
        *(_noise_section(tables, normals) for normals in NORMALS),
        *(_points_section(tables, normals) for normals in NORMALS),
        *(_damage_section(tables, normals) for normals in NORMALS),
        _runs_section(runs),
    ]
    return "\n".join(section for section in sections if section)


def _section(title: str, lines: Sequence[str]) -> str:
    return f"### {title}\n\n" + "\n".join(lines) + "\n" if len(lines) > 2 else ""


def _center_section(tables: Tables, normals: str) -> str:
    disturbance = replace(CENTER, normals=normals)
    count = max((len(results) for results in tables.by_method(disturbance).values()), default=0)
    noise = "" if normals == "generated" else f", noise {CENTER.sigma:g}"
    return _section(
        f"{CENTER.points:,} points{noise}, normals {normals}: {count} shapes", tables.full_table(disturbance)
    )


def _noise_section(tables: Tables, normals: str) -> str:
    rows = {f"noise {sigma:g}": replace(CENTER, sigma=sigma, normals=normals) for sigma in (0.0, 0.005, 0.01, 0.02)}
    return _section(f"Noise, normals {normals}", tables.comparison(rows, (F_1, F_2, NORMAL)))


def _points_section(tables: Tables, normals: str) -> str:
    rows = {f"{points:,} points": replace(CENTER, points=points, normals=normals) for points in (1024, 4096, 16_384)}
    return _section(f"Number of points, normals {normals}", tables.comparison(rows, (F_1, F_2, CLOSED, CPU)))


def _damage_section(tables: Tables, normals: str) -> str:
    rows = {damage: replace(CENTER, damage=damage, normals=normals) for damage in ("none", "holes", "uneven")}
    return _section(
        f"Missing patches and uneven density, normals {normals}", tables.comparison(rows, (F_1, F_2, CLOSED))
    )


def _runs_section(runs: Sequence[Run]) -> str:
    lines = dict.fromkeys(f"- `{run.command}` ({run.machine}, commit {run.commit})" for run in runs)
    return "### Runs\n\n" + "\n".join(lines) + "\n" if lines else ""
