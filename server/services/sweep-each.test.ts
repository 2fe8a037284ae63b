import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { sweepEach } from './sweep-each.ts'

function logged() {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as never) })
  return { log, lines }
}

describe('sweepEach', () => {
  it('continues after an item that fails, in order and one at a time', async () => {
    const { log } = logged()
    const done: string[] = []
    let atOnce = 0
    await sweepEach({ log }, [{ id: 'a' }, { id: 'b' }, { id: 'c' }], async ({ id }) => {
      atOnce += 1
      await Promise.resolve()
      expect(atOnce).toBe(1)
      atOnce -= 1
      if (id === 'b') throw new Error('out of order')
      done.push(id)
    })
    expect(done).toEqual(['a', 'c'])
  })

  it('logs the failure with the ids of the item and nothing else of it', async () => {
    const { log, lines } = logged()
    await sweepEach({ log }, [{ regionId: 'r1', title: 'A secret plan' }], () =>
      Promise.reject(new Error('galaxy is down')),
    )
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ level: 50, regionId: 'r1', err: { message: 'galaxy is down' } })
    expect(JSON.stringify(lines)).not.toContain('secret plan')
  })

  it('does nothing and logs nothing without items', async () => {
    const { log, lines } = logged()
    await sweepEach({ log }, [], () => Promise.reject(new Error('never called')))
    expect(lines).toEqual([])
  })
})
