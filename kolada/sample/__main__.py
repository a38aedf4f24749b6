"""`python -m kolada.sample`: the sample over HTTP on the loopback address, to try a client against from a shell."""

import argparse

from werkzeug.serving import make_server

from kolada.sample.server import create_sample_server


def main() -> None:
    """Serves until interrupted; the address is the first line of standard output."""
    parser = argparse.ArgumentParser(prog="python -m kolada.sample", description="Kolada API v3 with invented figures.")
    parser.add_argument("--port", type=int, default=8766, help="0: any free one")
    server = make_server("127.0.0.1", parser.parse_args().port, create_sample_server(), threaded=True)
    print(f"http://127.0.0.1:{server.server_port}/v3", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
