"""The words of error codes; the same number means different things on different hosts."""

from __future__ import annotations

from tests.support.zalo.wire import Answer, Refused, as_json

OPENAPI = {
    -32: "Your application reached limit call api",
    -100: "Attachment is expired",
    -131: "Template is not enabled",
    -201: "Params is invalid",
    -210: "Param exceeds the allowed limit",
    -213: "User has not followed this OA",
    -216: "Access token is invalid",
    -220: "Access token is expired",
    -230: "User has not interacted with this OA in the last 7 days",
    -234: "Not allowed to send at night",
    -240: "This API is not supported any more",
    -242: "Appsecret proof is invalid",
    -244: "User does not want to receive messages of this kind",
    -249: "Template cannot be sent by user id",
    -321: "Zalo Cloud Account cannot be charged",
}
BUSINESS = {
    -32: "Your application reached limit call api",
    -100: "Unknown error",
    -108: "Phone number is invalid",
    -109: "Template id is invalid",
    -111: "Template data is invalid",
    -1121: "Template data is longer than allowed",
    -1122: "Template data lacks a parameter",
    -1124: "Template data has a parameter of a wrong type",
    -114: "User cannot receive the message",
    -118: "Zalo account not existed",
    -119: "Account cannot receive the message",
    -122: "Request body is not JSON",
    -124: "Access token is invalid",
    -1241: "Appsecret proof is invalid",
    -127: "Test template can only be sent to admins",
    -131: "Template is not approved",
    -132: "Param is invalid",
    -133: "Not allowed to send at night",
    -135: "OA has no permission to send",
    -137: "Zalo Cloud Account cannot be charged",
    -141: "User refused to receive messages of this kind",
    -144: "OA reached its daily quota",
    -146: "Template was switched off for its quality",
    -147: "Template reached its daily quota",
}


def openapi_refusal(refused: Refused) -> Answer:
    """The answer of ``openapi`` to a call that it does not take."""
    return _envelope(refused, OPENAPI)


def business_refusal(refused: Refused) -> Answer:
    """The same of ``business``."""
    return _envelope(refused, BUSINESS)


def _envelope(refused: Refused, words: dict[int, str]) -> Answer:
    message = refused.message or words.get(refused.code, "Refused")
    return Answer(str(refused.code), as_json({"error": refused.code, "message": message}))
