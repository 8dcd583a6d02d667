"""The action server: Rasa's webhook over FastAPI, every action built here with what it needs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from actions import (
    booking_status,
    matter,
    payment_problem,
    person,
    refund,
    refund_form,
    refund_status,
    repair,
)
from actions.bookings_api import BookingsApi
from actions.goal import Collaborators
from actions.settings import Settings

NO_DOMAIN: dict[str, Any] = {"slots": {}, "forms": {}, "responses": {}}
GOALS = (
    booking_status.BookingStatus,
    booking_status.FlightStatus,
    refund.OpenRefund,
    refund_form.ValidateRefundForm,
    refund.AskRefundPart,
    refund.AskConsent,
    refund.SubmitRefund,
    refund_status.RefundStatus,
    payment_problem.PaymentProblem,
    matter.StartMatter,
    matter.AskDetails,
    matter.SubmitMatter,
    matter.ResendItinerary,
    person.HandOver,
    person.Emergency,
    person.TicketStatus,
    person.RecordSurvey,
    repair.NotUnderstood,
    repair.CancelTask,
    repair.GoOn,
    repair.ChangeLanguage,
)


def create_app(settings: Settings, transport: httpx2.AsyncBaseTransport | None = None) -> FastAPI:
    """Build the server. `transport` replaces the network in tests."""
    bookings = BookingsApi(settings, transport)
    executor = build_executor(Collaborators(bookings, settings.grant_secret))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        await bookings.close()

    app = FastAPI(title="Hamsafar actions", lifespan=lifespan)

    @app.get("/health")
    async def health() -> dict[str, Any]:
        return {"ready": True, "actions": len(GOALS)}

    @app.post("/webhook")
    async def webhook(request: Request) -> JSONResponse:
        call = await request.json()
        # Rasa sends the domain only to the actions that domain.yml marks; the SDK wants one always.
        call["domain"] = call.get("domain") or NO_DOMAIN
        try:
            result = await executor.run(call)
        except ActionNotFoundException as unknown:
            return JSONResponse({"error": str(unknown), "action_name": unknown.action_name}, 404)
        except ActionExecutionRejection as rejected:
            body = {"error": rejected.message, "action_name": rejected.action_name}
            return JSONResponse(body, 400)
        return JSONResponse(result.model_dump() if result else {"events": [], "responses": []})

    return app


def build_executor(collaborators: Collaborators) -> ActionExecutor:
    """Register an instance of every goal."""
    executor = ActionExecutor()
    for goal in GOALS:
        executor.register_action(goal(collaborators))
    return executor
