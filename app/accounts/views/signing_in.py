"""The pages of signing in and out: name and password, then a code from whoever has a second factor."""

from urllib.parse import urlsplit

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from app.accounts import factor, halfway, known_browser, sessions, signin
from app.accounts.models import Account
from app.accounts.pages import accounts
from app.audience import audience


class SignInForm(FlaskForm):
    """Who says she is who. Its words are in the template."""

    username = StringField(validators=[DataRequired(), Length(max=60)])
    password = PasswordField(validators=[DataRequired(), Length(max=200)])
    next = HiddenField()


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
    """Sign in and go on to the page that was asked for, or to the code."""
    form = SignInForm()
    if not form.validate():
        return _form(form, "incomplete"), 400
    answer = signin.sign_in(form.username.data or "", form.password.data or "", known_browser.current())
    if answer.wait:
        return _form(form, "too_many", answer.wait), 429, {"Retry-After": str(answer.wait)}
    if answer.account is None:
        return _form(form, "wrong"), 401
    if factor.has(answer.account.id):
        halfway.begin(answer.account, form.next.data or "")
        return redirect(url_for("accounts.second_step"), 303)
    return _come_in(answer.account, form.next.data or "")


@accounts.get("/entrar/codigo")
@audience("public")
def second_step() -> ResponseReturnValue:
    """Ask for the code of whoever has said her password."""
    return _step() if halfway.who() else redirect(url_for("accounts.sign_in"))


@accounts.post("/entrar/codigo")
@audience("public")
def check_code() -> ResponseReturnValue:
    """Sign in with the code."""
    awaited = halfway.who()
    if awaited is None:
        return redirect(url_for("accounts.sign_in"), 303)
    account, wanted = awaited
    if wait := factor.wait(account.id):
        return _step("too_many", wait), 429, {"Retry-After": str(wait)}
    if not factor.fits(account.id, request.form.get("code", "")[:40]):
        return _step("wrong"), 401
    return _come_in(account, wanted)


@accounts.post("/salir")
@audience("panel")
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    sessions.end()
    return redirect(url_for("accounts.sign_in"), 303)


@accounts.errorhandler(CSRFError)
def expired(error: CSRFError) -> ResponseReturnValue:
    """A form of these pages was older than its proof: a fresh sign-in, or the word that nothing was done."""
    if request.endpoint == "accounts.check":
        return _form(SignInForm(formdata=None, data={"next": request.form.get("next", "")}), "expired"), 400
    return render_template("panel/wrong.html", status="form"), error.code


def _come_in(account: Account, wanted: str) -> Response:
    sessions.begin(account, request.user_agent.string)
    answer = current_app.make_response(redirect(_inside(wanted), 303))
    return known_browser.remember(answer, account.username)


def _form(form: SignInForm, trouble: str | None = None, wait: int = 0) -> str:
    done = request.args.get("listo") == "clave"
    return render_template("accounts/sign_in.html", form=form, trouble=trouble, minutes=-(-wait // 60), done=done)


def _step(trouble: str | None = None, wait: int = 0) -> str:
    return render_template("accounts/second_step.html", trouble=trouble, minutes=-(-wait // 60))


def _inside(wanted: str) -> str:
    """`wanted` if it is a page of this panel, else the panel's first page: a link in a mail must not send anybody elsewhere."""
    try:
        parts = urlsplit(wanted)
    except ValueError:  # half of an IPv6 address
        return url_for("panel.home")
    ours = not parts.scheme and not parts.netloc and parts.path.startswith("/panel/") and "\\" not in wanted and wanted.isprintable()
    return wanted if ours else url_for("panel.home")
