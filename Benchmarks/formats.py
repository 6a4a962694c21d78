#!/usr/bin/env python3
"""The same texts in every format that is read; how fast each is indexed beside plain text. Writes one Markdown report.

Started by formats.sh, which builds the command first.
"""
import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import time
import zipfile
from html import escape
from pathlib import Path

from machine import Quiet, corpus_facts, head, machine, source_state, write_report

# Converted a tenth as much: soffice writes a few of them a second.
SLOW = {"pdf", "doc"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def lines(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)


def html(text):
    title, *rest = lines(text)
    body = "\n".join(f"<p>{escape(line)}</p>" for line in rest)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n<body><div '
        f'class="nav"><a href="/">首页</a> <a href="/zw">政务公开</a></div>\n<h1>{escape(title)}</h1>\n<div '
        f'class="article">{body}</div></body></html>\n')


def docx(path, text):
    # As Word writes it: the properties of the paragraph and the fonts of the run before every text.
    body = "".join(
        '<w:p w:rsidR="00A77B3E"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/></w:pPr><w:r><w:rPr><w:rFonts '
        f'w:ascii="仿宋" w:eastAsia="仿宋" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>{escape(line)}</w:t></w:r></w:p>'
        for line in lines(text))
    packed(path, [
        ("[Content_Types].xml",
         '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
         'Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels",
         '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
         '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
         ' Target="word/document.xml"/></Relationships>'),
        ("word/document.xml",
         f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')])


def odt(path, text):
    body = "".join(f'<text:p text:style-name="P1">{escape(line)}</text:p>' for line in lines(text))
    packed(path, [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml",
         f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{OFFICE}:office:1.0" '
         f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:text>{body}</office:text></office:body>'
         '</office:document-content>'),
        ("META-INF/manifest.xml",
         f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0"/>')])


def epub(path, text):
    packed(path, [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml",
         '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
         '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
        ("book.opf",
         '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
         'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'),
        ("a.xhtml", html(text))])


def ofd(path, text):
    pages, members = [], []
    rows = [line[at : at + 36] for line in lines(text) for at in range(0, len(line), 36)]
    for number, start in enumerate(range(0, len(rows), 40)):
        objects = "".join(
            f'<ofd:TextObject ID="{at}" Boundary="20 {20 + 6 * at} 170 5" Font="1" Size="4"><ofd:TextCode X="0" Y="4" '
            f'DeltaX="g {len(row) - 1} 4">{escape(row)}</ofd:TextCode></ofd:TextObject>'
            for at, row in enumerate(rows[start : start + 40], 1))
        pages.append(f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
        members.append((
            f"Doc_0/Pages/Page_{number}/Content.xml",
            f'<?xml version="1.0"?><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer ID="1">'
            f'{objects}</ofd:Layer></ofd:Content></ofd:Page>'))
    packed(path, [
        ("OFD.xml",
         '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocRoot>'
         'Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>'),
        ("Doc_0/Document.xml",
         '<?xml version="1.0"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Pages>'
         f'{"".join(pages)}</ofd:Pages></ofd:Document>')] + members)


def rtf(path, text):
    def encoded(line):
        units = line.encode("utf-16-le")
        for at in range(0, len(units), 2):
            unit = int.from_bytes(units[at : at + 2], "little")
            if unit < 128:
                yield "\\" + chr(unit) if chr(unit) in "\\{}" else chr(unit)
            else:
                yield f"\\u{unit if unit < 0x8000 else unit - 0x10000}?"
    body = "\n".join("".join(encoded(line)) + "\\par" for line in lines(text))
    path.write_text("{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0\n" + body + "}")


def record(name, text):
    title, *rest = lines(text)
    return {"id": name, "title": title, "content": "\n".join(rest)}


def each(suffix, write):
    """A converter that writes one file for each text."""
    def convert(directory, texts):
        for name, text in texts:
            write(directory / f"{name}.{suffix}", text)
    return convert


def as_text(suffix, make=lambda text: text, encoding="utf-8"):
    return each(suffix, lambda path, text: path.write_bytes(make(text).encode(encoding)))


def json_lines(directory, texts):
    with open(directory / "all.jsonl", "w", encoding="utf-8") as file:
        for name, text in texts:
            file.write(json.dumps(record(name, text), ensure_ascii=False) + "\n")


def table(directory, texts):
    import csv
    with open(directory / "all.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ["id", "title", "content"])
        rows.writeheader()
        rows.writerows(record(name, text) for name, text in texts)


def zipped(directory, texts):
    packed(directory / "all.zip", [(f"{name}.txt", text) for name, text in texts])


def tarred(directory, texts):
    import io
    with tarfile.open(directory / "all.tar.gz", "w:gz", compresslevel=6) as archive:
        for name, text in texts:
            data = text.encode()
            member = tarfile.TarInfo(f"{name}.txt")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def gzipped(path, text):
    path.write_bytes(gzip.compress(text.encode(), 6))


def by_office(suffix):
    def convert(directory, texts):
        source = directory.parent / "source"
        source.mkdir()
        for name, text in texts:
            docx(source / f"{name}.docx", text)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{directory.parent}/profile", "--headless", "--convert-to", suffix,
             "--outdir", str(directory)] + [str(p) for p in sorted(source.iterdir())],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return convert


def xml(text):
    body = "".join(f"<段>{escape(line)}</段>\n" for line in lines(text))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<文件>\n{body}</文件>\n'


FORMATS = {
    "txt": as_text("txt"), "txt, GB18030": as_text("txt", encoding="gb18030"),
    "txt, UTF-16": as_text("txt", encoding="utf-16"), "md": as_text("md"), "html": as_text("html", html),
    "html, GB18030": as_text("html", lambda text: html(text).replace("utf-8", "gb18030", 1), "gb18030"),
    "xml": as_text("xml", xml), "docx": each("docx", docx), "odt": each("odt", odt), "epub": each("epub", epub),
    "ofd": each("ofd", ofd), "rtf": each("rtf", rtf),
    "json": each("json", lambda path, text: path.write_text(
        json.dumps(record(path.stem, text), ensure_ascii=False), encoding="utf-8")),
    "jsonl, one file": json_lines, "csv, one file": table, "zip of txt": zipped, "tar.gz of txt": tarred,
    "txt.gz": each("txt.gz", gzipped), "pdf": by_office("pdf"), "doc": by_office("doc"),
}


def read_texts(corpora, megabytes):
    """The first files of the corpora, in the order of their names, as they are."""
    size, texts = 0, []
    for corpus in corpora:
        for path in sorted(corpus.rglob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="replace").replace("\0", "")
            if len(lines(text)) < 2:
                continue
            texts.append((f"{len(texts):06d}", text))
            size += len(text.encode())
            if size >= megabytes * 1e6:
                return texts
    return texts


def index(options, directory, work):
    """One run of the command: seconds of wall and CPU, those of the programs it starts included."""
    target = work / "index"
    shutil.rmtree(target, ignore_errors=True)
    start = time.monotonic()
    process = subprocess.Popen(
        [options.wenjian, "index", str(directory), "--index", str(target), "--json"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(target, ignore_errors=True)
    return dict(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1e3, said=json.loads(output))


def measure(options, name, texts, work):
    shutil.rmtree(work, ignore_errors=True)
    plain, other = work / "plain", work / "other"
    for directory in (plain, other):
        directory.mkdir(parents=True)
    FORMATS["txt"](plain, texts)
    FORMATS[name](other, texts)
    options.quiet.wait()
    # Plain text beside each format: the machine's speed drifts, and the start of the process weighs more on few texts.
    runs = {"plain": [], "other": []}
    for _ in range(options.rounds + 1):
        for key, directory in (("plain", plain), ("other", other)):
            runs[key].append(index(options, directory, work))
    # The first of each brings the files into the page cache.
    figures = {
        key: {what: statistics.median(run[what] for run in values[1:]) for what in ("wall", "cpu", "peak")}
        for key, values in runs.items()}
    said = runs["other"][0]["said"]
    return dict(
        name=name, texts=len(texts), bytes=sum(len(text.encode()) for _, text in texts),
        disk=sum(p.stat().st_size for p in other.iterdir()), files=sum(1 for _ in other.iterdir()),
        documents=said["documents"], read=said["textBytes"], skipped=len(said["skipped"]),
        damaged=len(said["damaged"]) - len(runs["plain"][0]["said"]["damaged"]),
        plain=figures["plain"], other=figures["other"],
        ratio=statistics.median(
            a["cpu"] / b["cpu"] for a, b in zip(runs["plain"][1:], runs["other"][1:])),
        wall_ratio=statistics.median(
            a["wall"] / b["wall"] for a, b in zip(runs["plain"][1:], runs["other"][1:])))


def report(result):
    yield from head(
        result, "indexing by format",
        f"FORMATS_MEGABYTES={result['megabytes']:g} FORMATS_ROUNDS={result['rounds']} Benchmarks/formats.sh",
        f"; load average at the end {result['load']:.2f}")
    if result["missing"]:
        yield f"- Not measured, soffice is not there: {', '.join(result['missing'])}"
    yield ""
    yield (
        "Whole processes, medians; MB of the text in UTF-8 for each second, whatever the files take on disk. *of plain "
        "text*: the rate over that of the same texts as .txt, run in turn. CPU counts the programs that read PDF and "
        "Word. *beyond*: CPU that a file takes more than as plain text.")
    yield ""
    yield (
        "| format | files | documents | MB of text | MB on disk | MB/s of wall | of plain text | MB/s of CPU | of plain "
        "text | files/s | beyond, ms a file | peak MB | skipped, damaged |")
    yield "| --- |" + " ---: |" * 12
    for row in result["rows"]:
        megabytes, other, plain = row["bytes"] / 1e6, row["other"], row["plain"]
        beyond = (other["cpu"] - plain["cpu"]) / row["texts"] * 1e3
        yield (
            f"| {row['name']} | {row['files']:,} | {row['documents']:,} | {megabytes:.1f} | {row['disk'] / 1e6:.1f} | "
            f"{megabytes / other['wall']:.1f} | {row['wall_ratio']:.2f} | {megabytes / other['cpu']:.1f} | "
            f"{row['ratio']:.2f} | {row['files'] / other['wall']:,.0f} | {beyond:.2f} | {other['peak']:.0f} | "
            f"{row['skipped']}, {row['damaged']} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="the engine's package")
    parser.add_argument("--scratch", type=Path, required=True)
    parser.add_argument("--wenjian", required=True, help="the built command")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="formats whose names hold this")
    parser.add_argument("--swift", default="", help="the compiler's version, for the record")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    options.quiet = Quiet(0.5, float(os.environ.get("BENCH_WAIT", 5)) * 60)
    corpora = [c.resolve() for c in options.corpora]
    result = dict(
        started=time.strftime("%F %T"), machine=machine(), megabytes=options.megabytes, rounds=options.rounds,
        engine={**source_state(options.root), "swift": options.swift}, corpora=[corpus_facts(c)[1] for c in corpora],
        rows=[], missing=[])
    texts = read_texts(corpora, options.megabytes)
    few = read_texts(corpora, options.megabytes / 10)
    work = options.scratch / "formats"
    for name in FORMATS:
        if options.only not in name:
            continue
        if name in SLOW and not shutil.which("soffice"):
            result["missing"].append(name)
            continue
        row = measure(options, name, few if name in SLOW else texts, work)
        print(f"{name}: {row['ratio']:.2f} of plain text", file=sys.stderr, flush=True)
        result["rows"].append(row)
    shutil.rmtree(work, ignore_errors=True)
    result["finished"], result["load"] = time.strftime("%F %T"), os.getloadavg()[0]
    write_report(options.into, result, report(result), "-formats")


main()
