from funding.models.expenditure import Expenditure
from funding.models.indicators import Indicator, IndicatorValue
from funding.models.programme import BudgetLine, FundingSource, Programme, ProgrammeProject

__all__ = [
    "BudgetLine",
    "Expenditure",
    "FundingSource",
    "Indicator",
    "IndicatorValue",
    "Programme",
    "ProgrammeProject",
]
