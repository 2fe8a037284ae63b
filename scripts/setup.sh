#!/usr/bin/env bash
# Starts the game on this machine with containers: checks the machine, makes the secrets (docker/.env), starts, waits until everything is
# ready, and prints the address and the link that makes the first administrator. May be repeated; changes nothing that is there.
set -euo pipefail
umask 077

usage() {
  cat <<'TEXT'
Usage: scripts/setup.sh [options]
  --check          only checks this machine, and changes nothing
  --url ADDRESS    address that people use, such as https://game.example.org; by default this machine alone
  --port PORT      port for it on this machine, by default 80
  --monitoring     also starts Prometheus and Alertmanager
  --grafana        these two, and Grafana with charts
All but --check are written to docker/.env when that is made; later, change them there.
TEXT
}

only_check='' url='' port='' added=''
while [ $# -gt 0 ]; do
  case $1 in
    --check) only_check=yes ;;
    --monitoring) added=monitoring ;;
    --grafana) added=monitoring,grafana ;;
    --url | --port)
      [ $# -gt 1 ] || { usage >&2; exit 2; }
      if [ "$1" = --url ]; then url=${2%/}; else port=$2; fi
      shift
      ;;
    --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
case $port in *[!0-9]*) echo "--port wants a number, not '$port'." >&2; exit 2 ;; esac
case $url in '' | http://?* | https://?*) ;; *) echo '--url wants an address that begins with http:// or https://.' >&2; exit 2 ;; esac

cd "$(dirname "${BASH_SOURCE[0]}")/../docker"
[ -f .env.example ] || { echo 'docker/.env.example is missing: run this in a clone of the project.' >&2; exit 1; }

failures=0
good() { printf '  ok    %s\n' "$1"; }
hint() { printf '  note  %s\n' "$1"; }
bad() {
  printf '  FAIL  %s\n        %s\n' "$1" "$2"
  failures=$((failures + 1))
}
stop_if_failed() {
  [ "$failures" = 0 ] && return
  printf '\nNothing was changed. Do what is said above, then run this again.\n'
  exit 1
}

# The value of a setting, without running what the file says.
setting() {
  local line value='' file=.env
  [ -f "$file" ] || file=.env.example
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in "$1="*) value=${line#*=} ;; esac
  done < "$file"
  printf %s "${value:-${2:-}}"
}

compose() { "${compose_command[@]}" "$@"; }

echo 'This machine'
if ! command -v docker > /dev/null; then
  bad 'There is no docker.' 'Install Docker Engine 20.10 or newer (Debian: apt-get install docker.io docker-compose).'
  stop_if_failed
fi
if ! told=$(docker info --format '{{.ServerVersion}}|{{.NCPU}}|{{.MemTotal}}|{{.DockerRootDir}}|{{.SystemTime}}' 2>&1); then
  case $told in
    *'permission denied'*) bad 'You may not use the Docker Engine.' 'Run this with sudo, or let root add you to the group docker and log in again.' ;;
    *) bad 'The Docker Engine does not answer.' 'Start it (systemctl start docker), or set DOCKER_HOST to where it is.' ;;
  esac
  stop_if_failed
fi
IFS='|' read -r version cores memory data_root engine_time <<< "${told##*$'\n'}"
major=${version%%.*}
case $major in '' | *[!0-9]*) major=0 ;; esac
if [ "$major" -ge 20 ]; then good "Docker Engine $version"; else bad "Docker Engine $version is too old." 'Install 20.10 or newer.'; fi

compose_command=()
if docker compose version > /dev/null 2>&1; then
  compose_command=(docker compose)
elif command -v docker-compose > /dev/null; then
  compose_command=(docker-compose)
fi
if [ ${#compose_command[@]} = 0 ]; then
  bad 'There is no Compose.' 'Install the package docker-compose-plugin, or docker-compose 1.29.'
else
  good "Compose, as '${compose_command[*]}'"
fi

profiles=$(setting COMPOSE_PROFILES)
if [ -n "$added" ] && [ ! -f .env ]; then profiles=${profiles:+$profiles,}$added; fi
has_profile() { [[ ",$profiles," == *,$1,* ]]; }
for one in ${added//,/ }; do
  has_profile "$one" || bad "docker/.env does not start $one." "Add $added to COMPOSE_PROFILES there."
done

needed_mb=900
has_profile monitoring && needed_mb=1900
memory_mb=$((${memory:-0} / 1048576))
if [ "$memory_mb" -lt "$needed_mb" ]; then
  bad "$memory_mb MB of memory are too little." "Use a machine with $needed_mb MB or more."
elif [ "$memory_mb" -lt 1900 ]; then
  hint "$memory_mb MB of memory are enough to play; to build the image takes about 2 GB, with swap if need be."
else
  good "$memory_mb MB of memory"
fi
if [ "${cores:-1}" -lt 2 ]; then hint 'One core: it runs, slowly. Two are better.'; else good "$cores cores"; fi

project=$(setting COMPOSE_PROJECT_NAME sectorwars)
mine() { docker ps --filter "label=com.docker.compose.project=$project" --format "$1" 2> /dev/null || true; }
has_volume=''
[ -z "$(docker volume ls --quiet --filter "name=^${project}_postgres-data\$")" ] || has_volume=yes

where=$data_root
[ -d "$where" ] || where=.
free_mb=$(($(df -Pk "$where" | { read -r _; read -r _ _ _ free _; echo "${free:-0}"; }) / 1024))
needed_mb=6000
[ -z "$has_volume" ] || needed_mb=3000
if [ "$free_mb" -ge "$needed_mb" ]; then
  good "$free_mb MB free in $where"
else
  bad "Only $free_mb MB are free in $where." "Make room: $needed_mb MB are needed. 'docker system df' shows what images take."
fi

check_port() {
  case $(mine '{{.Ports}}') in *":$1->"*) good "Port $1 ($2) is held by this installation"; return ;; esac
  if (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; then
    bad "Port $1 ($2) is taken by another program." "$3"
  else
    good "Port $1 ($2) is free"
  fi
}
http_port=${port:-$(setting HTTP_PORT 80)}
[ ! -f .env ] || http_port=$(setting HTTP_PORT 80)
check_port "$http_port" 'the site' 'Stop it, or choose another: --port 8080 (or HTTP_PORT in docker/.env).'
case $(setting COMPOSE_FILE) in *compose.tls.yaml*) check_port "$(setting HTTPS_PORT 443)" 'https' 'Stop it, or set HTTPS_PORT in docker/.env.' ;; esac
if has_profile simulator; then check_port 3100 'simulator of PayPal' 'Stop it, or use the real PayPal (docker/README.md).'; fi
if has_profile monitoring; then check_port 9090 Prometheus 'Stop it.'; fi
if has_profile grafana; then check_port 3002 Grafana 'Stop it.'; fi

now=$(date +%s)
if [ "$now" -lt "$(($(date -r .env.example +%s) - 86400))" ]; then
  bad "The clock says $(date -u +%F), which is before this program was put here." 'Set it: timedatectl set-ntp true.'
elif engine_now=$(date -d "$engine_time" +%s 2> /dev/null) && away=$((engine_now - now)) && [ "${away#-}" -gt 30 ]; then
  bad "The Engine's clock and this machine's differ by more than 30 seconds." 'Set both, or restart the Engine: log-ins with an app need the right time.'
else
  good "The clock says $(date -u '+%F %H:%M') UTC"
fi
if command -v timedatectl > /dev/null && [ "$(timedatectl show --property NTPSynchronized --value 2> /dev/null || true)" = no ]; then
  hint 'The clock is not kept right by itself. Log-ins with an app need the right time: timedatectl set-ntp true.'
fi

# Secrets that are made once and for all. With another one what is there could not be read.
LASTING='APP_SECRET POSTGRES_PASSWORD BACKUP_SECRET'
OTHERS='REDIS_PASSWORD METRICS_TOKEN ALERTS_TOKEN GRAFANA_PASSWORD'
if [ -n "$has_volume" ]; then
  if [ ! -f .env ]; then
    bad "There is a database of an installation named $project, but not its docker/.env." 'Bring that file back: without its secrets nothing of it can be read. For a second installation set COMPOSE_PROJECT_NAME.'
  else
    for name in APP_SECRET POSTGRES_PASSWORD; do
      [ -n "$(setting "$name")" ] || bad "$name in docker/.env is empty, but there is a database." 'Put back the value that the database was made with.'
    done
  fi
fi
if [ -f .env ] && [ -n "$url$port" ]; then
  [ -z "$url" ] || [ "$url" = "$(setting PUBLIC_URL)" ] || bad 'docker/.env has another PUBLIC_URL.' 'Change it there.'
  [ -z "$port" ] || [ "$port" = "$(setting HTTP_PORT 80)" ] || bad 'docker/.env has another HTTP_PORT.' 'Change it there.'
fi
stop_if_failed
if [ -n "$only_check" ]; then
  printf '\nThis machine can run the game. Nothing was changed.\n'
  exit
fi

random_secret() { od -An -N32 -v -tx1 /dev/urandom | tr -d ' \n'; }

printf '\nSecrets\n'
to_make=" $OTHERS "
[ -n "$has_volume" ] || to_make=" $LASTING$to_make"
# An existing file without one has its backups encrypted with what follows from APP_SECRET.
if [ -f .env ]; then to_make=${to_make/ BACKUP_SECRET / }; fi
is_new=''
[ -f .env ] || is_new=yes
source_file=.env
[ -z "$is_new" ] || source_file=.env.example
made='' known=' '
draft=$(mktemp .env.XXXXXX)
trap 'rm -f "$draft"' EXIT
write_line() {
  local line=$1 name=${1%%=*}
  if [[ $line == "$name=" && $to_make == *" $name "* ]]; then
    line="$name=$(random_secret)"
    made="$made $name"
  fi
  known="$known$name "
  if [ -n "$is_new" ]; then
    case $name in
      PUBLIC_URL) line=PUBLIC_URL=${url:-http://localhost${port:+:$port}} ;;
      HTTP_PORT) line=HTTP_PORT=${port:-80} ;;
      COMPOSE_PROFILES) line=COMPOSE_PROFILES=$profiles ;;
    esac
  fi
  printf '%s\n' "$line"
}
{
  while IFS= read -r line || [ -n "$line" ]; do write_line "$line"; done < "$source_file"
  # Settings that came with an update.
  for name in $to_make; do [[ $known == *" $name "* ]] || write_line "$name="; done
} > "$draft"
chmod 600 "$draft"
if [ -n "$is_new" ] || [ -n "$made" ]; then
  mv "$draft" .env
  good "docker/.env has new secrets for$made. Only its owner can read it."
else
  good 'docker/.env has all of them; it was not changed'
fi
if [ "$(stat -c %a .env)" != 600 ]; then
  chmod 600 .env
  good 'Others could read docker/.env; now only its owner can'
fi
echo '  Keep a copy of docker/.env elsewhere: without it no backup can be read.'

explain() {
  case $1 in
    *'Pool overlaps'*) echo 'Another network has these addresses: set EDGE_SUBNET, DATA_SUBNET and MONITORING_SUBNET in docker/.env to free ones.' ;;
    *'port is already allocated'* | *'address already in use'*) echo 'Another program took a port meanwhile: stop it, or set HTTP_PORT in docker/.env.' ;;
    *'no space left'*) echo 'The disk is full. "docker system df" shows what images take, "docker image prune" removes old ones.' ;;
    *'pull access denied'* | *'manifest unknown'* | *'toomanyrequests'* | *'no such host'* | *'i/o timeout'* | *'TLS handshake'* | *'connection refused'*)
      echo 'An image could not be fetched: look at the network, or name images of your own registry at the end of docker/.env.' ;;
    *) echo 'The lines above say why. docs/operating.md and docker/README.md describe the parts.' ;;
  esac
}

printf '\nStarting (the first time takes some minutes)\n'
output=$(mktemp)
trap 'rm -f "$draft" "$output"' EXIT
if ! compose up --build -d < /dev/null > "$output" 2>&1; then
  tail -n 25 "$output"
  printf '\nIt did not start.\n%s\n' "$(explain "$(tail -n 40 "$output")")"
  exit 1
fi
good 'The containers are started'

states() {
  local id
  for id in $(compose ps -q); do
    docker inspect --format '{{.Name}} {{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}' "$id"
  done
}
deadline=$(($(date +%s) + ${SETUP_WAIT_SECONDS:-600}))
while :; do
  all=$(states)
  waiting=$(while read -r name status health; do
    [ "$status $health" = 'running healthy' ] || printf '%s ' "${name#/}"
  done <<< "$all")
  [ -n "$all" ] && [ -z "$waiting" ] && break
  if [ "$(date +%s)" -ge "$deadline" ]; then
    for name in $waiting; do
      printf '\nLast lines of %s\n' "$name"
      docker logs --tail 15 "$name" 2>&1 || true
    done
    printf '\nNot ready: %s\nThe lines above say why. When it is mended, run this again.\n' "$waiting"
    exit 1
  fi
  sleep 2
done
good 'All of them are ready'

# As a browser would, through the gateway.
answer=''
if exec 3<> "/dev/tcp/127.0.0.1/$http_port"; then
  printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  IFS= read -r answer <&3 || true
  exec 3>&-
fi
case $answer in
  *' 200'* | *' 308'*) good 'The site answers' ;;
  *)
    printf '  FAIL  The site does not answer at port %s: %s\n        Look at "%s logs nginx web" in the folder docker.\n' "$http_port" "${answer:-nothing}" "${compose_command[*]}"
    exit 1
    ;;
esac

printf '\nThe game is at %s\n' "$(setting PUBLIC_URL)"
if has_profile grafana; then echo 'Charts, on this machine alone: http://localhost:3002, user admin, password GRAFANA_PASSWORD of docker/.env'; fi
if link=$(compose exec -T web node build/server/admin.js first-link < /dev/null 2> "$output"); then
  printf '\n%s\n' "$link"
else
  case $(cat "$output") in
    *'There is an administrator already'*) echo 'It has an administrator already.' ;;
    *)
      cat "$output"
      echo 'No link for the first administrator could be made. In the folder docker: '"${compose_command[*]}"' exec -T web node build/server/admin.js first-link'
      exit 1
      ;;
  esac
fi
