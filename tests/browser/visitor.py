"""One invented person at a screen: what they open, write, choose and press."""

import re
from typing import Any
from urllib.parse import urlsplit

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
}
# Everybody's key on the log-in page of the demo, and what its form proves itself with.
IN_THE_DEMO: dict[str, str] = {}
TOKEN = "0" * 32
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
# Chromium answers a click before the next page has come. From the press to that page,
# the old one says that it is left: a form that is sent, or a link to another page.
LEAVING = """(() => {
  const leaves = (event) => {
    if (event.defaultPrevented) return false;
    if (event.type === "submit") return true;
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download")) return false;
    return link.href.split("#")[0] !== location.href.split("#")[0];
  };
  for (const type of ["submit", "click"])
    addEventListener(type, (event) => { window.leaving ||= leaves(event); });
})()"""
ARRIVED = "() => !window.leaving && document.readyState !== 'loading'"


class Visitor:
    """A browser window of its own, and a note of everything that went wrong in it.

    Somebody logged in begins at their own first page. It is the heaviest there is, and
    is fetched only when the window is used before another address has been opened.
    """

    def __init__(self, context: Any) -> None:
        self.context = context
        context.add_init_script(LEAVING)
        self.window = context.new_page()
        self.before_home = False
        self.wrong: list[str] = []
        self.window.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.window.on("console", self.note_words)

    @property
    def page(self) -> Any:
        if self.before_home:
            self.open("/")
        return self.window

    def note_words(self, message: Any) -> None:
        """A blocked script or style, an answer that is the server's own fault.

        A refusal's own status is no fault; nor is that there is no network, where a
        test has taken it away.
        """
        meant = ("status of 4", "net::ERR_INTERNET_DISCONNECTED")
        if message.type == "error" and not any(one in message.text for one in meant):
            self.wrong.append(f"{message.text} {message.location['url']}")

    def close(self) -> None:
        self.context.close()
        assert not self.wrong, self.wrong

    # -------------------------------------------------------------------- moving about
    def log_in(self, name: str) -> None:
        """One press on the log-in page of the demo, which is read when a key is new."""
        answer = self.press_to_log_in(name)
        if answer.status != 302:  # somebody who has come to the demo since
            page = self.context.request.get("/ovning/").text()
            found = re.findall(r'value="([-\w]+)">([^<]+)<', page)
            IN_THE_DEMO.update((name, key) for key, name in found)
            answer = self.press_to_log_in(name)
        assert answer.status == 302

    def press_to_log_in(self, name: str) -> Any:
        """The answer, which leads to the first page: that is the heaviest there is."""
        cookie = {"name": "csrftoken", "value": TOKEN, "domain": "127.0.0.1"}
        self.context.add_cookies([cookie | {"path": "/"}])
        form = {"csrfmiddlewaretoken": TOKEN, "person": IN_THE_DEMO.get(name, "")}
        return self.context.request.post("/ovning/", form=form, max_redirects=0)

    @property
    def is_logged_in(self) -> bool:
        answer = self.context.request.get("/", max_redirects=0)
        return "/konto/login/" not in answer.headers.get("location", "")

    def open(self, path: str) -> int:
        """The status of the answer."""
        self.before_home = False
        response = self.window.goto(path)
        return response.status if response else 0

    def follow(self, words: str) -> None:
        self.click(self.page.get_by_role("link", name=words))

    def press(self, words: str) -> None:
        self.click(self.page.get_by_role("button", name=words, exact=True))

    def click(self, found: Any) -> None:
        """On the first of what is found; the page that it leads to has come."""
        found.first.click()
        self.arrive()

    def arrive(self) -> None:
        """The page that a press leads to has come."""
        # What is typed is saved before the form is sent.
        self.page.locator("form[aria-busy=true]").wait_for(state="detached")
        self.page.wait_for_function(ARRIVED)

    def fetch(self, found: Any) -> Any:
        """The file that a link or button gives; the page stays."""
        with self.page.expect_download() as download:
            found.first.click()
        self.page.evaluate("window.leaving = false")
        return download.value

    def sign(self, words: str = "Signera") -> None:
        """Stand for a certificate; when the log-in is old, say who one is first."""
        with self.page.expect_navigation():
            self.press(words)
        if "/konto/bekrafta/" in self.page.url:
            with self.page.expect_navigation():
                self.press("Bekräfta att det är jag")
            with self.page.expect_navigation():
                self.press(words)

    def open_fold(self, words: str) -> None:
        self.page.locator("summary", has_text=words).first.click()

    def own_bt(self, region: str = "kronoberg") -> str:
        """The address of a doctor's own BT, with a slash at its end."""
        self.open(f"/{region}/min-bt/")
        return urlsplit(self.page.url).path

    def bt_of(self, doctor: str, region: str = "kronoberg") -> str:
        """The address of somebody's BT, by way of the list."""
        self.open(f"/{region}/bt-lakare/")
        self.follow(doctor)
        self.page.wait_for_url("**/bt/*/")
        return urlsplit(self.page.url).path

    def post(self, path: str, **data: str) -> int:
        """As a form would, but without one; the status of the answer."""
        token = self.page.locator("[name='csrfmiddlewaretoken']").first
        form = {"csrfmiddlewaretoken": token.get_attribute("value"), **data}
        return self.context.request.post(
            path, form=form, headers={"Referer": self.page.url}, max_redirects=0
        ).status

    # ----------------------------------------------------------------------- filling in
    def write(self, **words: str) -> None:
        """By the name of the field, which is the same in every language."""
        for name, text in words.items():
            self.page.locator(f"[name='{name}']:visible").first.fill(text)

    def choose(self, name: str, label: str) -> None:
        """One of a field's options: radio, tick or list."""
        field = self.page.locator(f"[name='{name}']")
        if field.first.evaluate("node => node.tagName") == "SELECT":
            field.select_option(label=label)
            return
        self.page.get_by_label(re.compile(rf"^{re.escape(label)}")).first.check()

    def tick(self, name: str, *values: str) -> None:
        for value in values:
            self.page.locator(f"[name='{name}'][value='{value}']").check()

    def level(self, item: str, value: int) -> None:
        """A step of a scale."""
        self.page.locator(f"[name='item_{item}'][value='{value}']").check()

    # -------------------------------------------------------------------------- reading
    def sees(self, words: str) -> None:
        """The words are on the page, or come soon."""
        found = self.page.locator("main").get_by_text(words)
        found.filter(visible=True).first.wait_for()

    def fits(self) -> None:
        """Nothing sticks out at the side of the screen, and the open tab is on it."""
        self.page.wait_for_load_state()
        width = self.page.evaluate("innerWidth")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert (self.page.url, wide) == (self.page.url, min(wide, width))
        for tab in self.page.locator(".tabs [aria-current]").all():
            box = tab.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width

    @property
    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def everything_said(self) -> str:
        """The text, and what stands in the fields."""
        fields = self.page.locator("main input, main textarea")
        typed = fields.evaluate_all("nodes => nodes.map(node => node.value)")
        return "\n".join([self.page.inner_text("main"), *typed])

    @property
    def faults(self) -> list[str]:
        """The lines of the error summary."""
        lines = self.page.locator(".error-summary li").all_inner_texts()
        return [" ".join(line.split()) for line in lines]

    def at_field(self, name: str) -> str:
        """The error beside a field."""
        described = self.page.locator(f"[id$='{name}_error']").first
        return " ".join(described.inner_text().split())

    def value(self, name: str) -> str:
        return self.page.locator(f"[name='{name}']").first.input_value()
