import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../log.ts'
import { StartRefusal } from '../start-refusal.ts'
import { useTestPlatform } from '../testing/test-platform.ts'
import { holdDataDir, type HeldRole } from './hold-data-dir.ts'

const platform = useTestPlatform()
const held: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const release of held.splice(0)) await release()
})

async function hold(roles: HeldRole[] = ['web', 'worker'], onLost: () => void = () => undefined) {
  const release = await holdDataDir({ url: platform.url, roles, log: createLog('silent'), onLost })
  held.push(release)
  return release
}

const holders = async () => {
  const { rows } = await platform.owner.$client.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'data folder' and datname = current_database()`,
  )
  return rows.map(({ pid }) => pid)
}

describe('a data folder', () => {
  it('is one process’s: a second one is refused until the first has ended', async () => {
    const release = await hold()
    await expect(hold()).rejects.toThrow(StartRefusal)
    await expect(hold(['worker'])).rejects.toThrow('already running on this data folder')
    await release()
    await hold()
  }, 60_000)

  it('may be divided between a web and a worker', async () => {
    await hold(['web'])
    await hold(['worker'])
    await expect(hold(['web'])).rejects.toThrow(StartRefusal)
  }, 60_000)

  it('is held again after the database was away, and given up if another process was faster', async () => {
    const onLost = vi.fn()
    await hold(['web'], onLost)
    const [first] = await holders()
    await platform.owner.$client.query('select pg_terminate_backend($1)', [first])
    await vi.waitFor(
      async () => expect(await holders()).toEqual([expect.not.arrayContaining([first])]),
      10_000,
    )
    await expect(hold(['web'])).rejects.toThrow(StartRefusal)
    expect(onLost).not.toHaveBeenCalled()

    const [second] = await holders()
    const rival = await platform.owner.$client.connect()
    try {
      const waiting = rival.query('select pg_advisory_lock(210202)')
      await platform.owner.$client.query('select pg_terminate_backend($1)', [second])
      await waiting
      await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce(), 20_000)
    } finally {
      rival.release(true)
    }
  }, 90_000)
})
