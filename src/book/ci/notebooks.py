"""Checks the committed notebooks: each is valid by nbformat's schema, and runs on the kernel of this checkout.

Usage: notebooks.py <folder of notebooks> <folder that KernelSpec wrote> <folder for what ran>

Prints a line for each check, PASS or FAIL; .ci/run counts them. Needs Debian's python3-nbformat, python3-nbclient and
python3-jupyter-client.
"""

import os
import pathlib
import sys
import time
import warnings

import nbformat
from nbclient import NotebookClient

SECONDS_FOR_A_CELL = 120


def check(name, action):
    begin = time.monotonic()
    try:
        action()
        print(f"PASS {name} ({time.monotonic() - begin:.1f} s)", flush=True)
    except Exception as problem:  # whatever it is, the other notebooks are still to be checked
        print(f"FAIL {name}: {type(problem).__name__}: {problem}", flush=True)


def validate(path):
    notebook = nbformat.reader.reads(path.read_text(encoding="utf-8"))
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        raise ValueError(f"is of format {notebook.nbformat}.{notebook.nbformat_minor}, and must be of 4.5")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nbformat warns of a missing or a doubled id, and mends it
        nbformat.validate(notebook)


def execute(path, folder):
    notebook = nbformat.read(path, as_version=4)
    # An error ends it, unless the cell's tag says that it is there to fail.
    client = NotebookClient(
        notebook,
        timeout=SECONDS_FOR_A_CELL,
        startup_timeout=SECONDS_FOR_A_CELL,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    finally:
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / path.name)
    for cell in notebook.cells:
        expected = "raises-exception" in cell.metadata.get("tags", [])
        failed = any(output.output_type == "error" for output in cell.get("outputs", []))
        if expected and not failed:
            raise ValueError(f"cell {cell.id} promises an exception, and has thrown none")


def main(notebooks, kernels, ran):
    os.environ["JUPYTER_PATH"] = os.path.abspath(kernels)
    for path in sorted(pathlib.Path(notebooks).glob("*.ipynb")):
        check(f"{path} is a valid notebook", lambda: validate(path))
        check(f"{path} runs without an error", lambda: execute(path, pathlib.Path(ran)))


if __name__ == "__main__":
    main(*sys.argv[1:])
