import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { AwsClient } from 'aws4fetch'
import { findFreePort } from '../postgres/free-port.ts'

/** Debian's Python: its Swift belongs to no other. */
const PYTHON = '/usr/bin/python3'
const KINDS = ['account', 'container', 'object', 'proxy'] as const
/** Whether OpenStack Swift is installed (Debian: swift-proxy, swift-account, swift-container, swift-object). */
export const hasSwift = KINDS.every((kind) => existsSync(`/usr/bin/swift-${kind}-server`))

const STARTING_MS = 120_000
const KEYS = { accessKeyId: 'test:tester', secretAccessKey: 'a-secret-that-swift-knows', region: 'us-east-1' }
const FILTERS = 'catch_errors gatekeeper memcache listing_formats bulk s3api tempauth copy slo dlo'
/** Objects that are listed at once, so that a few are several pages. */
export const PAGE = 3

/** Reads settings from a folder of its own, where the programs would read /etc/swift. */
const PROGRAM = `
import sys
from swift.common import utils
conf_file, kind = sys.argv[1:]
utils.SWIFT_CONF_FILE = conf_file.rsplit('/', 1)[0] + '/swift.conf'
from swift.common.wsgi import run_wsgi
from swift.obj.server import global_conf_callback
options = {'global_conf_callback': global_conf_callback} if kind == 'object' else {}
sys.exit(run_wsgi(conf_file, kind + '-server', **options))
`

export type SwiftServer = {
  /** Settings of a bucket, as the game has them. */
  bucket: { url: string; region: string; accessKeyId: string; secretAccessKey: string }
  stop(): Promise<void>
}

/** Starts OpenStack Swift with its door for S3, which computes every signature and the hash of every body, and makes a bucket. */
export async function startSwift(): Promise<SwiftServer> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sectorwars-swift-'))
  const servers: ChildProcess[] = []
  const stop = async () => {
    for (const server of servers) server.kill('SIGKILL')
    await rm(dir, { recursive: true, force: true })
  }
  try {
    const ports = await writeSettings(dir)
    for (const kind of KINDS)
      servers.push(
        spawn(PYTHON, ['-c', PROGRAM, path.join(dir, `${kind}-server.conf`), kind], { stdio: 'ignore' }),
      )
    const url = `http://127.0.0.1:${ports.proxy}/backups`
    await makeBucket(url, servers)
    return { bucket: { url, ...KEYS }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function writeSettings(dir: string): Promise<Record<(typeof KINDS)[number], number>> {
  const first = 23_000 + (process.pid % 1_500)
  const ports = { account: 0, container: 0, object: 0, proxy: 0 }
  let next = first
  for (const kind of KINDS) {
    ports[kind] = await findFreePort(next)
    next = ports[kind] + 1
  }
  await writeFile(
    path.join(dir, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_suffix = test\nswift_hash_path_prefix = test\n',
  )
  await mkdir(path.join(dir, 'node/disk'), { recursive: true })
  const common = (kind: (typeof KINDS)[number]) =>
    [
      ...['[DEFAULT]', `swift_dir = ${dir}`, `devices = ${dir}/node`, 'mount_check = false', 'workers = 0'],
      ...['bind_ip = 127.0.0.1', `bind_port = ${ports[kind]}`, `user = ${os.userInfo().username}`],
    ].join('\n')
  for (const kind of ['account', 'container', 'object'] as const) {
    const ring = (...args: string[]) =>
      execFileSync(PYTHON, ['/usr/bin/swift-ring-builder', path.join(dir, `${kind}.builder`), ...args], {
        stdio: 'ignore',
      })
    ring('create', '4', '1', '1')
    ring('add', `r1z1-127.0.0.1:${ports[kind]}/disk`, '1')
    ring('rebalance')
    await writeFile(
      path.join(dir, `${kind}-server.conf`),
      `${common(kind)}\n[pipeline:main]\npipeline = ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n`,
    )
  }
  const settings: Record<string, string> = {
    // Asked for, and done without: nothing answers there.
    memcache: 'memcache_servers = 127.0.0.1:9',
    s3api: `s3_acl = false\nlocation = ${KEYS.region}\nmax_bucket_listing = ${PAGE}`,
    tempauth: `user_test_tester = ${KEYS.secretAccessKey} .admin`,
  }
  await writeFile(
    path.join(dir, 'proxy-server.conf'),
    [
      common('proxy'),
      `[pipeline:main]\npipeline = ${FILTERS} proxy-server`,
      '[app:proxy-server]\nuse = egg:swift#proxy\nallow_account_management = true\naccount_autocreate = true',
      ...FILTERS.split(' ').map(
        (name) => `[filter:${name}]\nuse = egg:swift#${name}\n${settings[name] ?? ''}`,
      ),
    ].join('\n'),
  )
  return ports
}

/** Repeated until all four servers answer. */
async function makeBucket(url: string, servers: ChildProcess[]): Promise<void> {
  const client = new AwsClient({ ...KEYS, service: 's3', retries: 0 })
  const until = Date.now() + STARTING_MS
  for (;;) {
    const answer = await client.fetch(url, { method: 'PUT' }).catch(() => null)
    if (answer?.ok) return
    const ended = servers.findIndex(({ exitCode }) => exitCode !== null)
    if (Date.now() > until || ended >= 0)
      throw new Error(
        `Swift makes no bucket (${KINDS[ended] ?? 'no server'} ended): ${(await answer?.text()) ?? 'no answer'}`,
      )
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
