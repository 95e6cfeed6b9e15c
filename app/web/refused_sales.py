"""Why sales were not taken, as the problem that their sender is told."""

from collections.abc import Mapping

from flask import Blueprint, Response

from app.intake.handing_in import NotTaken
from app.intake.known_sales import NoSuchSale
from app.intake.sale_documents import BadDocument
from app.ledger.receipts import OtherRequest
from app.web.problem_types import PROBLEM_TYPES
from app.web.problems import problem

MOST_FAULTS = 100


def answer_refusals(blueprint: Blueprint) -> None:
    """Turn what the views of the blueprint refuse into problem documents."""
    blueprint.register_error_handler(BadDocument, _bad_document)
    blueprint.register_error_handler(NotTaken, _not_taken)
    blueprint.register_error_handler(OtherRequest, _other_request)
    blueprint.register_error_handler(NoSuchSale, _no_such_sale)


def _bad_document(error: BadDocument) -> Response:
    return _refused("bad-sale", error.faults)


def _not_taken(error: NotTaken) -> Response:
    return _refused("sale-conflict" if error.conflict else "bad-sale", error.faults)


def _other_request(_: OtherRequest) -> Response:
    kind = PROBLEM_TYPES["key-used"]
    return problem(kind, f"{kind.english.meaning} {kind.english.cure}")


def _no_such_sale(_: NoSuchSale) -> Response:
    told = "this account has sent no sale of this id: send it with POST /sales"
    return problem(PROBLEM_TYPES["not-found"], told)


def _refused(name: str, faults: Mapping[str, str]) -> Response:
    told = [f"{at}: {fault}" if at else fault for at, fault in faults.items()]
    more = f"; and {len(told) - 1} more, see faults" if len(told) > 1 else ""
    listed = [{"at": at, "detail": fault} for at, fault in faults.items()]
    detail = f"nothing was entered: {told[0]}{more}"
    return problem(PROBLEM_TYPES[name], detail, more={"faults": listed[:MOST_FAULTS]})
