"""`python -m actions`: serve the actions on loopback."""

import uvicorn

from actions.app import create_app
from actions.settings import Settings


def main() -> None:
    """Read the settings and serve until stopped."""
    settings = Settings()
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")


if __name__ == "__main__":
    main()
