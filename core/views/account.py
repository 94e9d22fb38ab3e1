"""My own account: who I am here, how things look, where I am signed in, and the first password."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.accounts import person_of_link
from core.actions.people import choose_password as set_first_password
from core.actions.sessions import end_sessions
from core.browsers import describe
from core.forms.accounts import ChoosePasswordForm
from core.http.forms import carry_out, status_of
from core.queries.people import appointments_of


@login_required
@require_safe
def account(request):
    """Who I am here, the posts I hold, how sign-in is protected, where I am signed in."""
    factors = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    sessions = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    here = request.session.session_key
    context = {
        "seats": appointments_of(request.user),
        "factors": list(factors),
        "sessions": [(each, describe(each.user_agent), each.session_key == here) for each in sessions],
    }
    return render(request, "core/account.html", context)


@login_required
@require_POST
def end_other_sessions(request):
    """Sign me out everywhere but here."""
    count = end_sessions(request.user, by=request.user, keep=request.session.session_key)
    messages.success(request, _("Đã đăng xuất ở %(count)d nơi khác.") % {"count": count})
    return redirect("account")


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request, name, token):
    """The first password, through a one-time link; then to the door, where it is tried at once."""
    person = person_of_link(name, token)
    if person is None:
        return render(request, "core/link_over.html", status=404)
    form = ChoosePasswordForm(request.POST or None, person=person)
    if carry_out(form, lambda password1, password2: set_first_password(person, password=password1, by=person)):
        messages.success(request, _("Đã đặt mật khẩu. Hãy đăng nhập bằng mật khẩu mới."))
        return redirect("account_login")
    return render(request, "core/choose_password.html", {"form": form, "person": person}, status=status_of(form))
