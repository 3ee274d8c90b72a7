"""The image and the compose file, held against what the settings read and against what they promise.

No container engine is needed: `make check` holds the files against their schema and hadolint.
"""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
SERVING = ("web", "worker", "beat")
# Read by the programs of the images, not by our settings.
READ_BY_OTHERS = {"web": {"WEB_CONCURRENCY"}, "postgres": {"POSTGRES_PASSWORD_FILE"}, "proxy": {"SITE_HOST"}}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def stages():
    """Name → (image, instructions), in order; comments left out and continued lines joined."""
    lines = [line for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    found = {}
    for line in lines:
        start = re.fullmatch(r"FROM (\S+) AS (\S+)", line)
        if start:
            found[start[2]] = (start[1], [])
            current = found[start[2]][1]
        else:
            current.append(line)
    return found


def names_read():
    return set(settings.LISTED_SETTINGS) | {f"{s.name}_FILE" for s in settings.LISTED_SETTINGS.values() if s.from_file}


def given_to(service):
    """The settings a service sets, with `_FILE` taken off."""
    return {name.removesuffix("_FILE") for name in SERVICES[service]["environment"]}


# -- the compose file


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_name_it_sets_is_one_that_something_reads(service):
    known = names_read() if service in OURS else set()

    assert set(SERVICES[service].get("environment", {})) - known - READ_BY_OTHERS.get(service, set()) == set()


@pytest.mark.parametrize(
    ("service", "needs"),
    [*((name, {"EVERYBODY", "SERVING"}) for name in SERVING), ("migrate", {"EVERYBODY", "OWNER"})],
)
def test_every_setting_a_process_requires_is_set(service, needs):
    required = {s.name for s in settings.LISTED_SETTINGS.values() if s.need.name in needs}

    assert required - given_to(service) == set()


def test_only_migrate_is_given_the_owner():
    assert [name for name in OURS if "DATABASE_OWNER_URL" in given_to(name)] == ["migrate"]
    assert [name for name in SERVICES if "database_owner_url" in SERVICES[name].get("secrets", [])] == ["migrate"]
    assert SERVICES["migrate"]["environment"]["NRM_DATABASE_ROLE"] == "owner"


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_secret_comes_from_a_file_that_the_service_is_given(service):
    values = SERVICES[service].get("environment", {})
    named = {m for value in values.values() for m in re.findall(r"/run/secrets/(\w+)", value)}
    secrets = {s.name for s in settings.LISTED_SETTINGS.values() if s.from_file}

    assert set(values) & secrets == set()
    assert named - set(SERVICES[service].get("secrets", [])) == set()


def test_every_secret_is_made_by_the_script_and_used(tmp_path):
    folder = tmp_path / "secrets"
    script = [str(ROOT / "deploy" / "compose" / "make-secrets.sh"), str(folder)]

    subprocess.run(script, check=True, capture_output=True)
    first = {file.name: file.read_text() for file in folder.iterdir()}
    subprocess.run(script, check=True, capture_output=True)

    assert set(first) == set(COMPOSE["secrets"])
    assert set(COMPOSE["secrets"]) == {name for service in SERVICES.values() for name in service.get("secrets", [])}
    assert {file.name: file.read_text() for file in folder.iterdir()} == first  # kept, not made anew
    assert len(first["secret_key"]) == 96
    assert len({value for value in first.values() if len(value) == 96}) == 6
    assert f":{first['database_app_password']}@postgres:5432/" in first["database_url"]
    assert first["redis_url"] == f"redis://:{first['redis_password']}@redis:6379/0"
    assert (folder.stat().st_mode & 0o777, (folder / "secret_key").stat().st_mode & 0o777) == (0o700, 0o444)


def test_an_address_of_redis_without_a_password_is_made_anew(tmp_path):
    (tmp_path / "redis_url").write_text("redis://redis:6379/0")

    subprocess.run(
        [str(ROOT / "deploy" / "compose" / "make-secrets.sh"), str(tmp_path)], check=True, capture_output=True
    )

    password = (tmp_path / "redis_password").read_text()
    assert (tmp_path / "redis_url").read_text() == f"redis://:{password}@redis:6379/0"


def test_only_the_worker_is_given_the_password_of_the_mail_server():
    assert [name for name, of in SERVICES.items() if "email_password" in of.get("secrets", [])] == ["worker"]
    assert [name for name in OURS if "EMAIL_HOST_PASSWORD" in given_to(name)] == ["worker"]
    assert [name for name in OURS if "EMAIL_HOST_USER" in given_to(name)] == ["worker"]


def test_redis_asks_for_the_password_of_its_secret_file_and_no_command_line_holds_it(tmp_path):
    password, scratch = tmp_path / "redis_password", tmp_path / "tmp"
    password.write_text("hunter2-hunter2")
    scratch.mkdir()
    shell, option, script = SERVICES["redis"]["command"]
    script = script.replace("$$", "$").replace("/run/secrets/redis_password", str(password))
    script = script.replace("/tmp/redis.conf", str(scratch / "redis.conf")).replace("exec redis-server", "exec echo")  # noqa: S108

    started = subprocess.run([shell, option, script], check=True, capture_output=True, text=True).stdout

    assert (scratch / "redis.conf").read_text() == "requirepass hunter2-hunter2\n"
    assert (scratch / "redis.conf").stat().st_mode & 0o777 == 0o600
    assert started.startswith(f"{scratch / 'redis.conf'} --save  --appendonly no")
    assert "hunter2" not in started
    assert SERVICES["redis"]["secrets"] == ["redis_password"]


def test_how_many_proxies_stand_in_front_can_be_said():
    assert {SERVICES[name]["environment"]["TRUSTED_PROXY_COUNT"] for name in OURS} == {"${TRUSTED_PROXY_COUNT:-1}"}
    assert "trusted_proxies static" in (ROOT / "deploy" / "compose" / "Caddyfile").read_text()


def test_the_proxys_check_asks_what_it_serves_within_its_container_without_a_certificate():
    *_, asked = SERVICES["proxy"]["healthcheck"]["test"]

    caddyfile = (ROOT / "deploy" / "compose" / "Caddyfile").read_text()

    assert asked == "http://127.0.0.1:8080/"
    assert 'http://127.0.0.1:8080 {\n\tbind 127.0.0.1\n\trespond "ok" 200\n}' in caddyfile
    assert not [port for port in SERVICES["proxy"]["ports"] if "8080" in port]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_is_shut_in(service):
    of = SERVICES[service]

    assert of["read_only"] is True
    assert of["cap_drop"] == ["ALL"]
    assert of["security_opt"] == ["no-new-privileges:true"]
    assert of.get("cap_add", []) == (["NET_BIND_SERVICE"] if service == "proxy" else [])
    assert set(of["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
    assert "privileged" not in of
    assert not any("docker.sock" in str(volume) for volume in of.get("volumes", []))


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, of in SERVICES.items() if "ports" in of] == ["proxy"]
    assert [name for name, of in SERVICES.items() if "public" in of["networks"]] == ["proxy"]
    assert [name for name, of in SERVICES.items() if "outward" in of["networks"]] == ["worker"]
    assert "inside" not in SERVICES["proxy"]["networks"]
    assert {name for name, of in COMPOSE["networks"].items() if of.get("internal")} == {"front", "inside"}


def test_what_serves_waits_for_the_migration_and_the_servers():
    for service in SERVING:
        assert SERVICES[service]["depends_on"] == {
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
            "migrate": {"condition": "service_completed_successfully"},
        }
    assert SERVICES["migrate"]["restart"] == "no"


def test_every_service_that_stays_has_a_health_check():
    without = {name for name, of in SERVICES.items() if of.get("healthcheck", {"disable": True}).get("disable")}

    assert without == {"web", "migrate"}  # the web's stands in the image
    assert 'CMD ["python", "-m", "deploy.probe", "web"]' in DOCKERFILE


def test_the_servers_are_those_the_tests_know():
    images = {name: of["image"].split(":")[:2] for name, of in SERVICES.items() if name not in OURS}

    assert images == {"postgres": ["postgres", "18"], "redis": ["redis", "8"], "proxy": ["caddy", "2"]}
    assert len({SERVICES[name]["image"] for name in OURS}) == 1


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_files_brought_in_from_the_checkout_exist_and_are_read_only(service):
    bound = [v for v in SERVICES[service].get("volumes", []) if v.startswith("./")]

    assert [v for v in bound if not (ROOT / v.split(":")[0]).exists()] == []
    assert [v for v in bound if not v.endswith(":ro")] == []


def test_the_proxy_passes_on_neither_numbers_nor_probes_and_logs_no_request():
    words = (ROOT / "deploy" / "compose" / "Caddyfile").read_text(encoding="utf-8")

    assert "@inside path /metrics /metrics/* /healthz /healthz/* /readyz /readyz/*\n\trespond @inside 404" in words
    assert "request delete" in words


# -- the image


def test_what_runs_is_built_in_stages_and_has_no_compiler():
    built = stages()

    assert list(built) == ["frontend", "packages", "static", "final"]
    assert "gcc" in "\n".join(built["packages"][1])
    assert re.findall(r"\b(gcc|build-essential|libpq-dev|npm)\b", "\n".join(built["final"][1])) == []


def test_what_runs_is_nobody_in_particular_and_owns_no_code():
    instructions = stages()["final"][1]

    assert [line for line in instructions if line.startswith("USER")] == ["USER 10001:10001"]
    after = instructions[instructions.index("USER 10001:10001") :]
    assert not any(line.startswith(("COPY", "RUN", "ADD")) for line in after)
    assert "--chown" not in DOCKERFILE


def test_packages_come_from_the_locks():
    assert "--require-hashes -r /build/production.txt" in DOCKERFILE
    assert "npm ci --ignore-scripts" in DOCKERFILE
    assert len(re.findall(r"pip install", DOCKERFILE)) == 1


def test_images_are_named_without_a_place_and_with_a_version():
    images = [image for image, _ in stages().values()]

    assert [image for image in images if "/" in image or not re.fullmatch(r"\w+:\d[\w.-]*", image)] == []


def test_no_secret_is_built_in():
    named = re.findall(r"\b(?:ENV|ARG)\b[^\n]*(?:KEY|PASSWORD|TOKEN|SECRET|DATABASE_URL)", DOCKERFILE)
    in_final = [line for line in stages()["final"][1] if "SECRET" in line]

    assert (named, in_final) == ([], [])


def test_it_stops_when_asked_and_starts_programs_without_a_shell():
    instructions = stages()["final"][1]

    assert "STOPSIGNAL SIGTERM" in instructions
    for word in ("ENTRYPOINT", "CMD"):
        (line,) = [line for line in instructions if line.startswith(word)]
        assert isinstance(json.loads(line.removeprefix(word)), list)
    assert "--no-control-socket" in DOCKERFILE


def test_every_room_goes_into_the_image_and_nothing_of_an_installation_does():
    admitted = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    }
    rooms = {app.split(".")[0] for app in settings.INSTALLED_APPS} & {p.name for p in ROOT.iterdir() if p.is_dir()}

    assert rooms - admitted == set()
    assert {"templates", "templates_allauth", "static", "manage.py", "requirements/production.txt"} <= admitted
    assert {".env", ".git", "secrets", "tests", ".run"} & admitted == set()
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()[1] == "*"


def test_gunicorn_writes_no_addresses_and_counts_in_a_folder_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))

    read = runpy.run_path(str(ROOT / "deploy" / "gunicorn.py"))

    assert read["accesslog"] is None
    assert read["logconfig_dict"]["formatters"] == {"json": {"()": "nrm.observe.lines.JsonLines"}}


def test_workers_count_together():
    program = (
        "import runpy; runpy.run_path('deploy/gunicorn.py'); from prometheus_client import values;"
        "print(values.ValueClass.__name__)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "MmapedValue\n"


# -- probes


def probe(*words, **env):
    return subprocess.run(
        [sys.executable, "-m", "deploy.probe", *words],
        cwd=ROOT,
        env=os.environ | env,
        capture_output=True,
        timeout=30,
        check=False,
    ).returncode


def test_a_probe_needs_to_know_of_what():
    assert (probe(), probe("nothing")) == (2, 2)


def test_beat_is_well_while_it_writes_its_schedule(monkeypatch, tmp_path):
    from deploy import probe as module  # noqa: PLC0415  beside the command of the same name

    monkeypatch.setattr(module, "BEAT_SCHEDULE", str(tmp_path / "beat"))
    before = module.beat()
    (tmp_path / "beat.db").write_text("")
    fresh = module.beat()
    os.utime(tmp_path / "beat.db", (0, 0))

    assert (before, fresh, module.beat()) == (False, True, False)
