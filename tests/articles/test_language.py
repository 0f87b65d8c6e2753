"""Languages: what is surely not English is told, tables of figures and short texts are let through."""

from __future__ import annotations

import pytest

from newsledger.articles.language import other_language

from .samples import BODY, FOREIGN

OTHERS = {
    "de": FOREIGN,
    "fr": "Le chiffre d'affaires du groupe a progressé de 5 % au troisième trimestre, à 3,2 milliards"
    " d'euros, a annoncé lundi"
    " la société. Les analystes attendaient en moyenne 3 milliards.",
    "es": "Los ingresos del grupo subieron un 5 % en el tercer trimestre, hasta 3.200 millones de euros,"
    " dijo el lunes la"
    " empresa. Los analistas esperaban 3.000 millones de media este año.",
    "it": "I ricavi del gruppo sono saliti del 5% nel terzo trimestre a 3,2 miliardi di euro, ha detto"
    " lunedì la società."
    " Gli analisti si aspettavano in media 3 miliardi di euro.",
    "pt": "A receita do grupo subiu 5% no terceiro trimestre, para 3,2 bilhões de reais, disse a empresa"
    " na segunda-feira."
    " Analistas esperavam em média 3 bilhões de reais neste período.",
    "nl": "De omzet van het concern steeg in het derde kwartaal met 5 procent tot 3,2 miljard euro, zei"
    " het bedrijf maandag."
    " Analisten hadden gemiddeld op 3 miljard gerekend dit jaar.",
    "sv": "Koncernens omsättning steg med 5 procent till 3,2 miljarder kronor under tredje kvartalet, sade bolaget på"
    " måndagen. Analytiker hade i genomsnitt räknat med 3 miljarder kronor i år.",
    "pl": "Przychody grupy wzrosły w trzecim kwartale o 5 procent do 3,2 miliarda euro, podała w poniedziałek spółka."
    " Analitycy spodziewali się średnio 3 miliardów euro w tym okresie roku.",
    "tr": "Grubun geliri üçüncü çeyrekte yüzde 5 artarak 3,2 milyar euroya yükseldi, şirket pazartesi günü açıkladı."
    " Analistler ortalama 3 milyar euro bekliyordu ve yıl sonu tahmini değişmedi.",
    "ru": "Выручка группы выросла на 5 процентов до 3,2 миллиарда евро в третьем квартале, сообщила"
    " компания в понедельник."
    " Аналитики ожидали в среднем 3 миллиарда евро за этот период.",
    "zh": "该集团第三季度收入增长百分之五，达到三十二亿欧元，公司周一表示。分析"
    "师平均预期为三十亿欧元。该公司上调了全年预测，并将支付股息，"
    "董事会还批准了一项新的股票回购计划，规模为五亿欧元，将于明年年初开始实施。首席执"
    "行官表示，市场需求依然强劲，但成本压力也在上升。",
}

ENGLISH = [
    BODY,
    BODY.upper(),
    "Shr 52 cts vs 41 cts\n    Net 3,120,000 vs 2,410,000\n    Revs 48.2 mln vs 39.7 mln\n    Avg shrs"
    " 6,000,000 vs 5,900,000\n"
    "    Nine mths\n    Shr 1.52 dlrs vs 1.20 dlrs\n    Net 9,100,000 vs 7,200,000\n    Revs 140.1 mln vs 118.0 mln",
    "BROKER MOVES\n* ACME: Roe & Co ups PT to $250 from $200, keeps equal-weight\n* RIVAL: Doe cuts to"
    " sell; PT $16 vs $20\n"
    "* OTHER: no change at Poe (hold, 90p); FCF goal $16B FY23 looks safe; yields 8.2%",
    "U.S. 47.65 STG 77.19 DMK 26.12 SFR 31.36 FFR 7.85 AUS 3.71 DKR 6.92 BFR 1.26 DFL 23.14 YEN 32.60"
    " CAN 36.46 LIT 3.66",
    "Umsatz steigt",
    "",
]


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages(code: str) -> None:
    assert other_language(OTHERS[code]) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_tables_and_short_texts(text: str) -> None:
    assert other_language(text) is None
