"""A row of Yrkesbarometern → one record per occupation group it covers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from catalog.sources.record import (
    BadRecord,
    Parsed,
    RawItem,
    Record,
    Reference,
    required,
    stable_id,
)

SWEDEN = "i46j_HmG_v64"

# County code → concept id; both have been stable since the taxonomy began.
PLACES = {
    "00": SWEDEN,
    "01": "CifL_Rzy_Mku",
    "03": "zBon_eET_fFU",
    "04": "s93u_BEb_sx2",
    "05": "oLT3_Q9p_3nn",
    "06": "MtbE_xWT_eMi",
    "07": "tF3y_MF9_h5G",
    "08": "9QUH_2bb_6Np",
    "09": "K8iD_VQv_2BA",
    "10": "DQZd_uYs_oKb",
    "12": "CaRE_1nn_cSU",
    "13": "wjee_qH2_yb6",
    "14": "zdoY_6u5_Krt",
    "17": "EVVp_h6U_GSZ",
    "18": "xTCk_nT5_Zjm",
    "19": "G6DV_fKE_Viz",
    "20": "oDpK_oZ2_WYt",
    "21": "zupA_8Nt_xcD",
    "22": "NvUF_SP1_1zo",
    "23": "65Ms_7r1_RTG",
    "24": "g5Tt_CAV_zBd",
    "25": "9hXe_F4g_eTG",
}
# Group names hold commas themselves ("Drifttekniker, IT"); the next name starts with a capital
# letter followed by a small one.
_NEXT_NAME = re.compile(r",\s+(?=[A-ZÅÄÖ][a-zåäö-])")
_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True)
class ForecastRecord(Record):
    """A row of `Forecast` whose group arrives as an SSYK code or a name."""

    table: ClassVar[str] = "Forecast"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference("group", "Concept", "clear", by="code_or_label", of_type="ssyk-level-4"),
        Reference("place", "Concept"),
    )

    occupation: str
    group: str | None
    place: str
    round: str
    situation: str
    chances: str
    outlook: str


def from_payload(item: RawItem) -> Parsed:
    """One record per group, or one without a group. Raises `BadRecord`."""
    row = item.payload
    if not isinstance(row, dict):
        raise BadRecord("", "not_an_object", row)
    occupation = str(required(row, "yb_yrke")).strip()
    place = row.get("place") or PLACES.get(str(required(row, "lan")))
    if place is None:
        raise BadRecord("lan", "unknown_value", row["lan"])
    edition = str(required(row, "omgang"))
    groups: list[str | None] = [*_groups_of(row)] or [None]
    return Parsed(
        tuple(
            ForecastRecord(
                id=stable_id("forecast", occupation, group or "", place, edition),
                occupation=occupation,
                group=group,
                place=str(place),
                round=edition,
                situation=str(row.get("rekryteringssituation") or ""),
                chances=str(row.get("jobbmojligheter") or ""),
                outlook=str(row.get("prognos") or ""),
            )
            for group in groups
        )
    )


def _groups_of(row: Mapping[str, Any]) -> list[str]:
    """SSYK codes where the row has them (a text, a number or a list), otherwise group names."""
    stated = row.get("ssyk")
    codes = _CODE.findall(str(stated)) if stated else []
    names = _NEXT_NAME.split(str(row.get("ssyk_text") or ""))
    return list(dict.fromkeys(codes or [name.strip() for name in names if name.strip()]))
