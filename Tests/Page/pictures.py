"""Pictures of the page in three languages, on two widths and in dark mode, for people to look at."""

import os

from checks import HOSTILE, NEW, OLD

STATES = {
    "start": {}, "search": dict(q="第一书记"), "filtered": dict(q="机关", kind="通知", year=["2012", "2013"]), "hostile": dict(q="恶意文本"), "nothing": dict(q="第三书记"),
    "document": dict(view="document", key=NEW, q="机关", at="3"), "hostile-document": dict(view="document", key=HOSTILE, q="恶意文本"),
    "kwic": dict(view="kwic", q="机关"), "trend": dict(view="trend", folder="公文", q="第一书记", **{"with": ["机关", "就业"]}), "kinds": dict(view="trend", folder="公文", q="机关", by="kind"),
    "diff": dict(view="diff", old=OLD, new=NEW), "columns": dict(view="diff", old=OLD, new=NEW, columns="1"),
}
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}


def take_pictures(tests, directory):
    os.makedirs(directory, exist_ok=True)
    count = 0
    for language, accepted in LANGUAGES.items():
        b = tests.browser(languages=accepted)
        for width, height in [(1360, 900), (390, 844)]:
            for dark in [False, True]:
                # Dark mode is the same in every language.
                if dark and language != "zh-Hans":
                    continue
                b.resize(width, height)
                b.dark(dark)
                for name, state in STATES.items():
                    b.open(**state)
                    b.settle()
                    b.picture(os.path.join(directory, f"{name}-{language}-{width}{'-dark' if dark else ''}.png"))
                    count += 1
        b.resize(1360, 900)
        b.dark(False)
        b.open()
        b.settle()
        b.click("#help-open")
        b.picture(os.path.join(directory, f"help-{language}.png"))
        b.open(q="脱贫 OR")
        b.wait(lambda: b.text("#query-error"), "no error")
        b.picture(os.path.join(directory, f"error-{language}.png"))
        count += 2
        b.close()
    return count
