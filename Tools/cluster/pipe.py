"""Requests to an index through `wenjian pipe`: one process, one request after the other."""

import json
import subprocess


class Pipe:
    def __init__(self, wenjian, index):
        self.process = subprocess.Popen(
            [wenjian, "pipe", "--index", index], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **request):
        """The answer, with `result` or `error`."""
        self.process.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()
