"""What the benchmarks share: a client that keeps its connection, medians with spread, how pages are addressed."""
import http.client, json, statistics, time, urllib.parse


class Client:
    """One signed-in person on one connection."""

    def __init__(self, base, session):
        where = urllib.parse.urlsplit(base)
        self.connection = http.client.HTTPConnection(where.hostname, where.port, timeout=120)
        self.session = session
        self.headers = {"Cookie": f"qutu_session={session['token']}", "X-CSRF-Token": session["csrf"]}

    def ask(self, method, path, body=None, first_byte=False):
        """Status, bytes of the answer and seconds; with first_byte the seconds until the answer began."""
        headers = dict(self.headers)
        if body is not None:
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        begun = time.perf_counter()
        self.connection.request(method, "/api/v1" + path, body, headers)
        answer = self.connection.getresponse()
        began = time.perf_counter() - begun
        content = answer.read()
        whole = time.perf_counter() - begun
        return answer.status, content, (began, whole) if first_byte else whole

    def get(self, path):
        status, content, seconds = self.ask("GET", path)
        if status not in (200, 204):
            raise SystemExit(f"{path}: {status} {content[:300]!r}")
        return content, seconds


def sessions(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def median(values):
    """Median and spread in milliseconds, as text."""
    values = sorted(value * 1000 for value in values)
    return f"{statistics.median(values):.1f} ms ({values[0]:.1f} to {values[-1]:.1f})"


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def cursor(*parts):
    """The place after a row, as the program writes it."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode().hex()
