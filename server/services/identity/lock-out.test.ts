import { randomBytes } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { mails } from '#db/schema/platform/mail.ts'
import { MAIL_DATA } from '#server/domain/mail/mail-kinds.ts'
import { GameError } from '#server/errors.ts'
import { createHttpClient } from '#server/testing/http-client.ts'
import { useTestPlatform } from '#server/testing/test-platform.ts'
import { createCaller } from '#server/trpc/router.ts'
import { changePassword } from './change-password.ts'
import { issueTokens } from './issue-tokens.ts'
import { logIn } from './log-in.ts'
import { signUp } from './sign-up.ts'

const platform = useTestPlatform()
const PASSWORD = 'violet lantern over harbour'
const WRONG = 'a wrong but long password'

const newAddress = () => `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`

/** A new account, and the cookies of the browser that opened it. */
async function makeAccount() {
  const callsign = `pilot${randomBytes(4).toString('hex')}`
  const email = `${callsign}@example.test`
  const context = platform.apiContext()
  context.request.ipAddress = newAddress()
  await createCaller(context).identity.signUp({ email, callsign, password: PASSWORD })
  const cookieHeader = context.request.responseHeaders
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
  const session = await context.request.sessions.recognise(cookieHeader)
  if (!session) throw new Error('the sign-up began no session')
  return {
    email,
    callsign,
    cookieHeader,
    actor: { kind: 'user' as const, userId: session.user.id, ...session.user },
  }
}

/** What an attempt comes to: in, wrong, or the seconds to wait. */
async function outcome(attempt: () => Promise<unknown>): Promise<'in' | 'wrong' | number> {
  try {
    await attempt()
    return 'in'
  } catch (error) {
    if (!(error instanceof GameError)) throw error
    return error.retryAfterSeconds ?? 'wrong'
  }
}

type Try = { email: string; password?: string; ipAddress: string; cookieHeader?: string }
const page = ({ password = WRONG, ...rest }: Try) =>
  outcome(() => logIn(platform.ctx(), { password, ...rest }))
const program = ({ password = WRONG, ...rest }: Try) =>
  outcome(() => issueTokens(platform.ctx(), { password, ...rest }))

async function times<Result>(count: number, attempt: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let made = 0; made < count; made++) results.push(await attempt())
  return results
}

/** As if everybody had waited as long as they were told. */
const waitItOut = () => platform.db.execute(sql`delete from rate_limits where key like 'password-turn:%'`)
const havePatience = () =>
  platform.db.execute(
    sql`update rate_limits set expire = expire - 30000 where key like 'password-patience:%'`,
  )

describe('wrong guesses of a stranger', () => {
  it('slow the stranger down, half a minute at most, and nobody else', async () => {
    const { email } = await makeAccount()
    const ipAddress = newAddress()
    expect(await times(5, () => page({ email, ipAddress }))).toEqual(Array(5).fill('wrong'))
    const waits: (string | number)[] = []
    for (let made = 0; made < 8; made++) {
      expect(await page({ email, ipAddress })).toBe('wrong')
      waits.push(await page({ email, ipAddress }))
      await waitItOut()
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
    expect(await page({ email, password: PASSWORD, ipAddress: newAddress() })).toBe('in')
  })

  it('count the same for an account that does not exist', async () => {
    const [email, ipAddress] = [`${randomBytes(4).toString('hex')}@example.test`, newAddress()]
    expect(await times(7, () => page({ email, ipAddress }))).toEqual([...Array<string>(6).fill('wrong'), 1])
  })

  it('at the same moment are not free', async () => {
    const { email } = await makeAccount()
    const ipAddress = newAddress()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => page({ email, ipAddress })))
    expect(outcomes.filter((each) => each === 'wrong').length).toBeLessThanOrEqual(6)
  })

  it('share one budget in pages, programs and sign-up', async () => {
    const { email, callsign } = await makeAccount()
    const ipAddress = newAddress()
    const input = { email, callsign, password: WRONG, ipAddress }
    await times(2, () => page({ email, ipAddress }))
    await times(2, () => program({ email, ipAddress }))
    await times(2, () => outcome(() => signUp(platform.ctx(), input)))
    for (const door of [page, program]) expect(await door({ email, ipAddress })).toEqual(expect.any(Number))
    expect(await outcome(() => signUp(platform.ctx(), input))).toEqual(expect.any(Number))
  })

  it('at many accounts from one address make that address wait', async () => {
    const ipAddress = newAddress()
    const anybody = () => page({ email: `${randomBytes(6).toString('hex')}@example.test`, ipAddress })
    expect(await times(31, anybody)).toEqual(Array(31).fill('wrong'))
    expect(await anybody()).toBe(1)
  })

  it('are no longer held against somebody who then logs in', async () => {
    const { email } = await makeAccount()
    const ipAddress = newAddress()
    await times(5, () => page({ email, ipAddress }))
    expect(await page({ email, ipAddress, password: PASSWORD })).toBe('in')
    expect(await times(5, () => page({ email, ipAddress }))).toEqual(Array(5).fill('wrong'))
  })
})

describe('an account that many guess at from everywhere', () => {
  it('opens at once in a browser that logged in before, and to a new address after half a minute', async () => {
    const { email, cookieHeader } = await makeAccount()
    expect(await times(50, () => page({ email, ipAddress: newAddress() }))).toEqual(Array(50).fill('wrong'))
    const ipAddress = newAddress()
    const mine = { email, password: PASSWORD }
    expect(await page({ ...mine, ipAddress })).toBe(30)
    expect(await page({ ...mine, ipAddress, cookieHeader })).toBe('in')
    await havePatience()
    expect(await page({ ...mine, ipAddress })).toBe('in')
  })

  it('mails its owner, once an hour, a link by which one browser waits no more: once, and only with the password', async () => {
    const { email } = await makeAccount()
    await times(51, () => page({ email, ipAddress: newAddress() }))
    const nobody = `${randomBytes(6).toString('hex')}@example.test`
    await times(51, () => page({ email: nobody, ipAddress: newAddress() }))
    for (const address of [email, email, nobody])
      expect(await page({ email: address, password: PASSWORD, ipAddress: newAddress() })).toBe(30)
    await platform.runOutbox()
    const written = await platform.db
      .select()
      .from(mails)
      .where(and(eq(mails.kind, 'let-in'), inArray(mails.address, [email, nobody])))
    expect(written.map(({ address }) => address)).toEqual([email])
    const { linkId } = MAIL_DATA['let-in'].parse(written[0]?.data)
    const token = platform.ctx().secrets.linkToken(linkId)

    const browser = () => platform.apiContext()
    const opened = browser()
    expect(await createCaller(opened).recovery.letIn({ token })).toHaveProperty('callsign')
    await createCaller(opened).recovery.useLetIn({ token })
    const cookieHeader = opened.request.responseHeaders.get('Set-Cookie')?.split(';')[0] ?? ''
    expect(await opened.request.sessions.recognise(cookieHeader)).toBeNull()
    expect(await page({ email, ipAddress: newAddress(), cookieHeader })).toBe('wrong')
    expect(await page({ email, password: PASSWORD, ipAddress: newAddress(), cookieHeader })).toBe('in')
    for (const used of ['letIn', 'useLetIn'] as const)
      await expect(createCaller(browser()).recovery[used]({ token })).rejects.toMatchObject({
        cause: { reason: 'link-ended' },
      })
  })

  it('is not opened for guesses by the cookie of another account', async () => {
    const [victim, thief] = [await makeAccount(), await makeAccount()]
    const from = { email: victim.email, ipAddress: newAddress(), cookieHeader: thief.cookieHeader }
    expect(await times(7, () => page(from))).toEqual([...Array<string>(6).fill('wrong'), 1])
  })
})

it('a known browser waits for its own failures only, wherever it is', async () => {
  const { email, cookieHeader } = await makeAccount()
  const guess = () => page({ email, cookieHeader, ipAddress: newAddress() })
  expect(await times(7, guess)).toEqual([...Array<string>(6).fill('wrong'), 1])
})

describe('the change of a password', () => {
  const NEW = 'copper kettle under moonlight'
  const change = (actor: Awaited<ReturnType<typeof makeAccount>>['actor'], currentPassword: string) =>
    outcome(() =>
      changePassword(platform.ctx(actor), {
        ...{ currentPassword, newPassword: NEW, sessionId: null, ipAddress: newAddress() },
      }),
    )

  it('is not stopped by strangers who guess at the log-in, and slows guesses of its own', async () => {
    const { email, actor } = await makeAccount()
    await times(10, () => page({ email, ipAddress: newAddress() }))
    expect(await times(7, () => change(actor, WRONG))).toEqual([...Array<string>(6).fill('wrong'), 1])
    await waitItOut()
    expect(await change(actor, PASSWORD)).toBe('in')
  })

  it('that fails does not make the log-in wait', async () => {
    const { email, actor } = await makeAccount()
    await times(7, () => change(actor, WRONG))
    expect(await page({ email, password: PASSWORD, ipAddress: newAddress() })).toBe('in')
  })
})

it('REST says how long to wait in Retry-After', async () => {
  const { email } = await makeAccount()
  const client = createHttpClient(platform)
  const attempt = () => client.json('POST', '/api/v1/auth/token', { email, password: WRONG })
  await times(6, attempt)
  const refused = await attempt()
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
})
