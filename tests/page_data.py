"""The data of the page with its shorthands spelt out, as ``graphkit/page/model/data.js`` does it.

Written from the docstrings of `graphkit.projections.page.data` and `graphkit.exporters.html`.
Fields that are empty stay left out.
"""

from __future__ import annotations

import copy
import re
from typing import Any

Json = dict[str, Any]


def spell_out(data: Json) -> Json:
    """Return the data with every fact's id, every stage's word and every evidence's fields.

    Nodes become ``{id, x, y}`` and edges ``{fact, bend}``, where there is a drawing.
    """
    data = copy.deepcopy(data)
    usual = {relation["id"]: relation["stage"] for relation in data["vocabulary"]["relations"]}
    for item in data["facts"]:
        verb = re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", item["relation"])
        parts = (item["subject"], verb, item.get("object", ""))
        item.setdefault("id", "-".join(filter(None, parts)))
        for stage in item["stages"]:
            stage.setdefault("stage", usual[item["relation"]])
            _spell_evidence(stage)
    for dispute in data["disputes"].values():
        for position in dispute["positions"]:
            _spell_evidence(position)
    if drawing := data.get("network"):
        places = drawing["nodes"].items()
        pairs = [edge if isinstance(edge, list) else [edge, 0] for edge in drawing["edges"]]
        drawing["nodes"] = [{"id": name, "x": x, "y": y} for name, (x, y) in places]
        drawing["edges"] = [{"fact": place, "bend": bend} for place, bend in pairs]
    return data


def _spell_evidence(record: Json) -> None:
    record["evidence"] = [
        dict(zip(("source", "at"), piece.split(" "), strict=True))
        if isinstance(piece, str)
        else piece
        for piece in record["evidence"]
    ]
