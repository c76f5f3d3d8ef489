"""Prints many lines on the kernel of this checkout and on ipykernel, side by side, and says how long each takes.

Usage: printing.py <folder that KernelSpec wrote>

Prints a line for each check, PASS or FAIL; .ci/run counts them. That every line arrives is checked, the time is only
printed. Needs Debian's python3-jupyter-client and python3-ipykernel.
"""

import os
import pathlib
import statistics
import sys
import time

from jupyter_client.manager import KernelManager

LINES = 20_000
ROUNDS = 5
PATIENCE_SECONDS = 120
CODE = {
    "java": f'for (int i = 1; i <= {LINES}; i++) {{ System.out.println("line " + i); }}',
    "python": f'for i in range(1, {LINES} + 1): print("line", i)',
}


class Kernel:
    def __init__(self, name, language):
        self.code = CODE[language]
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE_SECONDS)
        self.seconds = []

    def print_lines(self):
        printed = []
        begin = time.monotonic()
        reply = self.client.execute_interactive(
            self.code,
            timeout=PATIENCE_SECONDS,
            output_hook=lambda message: printed.append(message["content"]["text"])
            if message["msg_type"] == "stream"
            else None,
        )
        self.seconds.append(time.monotonic() - begin)
        if reply["content"]["status"] != "ok":
            raise ValueError(f"the cell has failed: {reply['content']}")
        expected = "".join(f"line {i}\n" for i in range(1, LINES + 1))
        if "".join(printed) != expected:
            raise ValueError(f"{''.join(printed).count(chr(10))} lines of {LINES} have arrived")
        return len(printed)

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def main(kernels):
    os.environ["JUPYTER_PATH"] = os.path.abspath(kernels)
    name = next(pathlib.Path(kernels, "kernels").iterdir()).name
    ours, python = Kernel(name, "java"), Kernel("python3", "python")
    try:
        for _ in range(ROUNDS):
            messages = ours.print_lines(), python.print_lines()
        ours_median, python_median = statistics.median(ours.seconds), statistics.median(python.seconds)
        print(
            f"PASS {LINES} printed lines arrive on the kernel of this checkout: in {ours_median:.3f} s (median of {ROUNDS})"
            f" and {messages[0]} messages, on ipykernel in {python_median:.3f} s and {messages[1]},"
            f" ratio {ours_median / python_median:.2f}; the first time {ours.seconds[0]:.3f} s and {python.seconds[0]:.3f} s"
        )
    except Exception as problem:
        print(f"FAIL {LINES} printed lines arrive on the kernel of this checkout: {problem}")
    finally:
        ours.end()
        python.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
