import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NAME = 'sectorwars-proof'
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'
const PACKAGES =
  'postgresql-15 redis-server nginx-light prometheus prometheus-alertmanager syslog-ng-core curl wget netcat-openbsd procps'

// Like docker-entrypoint.sh of the official image, as far as compose.yaml relies on it.
const POSTGRES_START = `#!/bin/bash
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\\n' "$POSTGRES_PASSWORD") $POSTGRES_INITDB_ARGS
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl -o "-c listen_addresses=''" -w start
  for file in /docker-entrypoint-initdb.d/*; do if [ -x "$file" ]; then "$file"; else . "$file"; fi; done
  pg_ctl -m fast -w stop
fi
exec "$@"
`
const NGINX_CONF = `worker_processes auto; pid /var/run/nginx.pid; user www-data;
events {}
http {
  include /etc/nginx/mime.types;
  access_log /dev/stdout; error_log /dev/stderr;
  client_body_temp_path /var/cache/nginx/body; proxy_temp_path /var/cache/nginx/proxy; fastcgi_temp_path /var/cache/nginx/fastcgi;
  uwsgi_temp_path /var/cache/nginx/uwsgi; scgi_temp_path /var/cache/nginx/scgi;
  include /etc/nginx/conf.d/*.conf;
}
`
const SERVICES = {
  postgres: `COPY postgres-start /usr/local/bin/docker-entrypoint.sh
RUN chmod 755 /usr/local/bin/docker-entrypoint.sh && mkdir -p /docker-entrypoint-initdb.d && rm -rf /var/lib/postgresql/15 \\
 && install -d -o postgres -g postgres -m 3777 /var/run/postgresql
ENV PGDATA=/var/lib/postgresql/15/data PATH=/usr/lib/postgresql/15/bin:$PATH LANG=C.UTF-8
STOPSIGNAL SIGINT
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]`,
  redis: `RUN install -d -o redis -g redis /data
WORKDIR /data
ENTRYPOINT ["/bin/sh", "-c", "exec \\"$@\\" --protected-mode no", "--"]
CMD ["redis-server"]`,
  nginx: `COPY nginx.conf /etc/nginx/nginx.conf
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]`,
  prometheus: `RUN install -d -o nobody /prometheus
USER nobody`,
  alertmanager: `RUN ln -s /usr/bin/prometheus-alertmanager /usr/bin/alertmanager && install -d -o nobody /alertmanager
USER nobody`,
  syslog: 'RUN install -d /logs',
}

/** Debian with this machine's Node, as `node:…-bookworm-slim` has it. */
function makeBase(folder, env) {
  const files = path.join(folder, 'base')
  const from = spawnSync(
    'sh',
    [
      '-c',
      "sed -n 's/^URIs: *//p;s/^deb  *\\([^ ]*\\) bookworm main.*/\\1/p' /etc/apt/sources.list /etc/apt/sources.list.d/debian.* 2>/dev/null | head -n 1",
    ],
    { encoding: 'utf8' },
  )
  execFileSync(
    'debootstrap',
    ['--variant=minbase', 'bookworm', files, from.stdout.trim() || 'http://deb.debian.org/debian'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const local = path.join(files, 'usr/local')
  cpSync(realpathSync(process.execPath), path.join(local, 'bin/node'))
  const npm = path.resolve(
    realpathSync(execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim()),
    '../..',
  )
  cpSync(npm, path.join(local, 'lib/node_modules/npm'), { recursive: true })
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, path.join(local, 'bin', name))
  mkdirSync(path.dirname(path.join(files, CERTIFICATES)), { recursive: true })
  if (existsSync(CERTIFICATES)) cpSync(CERTIFICATES, path.join(files, CERTIFICATES), { dereference: true })
  execFileSync(
    'sh',
    [
      '-c',
      `tar -C "$1" -c . | docker import --change "ENV NODE_EXTRA_CA_CERTS=${CERTIFICATES}" - "$2"`,
      'sh',
      files,
      `${NAME}:base`,
    ],
    {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  rmSync(files, { recursive: true })
}

/** Images of all services but the game, and what compose.yaml has to be given to use them. */
export function buildImages({ folder, env }) {
  const began = Date.now()
  const context = path.join(folder, 'context')
  mkdirSync(context)
  writeFileSync(path.join(context, 'postgres-start'), POSTGRES_START)
  writeFileSync(path.join(context, 'nginx.conf'), NGINX_CONF)
  const build = (tag, dockerfile) =>
    execFileSync('docker', ['build', '--quiet', '--tag', `${NAME}:${tag}`, '--file', '-', context], {
      env: { ...env, DOCKER_BUILDKIT: '0' },
      input: dockerfile,
      stdio: ['pipe', 'ignore', 'inherit'],
    })
  makeBase(folder, env)
  build(
    'debian',
    `FROM ${NAME}:base
RUN apt-get update && apt-get install -y --no-install-recommends ${PACKAGES} libstdc++6 && rm -rf /var/lib/apt/lists/*`,
  )
  for (const [name, lines] of Object.entries(SERVICES)) build(name, `FROM ${NAME}:debian\n${lines}`)
  console.log(`Images of Debian's packages in ${Math.round((Date.now() - began) / 1000)} s`)
  const image = (name) => `${NAME}:${name}`
  return {
    env: {
      DOCKER_BUILDKIT: '0',
      COMPOSE_DOCKER_CLI_BUILD: '0',
      BASE_IMAGE: image('base'),
      ...Object.fromEntries(
        Object.keys(SERVICES).map((name) => [`${name.toUpperCase()}_IMAGE`, image(name)]),
      ),
    },
    remove: () => {
      const tags = [...Object.keys(SERVICES), 'debian', 'base'].map(image)
      spawnSync('docker', ['image', 'rm', '--force', ...tags], { env, stdio: 'ignore' })
    },
  }
}
