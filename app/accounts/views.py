"""The pages of signing in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, generate_csrf
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from app.accounts import guards, sessions, signin
from app.audience import audience

accounts = Blueprint("accounts", __name__, url_prefix="/panel/es")
accounts.before_request(guards.readable)
accounts.before_request(guards.own_form)


class SignInForm(FlaskForm):
    """Who says she is who. Its words are in the template."""

    username = StringField(validators=[DataRequired(), Length(max=60)])
    password = PasswordField(validators=[DataRequired(), Length(max=200)])
    next = HiddenField()


@accounts.after_request
def _not_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@accounts.get("/entrar")
@audience("public")
def sign_in() -> ResponseReturnValue:
    """The sign-in's form; who is signed in already goes on."""
    if current_user.is_authenticated:
        return redirect(_inside(request.args.get("next", "")))
    return _form(SignInForm(data={"next": request.args.get("next", "")}))


@accounts.post("/entrar")
@audience("public")
def check() -> ResponseReturnValue:
    """Sign in and go on to the page that was asked for."""
    form = SignInForm()
    if not form.validate():
        return _form(form, "incomplete"), 400
    answer = signin.sign_in(form.username.data or "", form.password.data or "")
    if answer.wait:
        return _form(form, "too_many", answer.wait), 429, {"Retry-After": str(answer.wait)}
    if answer.account is None:
        return _form(form, "wrong"), 401
    sessions.begin(answer.account, request.user_agent.string)
    return redirect(_inside(form.next.data or ""), 303)


@accounts.post("/salir")
@audience("panel")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    sessions.end()
    return redirect(url_for("accounts.sign_in"), 303)


def _form(form: SignInForm, trouble: str | None = None, wait: int = 0) -> str:
    return render_template("accounts/sign_in.html", form=form, trouble=trouble, minutes=-(-wait // 60), csrf=generate_csrf)


def _inside(wanted: str) -> str:
    """`wanted` if it is a page of this panel, else the panel's first page: a link in a mail must not send anybody elsewhere."""
    try:
        parts = urlsplit(wanted)
    except ValueError:  # half of an IPv6 address
        return url_for("panel.home")
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/panel/") and "\\" not in wanted and wanted.isprintable()
    return wanted if ours else url_for("panel.home")


@accounts.errorhandler(CSRFError)
def expired(_error: CSRFError) -> ResponseReturnValue:
    """The form was older than its proof: show a fresh one."""
    return _form(SignInForm(formdata=None, data={"next": request.form.get("next", "")}), "expired"), 400
