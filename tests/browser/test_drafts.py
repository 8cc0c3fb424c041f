"""Nothing typed is lost: on a phone, with the network and the log-in coming and going."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]
HANDLEDARE, DOCTOR = "Leyla Yıldırım", "Elza Bērziņa"
WORDS = "Du lät patienten berätta färdigt."
MORE = f"{WORDS} Och du frågade om oron."
BOX = "[name='text_keep_doing']"


@pytest.fixture
def address_of_form(visit: Visit) -> Callable[[Visitor], str]:
    """The handledare begins a Mini-CEX unasked: a form of their own."""

    def find(visitor: Visitor) -> str:
        visitor.open("/kronoberg/bt-lakare/")
        visitor.click(visitor.page.locator("main a[href*='/bt/']"))
        visitor.page.wait_for_url("**/bt/**")
        programme = re.search(r"/bt/[-\w]+/", visitor.page.url)
        assert programme
        return f"/kronoberg{programme[0]}bedom/?instrument=mini_cex"

    return find


def line(visitor: Visitor) -> str:
    return visitor.page.locator("[data-draft-line]").inner_text()


def wait_for_line(visitor: Visitor, words: str) -> None:
    """With the next attempt counted in, should the first come to nothing."""
    found = visitor.page.locator("[data-draft-line]")
    expect(found).to_contain_text(words, timeout=30_000)


def box(visitor: Visitor) -> str:
    return visitor.value("text_keep_doing")


def on_device(visitor: Visitor) -> list[str]:
    script = "Object.entries(localStorage).filter(([key]) => key.startsWith('utkast:'))"
    return [value for _key, value in visitor.page.evaluate(script)]


def without_network(visitor: Visitor) -> None:
    visitor.context.set_offline(True)


def come_back(visitor: Visitor, path: str) -> None:
    """The tab is closed, and where there is a network another one is opened."""
    visitor.page.close()
    visitor.window = visitor.context.new_page()
    visitor.context.set_offline(False)
    visitor.open(path)
    if visitor.heading == "Ingen kontakt just nu":  # the browser has not noticed yet
        visitor.page.wait_for_timeout(1000)
        visitor.follow("Försök igen")


def drop(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    button = visitor.page.get_by_role("button", name="Kasta texten")
    if button.count():
        visitor.click(button)


def who_will_sign_out(visit: Visit) -> Visitor:
    """Logged in apart from the others, whose log-ins go on."""
    visitor = visit(phone=True)
    visitor.log_in(HANDLEDARE)
    return visitor


def test_what_is_typed_outlives_the_network_the_tab_and_the_log_in(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    supervisor = who_will_sign_out(visit)
    path = address_of_form(supervisor)
    drop(supervisor, path)
    supervisor.open(path)
    supervisor.write(text_keep_doing=WORDS)
    wait_for_line(supervisor, "Sparat kl.")
    assert on_device(supervisor) == []

    without_network(supervisor)
    supervisor.write(text_keep_doing=MORE)
    wait_for_line(supervisor, "Inte sparat – ingen kontakt.")
    assert len(on_device(supervisor)) == 1
    assert "patienten" not in on_device(supervisor)[0]

    supervisor.open(path)
    assert supervisor.heading == "Ingen kontakt just nu"
    come_back(supervisor, path)
    wait_for_line(supervisor, "Sparat kl.")
    assert box(supervisor) == MORE
    assert on_device(supervisor) == []

    sign_out(supervisor)
    supervisor.log_in(HANDLEDARE)
    supervisor.open(path)
    assert box(supervisor) == MORE
    assert "Här är texten du skrev" in supervisor.text
    supervisor.press("Kasta texten")
    supervisor.page.wait_for_load_state()
    assert box(supervisor) == ""


def sign_out(visitor: Visitor) -> None:
    visitor.open("/konto/logout/")
    visitor.press("Logga ut")
    visitor.page.wait_for_url("**/konto/login/**")


def test_signing_out_leaves_nothing_on_the_device(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    supervisor = who_will_sign_out(visit)
    path = address_of_form(supervisor)
    drop(supervisor, path)
    supervisor.open(path)
    without_network(supervisor)
    supervisor.write(text_keep_doing=WORDS)
    wait_for_line(supervisor, "Inte sparat")
    supervisor.open(path)
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    come_back(supervisor, "/konto/logout/")
    supervisor.page.on("dialog", answer)
    assert len(on_device(supervisor)) == 1
    supervisor.press("Logga ut")
    supervisor.page.wait_for_url("**/konto/login/**")
    assert asked == ["Det finns text som inte har sparats. Logga ut ändå?"]
    assert on_device(supervisor) == []


def test_an_open_form_goes_on_after_another_log_in(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    """The log-in ran out, or somebody else took the chair, with the form still open."""
    supervisor = who_will_sign_out(visit)
    path = address_of_form(supervisor)
    drop(supervisor, path)
    supervisor.open(path)
    supervisor.context.clear_cookies()
    supervisor.write(text_keep_doing=WORDS)
    wait_for_line(supervisor, "Du är utloggad.")
    supervisor.log_in("Mats Örneblad")
    supervisor.write(text_keep_doing=f"{WORDS} Och")
    wait_for_line(supervisor, "Någon annan är inloggad nu.")
    supervisor.log_in(HANDLEDARE)
    supervisor.write(text_keep_doing=MORE)
    wait_for_line(supervisor, "Sparat kl.")
    supervisor.open(path)
    assert box(supervisor) == MORE
    drop(supervisor, path)


def test_nothing_is_left_on_a_shared_device(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    supervisor = visit(HANDLEDARE, phone=True)
    path = address_of_form(supervisor)
    drop(supervisor, path)
    supervisor.open("/kronoberg/mina-uppgifter/")
    supervisor.page.get_by_label("Flera använder den här enheten").check()
    supervisor.open(path)
    without_network(supervisor)
    supervisor.write(text_keep_doing=WORDS)
    wait_for_line(supervisor, "Stäng inte sidan")
    assert on_device(supervisor) == []
    supervisor.context.set_offline(False)
    wait_for_line(supervisor, "Sparat kl.")
    supervisor.context.clear_cookies(name="delad-enhet")
    drop(supervisor, path)


def test_two_windows_show_both_texts(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    phone = visit(HANDLEDARE, phone=True)
    path = address_of_form(phone)
    drop(phone, path)
    phone.open(path)
    computer = visit(HANDLEDARE)
    computer.open(path)
    computer.write(text_keep_doing="Från datorn.")
    wait_for_line(computer, "Sparat kl.")
    phone.write(text_keep_doing="Från telefonen.")
    phone.page.get_by_role("heading", name="Två texter").wait_for()
    both = phone.page.locator("[data-two-texts] dd").all_inner_texts()
    assert both == ["Från telefonen.", "Från datorn."]
    phone.press("Använd den andra")
    assert box(phone) == "Från datorn."
    phone.write(text_keep_doing="Från båda.")
    wait_for_line(phone, "Sparat kl.")
    computer.open(path)
    assert box(computer) == "Från båda."
    drop(computer, path)


def test_what_is_sent_without_a_network_goes_when_it_is_back(visit: Visit) -> None:
    doctor = visit(DOCTOR, phone=True)
    doctor.open("/kronoberg/min-bt/")
    doctor.follow("Aktiviteter")
    doctor.follow("Lägg till")
    doctor.choose("kind", "Reflektion")
    doctor.write(title="Ett svårt samtal", text="Jag borde ha väntat in svaret.")
    wait_for_line(doctor, "Sparat kl.")
    without_network(doctor)
    doctor.write(text="Jag borde ha väntat in svaret. Nästa gång gör jag det.")
    doctor.press("Spara")
    wait_for_line(doctor, "Det skickas när kontakten är tillbaka.")
    doctor.context.set_offline(False)
    doctor.page.wait_for_url("**/aktiviteter/")
    assert "Reflektionen är sparad. Bara du ser den." in doctor.text
    doctor.click(doctor.page.get_by_role("link", name="Ett svårt samtal"))
    assert "Nästa gång gör jag det." in doctor.text


def test_a_number_is_asked_about_while_it_is_typed(
    visit: Visit, address_of_form: Callable[[Visitor], str]
) -> None:
    supervisor = visit(HANDLEDARE, phone=True)
    path = address_of_form(supervisor)
    drop(supervisor, path)
    supervisor.open(path)
    guard = supervisor.page.locator("#id_text_keep_doing_guard")
    for text, speaks in [
        ("Pat 19121212-1212", True),
        ("Pat 121212 1212", True),
        ("Pat 701063-2391", True),
        ("Pat 121212-1213", False),
        ("Ring 0470-58 80 00", False),
    ]:
        supervisor.write(text_keep_doing=text)
        assert (text, guard.is_visible()) == (text, speaks)
    drop(supervisor, path)


def pages_on_device(visitor: Visitor) -> list[str]:
    kept = visitor.page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const one of await (await caches.open(name)).keys())
                    found.push(new URL(one.url).pathname);
            return found;
        }"""
    )
    return sorted(path for path in kept if not path.startswith("/static/"))


def test_a_page_on_the_device_would_be_found(visit: Visit) -> None:
    """What the next test looks for is there to be seen when it happens."""
    supervisor = visit(HANDLEDARE, phone=True)
    supervisor.page.evaluate("navigator.serviceWorker.ready")
    keep = "caches.open('bt-fel').then(kept => kept.add('/kronoberg/'))"
    supervisor.page.evaluate(keep)
    assert pages_on_device(supervisor) == ["/kronoberg/", "/utan-nat/"]


def test_the_device_keeps_no_page_of_a_person(visit: Visit) -> None:
    supervisor = visit(HANDLEDARE, phone=True)
    supervisor.page.evaluate("navigator.serviceWorker.ready")
    for path in ("/kronoberg/", "/kronoberg/bt-lakare/", "/kronoberg/mina-uppgifter/"):
        supervisor.open(path)
    assert pages_on_device(supervisor) == ["/utan-nat/"]
    text = supervisor.page.evaluate(
        "caches.match('/utan-nat/').then(answer => answer.text())"
    )
    assert "Leyla" not in text
    without_network(supervisor)
    supervisor.page.goto("/kronoberg/")
    assert supervisor.heading == "Ingen kontakt just nu"
    assert "Leyla" not in supervisor.page.content()
    supervisor.context.set_offline(False)


def test_it_can_be_put_on_the_phone(visit: Visit) -> None:
    anybody = visit(phone=True)
    anybody.open("/konto/login/")
    link = anybody.page.locator("link[rel=manifest]").get_attribute("href")
    answer = anybody.context.request.get(str(link))
    told = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (told["start_url"], told["display"]) == ("/", "standalone")
    for icon in told["icons"]:
        assert anybody.context.request.get(icon["src"]).status == 200
    worker = anybody.context.request.get("/service-worker.js")
    assert worker.headers["content-type"] == "text/javascript; charset=utf-8"
    assert worker.headers["cache-control"] == "no-cache"
    assert "default-src 'none'" in worker.headers["content-security-policy"]
    assert "cache.put" not in worker.text()
