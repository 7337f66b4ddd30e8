"""The samples in docs/operate work: nginx serves and keeps nothing, systemd takes the unit, the image's files fit."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from cbt.settings import Settings
from tests.faults.writers import LIBRARY
from tests.web.pages import Page
from web import create_app
from web.services import close

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "docs" / "operate"
NAME = "steps.example"
WORDS = "Words that nobody else may read. " * 4_000

pytestmark = pytest.mark.linux


class Silent(WSGIRequestHandler):
    """Says nothing of what it serves."""

    def log(self, *_said: object) -> None:
        return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_certificate(folder: Path) -> None:
    """A certificate that this test alone believes."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the application as the unit starts it, behind one proxy that speaks https."""
    app: Flask = create_app(
        Settings(data=tmp_path_factory.mktemp("behind") / "data", public_url=f"https://{NAME}", proxies=1),
        LIBRARY,
    )
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()
    close(app)


@pytest.fixture(scope="module")
def nginx(app: int) -> Iterator[tuple[Path, int, int]]:
    """An nginx with our sample and nothing of our own but ports and paths: its folder, its https and its http port."""
    folder = Path(tempfile.mkdtemp(prefix="cbt-nginx-"))
    folder.chmod(0o755)
    make_certificate(folder)
    secure, plain, gone = free_port(), free_port(), free_port()
    site = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        (f"/etc/ssl/{NAME}", str(folder)),
        ("/etc/nginx/steps", str(folder)),
        # Beside the one that serves there is one that is gone: nobody is to notice.
        ("server 127.0.0.1:8000 ", f"server 127.0.0.1:{gone} max_fails=0;\n    server 127.0.0.1:{app} "),
    ):
        assert site.count(old) >= 1, old
        site = site.replace(old, new)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    shutil.copy(SAMPLES / "unavailable.html", folder)
    spool = " ".join(f"{kind}_temp_path {folder}/spool;" for kind in ("client_body", "proxy"))
    unused = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log {folder}/access.log; {spool} {unused} include {folder}/site.conf; }}\n"
    )
    command = [
        shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx",
        "-c",
        str(folder / "nginx.conf"),
    ]
    with subprocess.Popen([*command, "-p", str(folder), "-e", str(folder / "start.log")]) as running:
        wait_for(secure, running)
        yield folder, secure, plain
        running.terminate()
    shutil.rmtree(folder)


def wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    for _ in range(400):
        assert running.poll() is None, "it did not start"
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


def ask(port: int, method: str, path: str, fields: Any = (), cookie: str = "") -> tuple[int, Any, str]:
    """One request over https, as a browser that came to the site by its name."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=60)
    headers = {
        "Host": NAME,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        line.request(method, path, urlencode(fields), {**headers, **({"Cookie": cookie} if cookie else {})})
        reply = line.getresponse()
        return reply.status, reply.headers, reply.read().decode()
    finally:
        line.close()


def test_behind_nginx_an_answer_is_saved_over_https_and_neither_log_nor_file_knows_of_it(
    nginx: tuple[Path, int, int],
) -> None:
    folder, secure, _ = nginx
    status, headers, _ = ask(secure, "POST", "/exercises/plain")
    assert status == 303
    path = headers["Location"].removeprefix(f"https://{NAME}")
    assert path.startswith("/s/")
    status, headers, text = ask(secure, "GET", path)
    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    page = Page(path, status, headers, text)
    # A body as large as this one would lie in a file, if the sample did not hold it in memory.
    status, headers, _ = ask(secure, "POST", path, page.fill(WORDS).fields)
    assert status == 303
    cookies = headers.get_all("Set-Cookie", [])
    assert all("; Secure; " in each for each in cookies)
    (cookie,) = [each.partition(";")[0] for each in cookies if each.startswith("__Host-p=")]
    assert WORDS[:33] in ask(secure, "GET", path, cookie=cookie)[2]
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix in ("", ".log"):
            content = file.read_bytes()
            assert b"/s/" not in content, file
            assert b"Words that nobody" not in content, file
    assert (folder / "access.log").read_bytes() == b""
    assert (folder / "error.log").read_bytes() == b""


def test_nginx_leads_from_http_to_https(nginx: tuple[Path, int, int]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", nginx[2], timeout=60)
    line.request("GET", "/help", headers={"Host": NAME})
    reply = line.getresponse()
    assert (reply.status, reply.headers["Location"]) == (301, f"https://{NAME}/help")
    line.close()


def test_a_server_that_is_gone_is_passed_over_and_a_form_is_still_taken(nginx: tuple[Path, int, int]) -> None:
    statuses = {ask(nginx[1], "POST", "/exercises/plain")[0] for _ in range(6)}
    assert statuses == {303}


@pytest.mark.parametrize(
    ("path", "cookie", "status"),
    [("/" + "a" * 9_000, "", 414), ("/", "a=" + "b" * 40_000, 400)],
    ids=["an address too long", "headers too large"],
)
def test_what_nginx_refuses_by_itself_has_help_on_it_and_says_nothing_of_nginx(
    nginx: tuple[Path, int, int], path: str, cookie: str, status: int
) -> None:
    refused, headers, text = ask(nginx[1], "GET", path, cookie=cookie)
    assert (refused, headers["Cache-Control"]) == (status, "no-store")
    assert '<a href="/help">Help now</a>' in text
    assert "nginx" not in text


def test_what_the_app_answers_keeps_its_own_page_behind_nginx(nginx: tuple[Path, int, int]) -> None:
    status, _, text = ask(nginx[1], "GET", "/nothing-here")
    assert status == 404
    assert "This page is not here" in text


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "cbt.service"
    text = (SAMPLES / "cbt.service").read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/cbt/.venv/bin/cbt", sys.executable), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(unit)],
        capture_output=True,
        text=True,
    )
    ours = [line for line in checked.stderr.splitlines() if "cbt.service" in line]
    assert (checked.returncode, ours) == (0, []), checked.stderr


def test_the_units_settings_are_ones_that_we_know(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (SAMPLES / "cbt.service").read_text(encoding="utf-8") + (SAMPLES / "compose.yaml").read_text()
    named = set(re.findall(r"CBT_[A-Z_]+", text + (SAMPLES / "Dockerfile").read_text()))
    assert named <= {f"CBT_{name.upper()}" for name in Settings.model_fields}
    assert len(named) >= 4


def test_the_images_file_copies_what_there_is_and_runs_as_nobody() -> None:
    lines = (SAMPLES / "Dockerfile").read_text(encoding="utf-8").splitlines()
    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "USER",
        "ENV",
        "VOLUME",
        "EXPOSE",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {line.split()[0] for line in lines if line and not line.startswith("#")} <= known
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    assert all((ROOT / source).exists() for sources in copied for source in sources)
    stages = "\n".join(lines).split("FROM ")
    assert "USER cbt" in stages[-1]
    assert stages[-1].index("USER cbt") < stages[-1].index("ENTRYPOINT")


def test_the_compose_file_names_files_networks_and_volumes_that_there_are() -> None:
    read = yaml.safe_load((SAMPLES / "compose.yaml").read_text(encoding="utf-8"))
    for service in read["services"].values():
        assert set(service["networks"]) <= set(read["networks"])
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (SAMPLES / source).exists() if source.startswith(".") else source in read["volumes"]
    assert "ports" not in read["services"]["cbt"]
    assert read["networks"]["inside"]["internal"]
    assert (SAMPLES / "Caddyfile.compose").read_text().count("cbt:8000") == 1
