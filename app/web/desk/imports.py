"""Files of sales at the desk: uploaded, looked at, recorded; and each import can be undone."""

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.intake.faults import BadFile
from app.intake.fields import Field
from app.intake.uploads import Asked, Looked, NoSuchUpload, Uploads
from app.ledger.imports import AlreadyImported, NoSuchImport
from app.sales.channel import Channel
from app.web.desk.entries import NUMBER
from app.web.desk.language import plural
from app.web.desk.language import text as _

MAX_FILE_BYTES = 8 << 20
UPLOAD = "desk.upload"

_BY_NAME = "?"
_LONGEST_NAME = 255


def imports_pages(blueprint: Blueprint, uploads: Uploads) -> None:
    """Add the list of imports, and the steps of one: upload, look, record or ask otherwise."""

    @blueprint.get("/imports", provide_automatic_options=False)
    def imports() -> ResponseReturnValue:
        return render_template("desk/imports.html", imports=uploads.imports(g.shop))

    @blueprint.post("/imports", provide_automatic_options=False)
    def upload() -> ResponseReturnValue:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            flash(_("Choose a file first."), "fault")
            return redirect(url_for("desk.imports"), 303)
        asked = Asked(sent.filename[:_LONGEST_NAME], _channel(), {})
        token = uploads.keep(g.shop, asked, sent.save)
        return redirect(url_for("desk.look", token=token), 303)

    @blueprint.get("/imports/<token>", provide_automatic_options=False)
    def look(token: str) -> ResponseReturnValue:
        try:
            return _shown(token, uploads.look(g.shop, token))
        except BadFile as bad:
            return _refused(bad)
        except NoSuchUpload:
            return _gone()

    @blueprint.post("/imports/<token>/columns", provide_automatic_options=False)
    def ask(token: str) -> ResponseReturnValue:
        said = {field.value: request.form.get(f"column.{field}", _BY_NAME) for field in Field}
        told = {field: header for field, header in said.items() if header != _BY_NAME}
        try:
            uploads.ask(g.shop, token, _channel(), told)
        except NoSuchUpload:
            return _gone()
        return redirect(url_for("desk.look", token=token), 303)

    @blueprint.get("/imports/<token>/refused.csv", provide_automatic_options=False)
    def refused(token: str) -> ResponseReturnValue:
        try:
            rows = uploads.refused(g.shop, token)
        except NoSuchUpload as missing:
            raise NotFound from missing
        return send_file(rows, "text/csv", as_attachment=True, download_name="refused.csv")

    @blueprint.post("/imports/<token>/record", provide_automatic_options=False)
    def record(token: str) -> ResponseReturnValue:
        try:
            receipt = uploads.record(g.shop, g.account.name, token)
        except BadFile as bad:
            return _refused(bad)
        except NoSuchUpload:
            return _gone()
        except AlreadyImported as again:
            told = _("This file was imported before, as number %(number)s: nothing was changed.")
            flash(told % {"number": again.before.number}, "fault")
        else:
            told = _("Import %(number)s is recorded: %(new)s new, %(known)s there already.")
            known = receipt.repeated
            new = receipt.accepted + receipt.replaced
            flash(told % {"number": receipt.number, "new": new, "known": known}, "done")
        return redirect(url_for("desk.imports"), 303)

    @blueprint.post(f"/imports/{NUMBER}/undo", provide_automatic_options=False)
    def undo_import(number: int) -> ResponseReturnValue:
        try:
            count = uploads.undo(g.shop, g.account.name, number)
        except NoSuchImport:
            flash(_("Import %(number)s was undone before.") % {"number": number}, "fault")
        else:
            told = plural("%(num)s sale is taken back.", "%(num)s sales are taken back.", count)
            flash(told % {"num": count}, "done")
        return redirect(url_for("desk.imports"), 303)


def _channel() -> str:
    wanted = request.form.get("channel", "")
    return wanted if wanted in set(Channel) else Channel.OFFLINE


def _shown(token: str, looked: Looked) -> ResponseReturnValue:
    shown = render_template(
        "desk/look.html", token=token, looked=looked, fields=list(Field), by_name=_BY_NAME
    )
    return shown, 422 if looked.fault else 200


def _refused(bad: BadFile) -> ResponseReturnValue:
    told = _("The file cannot be read: %(why)s")
    flash(told % {"why": bad}, "fault")
    return redirect(url_for("desk.imports"), 303)


def _gone() -> ResponseReturnValue:
    flash(_("This file was recorded already, or forgotten after an hour. Choose it anew."), "fault")
    return redirect(url_for("desk.imports"), 303)
