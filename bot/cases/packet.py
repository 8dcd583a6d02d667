"""The hand-over packet: what is already known, as facts with names and values, never as prose.

The names and sources follow docs/contracts.md section 1; labels are the desk's words
(`fact_NAME`). Built from what was recorded, so the same talk always gives the same packet.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.cases.help import next_steps
from bot.cases.model import Json
from bot.cases.mood import Heard, signs_of_mood
from bot.cases.order import Placed
from bot.conversations.values import Code, Fact, Term, Value

SCHEMA_VERSION = 1
LARGEST_BYTES = 32 * 1024
IDENTITY, CHANNEL, WHY, ASK, BOOKING, MONEY = (
    "identity", "channel", "why", "ask", "booking", "money",
)  # fmt: skip
GROUPS = (WHY, ASK, IDENTITY, CHANNEL, BOOKING, MONEY)

_IDENTITY_FACTS = frozenset({"last_name", "contact", "vip", "elderly", "care", "traveller"})
_MONEY_FACTS = ("refund", "payment", "paid", "penalty", "quote", "card", "amount", "total")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of the transcript, as far as the packet needs it."""

    seq: int
    by_traveller: bool
    text: str
    at: datetime
    understood: Json | None = None
    tried: Json | None = None


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that was given in this conversation."""

    booking: str
    how: str
    proved_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the packet is built from."""

    case_id: str
    number: str
    conversation_id: str
    channel: str
    language: str
    zone: str
    reason: str
    typology: str
    placed: Placed
    owner_epoch: int
    at: datetime
    details: str = ""
    address: str | None = None
    page: Json | None = None
    slots: Json = field(default_factory=dict)
    host_identity: Json | None = None
    facts: tuple[Fact, ...] = ()
    proofs: tuple[Proved, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    related: tuple[str, ...] = ()


def build_packet(known: Known) -> Json:
    """The packet of a case, at most 32 KB, sealed with the hash of its content."""
    packet: Json = {"schema_version": SCHEMA_VERSION}
    for group, facts in _grouped(known).items():
        packet[group] = [fact.as_json() for fact in facts]
    packet |= {
        "proofs": [_proof(proof) for proof in known.proofs],
        "intent_path": _intent_path(known.spoken),
        "done_so_far": _done(known.spoken),
        "mood": [
            {"name": sign.name, "seq": sign.seq} for sign in signs_of_mood(_heard(known.spoken))
        ],
        "text": _transcript(known.spoken),
        "help": list(next_steps(known.reason, known.typology)),
        "routing": {
            "language": known.language,
            "class": int(known.placed.class_),
            "placed": known.placed.reason,
            "enqueued_at": known.at.isoformat(),
        },
        "control": {
            "case": known.case_id,
            "number": known.number,
            "conversation": known.conversation_id,
            "owner_epoch": known.owner_epoch,
            "created_at": known.at.isoformat(),
            "related": list(known.related),
            "left_out": 0,
        },
    }
    return seal(_fitted(packet))


def seal(packet: Json) -> Json:
    """The packet with the hash of its content in `control`."""
    control = {name: value for name, value in packet["control"].items() if name != "sha256"}
    bare = {**packet, "control": control}
    return {**bare, "control": {**control, "sha256": hashlib.sha256(_canonical(bare)).hexdigest()}}


def is_intact(packet: Json) -> bool:
    """Whether the packet is as it was built."""
    stored = packet.get("control", {}).get("sha256")
    return bool(stored == seal(packet)["control"]["sha256"])


def typology_word(typology: str) -> str:
    """The desk's word for a wish: `faq/pets` is `typology_faq_pets`."""
    return f"typology_{typology.replace('/', '_') or 'unknown'}"


def group_of(fact_name: str) -> str:
    """The group of the packet in which a fact stands."""
    if fact_name in _IDENTITY_FACTS:
        return IDENTITY
    if fact_name.startswith(_MONEY_FACTS):
        return MONEY
    return BOOKING


def all_facts(packet: Json) -> Iterable[Json]:
    """Every fact of a packet, those of what was tried included."""
    for group in GROUPS:
        yield from packet.get(group, ())
    for done in packet.get("done_so_far", ()):
        yield from done["facts"]


def booking_in(packet: Json) -> str | None:
    """The booking a packet is about: proved first, else named."""
    for proof in packet.get("proofs", ()):
        return str(proof["booking"])
    for fact in all_facts(packet):
        if fact["name"] == "booking_reference":
            value = fact["value"]
            return str(value["value"] if isinstance(value, dict) else value)
    return None


def _grouped(known: Known) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {group: [] for group in GROUPS}
    groups[WHY] = _why(known)
    groups[ASK] = _ask(known)
    groups[CHANNEL] = _channel(known)
    for fact in (*_from_slots(known), *known.facts):
        if fact not in groups[group_of(fact.name)]:
            groups[group_of(fact.name)].append(fact)
    return {group: _latest(facts) for group, facts in groups.items()}


def _latest(facts: list[Fact]) -> list[Fact]:
    """Without the said twin of a fact that was also looked up."""
    sure = {(fact.name, fact.value) for fact in facts if fact.source in ("looked_up", "done")}
    return [fact for fact in facts if fact.source != "said" or (fact.name, fact.value) not in sure]


def _why(known: Known) -> list[Fact]:
    def inferred(name: str, value: Value) -> Fact:
        return Fact(name, value, "inferred", known.at)

    return [
        inferred("reason", Term(f"reason_{known.reason}")),
        inferred("typology", Term(typology_word(known.typology))),
        inferred("placed", Term(f"placed_{known.placed.reason}")),
    ]


def _ask(known: Known) -> list[Fact]:
    """In the traveller's own words: what they wrote for the case, else their last real wish."""
    if known.details and known.typology != "refund_approval":
        return [Fact("ask", known.details[:1000], "said", known.at)]
    if known.details:
        return [Fact("refund_id", Code(known.details), "done", known.at)]
    wishes = [said for said in known.spoken if said.by_traveller and said.text.strip(" •")]
    telling = [said for said in wishes if _intent(said) not in _TELLS_NOTHING]
    chosen = telling[-2:] or wishes[-1:]
    return [Fact("ask", said.text[:1000], "said", said.at) for said in chosen]


_TELLS_NOTHING = frozenset(
    {"inform", "affirm", "deny", "greet", "thank", "goodbye", "human_handoff", "repeat"}
)


def _channel(known: Known) -> list[Fact]:
    at = known.at
    facts = [
        Fact("channel", Term(f"channel_{known.channel}"), "looked_up", at),
        Fact("language", Term(f"language_{known.language}"), "inferred", at),
        Fact("zone", Code(known.zone), "looked_up", at),
    ]
    if known.address:
        facts.append(Fact("address", Code(known.address), "looked_up", at))
    for name, value in (known.page or {}).items():
        if isinstance(value, str) and value:
            facts.append(Fact(f"page_{name}", Code(value[:300]), "looked_up", at))
    return facts


def _from_slots(known: Known) -> list[Fact]:
    facts = []
    for slot, make in (("last_name", str), ("booking_reference", Code), ("contact", Code)):
        value = known.slots.get(slot)
        if isinstance(value, str) and value:
            facts.append(Fact(slot, make(value), "said", known.at))
    for name, value in (known.host_identity or {}).items():
        if name in ("name", "email", "phone", "customer") and isinstance(value, str):
            facts.append(Fact(f"host_{name}", value[:200], "inferred", known.at))
    return facts


def _proof(proof: Proved) -> Json:
    return {
        "booking": proof.booking,
        "how": proof.how,
        "proved_at": proof.proved_at.isoformat(),
        "expires_at": proof.expires_at.isoformat(),
    }


def _intent_path(spoken: Iterable[Spoken]) -> list[Json]:
    return [
        {
            "intent": said.understood["intent"],
            "confidence": round(float(said.understood.get("confidence") or 0), 2),
            "seq": said.seq,
            "at": said.at.isoformat(),
        }
        for said in spoken
        if said.by_traveller and said.understood and said.understood.get("intent")
    ]


def _done(spoken: Iterable[Spoken]) -> list[Json]:
    return [
        {
            "action": str(said.tried.get("action", "")),
            "result": str(said.tried.get("result", "")),
            "facts": list(said.tried.get("facts") or ()),
            "seq": said.seq,
            "at": said.at.isoformat(),
        }
        for said in spoken
        if said.tried
    ]


def _heard(spoken: Iterable[Spoken]) -> list[Heard]:
    return [Heard(said.seq, said.text, _intent(said)) for said in spoken if said.by_traveller]


def _intent(said: Spoken) -> str | None:
    return None if said.understood is None else said.understood.get("intent")


def _transcript(spoken: tuple[Spoken, ...]) -> Json:
    seqs = [said.seq for said in spoken]
    return {"first_seq": min(seqs, default=0), "last_seq": max(seqs, default=0), "count": len(seqs)}


def _fitted(packet: Json) -> Json:
    """Leave out the oldest of the long lists until the packet fits; the transcript has it all."""
    left_out = 0
    while len(json.dumps(packet, ensure_ascii=False).encode()) > LARGEST_BYTES - 128:
        longest = max(
            ("intent_path", "done_so_far", BOOKING, MONEY, IDENTITY, CHANNEL, ASK),
            key=lambda name: len(_canonical(packet[name])),
        )
        if not packet[longest]:
            break
        packet = {**packet, longest: packet[longest][1:]}
        left_out += 1
    return {**packet, "control": {**packet["control"], "left_out": left_out}}


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
