"""`python -m house.data migrate|seed`: the data of the house in `var/`."""

import sys

from house import tools
from house.places import MODERN_PYTHON, House
from house.problems import Problem
from house.run import prepare
from house.setup import set_up


def main() -> int:
    """Migrate, or seed anew."""
    house = House()
    try:
        set_up(train=False)
        if sys.argv[1:] == ["seed"]:
            tools.run(
                [str(MODERN_PYTHON), "-m", "bookings", "seed"],
                "seeding the demo bookings",
                environment=house.environment(),
            )
        else:
            prepare(house)
    except Problem as problem:
        print(f"✗ {problem.wrong}\n  {problem.mend}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
