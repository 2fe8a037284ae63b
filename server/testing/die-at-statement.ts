import pg from 'pg'

/** Before a statement is sent, or after it has been done. */
export type DeathAt = 'before' | 'after'

/** Calls `around` for every statement that this process sends to any database from now on, begins and commits among them, with its text. */
export function watchStatements(around: (moment: DeathAt, statement: string) => void): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const statement = textOf(args[0])
    around('before', statement)
    const done = args.at(-1)
    if (isCallback(done)) {
      const answered = (...answer: unknown[]): unknown => {
        around('after', statement)
        return done(...answer)
      }
      return query.apply(this, [...args.slice(0, -1), answered])
    }
    const sent = query.apply(this, args)
    return sent instanceof Promise ? sent.finally(() => around('after', statement)) : sent
  } as typeof pg.Client.prototype.query
}

const textOf = (query: unknown): string =>
  typeof query === 'string'
    ? query
    : typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string'
      ? query.text
      : ''

const isCallback = (value: unknown): value is (...answer: unknown[]) => unknown => typeof value === 'function'

/** Kills this process around its n-th statement from now on. */
export function dieAtStatement(dieAt: number, when: DeathAt): void {
  const counted = { before: 0, after: 0 }
  watchStatements((moment) => {
    counted[moment] += 1
    if (moment === when && counted[moment] === dieAt) process.kill(process.pid, 'SIGKILL')
  })
}
