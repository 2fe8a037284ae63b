import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { collapseRepeats } from './log-repeats.ts'

const away = () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:6379'), { code: 'ECONNREFUSED' })

describe('an outage in the log', () => {
  it('is one line a minute, which counts the others', () => {
    let now = 0
    const collapse = collapseRepeats(() => now)
    const told = [0, 1_000, 59_999, 60_000, 60_001, 121_000].map((at) => {
      now = at
      return collapse([{ err: away() }, 'Redis'])?.[0]
    })
    expect(
      told.map((fields) => (fields === undefined ? null : (fields as { repeated?: number }).repeated)),
    ).toEqual([undefined, null, null, 2, null, 1])
  })

  it('is told apart by what is away and who asked; faults are told every time', () => {
    const collapse = collapseRepeats(() => 0)
    const entry = (err: Error, message: string) => collapse([{ err }, message]) !== null
    expect(entry(away(), 'Redis')).toBe(true)
    expect(entry(away(), 'a request')).toBe(true)
    // Whatever the statement was that found it out, and for each galaxy.
    const asked = (value: string) => new Error(`Failed query: select 1\nparams: ${value}`, { cause: away() })
    expect(entry(asked('one'), 'a page failed')).toBe(true)
    expect(entry(asked('another'), 'a page failed')).toBe(false)
    for (const galaxyId of ['one', 'another'])
      expect(collapse([{ err: away(), galaxyId }, 'an item of a sweep failed'])).not.toBeNull()
    expect(entry(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }), 'Redis')).toBe(true)
    expect(collapse([{ err: new Error('full'), need: 'disk' }, 'not ready'])).not.toBeNull()
    expect(collapse([{ err: new Error('full'), need: 'disk' }, 'not ready'])).toBeNull()
    for (let time = 0; time < 3; time += 1) {
      expect(entry(new TypeError('x is not a function'), 'a request')).toBe(true)
      expect(collapse(['ready'])).toEqual(['ready'])
    }
  })

  it('is collapsed by every log that the game opens', () => {
    const lines: string[] = []
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()),
    })
    const log = createLog('info', out)
    for (let time = 0; time < 100; time += 1) log.child({ job: 'sweep' }).warn({ err: away() }, 'Redis')
    log.error({ err: new Error('a fault') }, 'a page failed')
    expect(lines).toHaveLength(2)
  })
})
