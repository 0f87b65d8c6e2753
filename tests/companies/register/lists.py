"""Small lists in the forms of the official ones, of made-up companies."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

from benchmarks.made_up_companies import GLEIF_HEADER, gleif_row, isin, with_check_digits

from newsledger.companies.register.importing import import_file

OTHER = "Entity.OtherEntityNames.OtherEntityName.1"
LATIN = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.1"


def lei(number: int) -> str:
    """The LEI of the company with this number."""
    return with_check_digits(f"9845{number:014}")


GLEIF_ROWS = [
    gleif_row(1, "ZEBRAWOOD ENERGY LIMITED", "GB", "LEEDS"),
    gleif_row(2, "Quillstone Foods, Inc.", "US", "Dallas"),
    gleif_row(3, "Fenharrow Mining Ltd", "GB", "London"),
    gleif_row(4, "FENHARROW MINING LTD.", "AU", "Perth"),
    gleif_row(5, "Fenharrow Mining GmbH", "DE", "Essen"),
    gleif_row(6, "Zebrawood Energy Limited", "GB", "LONDON", **{"Entity.EntityCategory": "BRANCH"}),
    gleif_row(7, "Zebrawood Energy Ltd", "GB", "", **{"Registration.RegistrationStatus": "DUPLICATE"}),
    gleif_row(
        8, "Oldmarch Steel AG", "DE", "Bonn",
        **{"Entity.EntityStatus": "INACTIVE", "Entity.EntityExpirationDate": "2015-06-30T00:00:00.000Z"},
    ),
    gleif_row(
        9, "Norvane Robotics S.p.A.", "IT", "Milano",
        **{OTHER: "Norvane Automi S.p.A.", f"{OTHER}.type": "PREVIOUS_LEGAL_NAME"},
    ),
    gleif_row(
        10, "ノルテ機械株式会社", "JP", "Osaka",
        **{LATIN: "Norute Kikai KK", f"{LATIN}.type": "PREFERRED_ASCII_TRANSLITERATED_LEGAL_NAME"},
    ),
    gleif_row(11, "东方某某有限公司", "CN", "Wuhan"),
    gleif_row(12, "Global Energy Limited", "GB", "London"),
    gleif_row(13, "Brightwell Partners Inc", "US", "Boston"),
    gleif_row(14, "HONDA MOTOR CO., LTD.", "JP", "Tokyo"),
    gleif_row(15, "Marrowgate Shipping A/S", "DK", "Aarhus"),
    gleif_row(16, "Marrowgate Shipping A/S", "DK", "Odense"),
]  # fmt: skip

SEC_FIELDS = ["cik", "name", "ticker", "exchange"]
SEC_ROWS: list[list[object]] = [
    [7700001, "Brightwell Partners Inc", "BWLP", "Nasdaq"],
    [7700001, "Brightwell Partners Inc", "BWLP-A", "Nasdaq"],
    [7700002, "HOLLOWAY REACH CORP /DE/", "HRCH", "NYSE"],
    [7700003, "Tidewell Minerals Ltd", "TDWM", None],
]

MICS = """MIC,OPERATING MIC,OPRT/SGMT,MARKET NAME-INSTITUTION DESCRIPTION,LEGAL ENTITY NAME,LEI,MARKET CATEGORY CODE,\
ACRONYM,ISO COUNTRY CODE (ISO 3166),CITY,WEBSITE,STATUS,CREATION DATE,LAST UPDATE DATE,LAST VALIDATION DATE,\
EXPIRY DATE,COMMENTS
QXAA,QXAA,OPRT,BÖRSE NIRGENDWO,,,RMKT,NIWO,DE,NIRGENDWO,,ACTIVE,20100101,20100101,,,
QXAB,QXAA,SGMT,BÖRSE NIRGENDWO - FREIVERKEHR,,,MLTF,,DE,NIRGENDWO,,ACTIVE,20100101,20100101,,,
QXAC,QXAC,OPRT,OLD EXCHANGE,,,RMKT,OLDX,DE,NIRGENDWO,,EXPIRED,20100101,20100101,,20200101,
"""

OWN = f"""name,legal_name,aliases,tickers,country,city,sector,lei,isin,former
Skylark,Skylark Freight AG,Skylark Cargo,SKLK@QXAA;SKL@XFRA@2019-12-31,DE,Kiel,shipping,\
{lei(90)},,Lark Freight@2018-03-01
Harbrook Dairy,,,,GB,,,,{isin("GB", 77)},
Zebrawood Energy,,,ZBW@XLON,GB,,,,,
"""


def write_lists(folder: Path) -> dict[str, Path]:
    """A file of each kind, by kind."""
    with zipfile.ZipFile(folder / "20250901-gleif-goldencopy-lei2-golden-copy.csv.zip", "w") as archive:
        archive.writestr("20250901-gleif-goldencopy-lei2-golden-copy.csv", as_csv([list(GLEIF_HEADER), *GLEIF_ROWS]))
    (folder / "company_tickers_exchange.json").write_text(
        json.dumps({"fields": SEC_FIELDS, "data": SEC_ROWS}), encoding="utf-8"
    )
    (folder / "ISO10383_MIC.csv").write_bytes(MICS.encode("cp1252"))
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    pairs = [[lei(1), isin("GB", 1)], [lei(2), isin("US", 2)], [lei(2), isin("US", 3)], [lei(77), isin("GB", 77)]]
    (folder / "ISIN_LEI_20250902.csv").write_text(as_csv([["LEI", "ISIN"], *pairs]), encoding="utf-8")
    return {
        "gleif": folder / "20250901-gleif-goldencopy-lei2-golden-copy.csv.zip",
        "gleif-isin": folder / "ISIN_LEI_20250902.csv",
        "sec": folder / "company_tickers_exchange.json",
        "mic": folder / "ISO10383_MIC.csv",
        "csv": folder / "own.csv",
    }


def as_csv(rows: list[list[str]]) -> str:
    """Rows as CSV with every field quoted, as GLEIF writes it."""
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def build(folder: Path, *kinds: str) -> Path:
    """A register of the lists of some kinds (of all, if none are given)."""
    register = folder / "register.sqlite"
    for kind, path in write_lists(folder).items():
        if not kinds or kind in kinds:
            import_file(kind, path, register)  # type: ignore[arg-type]
    return register
