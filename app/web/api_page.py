"""/api: the API document as a page to read, in English and Russian, without any script."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup, escape

ENGLISH = {
    "language": "en",
    "other": "ru",
    "other_name": "По-русски",
    "title": "The addresses of Shopstat",
    "document": "the same for programs:",
    "errors": "Every error is a problem document (RFC 9457); its type is an address with a page.",
    "login": "Needs a login (HTTP Basic).",
    "parameters": "Parameters",
    "places": {"query": "in the query", "header": "header", "path": "in the path"},
    "needed": "needed",
    "body": "Body",
    "answers": "Answers",
    "shapes": "Shapes",
    "field": "field",
    "kind": "kind",
    "meaning": "meaning",
}
RUSSIAN = {
    "language": "ru",
    "other": "en",
    "other_name": "In English",
    "title": "Адреса Shopstat",
    "document": "то же для программ:",
    "errors": "Каждая ошибка – документ problem (RFC 9457); type – адрес страницы с объяснением.",
    "login": "Нужен логин (HTTP Basic).",
    "parameters": "Параметры",
    "places": {"query": "в запросе", "header": "заголовок", "path": "в пути"},
    "needed": "обязательно",
    "body": "Тело",
    "answers": "Ответы",
    "shapes": "Объекты",
    "field": "поле",
    "kind": "вид",
    "meaning": "значение",
}

_LANGUAGES = {"en": ENGLISH, "ru": RUSSIAN}


def add_api_page(blueprint: Blueprint, document: Mapping[str, Any]) -> None:
    """Add ``/api``, which shows the document; it needs no login and tells nothing secret."""

    @blueprint.get("/api", provide_automatic_options=False)
    def api() -> Response:
        asked = request.args.get("language", "")
        best = request.accept_languages.best_match(_LANGUAGES, "en")
        page = render_template(
            "api.html",
            words=_LANGUAGES.get(asked) or _LANGUAGES[best],
            document=document,
            operations=[*_operations(document)],
            kinds=_kinds,
            shown=partial(_shown, document),
        )
        response = Response(page)
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response.headers["Cache-Control"] = "no-cache"
        response.vary.add("Accept-Language")
        return response


def _operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method != "head":
                yield path, method, operation


def _shown(document: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """Return what an answer is; problems are described in one place."""
    if "$ref" in answer:
        name = answer["$ref"].rpartition("/")[2]
        return str(document["components"]["responses"][name]["description"])
    return str(answer["description"])


def _kinds(schema: Mapping[str, Any]) -> Markup:
    """Say what values a schema takes, with a link to each shape that it names."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#{0}">{0}</a>').format(name)
    if "oneOf" in schema:
        return Markup(" / ").join(map(_kinds, schema["oneOf"]))
    if "enum" in schema:
        return Markup(", ").join(Markup("<code>{}</code>").format(word) for word in schema["enum"])
    if "items" in schema:
        return Markup("[{}]").format(_kinds(schema["items"]))
    if "properties" in schema:
        fields = (Markup("{}: {}").format(k, _kinds(v)) for k, v in schema["properties"].items())
        return Markup("{{{}}}").format(Markup(", ").join(fields))
    kind = schema.get("type", "")
    return escape(kind if isinstance(kind, str) else " / ".join(kind))
