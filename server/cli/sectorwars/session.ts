import { createApi, OPERATIONS, type Api } from './api.ts'
import { Failure } from './failure.ts'
import { deleteProfile, profileFile, readProfile, writeProfile, type Profile } from './profiles.ts'
import { type Terminal } from './terminal.ts'

export const DEFAULT_PROFILE = 'default'

/** An access token is exchanged a little before it ends: a request takes its time. */
const EARLY_MS = 30_000

const NOBODY = () => Promise.resolve(null)

/** The interface as everybody has it. */
export const openAsStranger = (terminal: Terminal, url: string): Api => createApi(url, terminal.send, NOBODY)

/** The interface as the person of a profile. @throws Failure where nobody is logged in. */
export async function openSession(terminal: Terminal, name: string): Promise<Api> {
  const file = profileFile(terminal.env, name)
  const profile = await readProfile(file)
  if (!profile) throw new Failure('forbidden', 'Nobody is logged in here.', 'log-in')
  const isFresh = ({ accessUntil }: Profile) => Date.parse(accessUntil) - EARLY_MS > terminal.now()
  let current = profile
  return createApi(profile.url, terminal.send, async (isRefused) => {
    if (!isRefused && isFresh(current)) return current.accessToken
    // Another command may have exchanged it meanwhile.
    const kept = (await readProfile(file)) ?? current
    const isNew = kept.accessToken !== current.accessToken && isFresh(kept)
    current = isNew ? kept : await exchange(terminal, file, kept)
    return current.accessToken
  })
}

/** The next pair of tokens. Two commands that exchange the same one at once get the same. */
async function exchange(terminal: Terminal, file: string, profile: Profile): Promise<Profile> {
  const { refreshToken, url } = profile
  try {
    const pair = await openAsStranger(terminal, url).call(OPERATIONS.refresh, { body: { refreshToken } })
    const next = { ...profile, ...tokensOf(pair, terminal.now()) }
    await writeProfile(file, next)
    return next
  } catch (error) {
    if (error instanceof Failure && error.kind === 'forbidden')
      throw new Failure('forbidden', 'Your log-in has ended.', 'log-in')
    throw error
  }
}

type Pair = { accessToken: string; refreshToken: string; expiresIn: number }

const tokensOf = ({ accessToken, refreshToken, expiresIn }: Pair, now: number) => ({
  ...{ accessToken, refreshToken },
  accessUntil: new Date(now + expiresIn * 1000).toISOString(),
})

type LogIn = Record<'name' | 'url' | 'email' | 'password', string> & { code?: string }

/**
 * Logs in and keeps the tokens, never the password. The log-in that it replaces is ended.
 * @param code of the second factor, where the account has one. @throws Failure
 */
export async function logIn(
  terminal: Terminal,
  { name, url, email, password, code }: LogIn,
): Promise<Profile> {
  const { origin } = requireSafe(url)
  const body = { email, password, ...(code !== undefined && { code }) }
  const pair = await openAsStranger(terminal, origin).call(OPERATIONS.token, { body })
  const asOne = createApi(origin, terminal.send, () => Promise.resolve(pair.accessToken))
  const { callsign } = await asOne.call(OPERATIONS.me)
  const profile = { url: origin, callsign, ...tokensOf(pair, terminal.now()) }
  const file = profileFile(terminal.env, name)
  const former = await readProfile(file).catch(() => null)
  await writeProfile(file, profile)
  if (former) await revoke(terminal, former)
  return profile
}

/** Forgets a profile here, and its tokens at the server where that answers. */
export async function logOut(terminal: Terminal, name: string): Promise<{ isRevoked: boolean } | null> {
  const file = profileFile(terminal.env, name)
  const profile = await readProfile(file)
  if (!profile) return null
  await deleteProfile(file)
  return { isRevoked: await revoke(terminal, profile) }
}

/** Says whether the server ended it. */
async function revoke(terminal: Terminal, { refreshToken, url }: Profile): Promise<boolean> {
  try {
    await openAsStranger(terminal, url).call(OPERATIONS.revoke, { body: { refreshToken } })
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A password goes over the network by TLS or not at all. */
export function requireSafe(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    throw new Failure('usage', `${url} is not an address. It begins with https://`)
  if (address.protocol === 'http:' && !LOCAL.has(address.hostname))
    throw new Failure('usage', `A password is sent over https only: https://${address.host}`)
  return address
}
