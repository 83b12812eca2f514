"""A request for another host is refused, and nothing leads away from this one."""

from tests.support.clinic import MAREN, PASSWORD
from tests.web.conftest import As, csrf_token


def test_a_request_for_another_host_is_refused_in_words(signed_in: As) -> None:
    answer = signed_in().get("/sign-in", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.get_data(as_text=True)) == (400, "This host is not served here.\n")


def test_signing_in_leads_back_on_this_site_and_to_no_other(signed_in: As) -> None:
    wanted = ("/author/", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)")
    landed = {}
    for target in wanted:
        client = signed_in()
        form = {"csrf_token": csrf_token(client), "address": MAREN, "password": PASSWORD, "next": target}
        landed[target] = client.post("/sign-in", data=form).headers["Location"]
    assert landed == {**dict.fromkeys(wanted, "/"), "/author/": "/author/"}
