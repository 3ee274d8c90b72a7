"""What the starter refuses, and that a command gets servers which are gone afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from deploy.local import services
from deploy.local.failure import StartFailure
from deploy.local.places import CHECKOUT

ASK_BOTH = """
import os, psycopg2, redis
cursor = psycopg2.connect(os.environ["DATABASE_OWNER_URL"]).cursor()
cursor.execute("set role nrm_app; select current_user, session_user, (select count(*) from pg_extension)")
assert psycopg2.connect(os.environ["DATABASE_SEALER_URL"]).info.user == "nrm_sealer"
print(*cursor.fetchone(), redis.from_url(os.environ["REDIS_URL"]).ping(), os.environ["REDIS_URL"])
raise SystemExit(7)
"""


@pytest.mark.parametrize(
    "named", list(combinations(services.DATABASE_NAMES, 1)) + list(combinations(services.DATABASE_NAMES, 2))
)
def test_one_database_role_without_the_others_is_refused(named):
    missing = [name for name in services.DATABASE_NAMES if name not in named]

    with pytest.raises(StartFailure) as refused, services.running("test", dict.fromkeys(named, "postgresql://x")):
        pass

    assert str(refused.value) == f"{' and '.join(named)} is set, {' and '.join(missing)} is not."


def test_command_gets_servers_of_its_own_and_its_exit_code_is_returned(tmp_path: Path):
    without = (*services.DATABASE_NAMES, "REDIS_URL")
    env = {name: value for name, value in os.environ.items() if name not in without} | {"NRM_RUN_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "deploy.local.services", "run", "--", sys.executable, "-c", ASK_BOTH]

    done = subprocess.run(command, cwd=CHECKOUT, env=env, capture_output=True, text=True, check=False)

    words = done.stdout.split()
    assert (done.returncode, words[:4], done.stderr) == (7, ["nrm_app", "nrm_owner", "4", "True"], "")
    assert not Path(words[4].removeprefix("unix://").split("?")[0]).parent.exists()
