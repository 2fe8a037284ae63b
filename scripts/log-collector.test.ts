import { spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'

const CONFIG = path.resolve(import.meta.dirname, '../docker/monitoring/syslog-ng.conf')
const hasSyslog = spawnSync('syslog-ng', ['--version']).status === 0

/** A free port for datagrams. */
async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return port
}

describe.runIf(hasSyslog)('the collector of logs', () => {
  it('keeps lines of each container by day, for its owner alone, and lets nobody write elsewhere', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'logs-'))
    const port = await freeUdpPort()
    const config = path.join(folder, 'syslog-ng.conf')
    const text = readFileSync(CONFIG, 'utf8')
    writeFileSync(
      config,
      text.replace('"/logs/', `"${folder}/logs/`).replace('port(5140)', `ip("127.0.0.1") port(${port})`),
    )
    const at = (name: string) => path.join(folder, name)
    const collector = spawn(
      'syslog-ng',
      [
        ...['--foreground', '--no-caps', '--cfgfile', config, '--persist-file', at('persist')],
        ...['--pidfile', at('pid'), '--control', at('ctl')],
      ],
      { stdio: 'ignore' },
    )
    onTestFinished(async () => {
      collector.kill('SIGTERM')
      if (collector.exitCode === null) await once(collector, 'exit')
      rmSync(folder, { recursive: true })
    })
    const socket = createSocket('udp4')
    onTestFinished(() => void socket.close())
    const line = '{"msg":"request","note":"a \\"quote\\" and ü"}'
    // As the Engine's driver `syslog` sends with rfc5424micro.
    const send = (tag: string) =>
      socket.send(`<30>1 2102-05-01T10:00:00.123456Z host ${tag} 42 ${tag} - ${line}`, port, '127.0.0.1')
    const found = () =>
      existsSync(at('logs'))
        ? readdirSync(at('logs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
            name.endsWith('.log'),
          )
        : []
    await vi.waitFor(
      () => {
        for (const tag of ['../../../../outside', '..', 'a/b']) send(tag)
        send('sectorwars-web-1')
        expect(found().some((name) => name.endsWith('/sectorwars-web-1.log'))).toBe(true)
      },
      { timeout: 20_000, interval: 200 },
    )
    const names = found()
    const today = new Date().toISOString().slice(0, 10)
    // Its own day, whatever day the sender claims.
    for (const name of names) expect(name).toMatch(new RegExp(`^${today}/[^/]+\\.log$`))
    const kept = at(`logs/${today}/sectorwars-web-1.log`)
    expect(statSync(kept).mode & 0o777).toBe(0o600)
    const [first = ''] = readFileSync(kept, 'utf8').split('\n')
    expect(JSON.parse(first)).toEqual({
      ...{ time: '2102-05-01T10:00:00.123+00:00', level: 'info', container: 'sectorwars-web-1' },
      message: line,
    })
    const outside = readdirSync(folder).sort()
    expect(
      outside.filter((name) => !['ctl', 'logs', 'persist', 'pid', 'syslog-ng.conf'].includes(name)),
    ).toEqual([])
  })
})
