"""More of what the page has to do: keys, languages, hostile texts, access."""

import json
import tempfile
import time

import corpus
from browser import Keys, expect, same
from checks import HOSTILE, NEW, OLD, check, hits, loaded


@check
def keys_do_everything(b):
    b.open(q="机关")
    loaded(b)
    b.run("document.activeElement.blur()")
    b.key("/")
    same(b.run("return document.activeElement.id"), "q", "focus behind /")
    b.key(Keys.ESCAPE)
    b.key("j")
    same(b.run("return [...document.querySelectorAll('.hit-title')].indexOf(document.activeElement)"), 0, "hit behind j")
    b.key("j", Keys.ARROW_DOWN, "k")
    same(b.run("return [...document.querySelectorAll('.hit-title')].indexOf(document.activeElement)"), 1, "hit")
    b.key(Keys.ENTER)
    loaded(b, ".paper")
    b.key(Keys.ESCAPE)
    loaded(b)
    same(b.run("return [...document.querySelectorAll('.hit-title')].indexOf(document.activeElement)"), 1, "hit behind back")
    b.key("?")
    expect(b.count("dialog.help[open]") == 1, "no help")
    b.key(Keys.ESCAPE)
    b.wait(lambda: b.count("dialog") == 0, "the help stays")
    # From the box to the list.
    b.key("/")
    b.key(Keys.ARROW_DOWN)
    same(b.run("return [...document.querySelectorAll('.hit-title')].indexOf(document.activeElement)"), 0, "hit below the box")


@check
def j_goes_on_behind_the_last_hit(b):
    b.open(q="万条记录共有")
    loaded(b)
    b.run("[...document.querySelectorAll('.hit-title')].pop().focus()")
    b.key("j")
    b.wait(lambda: hits(b) == 40, "no further page")
    b.wait(lambda: b.run("return [...document.querySelectorAll('.hit-title')].indexOf(document.activeElement)") == 20, "focus")


@check
def single_keys_can_be_switched_off(b):
    b.open(q="机关")
    loaded(b)
    b.click("#help-open")
    b.click("dialog.help .help-body > .check input")
    b.key(Keys.ESCAPE)
    b.run("document.activeElement.blur()")
    b.key("j")
    same(b.count(".hit-title:focus"), 0, "focus behind j")
    b.run("localStorage.removeItem('shortcuts')")


@check
def examples_of_the_help_search(b):
    b.open()
    b.settle()
    b.click("#help-open")
    queries = b.run("return [...document.querySelectorAll('dialog.help .examples code')].map(e => e.textContent)")
    expect(len(queries) > 15, queries)
    b.run("document.querySelectorAll('dialog.help .examples button')[5].click()")
    b.wait(lambda: b.parameter("q") == queries[5], "no search")
    same(b.count("dialog"), 0, "dialogs")
    # Each of them can be read.
    for query in queries:
        status = b.run("return fetch('/api/count?query=' + encodeURIComponent(arguments[0])).then(r => r.status)", query)
        same(status, 200, query)


@check
def the_language_is_the_browsers_and_a_switch(b):
    b.run("localStorage.clear()")
    b.open(q="机关")
    loaded(b)
    same(b.run("return document.documentElement.lang"), "zh-Hans", "language")
    for name, label in [("zh-Hant", "搜尋"), ("en", "Search"), ("zh-Hans", "搜索")]:
        b.choose("#language", name)
        b.wait(lambda: b.text("#views a") == label, f"{name}: {b.text('#views a')}")
        loaded(b)
        same(b.run("return document.documentElement.lang"), name, "lang")
        expect(b.one("#q").get_attribute("value") == "机关", "the query has gone")
        same(b.run("return document.querySelector('main [lang=zh-Hans]') !== null"), True, "a document's own language")
    b.choose("#language", "zh-Hant")
    b.open(q="机关")
    loaded(b)
    same(b.text("#views a"), "搜尋", "the choice behind a reload")
    b.choose("#language", "zh-Hans")
    b.run("localStorage.clear()")
    # Texts keep their own script.
    b.open(view="document", key="法規/驻村办法.txt")
    loaded(b, ".text")
    same(b.one(".text").get_attribute("lang"), "zh-Hant", "language of a text")


@check
def colours_follow_the_system_and_a_switch(b):
    b.open()
    b.settle()
    paper = "return getComputedStyle(document.body).backgroundColor"
    light = b.run(paper)
    b.dark(True)
    dark = b.run(paper)
    expect(light != dark, "the system's dark mode changes nothing")
    b.choose("#theme", "light")
    same(b.run(paper), light, "light by the switch")
    b.dark(False)
    b.choose("#theme", "dark")
    same(b.run(paper), dark, "dark by the switch")
    b.driver.refresh()
    same(b.run(paper), dark, "dark behind a reload")
    b.choose("#theme", "auto")


@check
def hostile_texts_stay_texts(b):
    """Markup is text, hidden characters are shown, directions stay inside, long titles are cut."""
    b.open(q="恶意文本", copies="1")
    loaded(b)
    same(b.run("return window.broken === undefined"), True, "no script ran")
    same(b.count("main script, main img, main i"), 0, "elements from texts")
    title = b.run("return [...document.querySelectorAll('.hit')].find(e => e.dataset.key.startsWith('恶意/a<b>')).querySelector('.hit-title').textContent")
    expect("<script>window.broken=1</script>" in title, title)
    expect("⟨RLO⟩" in title, title)
    same(b.run("return getComputedStyle(document.querySelector('.hit-title bdi')).unicodeBidi"), "isolate", "direction")
    long = b.run("return [...document.querySelectorAll('.hit-title bdi')].find(e => e.textContent.startsWith('关于进一步')).textContent.length")
    expect(long <= 80, f"{long} characters of a title")
    same(b.run("return [...document.querySelectorAll('.hit-title bdi')].find(e => e.textContent.startsWith('关于进一步')).title.length"), len(corpus.LONG_TITLE), "the whole title")
    b.open(view="document", key=HOSTILE, q="恶意文本")
    loaded(b, ".paper mark")
    text = b.text(".text")
    expect("<script>window.broken=2</script>" in text and "⟨RLO⟩" in text and "⟨ESC⟩" in text, text[-200:])
    same(b.run("return window.broken === undefined"), True, "no script ran")
    expect("⟨RLO⟩" in b.driver.title and corpus.BIDI not in b.driver.title, b.driver.title)
    status = b.run("return fetch([...document.querySelectorAll('.actions a')][0].href).then(r => r.status)")
    same(status, 200, "the original of a hostile name")
    b.open(q='"><script>window.broken=4</script>')
    b.settle()
    same(b.run("return window.broken === undefined"), True, "no script from the address")


@check
def a_megabyte_in_one_line_opens(b):
    started = time.monotonic()
    b.open(view="document", key="恶意/长行.txt", q="恶意文本")
    loaded(b, ".paper mark")
    expect(time.monotonic() - started < 20, "it takes too long to open")
    expect(b.count(".text p") < 400, f"{b.count('.text p')} lines are laid out")
    count = int(b.run("return document.querySelector('.counter').textContent.replace(/[^0-9]/g, '')"))
    expect(count > 500, f"{count} matches")
    b.key("p")
    b.wait(lambda: b.count("mark.current") and b.run("const r = document.querySelector('mark.current').getBoundingClientRect(); return r.top > 0 && r.bottom <= innerHeight"), "the last match is not in the window")
    b.key("p")
    b.wait(lambda: b.count("mark.current") and b.run("const r = document.querySelector('mark.current').getBoundingClientRect(); return r.top > 0 && r.bottom <= innerHeight"), "the match before it is not in the window")
    expect(b.count(".text p") < 400, f"{b.count('.text p')} lines are laid out")


@check
def narrow_windows_have_no_sideways_scroll(b):
    b.resize(390, 844)
    try:
        for state in [{}, dict(q="机关"), dict(q="恶意文本"), dict(view="document", key=NEW, q="机关"), dict(view="document", key=HOSTILE), dict(view="kwic", q="机关"), dict(view="trend", folder="公文", q="机关"), dict(view="diff", old=OLD, new=NEW, columns="1")]:
            b.open(**state)
            b.settle()
            wide = b.run("return document.documentElement.scrollWidth")
            expect(wide <= 390, f"{state}: {wide} pixels")
    finally:
        b.resize(1360, 900)


@check
def a_missing_document_is_said(b):
    b.open(view="document", key="没有/此文.txt")
    b.wait(lambda: b.run("return !document.querySelector('#notice').hidden"), "nothing is said")
    b.forgive("404")


@check
def axe_finds_no_violation(b):
    """WCAG 2.1 AA by axe-core, in both colours and on both widths."""
    states = [{}, dict(q="机关"), dict(q="恶意文本"), dict(q="第三书记"), dict(q="春耕生产"), dict(view="document", key=NEW, q="机关", at="2"), dict(view="kwic", q="机关"), dict(view="trend", folder="公文", q="机关", **{"with": "第一书记"}), dict(view="trend", folder="公文", q="机关", by="kind"), dict(view="diff", old=OLD, new=NEW), dict(view="diff")]
    found = []
    checked = 0
    for dark, width in [(False, 1360), (True, 1360), (False, 390)]:
        b.dark(dark)
        b.resize(width, 900)
        for state in states:
            b.open(**state)
            b.settle()
            found += [(state, dark, width, violation) for violation in b.axe()]
            checked += 1
    b.dark(False)
    b.resize(1360, 900)
    b.open(q="脱贫 OR")
    b.wait(lambda: b.text("#query-error"), "no error")
    found += [("error", False, 1360, violation) for violation in b.axe()]
    b.forgive("400")
    b.click("#help-open")
    found += [("help", False, 1360, violation) for violation in b.axe()]
    b.note(f"axe-core: {checked + 2} states, {len(found)} violations")
    same([(str(state), dark, width, violation["id"], violation["nodes"][0]["html"][:160]) for state, dark, width, violation in found], [], "violations")


@check
def a_token_is_asked_for(b):
    """Once; from the address it is taken and removed."""
    b.open_guarded(q="机关")
    b.wait(lambda: b.count("dialog.token[open]"), "no prompt")
    b.key("falsch", Keys.ENTER)
    b.wait(lambda: b.count("dialog.token .wrong"), "a wrong token is taken")
    b.key(b.token, Keys.ENTER)
    loaded(b)
    b.driver.refresh()
    loaded(b)
    same(b.count("dialog"), 0, "dialogs behind a reload")
    b.run("sessionStorage.clear()")
    b.open_guarded(q="机关", _hash="#token=" + b.token)
    b.driver.refresh()
    loaded(b)
    same(b.run("return location.hash"), "", "the token in the address")
    b.forgive("401")


@check
def an_original_is_shown_where_a_token_is_needed(b):
    """In a frame without script or origin; the token is in no address."""
    b.open_guarded(view="document", key=NEW, _hash="#token=" + b.token)
    loaded(b, ".actions button")
    same(b.count(".actions a"), 0, "links that have no token")
    b.click(".actions button")
    b.wait(lambda: b.count("dialog.original[open] iframe"), "no frame")
    same(b.run("return document.querySelector('.original iframe').getAttribute('sandbox')"), "", "sandbox")
    expect(b.run("return document.querySelector('.original iframe').src").startswith("blob:"), "the frame asks the server")
    b.driver.switch_to.frame(b.driver.find_element("css selector", ".original iframe"))
    try:
        b.wait(lambda: "示例市信访条例" in b.run("return document.body.innerText"), "the frame is empty")
        same(b.run("return window.origin"), "null", "origin of the frame")
    finally:
        b.driver.switch_to.default_content()
    b.key(Keys.ESCAPE)
    b.wait(lambda: not b.count("dialog"), "Escape does not close it")
    expect(b.token not in b.run("return performance.getEntriesByType('resource').map(e => e.name).join(' ') + location.href"), "the token is in an address")
    b.run("sessionStorage.clear()")


@check
def a_folder_is_indexed_while_the_page_is_open(b):
    """The progress is shown, and the documents when they are there, without a reload."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(400):
            corpus.write(folder, f"公文/{number}.txt", f"通知{number}\n\n驻村第一书记由机关选派，本批共{number}人。" * 20)
        with b.serve(folder) as base:
            own, b.base = b.base, base
            try:
                b.open(q="第一书记")
                b.run("window.stayed = true; window.progress = []; const box = document.querySelector('#progress'); const look = () => box.hidden || window.progress.push(box.textContent); new MutationObserver(look).observe(box, {childList: true, attributes: true}); look()")
                b.wait(lambda: "400" in (b.text(".counts b") if b.count(".counts b") else ""), lambda: "no documents: " + b.run("return document.body.innerText")[:300], 120)
                same(b.run("return window.stayed"), True, "the page was loaded again")
                b.note("progress: " + "; ".join(b.run("return [...new Set(window.progress)]")[:3]))
                corpus.write(folder, "公文/新.txt", "新通知\n\n第一书记到岗。")
                b.wait(lambda: b.run("return !document.querySelector('#notice').hidden"), "a change of the folder is not told", 60)
                b.click("#notice button")
                b.wait(lambda: "401" in b.text(".counts b"), "the new document is not found")
            finally:
                b.base = own
    b.forgive("503")


@check
def helpers_agree_with_their_tests(b):
    """The functions without a page, run in the browser."""
    b.open()
    outcome = b.driver.execute_async_script(open(b.here + "/units.js", encoding="utf-8").read())
    same(outcome.get("failures"), [], "helpers")
    b.note(f"helpers: {outcome['passed']} expectations")


@check
def messages_are_whole(b):
    """Every message is in three languages, and none is missing or unused."""
    b.open()
    messages = b.driver.execute_async_script("const done = arguments[0]; import('/messages.js').then(m => done(m.messages))")
    used = b.sources_of_messages()
    for key, texts in messages.items():
        same(len(texts), 3, key)
        expect(all(text.strip() for text in texts), key)
        names = [sorted(set(__import__("re").findall(r"\{(\w+)\}", text))) for text in texts]
        same(names[0] == names[1] == names[2], True, f"{key}: values")
    missing = sorted(key for key in used.exact if key not in messages)
    same(missing, [], "missing")
    unused = sorted(key for key in messages if key not in used.exact and not any(key.startswith(prefix) for prefix in used.prefixes))
    same(unused, [], "unused")
    # What Taiwan does not say.
    foreign = {"文件夹": 1, "搜索": 1, "鏈接": 1, "链接": 1, "檢索": 1, "默認": 1, "信息": 1}
    same([(key, texts[1]) for key, texts in messages.items() if any(word in texts[1] for word in foreign)], [], "words of the mainland")
    json.dumps(messages)
