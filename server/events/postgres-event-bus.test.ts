import { once } from 'node:events'
import net from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { useTestPlatform } from '../testing/test-platform.ts'
import { type LiveEvent } from './event-bus.ts'
import { createPostgresEventBus } from './postgres-event-bus.ts'

const platform = useTestPlatform()
const silent = pino({ level: 'silent' })
const event: LiveEvent = { audience: { kind: 'public' }, topic: 'region', id: 'one' }

/** A connection to the database that can be cut and restored at the same address. */
async function openGate(url: URL) {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(Number(url.port), url.hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => undefined)
      one.on('close', () => (sockets.delete(one), other.destroy()))
    }
  })
  const open = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as net.AddressInfo).port
  }
  const through = new URL(url)
  through.port = String(await open(0))
  // Not around the gate, over the server's socket.
  through.searchParams.delete('host')
  return {
    url: through.toString(),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    reopen: () => open(Number(through.port)),
  }
}

describe('live events over PostgreSQL', () => {
  it('arrive only when their transaction commits', async () => {
    const bus = await createPostgresEventBus(platform.url, silent)
    const heard: (string | undefined)[] = []
    const stop = bus.subscribe(({ id }) => heard.push(id))
    const cut = platform.db.transaction(async (tx) => {
      await bus.publishInTransaction(tx, [{ ...event, id: 'never' }])
      throw new Error('cut')
    })
    await expect(cut).rejects.toThrow('cut')
    await platform.db.transaction((tx) => bus.publishInTransaction(tx, [event, { ...event, id: 'two' }]))
    await expect.poll(() => heard).toEqual(['one', 'two'])
    stop()
    await bus.close()
  })

  it('continue after a longer outage of the database, and listeners learn of the gap', async () => {
    const gate = await openGate(new URL(platform.url))
    let refusals = 0
    const count = new Writable({ write: (_chunk, _encoding, done) => (refusals++, done()) })
    const bus = await createPostgresEventBus(gate.url, pino({ level: 'warn' }, count))
    const heard: (string | undefined)[] = []
    let gaps = 0
    bus.subscribe(
      ({ id }) => heard.push(id),
      () => void gaps++,
    )
    await gate.close()
    await expect.poll(() => refusals, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
    await bus.publishInTransaction(platform.db, [{ ...event, id: 'lost' }])
    expect(gaps).toBe(0)
    await gate.reopen()
    await expect.poll(() => gaps, { timeout: 20_000 }).toBe(1)
    await bus.publishInTransaction(platform.db, [{ ...event, id: 'after' }])
    await expect.poll(() => heard).toEqual(['after'])
    await bus.close()
    await gate.close()
  })
})
