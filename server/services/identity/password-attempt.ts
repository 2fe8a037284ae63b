import { deviceCookieOf } from '#server/auth/device-cookie.ts'
import { sha256Hex } from '#server/auth/secrets.ts'
import {
  delayAfter,
  FAILURES_OF_AN_ATTACK,
  FREE_ATTEMPTS,
  LONGEST_DELAY_SECONDS,
} from '#server/domain/identity/attempt-delay.ts'
import { type GameError } from '#server/errors.ts'
import { addressKey } from '#server/limits/address-key.ts'
import { tooMany } from '#server/limits/refusal.ts'
import { type Ctx } from '../context.ts'
import { offerLetIn } from './offer-let-in.ts'

/** Where an attempt comes from. The browser of an account's owner is known by its cookie. */
export type Visitor = { ipAddress: string; cookieHeader?: string | null; userAgent?: string | null }

/** An attempt to prove a password that is being made. */
export type PasswordAttempt = {
  /** The password was right: forgets the failures of its source. */
  succeeded(): Promise<void>
  /**
   * The password was right, but a second factor is still to come. This attempt is no failure; the earlier ones stay, or else whoever
   * knows the password could begin anew after each few codes.
   */
  isHalfMade(): Promise<void>
}

type Counted = { key: string; free: number }
const NEVER_FREE = Number.NEGATIVE_INFINITY

/**
 * Counts an attempt to log in, in pages, programs and sign-up alike, before the password is looked at. Nobody is locked out by
 * the wrong guesses of others: failures count for one account from one address, and whoever has logged in from this browser
 * before is asked only about failures of this browser. What grows is the wait before the next attempt, to half a minute; while many
 * guess from everywhere, the owner is mailed a way past it
 * (docs/decisions/0041-lock-out-is-no-weapon.md).
 * @param email normalised @param userId of the account, null if there is none @throws TOO_MANY_REQUESTS.
 */
export async function countAttempt(
  ctx: Ctx,
  { email, userId, visitor }: { email: string; userId: string | null; visitor: Visitor },
): Promise<PasswordAttempt> {
  const device = userId === null ? null : deviceCookieOf(ctx).recognise(visitor.cookieHeader ?? null, userId)
  if (device !== null) return countFor(ctx, [{ key: `device:${device}`, free: FREE_ATTEMPTS.device }])
  // Hashed, so that the table of limits holds no e-mail addresses.
  const account = sha256Hex(email)
  const address = addressKey(visitor.ipAddress)
  const everywhere = `account:${account}`
  const underAttack = (await failuresOf(ctx, everywhere)) > FAILURES_OF_AN_ATTACK
  const source = {
    key: `source:${account}:${address}`,
    free: underAttack ? NEVER_FREE : FREE_ATTEMPTS.source,
  }
  try {
    if (underAttack) await requirePatience(ctx, source.key)
    const attempt = await countFor(ctx, [source, { key: `address:${address}`, free: FREE_ATTEMPTS.address }])
    return {
      succeeded: async () => {
        await attempt.succeeded()
        await ctx.limits.reset('password-failures', everywhere)
      },
      isHalfMade: async () => {
        await attempt.isHalfMade()
        await ctx.limits.giveBack('password-failures', everywhere)
      },
    }
  } catch (refusal) {
    await ctx.limits.giveBack('password-failures', everywhere)
    if (underAttack) await offerLetIn(ctx, email)
    throw refusal
  }
}

/**
 * The same for a code of the second factor, after the password. A code is short, so guesses count for the account wherever they come
 * from; only a browser that has logged in before is asked about its own alone. That slows none but those who know the password.
 */
export function countCodeAttempt(
  ctx: Ctx,
  { userId, visitor }: { userId: string; visitor: Visitor },
): Promise<PasswordAttempt> {
  const device = deviceCookieOf(ctx).recognise(visitor.cookieHeader ?? null, userId)
  return device === null
    ? countFor(ctx, [
        { key: `code:${userId}`, free: FREE_ATTEMPTS.code },
        { key: `address:${addressKey(visitor.ipAddress)}`, free: FREE_ATTEMPTS.address },
      ])
    : countFor(ctx, [{ key: `code-device:${device}`, free: FREE_ATTEMPTS.device }])
}

/** The same for a passkey without the password before it: nobody guesses a signature, so that the tries of others slow nobody. */
export function countPasskeyAttempt(
  ctx: Ctx,
  { userId, visitor }: { userId: string; visitor: Visitor },
): Promise<PasswordAttempt> {
  const device = deviceCookieOf(ctx).recognise(visitor.cookieHeader ?? null, userId)
  if (device !== null) return countFor(ctx, [{ key: `code-device:${device}`, free: FREE_ATTEMPTS.device }])
  const address = addressKey(visitor.ipAddress)
  return countFor(ctx, [
    { key: `passkey:${userId}:${address}`, free: FREE_ATTEMPTS.source },
    { key: `address:${address}`, free: FREE_ATTEMPTS.address },
  ])
}

/** The same for a passkey of no account that is known: all that is known is where it comes from. */
export const countStranger = (ctx: Ctx, { ipAddress }: Visitor): Promise<PasswordAttempt> =>
  countFor(ctx, [{ key: `address:${addressKey(ipAddress)}`, free: FREE_ATTEMPTS.address }])

/** After the second factor too: forgets the wrong passwords of its source. @param email normalised */
export async function forgetFailures(
  ctx: Ctx,
  { email, userId, visitor }: { email: string; userId: string; visitor: Visitor },
): Promise<void> {
  const device = deviceCookieOf(ctx).recognise(visitor.cookieHeader ?? null, userId)
  const key =
    device === null ? `source:${sha256Hex(email)}:${addressKey(visitor.ipAddress)}` : `device:${device}`
  for (const name of ['password-failures', 'password-turn'] as const) await ctx.limits.reset(name, key)
}

/** The same for somebody who is logged in and types their own password again. @throws TOO_MANY_REQUESTS. */
export const countOwnAttempt = (ctx: Ctx, userId: string): Promise<PasswordAttempt> =>
  countFor(ctx, [{ key: `change:${userId}`, free: FREE_ATTEMPTS.change }])

/** The first is of the one who tries, and forgotten with a success; others share the rest. */
async function countFor(ctx: Ctx, counted: readonly [Counted, ...Counted[]]): Promise<PasswordAttempt> {
  const [own, ...shared] = counted
  for (const [index, { key, free }] of counted.entries()) {
    const refusal = await takeTurn(ctx, key, free)
    if (!refusal) continue
    // What was turned away because it came too early is no failure.
    for (const early of counted.slice(0, index + 1)) await ctx.limits.giveBack('password-failures', early.key)
    throw refusal
  }
  return {
    succeeded: async () => {
      for (const name of ['password-failures', 'password-turn'] as const)
        await ctx.limits.reset(name, own.key)
      for (const { key } of shared) await ctx.limits.giveBack('password-failures', key)
    },
    isHalfMade: async () => {
      for (const { key } of counted) await ctx.limits.giveBack('password-failures', key)
    },
  }
}

/** Counts as a failure until it succeeds, so that attempts at the same moment are not free. */
async function takeTurn(ctx: Ctx, key: string, free: number): Promise<GameError | null> {
  const seconds = delayAfter(await failuresOf(ctx, key), free)
  return seconds === 0 ? null : (await ctx.limits.count('password-turn', key, seconds)).refusal
}

async function failuresOf(ctx: Ctx, key: string): Promise<number> {
  const { points, left } = await ctx.limits.count('password-failures', key)
  return points - left
}

/** While many guess at an account from everywhere, a new address is let through after one wait. */
async function requirePatience(ctx: Ctx, source: string): Promise<void> {
  const { windowSeconds, secondsToReset } = await ctx.limits.count('password-patience', source)
  const waited = windowSeconds - secondsToReset
  if (waited < LONGEST_DELAY_SECONDS) throw tooMany((LONGEST_DELAY_SECONDS - waited) * 1000)
}
