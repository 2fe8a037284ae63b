import { PassThrough } from 'node:stream'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { describe, expect, it } from 'vitest'
import { errorForLog } from './log-error.ts'
import { createLog } from './log.ts'

describe('an error in the log', () => {
  it('contains the failed query and its cause, but no values', () => {
    const cause = Object.assign(new Error('relation "vault" does not exist'), { code: '42P01' })
    const query = 'select * from vault where password_hash = $1'
    const out = new PassThrough({ encoding: 'utf8' })
    createLog('info', out).error(
      { err: new DrizzleQueryError(query, ['argon2-of-somebody'], cause) },
      'failed',
    )
    const line = String(out.read())
    expect(line).not.toContain('argon2-of-somebody')
    const { err } = JSON.parse(line) as { err: Record<string, unknown> }
    expect(err).toMatchObject({
      type: 'DrizzleQueryError',
      message: `Failed query: ${query}`,
      stack: expect.stringContaining(query) as string,
      cause: { code: '42P01', message: cause.message },
    })
  })

  it('contains no other properties of the error', () => {
    const error = Object.assign(new Error('connection lost'), { client: { password: 'harbour lights' } })
    expect(Object.keys(errorForLog(error)).sort()).toEqual(['message', 'stack', 'type'])
  })

  it('stops at circular causes and accepts non-errors', () => {
    const circle = new Error('around')
    circle.cause = circle
    expect(JSON.stringify(errorForLog(circle)).match(/"message":"around"/g)).toHaveLength(6)
    expect(errorForLog('gone')).toEqual({ type: 'string', message: 'gone' })
  })
})
