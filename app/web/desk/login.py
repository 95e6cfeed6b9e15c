"""The login of the desk: a form with a name and a password begins a session, a button ends it."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts.account import Role
from app.web.desk.admission import log_in_page
from app.web.desk.forgery import carries_token
from app.web.desk.kept_form import kept_form
from app.web.desk.language import text as _
from app.web.desk.session import Sessions, form_token


def login_pages(blueprint: Blueprint, sessions: Sessions) -> None:
    """Add the pages to log in and out."""

    @blueprint.get("/login", provide_automatic_options=False)
    def login() -> ResponseReturnValue:
        return log_in_page(None)

    @blueprint.post("/login", provide_automatic_options=False)
    def log_in() -> ResponseReturnValue:
        kept = kept_form()
        if not carries_token():
            lost = _(
                "This page was open for too long, or your browser keeps no cookies. Try again."
            )
            return log_in_page(kept, lost, 403)
        name, password = request.form.get("name", "").strip(), request.form.get("password", "")
        account = sessions.begin(name, password, request.remote_addr or "")
        if account is None:
            return log_in_page(kept, _("The name or the password is wrong."), 403)
        if Role.OPERATE not in account.roles:
            return log_in_page(kept, _("This account lacks the role operate: ask the owner."), 403)
        if kept is None:
            return redirect(url_for("desk.entry"), 303)
        form_token()
        return render_template("desk/again.html", kept=kept)

    @blueprint.post("/logout", provide_automatic_options=False)
    def log_out() -> ResponseReturnValue:
        session.clear()
        return redirect(url_for("desk.login"), 303)
