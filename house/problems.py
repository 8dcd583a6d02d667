"""A problem of the operator's machine: one sentence on what is wrong, one on how to mend it."""


class Problem(Exception):
    """Shown without a traceback."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(f"{wrong}\n    {mend}")
        self.wrong = wrong
        self.mend = mend
