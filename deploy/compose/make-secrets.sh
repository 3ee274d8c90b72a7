#!/bin/sh
# Makes the files docker-compose.yml takes its secrets from, each with a random value, in the folder named (default
# ./secrets). Keeps what is there: run it again after an upgrade that needs a new one. The folder admits only its owner;
# the files are readable because a container's unprivileged user reads them through the mount.
set -eu
folder=${1:-secrets}
mkdir -p "$folder"
chmod 700 "$folder"

random() { # 48 random bytes as hexadecimal digits
	od -An -N48 -tx1 /dev/urandom | tr -d ' \n'
}

keep() { # file, value
	[ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
	chmod 444 "$folder/$1"
}

keep secret_key "$(random)"
keep metrics_token "$(random)"
keep database_superuser_password "$(random)"
keep database_owner_password "$(random)"
keep database_app_password "$(random)"
keep database_owner_url "postgresql://nrm_owner:$(cat "$folder/database_owner_password")@postgres:5432/nrm"
keep database_url "postgresql://nrm_app:$(cat "$folder/database_app_password")@postgres:5432/nrm"
keep redis_password "$(random)"
grep -qs @redis: "$folder/redis_url" || rm -f "$folder/redis_url" # of a release in which Redis had no password
keep redis_url "redis://:$(cat "$folder/redis_password")@redis:6379/0"
[ -e "$folder/email_password" ] || : >"$folder/email_password" # the mail server's, if it asks for one
chmod 444 "$folder/email_password"
echo "Secrets are in $folder. Put the mail server's password into $folder/email_password."
