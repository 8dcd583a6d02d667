"""What travellers said of us after a talk."""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from bot.storage.tables import SurveyRow


class Surveys:
    """Keeps marks and words."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(  # noqa: PLR0913 - a mark is this wide, and all is named
        self,
        *,
        conversation_id: str,
        rating: int | None,
        words: str | None,
        language: str,
        at: datetime,
        case_id: str | None = None,
        agent_id: str | None = None,
    ) -> None:
        """Keep what a traveller thinks of us."""
        self._session.add(
            SurveyRow(
                id=secrets.token_hex(16),
                conversation_id=conversation_id,
                case_id=case_id,
                agent_id=agent_id,
                rating=rating,
                words=words,
                language=language,
                at=at,
            )
        )
        self._session.flush()
