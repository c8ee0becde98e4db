"""Where sign-on by the operator's OpenID Connect provider begins and ends; only there when one is named."""

from __future__ import annotations

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

from portal.people.doors import open_to_all

urlpatterns = [
    path("<slug:provider_id>/", open_to_all(views.login), name="openid_connect_login"),
    path("<slug:provider_id>/back/", open_to_all(views.callback), name="openid_connect_callback"),
    path("cancelled", open_to_all(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("error", open_to_all(social.login_error), name="socialaccount_login_error"),
    path("nobody", open_to_all(social.signup), name="socialaccount_signup"),
]
