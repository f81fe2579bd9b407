from loans.models.decision import Decision
from loans.models.investment import Investment, Position
from loans.models.ledger import Movement, Share
from loans.models.product import Product, ProductTerms
from loans.models.schedule import Instalment, Schedule

__all__ = [
    "Decision",
    "Instalment",
    "Investment",
    "Movement",
    "Position",
    "Product",
    "ProductTerms",
    "Schedule",
    "Share",
]
