"""Whoever may open a page is led to it: by links and buttons alone, from the first page and from their own account."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin

from django.urls import Resolver404, resolve
from test_access import TABLE, clients, names, things

__all__ = ["clients", "things"]
# Who walks, in turn. Together they may open everything.
WALKERS = (
    "anonymous", "national-coordinator", "publisher", "council-manager", "data-protection-officer", "researcher",
    "questionnaire-author", "analyst",
)  # fmt: skip
# So many pages of a kind are opened; what they lead to is much alike.
OF_A_KIND = 3
# What nobody is led to by a link of a page, and why.
BY_OTHER_WAYS = {
    "led by a letter, a poster, or the code on paper": {
        "enter-code", "invitation-code", "silence", "invitation", "by-group", "group-short", "review-link", "keepsake",
    },
    "on the way through a questionnaire, which the journeys walk": {
        "start", "question", "review", "thanks", "stop", "back", "paper", "proposal-page",
    },
    "on the way of signing in, of a second factor and of passkeys, which the journeys walk": {
        "account_confirm_login_code", "account_inactive", "mfa_authenticate", "mfa_reauthenticate", "account_reauthenticate",
        "mfa_reauthenticate_webauthn", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback",
        "account_change_password", "mfa_activate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn",
        "mfa_generate_recovery_codes", "mfa_remove_webauthn",
    },
    "where a form leads that was sent": {"interest-said"},
    "buttons that stand only where there is something to do, which there is not in this world": {
        "answer-facilitation", "api-key-end", "ask-erasure", "begin-list", "confirm-erasure", "draft-sign",
        "give-open-data", "new-sheet", "open-round", "put-back-role", "reports-by", "research", "run-again", "settle-plan",
        "sheet-differences", "stop-list", "take-for-research", "take-returns", "take-tables-for-research", "undo-action", "undo-upload",
    },
}  # fmt: skip
# What is not opened on the way: it leads nowhere, or ends the walk. Files lead nowhere either.
LEFT_SHUT = {"", "account_logout"}
TOLD_APART = set().union(*BY_OTHER_WAYS.values())


def name_of(address):
    try:
        return str(resolve(address.partition("?")[0]).url_name)
    except Resolver404:
        return ""


def led_to(visitor):
    """The names of the views that links, forms and pictures lead to, walked from the first page and the account."""
    waiting, met, opened = deque(["/", "/account/"]), {"/", "/account/"}, Counter()
    while waiting:
        address = waiting.popleft()
        if (name := name_of(address)) in LEFT_SHUT or "." in address or opened[name] >= OF_A_KIND:
            continue
        opened[name] += 1
        page = visitor.get(address)
        if page.streaming:
            continue
        for said in re.findall(r'(?:href|action|src)="([^"#]+)', page.content.decode()):
            there = urljoin(address, unescape(said).removeprefix("http://testserver"))
            if there.startswith("/") and there not in met:
                met.add(there)
                waiting.append(there)
    return {name_of(one) for one in met}


def test_every_page_that_somebody_opens_is_linked_from_another(clients):
    led = set().union(*(led_to(clients[one]) for one in WALKERS))
    opens = {line.split(",")[0] for line in TABLE.read_text().splitlines() if ",opens" in line}
    api = {name for name in names() if name.startswith("api-") and not name.startswith("api-key")}
    assert sorted(opens - led - TOLD_APART - api) == []
