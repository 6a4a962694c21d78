"""Runs wenjian-bench for the reports that measure no peer."""
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path


class AnonymousMemory(threading.Thread):
    """The most memory of its own, mapped files not counted, that a process was seen to have; every 5 ms."""

    def __init__(self, process_id):
        super().__init__(daemon=True)
        self.path, self.peak = f"/proc/{process_id}/status", 0

    def run(self):
        while True:
            try:
                with open(self.path) as file:
                    line = next((x for x in file if x.startswith("RssAnon")), None)
            except OSError:
                return
            if line is None:
                return
            self.peak = max(self.peak, int(line.split()[1]) * 1024)
            time.sleep(0.005)


def bench(options, *arguments, cpus=None):
    """Runs wenjian-bench; returns its JSON, with the CPU time that the kernel charged and the peak of its own memory."""
    options.quiet.wait()
    pin = None if cpus is None else lambda: os.sched_setaffinity(0, cpus)
    command = [str(x) for x in (options.bench, *arguments)]
    print("  " + " ".join([command[1], *(Path(x).name for x in command[2:4])]), file=sys.stderr, flush=True)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=pin)
    watch = AnonymousMemory(process.pid)
    watch.start()
    start = time.monotonic()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    output, errors = process.stdout.read().decode(), process.stderr.read().decode()
    if process.returncode:
        sys.exit(f"wenjian-bench {arguments[0]} failed: {errors.strip()}")
    result = json.loads(output)
    result["process"] = dict(
        cpu_s=usage.ru_utime + usage.ru_stime, wall_s=wall, anonymous_mb=watch.peak / 1048576)
    return result


def short(value):
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
