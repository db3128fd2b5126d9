"""What the documents need of curl, for machines without it: -s -X -H -F -d and one address."""

import argparse
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4


def main(arguments: Sequence[str]) -> bytes:
    """Send the request that curl would send, return the body of the answer."""
    options = parsed(arguments)
    headers = dict(header.split(": ", 1) for header in options.H)
    body = options.d.encode() if options.d else None
    if options.F:
        boundary = uuid4().hex
        headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        body = form([part(field) for field in options.F], boundary)
    method = options.X or ("POST" if body is not None else "GET")
    request = urllib.request.Request(options.address, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("-s", action="store_true")
    parser.add_argument("-X")
    parser.add_argument("-d")
    for name in ("-H", "-F"):
        parser.add_argument(name, action="append", default=[])
    parser.add_argument("address")
    return parser.parse_args(arguments)


def part(field: str) -> tuple[str, bytes]:
    """The heading and the content of one field of a form.

    >>> part("kind=tickets")
    ('Content-Disposition: form-data; name="kind"', b'tickets')
    """
    name, _, value = field.partition("=")
    heading = f'Content-Disposition: form-data; name="{name}"'
    if value.startswith("@"):
        return f'{heading}; filename="{Path(value[1:]).name}"', Path(value[1:]).read_bytes()
    return heading, value.encode()


def form(parts: Sequence[tuple[str, bytes]], boundary: str) -> bytes:
    """A form as multipart/form-data."""
    lines = [f"--{boundary}\r\n{heading}\r\n\r\n".encode() + content + b"\r\n" for heading, content in parts]
    return b"".join(lines) + f"--{boundary}--\r\n".encode()


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1:]))
