import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import { logLine } from './log-lines.ts'

const entry = (fields: Record<string, unknown>) =>
  logLine(JSON.stringify({ level: 30, time: '2102-03-04T05:06:07.890Z', ...fields }))

describe('the log at a terminal', () => {
  it('is the plain message for normal entries', () => {
    expect(entry({ msg: 'SectorWars 2102 is ready at http://localhost:3000' })).toBe(
      '05:06:07 SectorWars 2102 is ready at http://localhost:3000\n',
    )
  })

  it('labels warnings and errors, and keeps details and stack', () => {
    expect(
      entry({
        level: 40,
        msg: 'settings wait',
        regionId: 'r1',
        err: { message: 'no', stack: 'Error: no\n  at x' },
      }),
    ).toBe('05:06:07 warning: settings wait regionId="r1"\nError: no\n  at x\n')
    expect(entry({ level: 60, msg: 'Port 3000 is in use.' })).toBe('05:06:07 error: Port 3000 is in use.\n')
  })

  it('shows the cause of an error', () => {
    const cause = { type: 'Error', message: 'no route', stack: 'Error: no route' }
    expect(entry({ msg: 'lost', err: { type: 'Error', message: 'no answer', cause } })).toBe(
      '05:06:07 lost\nno answer\ncaused by Error: no route\n',
    )
  })

  it('hides secrets', () => {
    const terminal = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true })
    createLog('info', terminal).info({ user: { password: 'harbour lights', name: 'Mira' } }, 'somebody')
    const line = String(terminal.read())
    expect(line).toContain('"Mira"')
    expect(line).toContain('(hidden)')
    expect(line).not.toContain('harbour')
  })

  it('is JSON if the output is not a terminal', () => {
    const file = new PassThrough({ encoding: 'utf8' })
    createLog('info', file).info('ready')
    expect(JSON.parse(String(file.read()))).toMatchObject({ level: 30, msg: 'ready' })
  })
})
