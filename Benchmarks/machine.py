"""What the reports say about the machine, the sources and the corpora; and a quiet spell to measure in."""
import hashlib
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


class Quiet:
    """Waits until other processes leave the machine alone, and notes how much they took meanwhile."""

    def __init__(self, busy_cores, budget_seconds):
        self.busy_cores = busy_cores
        self.budget = budget_seconds
        self.waited = 0.0
        self.parts = []

    @staticmethod
    def busy_seconds():
        """CPU seconds that the whole machine has worked, steal time of the host included."""
        with open("/proc/stat") as file:
            fields = [int(x) for x in file.readline().split()[1:9]]
        return (sum(fields) - fields[3] - fields[4]) / TICKS

    def wait(self):
        # Not the load average: for a minute after our own work it still shows that work. A part waits two minutes at
        # most, so that one long compilation does not use up what is there for all parts.
        limit = min(self.budget, self.waited + 120)
        while True:
            before, start = self.busy_seconds(), time.monotonic()
            time.sleep(3)
            elapsed = time.monotonic() - start
            others = (self.busy_seconds() - before) / elapsed
            if others < self.busy_cores or self.waited >= limit:
                return
            self.waited += elapsed

    def run(self, label, command, env=None, cpus=None):
        """Runs a command; returns what it printed and what the kernel charged for it and its children."""
        self.wait()
        load = os.getloadavg()[0]
        before, start = self.busy_seconds(), time.monotonic()
        pin = None if cpus is None else lambda: os.sched_setaffinity(0, cpus)
        process = subprocess.Popen(
            [str(x) for x in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, preexec_fn=pin)
        # The harness and wenjian-bench print a few kilobytes, so that no pipe fills up before the end.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output, errors = (stream.read().decode(errors="replace") for stream in (process.stdout, process.stderr))
        charged = usage.ru_utime + usage.ru_stime
        others = max(0.0, (self.busy_seconds() - before - charged) / wall)
        self.parts.append(
            dict(part=label, wall_s=round(wall, 1), load_before=round(load, 2), others_cores=round(others, 2)))
        print(f"  {label}: {wall:.1f} s, others took {others:.2f} cores", file=sys.stderr, flush=True)
        return output, errors, dict(code=process.returncode, cpu_s=charged, wall_s=wall)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def corpus_facts(directory):
    """Names no path: the hash is over the sorted hashes of the files, whatever they are called."""
    files = sorted(p for p in directory.rglob("*.txt") if p.is_file())
    if not files:
        sys.exit(f"{directory} holds no .txt file")
    digest = hashlib.sha256("\n".join(sorted(sha256(p) for p in files)).encode()).hexdigest()
    return files, dict(name=directory.name, files=len(files), bytes=sum(p.stat().st_size for p in files), sha256=digest)


def machine():
    cpu = next(
        (line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine())
    memory = next(int(line.split()[1]) for line in open("/proc/meminfo") if line.startswith("MemTotal"))
    system = next(
        (line.split("=", 1)[1].strip().strip('"') for line in open("/etc/os-release")
         if line.startswith("PRETTY_NAME")), platform.system())
    return dict(
        cpu=cpu, cores=len(os.sched_getaffinity(0)), memory_gb=round(memory / 1e6, 1),
        kernel=platform.release(), system=system)


def source_state(root):
    """What was measured: the commit if there is one, and a hash of the sources, because they may be ahead of it."""
    digest = hashlib.sha256()
    for path in sorted((root / "Sources").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    git = subprocess.run(["git", "-C", root, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return dict(commit=git.stdout.strip() or None, sources_sha256=digest.hexdigest())


def free_path(directory, run, what=""):
    """Where a report goes: an earlier one of the day is what a later one is compared with."""
    cpu = re.sub(r"[^a-z0-9]+", "-", run["machine"]["cpu"].lower()).strip("-")
    stem = f"{run['started'][:10]}-{cpu}{what}"
    path, number = directory / f"{stem}.md", 1
    while path.exists():
        number += 1
        path = directory / f"{stem}-{number}.md"
    return path


def head(result, what, command, remark=""):
    """The first lines of a report: what was run, where, and on which sources and texts."""
    plant, engine = result["machine"], result["engine"]
    yield f"# {result['started'][:10]}, {plant['cpu']}: {what}"
    yield ""
    yield (
        f"- Command: `{' '.join([command, *(c['name'] for c in result['corpora'])])}`, {result['started']} to "
        f"{result['finished'][11:]}")
    yield (
        f"- Machine: {plant['cpu']}, {plant['cores']} CPUs, {plant['memory_gb']} GB, kernel {plant['kernel']}, "
        f"{plant['system']}{remark}")
    commit = f"commit {engine['commit']}, " if engine["commit"] else ""
    yield f"- Wenjian: {commit}sources {engine['sources_sha256'][:16]}, Swift {engine['swift']}"
    for corpus in result["corpora"]:
        yield (
            f"- {corpus['name']}: {corpus['files']:,} files, {corpus['bytes'] / 1e6:.1f} MB, sha256 over the sorted "
            f"hashes of the files `{corpus['sha256']}`")


def write_report(directory, result, lines, what=""):
    directory.mkdir(parents=True, exist_ok=True)
    path = free_path(directory, result, what)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path)
