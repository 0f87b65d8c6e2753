"""How metrics stand in time: what flows over a period, what is held at a moment, what the market sets day by day."""

from __future__ import annotations

MARKETS = frozenset(
    "share_price index_level bond_yield exchange_rate commodity_price trading_volume market_cap".split()
)
"""Set by a market from day to day: without a time of their own they are of the day of the article."""

BALANCES = frozenset(
    "cash debt assets assets_under_management inventory deposits loans headcount stores capital_ratio public_debt".split()
)
"""Held at a moment: for a quarter, the level is that of its last day."""

MACRO = frozenset(
    """gdp inflation unemployment_rate employment retail_sales industrial_output exports imports trade_balance
    budget_balance house_prices""".split()
)
"""Of an economy: reported for a month or quarter, and compared with the one before unless the text says otherwise."""

FLOWS = frozenset(
    """revenue comparable_sales gross_profit operating_income ebitda pretax_income net_income eps net_interest_income
    operating_expense research_and_development impairment restructuring_cost loan_loss_provision gross_margin
    operating_margin net_interest_margin return_on_equity tax_rate capital_expenditure free_cash_flow operating_cash_flow
    orders sales_volume production""".split()
)
"""Of a company over a period: they take the reporting period of the article."""

DATED = MARKETS | frozenset(
    """deal_value premium stake stake_count fine debt_issue equity_issue ipo_proceeds interest_rate investment funding_round
    valuation tariff_rate contract_value probability product_price other""".split()
)
"""What happens on a day, so that a weekday can date it; results and balances are those of a longer time."""
