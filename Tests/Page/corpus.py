"""A corpus for the tests of the page: policy documents, versions of a law, copies, hostile names and texts, and many records."""

import json
import os

MANY = 100_000
BIDI = "\u202e"
HOSTILE_TITLE = f"<script>window.broken=1</script><img src=x onerror=window.broken=1>{BIDI}恶意\u0007标题\u200b"
FORMULA_TITLE = '=HYPERLINK("http://example.invalid","点我")'
LONG_TITLE = "关于进一步加强和改进" * 60 + "工作的通知"
LONG_LINE = 1_000_000

LAW_OLD = """示例市信访条例
（2015年3月1日示例市人民代表大会常务委员会通过）
第一章 总则
第一条 为了规范信访工作，保障群众合法权益，制定本条例。
第二条 各级机关应当在十五日内受理信访事项，并书面告知信访人。
第三条 信访人应当如实反映情况。
第二章 受理
第四条 信访事项由有权处理的机关受理。
第五条 受理机关应当登记，并出具受理凭证。
第六条 本条例自2015年5月1日起施行。
"""
LAW_NEW = """示例市信访条例
（2020年6月1日示例市人民代表大会常务委员会修订）
第一章 总则
第一条 为了规范信访工作，保障群众合法权益，制定本条例。
第二条 各级机关应当在七日内受理信访事项，并书面或者以电子方式告知信访人。
第三条 信访人应当如实反映情况。
第四条 信访人的个人信息受法律保护，任何机关不得泄露。
第二章 受理
第五条 信访事项由有权处理的机关受理。
第六条 受理机关应当登记。
第七条 本条例自2020年8月1日起施行。
"""


def notice(number, year, issuer, kind, body):
    return (
        f"{issuer}关于做好第{number}批工作的{kind}\n\n{issuer}\n\n各县（市、区）人民政府：\n\n"
        f"一、总体要求\n\n{body}\n\n二、工作安排\n\n驻村第一书记由县委组织部会同有关机关选派。各单位应当于{year}年10月底前报送名单。\n\n"
        f"{issuer}\n{year}年{number % 12 + 1}月{number % 27 + 1}日\n"
    )


def front(title, date, issuer, kind, text):
    return f"---\ntitle: {title}\ndate: {date}\nissuer: {issuer}\nkind: {kind}\n---\n\n{text}\n"


def write(root, path, text):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def make(root):
    """Writes the corpus below a directory."""
    issuers = ["云麓市人民政府", "澜川省委组织部", "示例市财政局"]
    kinds = ["通知", "意见", "办法"]
    for number in range(60):
        year = 2012 + number % 9
        issuer, kind = issuers[number % 3], kinds[number // 3 % 3]
        body = f"坚持以人民为中心，推进乡村产业发展，带动就业增收。本批共{number + 3}个村，落实专项资金{number * 10 + 50}万元。"
        title = f"{issuer}关于做好第{number}批工作的{kind}"
        write(root, f"公文/{year}/{number:03d}.md", front(title, f"{year}-{number % 12 + 1:02d}-{number % 27 + 1:02d}", issuer, kind, notice(number, year, issuer, kind, body)))
    write(root, "法规/示例市信访条例(2015-03-01).txt", LAW_OLD)
    write(root, "法规/示例市信访条例(2020-06-01).txt", LAW_NEW)
    write(root, "法規/驻村办法.txt", "駐村第一書記管理辦法\n\n第一條 為加強駐村第一書記管理，制定本辦法。\n第二條 第一書記由機關選派，任期二年。\n第三條 機關應當保障第一書記之工作經費。\n")
    copied = "关于春耕生产的紧急通知\n\n各乡镇要抓紧备足化肥、种子和农膜，组织农机检修，确保不误农时。对困难农户要逐户帮扶，落实到人。气象部门要及时发布墒情和天气预报，水利部门要科学调度水源，保障春灌用水。" * 3
    for number, site in enumerate(["县报", "市网", "省网"]):
        write(root, f"转载/{site}.txt", f"{site}转载\n{copied}\n来源编号{number}\n")
    # Hostile names and texts.
    write(root, "恶意/a<b>&\"'#?%2F.md", front(HOSTILE_TITLE, "2019-01-01", "<i>机关</i>", "通知", f"恶意文本 <script>window.broken=2</script> javascript:window.broken=3 {BIDI}倒写\u2066\u0000\u0007\u001b[31m 结束。"))
    write(root, "恶意/公式.md", front(FORMULA_TITLE, "2018-01-01", "=1+1", "通知", "恶意文本：公式。"))
    write(root, "恶意/长题.md", front(LONG_TITLE, "2018-02-01", "示例市财政局", "通知", "恶意文本：题目很长。"))
    line = ("恶意文本长行" + "填充内容不含换行符号" * 99)
    write(root, "恶意/长行.txt", "长行\n" + (line * (LONG_LINE // len(line) + 1))[:LONG_LINE] + "\n末行恶意文本\n")
    with open(os.path.join(root, "记录.jsonl"), "w", encoding="utf-8") as file:
        for number in range(MANY):
            record = {"key": f"r{number}", "title": f"登记{number}", "text": f"编号{number}，万条记录共有此句。", "date": f"{2000 + number % 20}-01-02"}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return root
