"""What a person does with the page, one check each; `python -m` is not needed, run.py calls them in this order."""

import glob
import os
import re
import time

import corpus
from browser import Keys, expect, same

CHECKS = []
OLD = "法规/示例市信访条例(2015-03-01).txt"
NEW = "法规/示例市信访条例(2020-06-01).txt"
HOSTILE = "恶意/a<b>&\"'#?%2F.md"


def check(function):
    CHECKS.append(function)
    return function


def hits(b):
    return b.count(".hit")


def loaded(b, selector=".hit"):
    b.wait(lambda: b.count(selector), lambda: f"no {selector}: {b.run('return document.body.innerText')[:300]!r}")
    b.settle()


@check
def the_first_page_says_what_there_is(b):
    """The number of documents, examples, and the cursor in the box."""
    b.open()
    b.wait(lambda: b.count(".start .examples button") >= 5, "no examples")
    expect(f"{corpus.MANY + b.extra:,}" in b.text(".held"), b.text(".held"))
    b.wait(lambda: b.run("return document.activeElement.id") == "q", "the box has no focus")


@check
def typing_searches_without_flicker(b):
    """Hits follow the keys; those that were there stay until others are."""
    b.open()
    b.settle()
    b.type("第一")
    loaded(b)
    # Watches whether the list is ever empty amid typing.
    b.run("window.emptied = 0; new MutationObserver(() => { if (!document.querySelector('.hits > *')) window.emptied += 1 }).observe(document.querySelector('.results'), {childList: true, subtree: true})")
    b.type("书记")
    b.wait(lambda: b.parameter("q") == "第一书记", "the address does not follow")
    b.settle()
    expect(b.count(".hit mark") > 0, "nothing is marked")
    expect("第一书记" in b.text(".hit mark") or "第一書記" in b.text(".hit mark"), b.text(".hit mark"))
    same(b.run("return window.emptied"), 0, "times that the list was empty")
    same(b.run("return document.activeElement.id"), "q", "focus")


@check
def composition_does_not_search(b):
    """What an input method has not committed is no query."""
    b.open()
    b.settle()
    b.one("#q").click()
    b.collect()
    for text in ["x", "xin", "xinf", "xin'fang"]:
        b.driver.execute_cdp_cmd("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        time.sleep(0.15)
    time.sleep(0.5)
    same(b.asked("search"), [], "requests amid composition")
    b.driver.execute_cdp_cmd("Input.insertText", {"text": "信访"})
    loaded(b)
    same(b.parameter("q"), "信访", "query")
    expect(len(b.asked("search")) >= 1, "no request behind composition")


@check
def earlier_requests_are_given_up(b):
    """An answer that comes late does not replace a later one."""
    b.open()
    b.settle()
    for letter in "第一书记":
        b.type(letter)
    b.wait(lambda: b.parameter("q") == "第一书记", "the address does not follow")
    b.settle()
    same(b.run("return document.querySelector('#q').value"), "第一书记", "box")
    marks = b.run("return [...document.querySelectorAll('.hit:not(.related) mark')].map(m => m.textContent)")
    expect(all(re.fullmatch("第一[书書][记記]", mark) for mark in marks), marks[:5])


@check
def an_error_is_shown_below_the_box(b):
    """With its place; the hits that were there stay."""
    b.open(q="第一书记")
    loaded(b)
    before = hits(b)
    b.type(" OR")
    b.wait(lambda: b.text("#query-error").strip(), "no error")
    same(b.text(".error-place"), "OR", "place")
    same(b.one("#q").get_attribute("aria-invalid"), "true", "aria-invalid")
    b.forgive("400")
    same(hits(b), before, "hits")
    b.type(" 信访")
    b.wait(lambda: not b.text("#query-error").strip(), "the error stays")


@check
def filters_narrow_and_chips_take_them_away(b):
    """Counts by year, issuer, kind and folder; a filter is in the address."""
    b.open(q="机关")
    loaded(b)
    names = b.run("return [...document.querySelectorAll('.facets legend')].map(e => e.textContent)")
    same(names, ["年份", "发文机关", "文种", "文件夹"], "groups")
    everything = b.text(".counts b")
    b.click("[data-id='kind/办法']")
    b.wait(lambda: b.parameter("kind") == "办法" and b.text(".counts b") != everything, "not narrowed")
    b.settle()
    expected = b.run("return document.querySelector(\"[data-id='kind/办法']\").closest('label').querySelector('.count').textContent")
    expect(expected in b.text(".counts b"), f"{expected} is not in {b.text('.counts b')}")
    # Values of a group are counted beside those that are chosen.
    expect(b.count("[data-id='kind/通知']") == 1, "other kinds have gone")
    year = b.run("return [...document.querySelectorAll('[data-id^=\"year/\"]')].map(e => e.dataset.id).find(id => id !== 'year/')")
    b.click(f"[data-id='{year}']")
    b.wait(lambda: b.count(".chips li") == 3, "no chips")
    b.settle()
    b.click(".chips li:first-child button")
    b.wait(lambda: b.count(".chips li") == 1, "a chip stays")
    b.settle()
    b.click(".chips li:first-child button")
    b.wait(lambda: b.text(".counts b") == everything, "the filter stays")


@check
def years_can_be_a_range(b):
    b.open(q="第一书记")
    loaded(b)
    b.run("const [from, to] = document.querySelectorAll('.range input'); from.value = '2013'; to.value = '2014'; from.form.requestSubmit()")
    b.wait(lambda: b.parameter("date") == "2013..2014", "no range")
    b.settle()
    dates = b.run("return [...document.querySelectorAll('.hit:not(.related) time')].map(e => e.textContent.slice(0, 4))")
    expect(dates and set(dates) <= {"2013", "2014"}, dates)


@check
def folders_open_level_by_level(b):
    b.open(q="第一书记")
    loaded(b)
    b.click("[data-id='folder/公文']")
    b.wait(lambda: b.count("[data-id='folder/公文/2013']"), "no folders inside")
    b.click("[data-id='folder/公文/2013']")
    b.settle()
    expect("folder=" in b.address(), b.address())


@check
def hits_are_sorted(b):
    b.open(q="第一书记")
    loaded(b)
    b.choose(".result-tools select", "-date")
    b.wait(lambda: b.parameter("sort") == "-date", "no order in the address")
    b.settle()
    dates = b.run("return [...document.querySelectorAll('.hit:not(.related) time')].map(e => e.textContent)")
    same(dates, sorted(dates, reverse=True), "dates")


@check
def copies_are_folded(b):
    b.open(q="春耕生产")
    loaded(b)
    same(b.count(".hit:not(.related)"), 1, "hits")
    same(b.count(".hit:not(.related) .copies li"), 2, "copies")
    b.click(".result-tools input[type=checkbox]")
    b.wait(lambda: b.count(".hit:not(.related)") == 3, "copies are not shown")
    same(b.parameter("copies"), "1", "address")


@check
def related_documents_are_apart(b):
    b.open(q="信访条例规定")
    b.wait(lambda: b.count(".empty, .hit"), "no answer")
    b.open(q="驻村第一书记管理")
    loaded(b)
    expect(b.count(".related") > 0 and b.count(".related-title") == 1, "no related documents")
    order = b.run("return [...document.querySelectorAll('.hit')].map(e => e.classList.contains('related'))")
    same(order, sorted(order), "order")


@check
def nothing_found_says_what_does(b):
    b.open(q="第三书记")
    loaded(b, ".suggestions button")
    b.click(".suggestions button")
    loaded(b)
    expect(b.count(".hit mark"), "the suggestion finds nothing")


@check
def passages_have_places_and_citations(b):
    b.open(q="书面告知")
    loaded(b)
    expect("第二条" in b.text(".trail"), b.text(".trail"))
    b.run("window.copied = []; Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied.push(text) }}, configurable: true})")
    b.click(".where .copy")
    b.wait(lambda: b.run("return window.copied.length"), "nothing is copied")
    same(b.run("return window.copied[0]"), "《示例市信访条例》第二条", "citation")


@check
def a_hundred_thousand_hits_stay_usable(b):
    """Pages follow the one before; a reload gives as many."""
    b.open(q="万条记录共有")
    loaded(b)
    expect(f"{corpus.MANY:,}" in b.text(".counts b"), b.text(".counts b"))
    same(hits(b), 20, "hits")
    for page in range(2, 6):
        b.click(".more")
        b.wait(lambda: hits(b) == 20 * page, f"page {page} does not come")
    keys = b.run("return [...document.querySelectorAll('.hit')].map(e => e.dataset.key)")
    same(len(set(keys)), 100, "different hits")
    same(b.parameter("n"), "100", "address")
    b.driver.refresh()
    b.wait(lambda: hits(b) == 100, lambda: f"{hits(b)} hits behind a reload")
    same(b.run("return [...document.querySelectorAll('.hit')].map(e => e.dataset.key)"), keys, "hits behind a reload")
    started = time.monotonic()
    b.run("for (let i = 0; i < 20; i += 1) window.scrollTo(0, i * 500)")
    expect(time.monotonic() - started < 5, "scrolling is slow")


@check
def a_document_opens_where_it_matches(b):
    """Back gives the same list at the same place."""
    b.open(q="第一书记", copies="1")
    loaded(b)
    b.run("window.scrollTo(0, 900)")
    time.sleep(0.4)
    at = b.scroll()
    address = b.address()
    b.run("const e = [...document.querySelectorAll('.hit-title')].find(e => e.getBoundingClientRect().top > 150); e.focus({preventScroll: true}); e.click()")
    b.wait(lambda: b.count(".paper mark.current"), "no current match")
    expect(b.run("const r = document.querySelector('mark.current').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight"), "the match is not in the window")
    expect(re.search(r"第 1 处，共 \d+ 处", b.text(".counter")), b.text(".counter"))
    b.driver.back()
    b.wait(lambda: b.count(".hit"), "no hits behind back")
    b.settle()
    same(b.address(), address, "address")
    expect(abs(b.scroll() - at) < 40, f"{b.scroll()} instead of {at}")
    expect(b.run("return document.activeElement.className") == "hit-title", "the hit that was opened has no focus")


@check
def matches_are_stepped_through(b):
    """n and p, the buttons, n of m; the address has the place."""
    b.open(view="document", key=NEW, q="机关")
    loaded(b, ".paper mark")
    same(b.count(".paper mark"), 4, "marks")
    b.key("n")
    b.wait(lambda: b.text(".counter") == "第 1 处，共 4 处", lambda: b.text(".counter"))
    b.key("n", "n")
    b.wait(lambda: b.text(".counter") == "第 3 处，共 4 处", lambda: b.text(".counter"))
    b.key("p")
    b.wait(lambda: b.text(".counter") == "第 2 处，共 4 处", lambda: b.text(".counter"))
    same(b.parameter("at"), "2", "address")
    b.click(".match-bar button:last-child")
    b.wait(lambda: b.text(".counter") == "第 3 处，共 4 处", lambda: b.text(".counter"))
    b.driver.refresh()
    b.wait(lambda: b.count("mark.current"), "no current match behind a reload")
    same(b.text(".counter"), "第 3 处，共 4 处", "counter behind a reload")
    b.key("p", "p", "p")
    b.wait(lambda: b.text(".counter") == "第 4 处，共 4 处", lambda: b.text(".counter"))


@check
def a_document_has_outline_facts_and_versions(b):
    b.open(view="document", key=NEW, q="机关")
    loaded(b, ".outline button")
    entries = b.run("return [...document.querySelectorAll('.outline button bdi')].map(e => e.textContent)")
    expect("第二条" in entries and any("受理" in entry for entry in entries), entries)
    same(b.run("return [...document.querySelectorAll('.outline button')].find(e => e.textContent.startsWith('第四条')).querySelector('.count').textContent"), "1", "matches of article 4")
    b.run("[...document.querySelectorAll('.outline button')].find(e => e.textContent.startsWith('第七条')).click()")
    b.wait(lambda: int(b.parameter("place") or 0) > 100, "no place in the address")
    expect("2020-06-01" in b.text(".metadata"), b.text(".metadata"))
    loaded(b, ".versions li")
    same(b.count(".versions li"), 2, "versions")
    b.run("window.copied = []; Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied.push(text) }}, configurable: true})")
    b.key("c")
    b.wait(lambda: b.run("return window.copied.length"), "nothing is copied")
    same(b.run("return window.copied[0]"), "《示例市信访条例》第七条", "citation")
    links = b.run("return [...document.querySelectorAll('.actions a')].map(e => e.getAttribute('href'))")
    same(len(links), 2, "links to the original")
    status, body = b.run("return fetch(arguments[0]).then(async r => [r.status, await r.text()])", links[1])
    same(status, 200, "status of the original")
    expect("示例市信访条例" in body, body[:60])


@check
def one_can_find_in_a_document(b):
    b.open(view="document", key=NEW, q="机关")
    loaded(b, ".paper mark")
    b.run("const f = document.querySelector('.find'); f.focus(); f.select()")
    b.key("受理")
    b.wait(lambda: b.parameter("q") == "受理", "the address does not follow")
    b.settle()
    expect("受理" == b.text(".paper mark"), b.text(".paper mark"))
    b.key(Keys.ENTER)
    b.wait(lambda: b.count("mark.current"), "no current match")


@check
def versions_are_compared(b):
    b.open(view="document", key=NEW)
    loaded(b, ".compare")
    b.click(".compare")
    loaded(b, ".change")
    same((b.parameter("old"), b.parameter("new")), (OLD, NEW), "documents")
    expect("十五日" in b.run("return [...document.querySelectorAll('del')].map(e => e.textContent).join()") or b.count("del"), "nothing is removed")
    expect(b.count("ins") > 0, "nothing is added")
    b.run("document.querySelectorAll('.result-tools input[type=checkbox]')[0].click()")
    b.wait(lambda: b.count(".two-sides"), "no columns")
    address, changes = b.address(), b.count(".change")
    b.driver.refresh()
    loaded(b, ".two-sides")
    same((b.address(), b.count(".change")), (address, changes), "behind a reload")


@check
def context_is_listed(b):
    b.open(view="kwic", q="机关")
    loaded(b, ".kwic-line")
    expect(all(text in ("机关", "機關") for text in b.run("return [...document.querySelectorAll('.kwic-match')].map(e => e.textContent)")), "other matches")
    b.choose(".result-tools select", "right")
    b.wait(lambda: b.parameter("order") == "right", "no order in the address")
    b.settle()
    b.click(".kwic-match a")
    b.wait(lambda: b.count("mark.current"), "no current match")
    b.driver.back()
    loaded(b, ".kwic-line")
    same(b.parameter("order"), "right", "order behind back")


@check
def many_lines_of_context_are_laid_out_as_needed(b):
    b.open(view="kwic", q="万条记录共有", lines="10000")
    b.wait(lambda: b.count(".kwic-line") == min(10_000, corpus.MANY), "no lines", 120)
    started = time.monotonic()
    b.run("window.scrollTo(0, document.body.scrollHeight / 2); document.body.offsetHeight")
    expect(time.monotonic() - started < 3, "scrolling is slow")


@check
def lines_of_context_go_on_behind_the_last_step(b):
    """Page by page, each with its address, to the very last one."""
    if corpus.MANY <= 10_000:
        b.note("no second page of lines: --many is too small")
        return
    b.open(view="kwic", q="万条记录共有", lines="10000")
    b.wait(lambda: b.count(".kwic-line") == 10_000, "no lines", 120)
    first = b.text(".kwic-source")
    b.click(".foot .more")
    b.wait(lambda: b.parameter("from") == "10000" and b.text(".kwic-source") != first, "no second page", 120)
    last = (corpus.MANY - 1) // 10_000 * 10_000
    b.open(view="kwic", q="万条记录共有", lines="10000", **{"from": str(last)})
    # Of 20,000 lines the last page is the one that is there already.
    b.settle()
    b.wait(lambda: b.count(".kwic-line") == corpus.MANY - last, "no last page", 120)
    same(b.count(".foot .more"), 1, "ways on from the last page")
    b.choose(".result-tools select", "right")
    b.wait(lambda: not b.parameter("from"), "another order keeps the page")


@check
def trends_are_drawn(b):
    """A line a query, and a table with the same figures; a figure leads to its hits."""
    b.open(view="trend", folder="公文", q="第一书记", **{"with": "机关"})
    loaded(b, ".chart")
    same(b.count(".legend li"), 2, "series")
    expect(b.count(".chart .point") > 5, "no points")
    rows = b.count(".figures tbody tr")
    expect(rows >= 9, f"{rows} rows")
    b.choose(".result-tools select", "kind")
    loaded(b, ".chart.bars")
    same(b.parameter("by"), "kind", "address")
    b.click(".figures tbody a")
    loaded(b)
    expect(b.parameter("kind"), "the figure leads to no filter")


@check
def every_state_has_an_address(b):
    """What is opened by its address is what was there."""
    states = [
        dict(q="第一书记", kind=["通知", "办法"], sort="date"), dict(view="kwic", q="机关", order="left", width="20"), dict(view="trend", folder="公文", q="机关", by="issuer", measure="documents"),
        dict(view="document", key=OLD, q="受理", at="2"), dict(view="diff", old=OLD, new=NEW, all="1"), dict(q="机关", issuer=[""], match="typed", regional="0"),
    ]
    for state in states:
        b.open(**state)
        b.settle()
        seen = b.run("return document.querySelector('main').innerText")
        address = b.run("return location.pathname + location.search")
        b.driver.get(b.base + address)
        b.settle()
        same(b.run("return document.querySelector('main').innerText"), seen, address)


@check
def back_and_forward_follow_the_views(b):
    b.open(q="机关", folder="公文")
    loaded(b)
    b.click("[data-view=kwic]")
    loaded(b, ".kwic-line")
    b.click("[data-view=trend]")
    loaded(b, ".chart")
    b.driver.back()
    loaded(b, ".kwic-line")
    b.driver.back()
    loaded(b)
    b.driver.forward()
    loaded(b, ".kwic-line")
    same(b.parameter("q"), "机关", "query")


@check
def tables_are_saved(b):
    """CSV of what is seen; no cell is a formula."""
    b.open(q="恶意文本")
    loaded(b)
    for name in glob.glob(b.downloads + "/*"):
        os.remove(name)
    b.run("[...document.querySelectorAll('.result-tools button')].pop().click()")
    b.wait(lambda: glob.glob(b.downloads + "/*.csv"), "no file")
    text = open(glob.glob(b.downloads + "/*.csv")[0], encoding="utf-8", newline="").read()
    expect(text.startswith("\ufeff标题,日期,"), text[:40])
    expect("'=HYPERLINK" in text and not re.search(r'(^|,|\r\n)"?=', text), "a formula")
    expect(text.count("\r\n") >= 5, "lines")
    for view, extra in [("kwic", {}), ("trend", dict(folder="公文")), ("diff", dict(old=OLD, new=NEW))]:
        for name in glob.glob(b.downloads + "/*"):
            os.remove(name)
        b.open(view=view, q="机关", **extra)
        b.settle()
        b.run("[...document.querySelectorAll('.result-tools button')].pop().click()")
        b.wait(lambda: glob.glob(b.downloads + "/*.csv"), f"no file of {view}")
