"""Settings: every variable is read, none is misread in silence, and no secret is ever shown."""

from pathlib import Path

import pytest

from cbt.errors import InsecureSetting, SettingUnknown, SettingWrong
from cbt.settings import ModelSettings, Settings, is_loopback, load_model_settings, load_settings

SECRET = "correct horse battery staple, and then some"
DATABASE = "postgresql://cbt@db.example/cbt?password=hunter2hunter2"
PUBLIC = "https://steps.example"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.upper().startswith("CBT_"):
            monkeypatch.delenv(name)


def test_without_any_variable_everything_stays_on_this_machine() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.proxies) == ("127.0.0.1", 8000, 0)
    assert (settings.flows, settings.database_url, settings.secret_key) == (None, None, None)
    assert settings.data.name == "cbt-flows"
    assert settings.url == f"sqlite:///{settings.data}/cbt.db"
    assert not settings.is_https
    assert settings.trusted_hosts == ["127.0.0.1", "[::1]", "localhost"]


VARIABLES = [
    ("data", "/srv/cbt", Path("/srv/cbt")),
    ("flows", "/srv/flows", Path("/srv/flows")),
    ("host", "::1", "::1"),
    ("port", "9000", 9000),
    ("public_url", PUBLIC, PUBLIC),
    ("proxies", "2", 2),
    ("keep_days", "100", 100),
    ("keep_days_without_words", "10", 10),
    ("helplines", "/", Path("/")),
    ("country", "gb", "gb"),
    ("instruments", "phq_9,gad_7", "phq_9,gad_7"),
    ("leave_to", "https://weather.example/now", "https://weather.example/now"),
    ("reword_approval", "automatic", "automatic"),
    ("sweep", "off", "off"),
]


@pytest.mark.parametrize(("name", "text", "value"), VARIABLES)
def test_every_variable_is_read(monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object) -> None:
    monkeypatch.setenv(f"CBT_{name.upper()}", text)
    assert getattr(load_settings(), name) == value


def test_every_setting_has_a_test_of_its_variable() -> None:
    assert {name for name, _, _ in VARIABLES} | {"database_url", "limits_url", "secret_key"} == set(
        Settings.model_fields
    )


@pytest.mark.parametrize("name", ["secret_key", "database_url"])
@pytest.mark.parametrize("from_file", [True, False])
def test_a_secret_is_read_from_its_variable_or_from_the_file_that_one_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, from_file: bool
) -> None:
    if from_file:
        path = tmp_path / "secret"
        path.write_text(f"{SECRET}\n", encoding="utf-8")
        monkeypatch.setenv(f"CBT_{name.upper()}_FILE", str(path))
    else:
        monkeypatch.setenv(f"CBT_{name.upper()}", SECRET)
    settings = load_settings()
    assert getattr(settings, name).get_secret_value() == SECRET
    if name == "database_url":
        assert settings.url == SECRET


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_SECRET_KEY", SECRET)
    monkeypatch.setenv("CBT_DATABASE_URL", DATABASE)
    settings = load_settings()
    shown = f"{settings!r} {settings} {settings.model_dump()}"
    assert "correct horse" not in shown
    assert "hunter2" not in shown


def test_no_error_shows_what_a_variable_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_DATABASE_URL", DATABASE)
    monkeypatch.setenv("CBT_PORT", "hunter2hunter2")
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_PORT"
    assert "hunter2" not in f"{wrong.value!r} {wrong.value.reason}"


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", None])
def test_a_file_without_a_readable_secret_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("CBT_DATABASE_URL_FILE", str(path))
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_DATABASE_URL_FILE"
    assert str(path) in wrong.value.reason


def test_a_secret_from_both_places_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CBT_SECRET_KEY", SECRET)
    monkeypatch.setenv("CBT_SECRET_KEY_FILE", str(tmp_path / "secret"))
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_SECRET_KEY_FILE"


@pytest.mark.parametrize("name", ["CBT_PROT", "CBT_", "cbt_prot", "CBT_DATA_FILE"])
def test_a_variable_that_we_do_not_know_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "9000")
    with pytest.raises(SettingUnknown) as unknown:
        load_settings()
    assert unknown.value.name == name
    assert {"CBT_PORT", "CBT_SECRET_KEY_FILE"} <= set(unknown.value.known)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "no"),
        ("PROXIES", "-1"),
        ("PROXIES", "11"),
        ("PROXIES", "1.5"),
    ],
)
def test_a_number_out_of_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    monkeypatch.setenv(f"CBT_{name}", text)
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == f"CBT_{name}"
    assert wrong.value.reason.startswith("it should be ")


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "DATABASE_URL", "SECRET_KEY_FILE", "PUBLIC_URL"):
        monkeypatch.setenv(f"CBT_{name}", "")
    settings = load_settings()
    assert (settings.port, settings.database_url, settings.secret_key) == (8000, None, None)


def test_what_is_given_wins_over_a_variable_and_none_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_PORT", "9000")
    assert load_settings(port=9001).port == 9001
    assert load_settings(port=None).port == 9000


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "steps.example", "::"])  # noqa: S104  # refused
def test_plain_http_off_this_machine_is_refused(host: str) -> None:
    with pytest.raises(InsecureSetting) as insecure:
        load_settings(host=host)
    assert (insecure.value.name, insecure.value.found) == ("CBT_HOST", host)


@pytest.mark.parametrize("url", ["http://steps.example", "steps.example", "ftp://steps.example"])
def test_a_public_address_without_https_is_refused(url: str) -> None:
    with pytest.raises(InsecureSetting) as insecure:
        load_settings(public_url=url)
    assert (insecure.value.name, insecure.value.found) == ("CBT_PUBLIC_URL", url)


@pytest.mark.parametrize("rest", ["", "/?a", "host/steps", "host/#a", "ann@host"])
def test_a_public_address_that_is_more_or_less_than_a_host_is_refused(rest: str) -> None:
    with pytest.raises(SettingWrong) as wrong:
        load_settings(public_url=f"https://{rest}")
    assert wrong.value.name == "CBT_PUBLIC_URL"


@pytest.mark.parametrize("url", [PUBLIC, f"{PUBLIC}/", f"{PUBLIC}:8443"])
def test_https_behind_a_proxy_may_listen_anywhere(url: str) -> None:
    settings = load_settings(host="0.0.0.0", public_url=url, proxies=1)  # noqa: S104  # behind a proxy
    assert settings.is_https
    assert settings.trusted_hosts == ["steps.example"]


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True),
        ("0.0.0.0", False), ("steps.example", False),  # noqa: S104  # not ours
    ],
)  # fmt: skip
def test_loopback_is_this_machine_and_nothing_else(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_a_folder_of_helplines_has_to_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CBT_HELPLINES", str(tmp_path / "none"))
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert (wrong.value.name, wrong.value.reason) == ("CBT_HELPLINES", f"there is no folder {tmp_path}/none")


@pytest.mark.parametrize("text", ["GB", "gbr", "g", "United Kingdom", "../x"])
def test_a_country_is_written_by_its_letters(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("CBT_COUNTRY", text)
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_COUNTRY"


def test_helplines_beside_ones_own_flows_count_unless_others_are_named(tmp_path: Path) -> None:
    assert load_settings(flows=tmp_path).own_helplines is None
    (tmp_path / "helplines").mkdir()
    assert load_settings(flows=tmp_path).own_helplines == tmp_path / "helplines"
    assert load_settings(flows=tmp_path, helplines=tmp_path).own_helplines == tmp_path
    assert load_settings().own_helplines is None


# Where a model is reached

SERVICE = "http://127.0.0.1:11434/v1"
MODEL_VARIABLES = [
    ("url", "https://models.example/v1", "https://models.example/v1"),
    ("model", "tiny", "tiny"),
    ("plain_http", "yes", True),
]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_REWORD_URL", SERVICE)
    monkeypatch.setenv("CBT_REWORD_MODEL", "small")


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(("name", "text", "value"), MODEL_VARIABLES)
def test_every_variable_of_a_model_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(f"CBT_REWORD_{name.upper()}", text)
    assert getattr(load_model_settings(), name) == value


def test_every_setting_of_a_model_has_a_test_of_its_variable() -> None:
    assert {name for name, _, _ in MODEL_VARIABLES} | {"key"} == set(ModelSettings.model_fields)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("from_file", [True, False])
def test_the_key_of_a_model_is_read_and_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, from_file: bool
) -> None:
    path = tmp_path / "key"
    path.write_text(f"{SECRET}\n", encoding="utf-8")
    monkeypatch.setenv(f"CBT_REWORD_KEY{'_FILE' if from_file else ''}", str(path) if from_file else SECRET)
    settings = load_model_settings()
    assert settings.key is not None
    assert settings.key.get_secret_value() == SECRET
    assert "correct horse" not in f"{settings!r} {settings}"


@pytest.mark.usefixtures("service")
def test_the_server_that_people_meet_holds_nothing_of_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_REWORD_KEY", SECRET)
    settings = load_settings()
    held = [
        each.get_secret_value() if hasattr(each, "get_secret_value") else each
        for each in vars(settings).values()
    ]
    assert SECRET not in held
    assert SERVICE not in held


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("URL", ""),
        ("MODEL", ""),
        ("URL", "models.example/v1"),
        ("URL", "ftp://models.example"),
        ("URL", "https://"),
        ("URL", "https://models.example:port/v1"),
        ("URL", "https://models.example:0/v1"),
        ("URL", "https://ann@models.example/v1"),
        ("URL", "https://models.example/v1?key=1"),
        ("URL", "https://models.example/v1#a"),
        ("URL", "http://models.example/v1"),
        ("URL", "http://192.0.2.7/v1"),
        ("PLAIN_HTTP", "perhaps"),
    ],
)
def test_what_reaches_no_model_safely_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(f"CBT_REWORD_{name}", text)
    with pytest.raises(SettingWrong) as wrong:
        load_model_settings()
    assert wrong.value.name == f"CBT_REWORD_{name}"
    assert "it should be " in wrong.value.reason


@pytest.mark.usefixtures("service")
def test_an_operator_may_allow_plain_http_on_a_network_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CBT_REWORD_URL", "http://models.internal:8080/v1")
    monkeypatch.setenv("CBT_REWORD_PLAIN_HTTP", "yes")
    assert load_model_settings().url == "http://models.internal:8080/v1"


@pytest.mark.usefixtures("service")
def test_an_empty_file_holds_no_key_of_a_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("\n")
    monkeypatch.setenv("CBT_REWORD_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(SettingWrong) as wrong:
        load_model_settings()
    assert wrong.value.name == "CBT_REWORD_KEY_FILE"


@pytest.mark.parametrize(
    "address",
    ["http://weather.example", "weather.example", "https://", "https://a b.example", "javascript:alert(1)",
     "https://ann:secret@weather.example", 'https://weather.example/"onclick=', "https://weather.example/;x"],
)  # fmt: skip
def test_leave_quickly_goes_to_a_page_that_no_network_can_read(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("CBT_LEAVE_TO", address)
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_LEAVE_TO"


def test_limits_are_shared_at_a_redis_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "limits"
    path.write_text("rediss://:hunter2hunter2@cache.example:6379\n", encoding="utf-8")
    monkeypatch.setenv("CBT_LIMITS_URL_FILE", str(path))
    settings = load_settings()
    assert settings.limits_url is not None
    assert settings.limits_url.get_secret_value() == "rediss://:hunter2hunter2@cache.example:6379"
    assert "hunter2" not in repr(settings)
    monkeypatch.delenv("CBT_LIMITS_URL_FILE")
    monkeypatch.setenv("CBT_LIMITS_URL", "memcached://:hunter2hunter2@cache.example")
    with pytest.raises(SettingWrong) as wrong:
        load_settings()
    assert wrong.value.name == "CBT_LIMITS_URL"
    assert "hunter2" not in wrong.value.reason
