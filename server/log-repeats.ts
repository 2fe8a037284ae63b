import { isAway } from './away.ts'

/** How often the same outage is told of. */
const PERIOD_MS = 60_000

const DEEPEST = 5

type Told = { at: number; since: number }

/**
 * A hook for the log: while something is out of reach or missing, entries with the same text and error become one a minute, which says how many
 * there were (`repeated`). Everything else passes.
 * @param now milliseconds that only grow
 */
export function collapseRepeats(now: () => number = () => performance.now()) {
  const told = new Map<string, Told>()
  return (args: unknown[]): unknown[] | null => {
    const [fields, message] = args
    const error = errorIn(fields)
    if (!isAway(error) && !isNeed(fields)) return args
    const key = [message, galaxyOf(fields), rootOf(error)].map(String).join(' ')
    const before = told.get(key)
    if (before && now() - before.at < PERIOD_MS) {
      before.since += 1
      return null
    }
    // Errors of an outage are few kinds; what is old is forgotten with the next.
    for (const [other, { at }] of told) if (now() - at >= PERIOD_MS) told.delete(other)
    told.set(key, { at: now(), since: 0 })
    if (!before || before.since === 0) return args
    return [{ ...(fields as object), repeated: before.since }, ...args.slice(1)]
  }
}

/** Something that readiness misses: it is asked for every few seconds. */
const isNeed = (fields: unknown): boolean => typeof fields === 'object' && fields !== null && 'need' in fields

const galaxyOf = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null && 'galaxyId' in fields ? fields.galaxyId : ''

/** What is away, without the statement that found it out: its values differ each time. An error may be its own cause. */
function rootOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return ''
  if (error.cause instanceof Error && depth < DEEPEST) return rootOf(error.cause, depth + 1)
  return `${'code' in error ? String(error.code) : ''} ${error.message}`
}

const errorIn = (fields: unknown): unknown =>
  typeof fields === 'object' && fields !== null && 'err' in fields ? fields.err : null
