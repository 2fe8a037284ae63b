import { hashPassword, isPasswordOf } from '#server/auth/passwords.ts'
import { logIn } from '#server/services/identity/log-in.ts'
import { signUp } from '#server/services/identity/sign-up.ts'
import { withBenchWorld } from './bench-world.ts'
import { measured, type LoadResult } from './load.ts'
import { ms, type BenchRow } from './report.ts'

const PEOPLE = 60
/** The hash runs on the threads of libuv, so as many at once keep both cores busy. */
const AT_ONCE = 4
/** Beside a hash that is slow on purpose everything else must be small. */
const MAX_RATIO = 2
const PASSWORD = 'seven lanterns over harbour'

/** Signing up and logging in by the verbs, each person from an address of their own, beside the bare hash of a password. */
export const benchAccounts = (dir: string): Promise<BenchRow[]> =>
  withBenchWorld(dir, async ({ home }) => {
    const person = (n: number) => ({
      ...{ email: `bench-${n}@bench.example`, callsign: `Bench-${n}`, password: PASSWORD },
      ...{ ipAddress: `198.51.100.${1 + (n % 250)}` },
    })
    const stored = await hashPassword(PASSWORD)
    const hashing = await inTurn(() => hashPassword(PASSWORD))
    const signingUp = await inTurn((n) => signUp(home.ctx(), person(n)))
    const checking = await inTurn(() => isPasswordOf(stored, PASSWORD))
    const loggingIn = await inTurn((n) => logIn(home.ctx(), person(n)))
    return [
      row('sign-up', signingUp, hashing, 'the hash of a new password'),
      row('log-in', loggingIn, checking, 'the comparison of a password with its hash'),
    ]
  })

function inTurn(work: (n: number) => Promise<unknown>): Promise<LoadResult> {
  let n = 0
  const once = async () => {
    await work(n++)
    return { ok: true }
  }
  return measured(once, { concurrency: AT_ONCE, requests: PEOPLE })
}

const row = (what: string, result: LoadResult, reference: LoadResult, beside: string): BenchRow => ({
  what: `${what} by the verb, ${AT_ONCE} people at once, median`,
  measured: `${ms(result.p50Ms)} (p95 ${ms(result.p95Ms)}, ${Math.round(result.perSecond)}/s)`,
  reference: `${ms(reference.p50Ms)} (${Math.round(reference.perSecond)}/s), ${beside} alone`,
  goal: { text: `≤ ${MAX_RATIO} ×`, reached: result.p50Ms <= MAX_RATIO * reference.p50Ms },
})
