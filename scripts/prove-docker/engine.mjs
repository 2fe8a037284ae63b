import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const READY_MS = 60_000
const has = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
const answers = (env) => spawnSync('docker', ['info'], { env, stdio: 'ignore' }).status === 0
const versionOf = (env) =>
  execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { env, encoding: 'utf8' }).trim()

/** Installs what is missing of Debian's packages. Throws with the reason where that is not possible. */
function ensurePackages() {
  const missing = Object.entries({
    dockerd: 'docker.io',
    debootstrap: 'debootstrap',
    'docker-compose': 'docker-compose',
  })
    .filter(([command]) => !has(command))
    .map(([, name]) => name)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0 || !has('apt-get'))
    throw new Error(`Needs ${missing.join(', ')}; only root on Debian can have them installed by this.`)
  console.log(`Installing ${missing.join(', ')}`)
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing, 'iptables'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** What an Engine leaves behind in the machine's network when it ends. */
function rememberNetwork() {
  const saved = spawnSync('iptables-save', { encoding: 'utf8' })
  const forwarding = readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8').trim()
  const hadBridge = spawnSync('ip', ['link', 'show', 'docker0']).status === 0
  return () => {
    if (!hadBridge) spawnSync('ip', ['link', 'delete', 'docker0'])
    if (saved.status === 0 && !saved.stdout.includes('DOCKER')) {
      // A table that was not there has nothing to put back: flushed, its chains go.
      for (const table of ['nat', 'filter']) {
        spawnSync('iptables', ['-t', table, '-F'])
        spawnSync('iptables', ['-t', table, '-X'])
      }
      spawnSync('iptables', ['-P', 'FORWARD', 'ACCEPT'])
      execFileSync('iptables-restore', { input: saved.stdout })
    }
    spawnSync('sysctl', ['-qw', `net.ipv4.ip_forward=${forwarding}`])
  }
}

/** An Engine that answers: the machine's, or one of its own with its files in the folder. */
export async function openEngine(folder) {
  ensurePackages()
  if (answers(process.env))
    return { own: false, env: { ...process.env }, version: versionOf(process.env), stop() {} }
  if (process.getuid?.() !== 0) throw new Error('No Docker Engine answers, and only root can start one.')
  const forgetNetwork = rememberNetwork()
  const socket = `unix://${folder}/docker.sock`
  const env = { ...process.env, DOCKER_HOST: socket }
  const logFile = path.join(folder, 'dockerd.log')
  const log = openSync(logFile, 'w')
  const [data, exec, pid] = ['data', 'exec', 'docker.pid'].map((name) => path.join(folder, name))
  const daemon = spawn(
    'dockerd',
    ['--data-root', data, '--exec-root', exec, '--pidfile', pid, '--host', socket],
    {
      stdio: ['ignore', log, log],
    },
  )
  closeSync(log)
  const stop = async () => {
    if (daemon.exitCode === null && daemon.kill('SIGTERM')) await once(daemon, 'exit')
    forgetNetwork()
  }
  const deadline = Date.now() + READY_MS
  while (!answers(env)) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      await stop()
      throw new Error(
        `The Docker Engine does not start here:\n${readFileSync(logFile, 'utf8').slice(-3_000)}`,
      )
    }
    await delay(300)
  }
  return { own: true, env, version: versionOf(env), stop }
}
