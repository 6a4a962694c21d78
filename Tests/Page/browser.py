"""A headless Chromium, and what a person does with it."""

import json
import time
import urllib.parse

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

PATIENCE = 60


class Failed(AssertionError):
    """What was expected and what was there."""


def expect(truth, message):
    if not truth:
        raise Failed(message)


def same(found, wanted, what=""):
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")


class Browser:
    """One window. `languages` are those of the browser, `downloads` the directory for files."""

    def __init__(self, base, downloads, languages="zh-CN", width=1360, height=900, dark=False):
        self.base = base
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-device-scale-factor=1",
            "--disable-background-networking", "--disable-component-update", "--no-first-run", f"--window-size={width},{height}", f"--lang={languages.split(',')[0]}",
        ]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": languages, "download.default_directory": downloads, "download.prompt_for_download": False})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(PATIENCE)
        self.driver.set_page_load_timeout(60)
        self.resize(width, height)
        self.dark(dark)
        self.messages = []
        self.requests = []

    def close(self):
        self.driver.quit()

    def resize(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def dark(self, is_dark):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}]})

    # What the browser said.

    def collect(self):
        """Console messages and requests since the last time."""
        messages = self.driver.get_log("browser")
        requests = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                requests.append(message["params"]["request"])
        self.messages += messages
        self.requests += requests
        return messages, requests

    def asked(self, operation):
        """Requests of an operation since the last time that anything was collected."""
        _, requests = self.collect()
        return [request["url"] for request in requests if urllib.parse.urlsplit(request["url"]).path == "/api/" + operation]

    # Looking.

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        self.wait(lambda: self.all(selector), f"{selector} is not there")
        return self.all(selector)[0]

    def text(self, selector):
        """The text of the first such element as it is in the document, shown or not."""
        self.one(selector)
        return self.run("const e = document.querySelector(arguments[0]); return e ? e.textContent : ''", selector)

    def count(self, selector):
        return self.run("return document.querySelectorAll(arguments[0]).length", selector)

    def wait(self, condition, message, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise Failed(message() if callable(message) else message)
            time.sleep(0.05)

    def settle(self):
        """Until no request is under way and the page has been quiet for a moment."""
        self.driver.execute_async_script(
            """const done = arguments[0]; let last = performance.getEntriesByType('resource').length, quiet = 0;
            const timer = setInterval(() => { const now = performance.getEntriesByType('resource').length;
              if (now === last && !document.body.classList.contains('loading') && !document.querySelector('.waiting, [aria-busy=true]')) quiet += 1; else quiet = 0;
              last = now; if (quiet > 6) { clearInterval(timer); done(); } }, 80);""")

    def address(self):
        return self.driver.current_url[len(self.base):]

    def parameter(self, name):
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.driver.current_url).query).get(name, [""])[0]

    def scroll(self):
        return self.run("return Math.round(window.scrollY)")

    # Doing.

    def open(self, **state):
        """Opens the address of a state; `_hash` is what follows the #."""
        hash_ = state.pop("_hash", "")
        query = urllib.parse.urlencode(state, doseq=True)
        self.driver.get(self.base + "/" + ("?" + query if query else "") + hash_)
        return self

    def type(self, text):
        self.one("#q").send_keys(text)

    def key(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector):
        self.one(selector)
        self.run("const e = document.querySelector(arguments[0]); e.scrollIntoView({block: 'center'}); e.click()", selector)

    def choose(self, selector, value):
        self.one(selector)
        self.run("const e = document.querySelector(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('change', {bubbles: true}))", selector, value)

    def picture(self, path):
        self.driver.save_screenshot(path)


__all__ = ["Browser", "Failed", "Keys", "expect", "same"]
