"""Writes documents to search in: sample.py DIRECTORY."""
import os
import sys


def write(directory):
    law = "第一章 总则\n第一条 为了发展教育，依照《立法法》第六十五条，制定本法。\n第二条 教育是根本。自2020年1月1日起施行。\n"
    texts = {
        "教育法(2015-12-27).txt": "中华人民共和国教育法\n\n" + law,
        "教育法(2020-12-26).txt": "中华人民共和国教育法\n\n" + law.replace("根本", "国之大计"),
        "立法法(2015-03-15).txt": "中华人民共和国立法法\n\n第六十五条 国务院制定行政法规。\n",
        "通知/书记.txt": "关于选派第一书记的通知\n\n2016年3月5日\n各村的第一書記负责扶贫，第一书记要驻村。\n",
        "通知/html & <b>.html": "<html><title>頁</title><body><p>第一书记</p><script>alert(1)</script></body></html>",
        "大/扶贫.txt": "扶贫的工作是的。\n" * 4000,
    }
    for name, text in texts.items():
        path = os.path.join(directory, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    write(sys.argv[1])
