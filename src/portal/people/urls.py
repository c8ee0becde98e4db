"""Where people sign in, and where they look after their account. The sign-in library's views stand under names it knows."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal.people import colleagues, interest_pages, log_pages, organisations, views
from portal.people.doors import open_to_all, signed_in

_SIGNING_IN = [
    path("account/sign-in/", open_to_all(account.request_login_code), name="account_request_login_code"),
    path("account/sign-in/code/", open_to_all(account.confirm_login_code), name="account_confirm_login_code"),
    path("account/sign-in/password/", open_to_all(account.login), name="account_login"),
    path("account/sign-in/passkey/", open_to_all(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("account/sign-in/second/", open_to_all(second_factor.authenticate), name="mfa_authenticate"),
    path("account/closed/", open_to_all(account.account_inactive), name="account_inactive"),
    path("account/sign-out/", open_to_all(account.logout), name="account_logout"),
]
_ACCOUNT = [
    path("account/", views.my_account, name="my-account"),
    path("account/clock/", views.set_zone, name="account_zone"),
    path("account/sessions/", signed_in(sessions.list_usersessions), name="usersessions_list"),
    path("account/password/", signed_in(account.password_change), name="account_change_password"),
    path("account/password/new/", signed_in(account.password_set), name="account_set_password"),
    path("account/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("account/again/code/", signed_in(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("account/again/passkey/", signed_in(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/second/", signed_in(second_factor.index), name="mfa_index"),
    path("account/second/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second/codes/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/second/codes/new/", signed_in(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/second/codes/file/", signed_in(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("account/second/passkeys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/second/passkeys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/second/passkeys/<int:pk>/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/second/passkeys/<int:pk>/remove/", signed_in(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
]
_PROVIDER: list[URLPattern | URLResolver] = (
    [path("account/sso/", include("portal.people.sign_on_urls"))] if settings.SOCIALACCOUNT_PROVIDERS else []
)
_ORGANISATIONS = [
    path("areas/", organisations.areas, name="areas"),
    path("areas/<slug:code>/", organisations.area, name="area"),
    path("areas/<slug:code>/collectors/", organisations.add_collector, name="add-collector"),
    path("areas/<slug:code>/collectors/<int:key>/", organisations.close_collector, name="close-collector"),
    path("areas/<slug:code>/groups/", organisations.add_group, name="add-group"),
    path("areas/<slug:code>/groups/<int:key>/", organisations.remove_group, name="remove-group"),
]
_PEOPLE = [
    path("for-councils/", interest_pages.for_councils, name="for-councils"),
    path("for-councils/sent/", interest_pages.said, name="interest-said"),
    path("people/interest/", interest_pages.interests, name="interests"),
    path("people/interest/<int:key>/", interest_pages.answer_interest, name="answer-interest"),
    path("people/", colleagues.people, name="people"),
    path("people/invite/", colleagues.invite, name="invite"),
    path("people/roles/<int:key>/", colleagues.role, name="role"),
    path("people/roles/<int:key>/remove/", colleagues.remove, name="remove-role"),
    path("people/roles/put-back/", colleagues.put_back, name="put-back-role"),
    path("people/invitations/<int:key>/withdraw/", colleagues.withdraw, name="withdraw-invitation"),
    path("audit/", log_pages.audit, name="audit"),
    path("audit/file/", log_pages.audit_file, name="audit-file"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    *_SIGNING_IN,
    *_ACCOUNT,
    *_PROVIDER,
    *_ORGANISATIONS,
    *_PEOPLE,
]
