import { subscribe } from 'node:diagnostics_channel'
import { type IncomingMessage } from 'node:http'
import { watchStatements } from './die-at-statement.ts'
import { type CallDeath, type CallReport } from './call-death.ts'

/** Loaded before the program of a region's process: kills it in a call from the platform, and reports what each call took. */
const death = JSON.parse(process.argv[2] ?? 'null') as CallDeath | null
const die = () => process.kill(process.pid, 'SIGKILL')
let call = ''
const counted = { before: 0, after: 0 }

subscribe('http.server.request.start', (message) => {
  call = callOf(message)
  counted.before = counted.after = 0
})

watchStatements((moment) => {
  counted[moment] += 1
  if (call === death?.call && moment === death.when && counted[moment] === death.dieAt) die()
})

subscribe('http.server.response.finish', (message) => {
  if (callOf(message) !== call) return
  if (call === death?.call && death.when === 'answered') die()
  process.send?.({ call, statements: counted.before } satisfies CallReport)
})

/** The last part of the address is the call's name. */
const callOf = (message: unknown): string =>
  (message as { request: IncomingMessage }).request.url?.split('/').at(-1) ?? ''
