"""What the engine refuses, and why: one sentence for a person, one stable code for a program."""


class EngineError(ValueError):
    """A refusal of the engine. `code` never changes once published; the sentence may be reworded."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class BadAmount(EngineError):
    """A number that is no amount of money or rate: a float, not finite, too many decimals, negative."""


class ImpossibleTerms(EngineError):
    """Terms of a loan that nobody can keep."""


class ImpossibleRules(EngineError):
    """Rules of a loan's life that contradict themselves."""


class ImpossibleEvent(EngineError):
    """An event that cannot happen to this loan on its day."""


class ImpossibleSplit(EngineError):
    """An amount that cannot be divided by the given weights."""


class ImpossiblePayment(EngineError):
    """A payment that cannot be allocated."""


class ImpossibleShares(EngineError):
    """Paid shares that do not fit the schedule they claim to pay."""


class ImpossibleQuestion(EngineError):
    """A measure asked with a value that has no meaning, such as a negative number of days."""


class SumBroken(EngineError):
    """A result whose parts do not add up to its total: a defect of the engine, never of the input."""
