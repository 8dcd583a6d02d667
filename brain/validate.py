"""`python -m brain.validate`: Rasa's own check of the training data; warnings fail it."""

import subprocess
import sys

from brain.place import Place, settle


def main() -> int:
    """Run `rasa data validate` on the domain, the rules and the sentences."""
    settle()
    place = Place()
    command = [
        sys.executable, "-W", "ignore", "-m", "rasa", "data", "validate", "stories",
        "--domain", str(place.domain), "--config", str(place.config),
        "--data", *[str(folder) for folder in place.lessons],
    ]
    return subprocess.call(command, cwd=place.root)


if __name__ == "__main__":
    sys.exit(main())
