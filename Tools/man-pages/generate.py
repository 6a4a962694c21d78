#!/usr/bin/env python3
"""Writes the man pages of the command from what it says of itself:

    Tools/man-pages/generate.py COMMAND DIRECTORY

`wenjian.1`, and for each subcommand `wenjian-NAME.1`. The pages are those of the help, in the form of man(7)."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path


def escaped(text):
    """Text as roff takes it: no escape, no request at the start of a line, and hyphens that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def name_of(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def synopsis(arguments):
    parts = []
    for argument in arguments:
        if not argument["shouldDisplay"]:
            continue
        if argument["kind"] == "positional":
            part = "\\fI" + escaped(argument["valueName"]) + "\\fR" + (" ..." if argument["isRepeating"] else "")
        else:
            part = "\\fB" + escaped(name_of(argument["preferredName"])) + "\\fR"
            if argument["kind"] == "option":
                part += " \\fI" + escaped(argument["valueName"]) + "\\fR"
        parts.append("[" + part + "]" if argument["isOptional"] else part)
    return parts


def options(arguments):
    for argument in arguments:
        if not argument["shouldDisplay"]:
            continue
        value = "\\fI" + escaped(argument["valueName"]) + "\\fR"
        if argument["kind"] == "positional":
            heading = value
        else:
            heading = ", ".join("\\fB" + escaped(name_of(name)) + "\\fR" for name in argument["names"])
            if argument["kind"] == "option":
                heading += " " + value
        text = escaped(argument.get("abstract", ""))
        if argument.get("defaultValue") is not None:
            text += " Default: " + escaped(argument["defaultValue"]) + "."
        yield f".TP\n{heading}\n{text.strip()}"


def discussion(text):
    """A line in capitals with a colon is a section; indented lines keep their form."""
    lines = []
    is_kept = False
    for line in text.split("\n"):
        heading = re.fullmatch(r"([A-Z][A-Z ]+):", line)
        keeps = line.startswith(" ") and not heading
        if keeps != is_kept:
            lines.append(".nf" if keeps else ".fi")
            is_kept = keeps
        if heading:
            lines.append(".SH " + heading[1])
        elif not line:
            lines.append(".PP")
        else:
            lines.append(escaped(line))
    if is_kept:
        lines.append(".fi")
    return lines


def page(command, name, version, others):
    title = name.upper()
    abstract = escaped(command.get("abstract", ""))
    whatis = abstract.rstrip(".")
    text = command.get("discussion", "")
    sections = discussion(text)
    lines = [
        '.\\" Written by Tools/man-pages/generate.py.',
        f'.TH {escaped(title)} 1 "" "Wenjian {version}" "User Commands"',
        ".SH NAME",
        f"{escaped(name)} \\- {whatis[:1].lower() + whatis[1:]}",
        ".SH SYNOPSIS",
        ".nh",
        f"\\fB{escaped(name.replace('-', ' ', 1) if name != 'wenjian' else name)}\\fR",
    ]
    lines += synopsis(command["arguments"])
    if command.get("subcommands"):
        lines.append("\\fIsubcommand\\fR ...")
    lines += [".hy", ".SH DESCRIPTION", abstract]
    first_section = next((i for i, line in enumerate(sections) if line.startswith(".SH")), len(sections))
    lines += ([".PP"] if sections[:first_section] and sections[0] else []) + sections[:first_section]
    lines += [".SH OPTIONS", *options(command["arguments"])]
    if command.get("subcommands"):
        lines.append(".SH SUBCOMMANDS")
        for sub in command["subcommands"]:
            if sub["shouldDisplay"] and sub["commandName"] != "help":
                lines.append(
                    f".TP\n\\fBwenjian\\-{escaped(sub['commandName'])}\\fR(1)\n{escaped(sub.get('abstract', ''))}")
    lines += sections[first_section:]
    lines.append(".SH SEE ALSO")
    lines.append(",\n".join(f"\\fB{escaped(other)}\\fR(1)" for other in others))
    return "\n".join(lines) + "\n"


def main():
    command, directory = sys.argv[1], Path(sys.argv[2])
    # The pages are in English, whoever makes them.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    root = json.loads(
        subprocess.run(
            [command, "--experimental-dump-help"], check=True, capture_output=True, env=environment).stdout)
    version = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout
    version = re.search(r"\d+\.\d+\.\d+", version)[0]
    root = root["command"]
    subcommands = [c for c in root["subcommands"] if c["shouldDisplay"] and c["commandName"] != "help"]
    names = ["wenjian-" + c["commandName"] for c in subcommands]
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "wenjian.1").write_text(page(root, "wenjian", version, names))
    for subcommand, name in zip(subcommands, names):
        (directory / f"{name}.1").write_text(page(subcommand, name, version, ["wenjian"]))


main()
