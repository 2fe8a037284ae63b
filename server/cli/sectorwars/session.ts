import { createApi, OPERATIONS, type Api } from './api.ts'
import { Failure } from './failure.ts'
import { profilesFile, readProfiles, writeProfiles, type Profile } from './profiles.ts'
import { type Terminal } from './terminal.ts'

export const DEFAULT_URL = 'http://localhost:3000'
export const DEFAULT_PROFILE = 'default'

/** An access token is exchanged a little before it ends: a request takes its time. */
const EARLY_MS = 30_000

/** The interface as the person of a profile. @throws Failure where nobody is logged in. */
export async function openSession(terminal: Terminal, name: string): Promise<Api & { profile: Profile }> {
  const file = profilesFile(terminal.env)
  const profile = (await readProfiles(file))[name]
  if (!profile) throw new Failure('forbidden', 'Nobody is logged in here. Run: sectorwars login')
  const renew = createApi(profile.url, terminal.send, () => Promise.resolve(null))
  let current = profile
  const accessToken = async () => {
    if (Date.parse(current.accessUntil) - EARLY_MS > terminal.now()) return current.accessToken
    // Another command may have exchanged it meanwhile.
    const kept = (await readProfiles(file))[name]
    if (kept && Date.parse(kept.accessUntil) - EARLY_MS > terminal.now()) current = kept
    else {
      const { refreshToken } = kept ?? current
      const pair = await renew
        .call(OPERATIONS.refresh, { body: { refreshToken } })
        .catch((error: unknown) => {
          if (error instanceof Failure && error.kind === 'forbidden')
            throw new Failure('forbidden', 'Your log-in has ended. Run: sectorwars login')
          throw error
        })
      current = { ...current, ...tokensOf(pair, terminal.now()) }
      await writeProfiles(file, { ...(await readProfiles(file)), [name]: current })
    }
    return current.accessToken
  }
  return { ...createApi(profile.url, terminal.send, accessToken), profile }
}

type Pair = { accessToken: string; refreshToken: string; expiresIn: number }

const tokensOf = ({ accessToken, refreshToken, expiresIn }: Pair, now: number) => ({
  ...{ accessToken, refreshToken },
  accessUntil: new Date(now + expiresIn * 1000).toISOString(),
})

/**
 * Logs in and keeps the tokens, never the password.
 * @param code of the second factor, where the account has one. @throws Failure
 */
export async function logIn(
  terminal: Terminal,
  {
    name,
    url,
    email,
    password,
    code,
  }: Record<'name' | 'url' | 'email' | 'password', string> & { code?: string },
): Promise<Profile> {
  const { origin } = requireSafe(url)
  const body = { email, password, ...(code !== undefined && { code }) }
  const stranger = createApi(origin, terminal.send, () => Promise.resolve(null))
  const pair = await stranger.call(OPERATIONS.token, { body })
  const asOne = createApi(origin, terminal.send, () => Promise.resolve(pair.accessToken))
  const { callsign } = await asOne.call(OPERATIONS.me)
  const profile = { url: origin, callsign, ...tokensOf(pair, terminal.now()) }
  const file = profilesFile(terminal.env)
  await writeProfiles(file, { ...(await readProfiles(file)), [name]: profile })
  return profile
}

/** Forgets a profile here, and its tokens at the server where that answers. */
export async function logOut(terminal: Terminal, name: string): Promise<{ isRevoked: boolean } | null> {
  const file = profilesFile(terminal.env)
  const { [name]: profile, ...others } = await readProfiles(file)
  if (!profile) return null
  await writeProfiles(file, others)
  const { refreshToken, url } = profile
  try {
    const stranger = createApi(url, terminal.send, () => Promise.resolve(null))
    await stranger.call(OPERATIONS.revoke, { body: { refreshToken } })
    return { isRevoked: true }
  } catch (error) {
    if (error instanceof Failure) return { isRevoked: false }
    throw error
  }
}

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A password goes over the network by TLS or not at all. */
export function requireSafe(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null
  if (address === null || !['http:', 'https:'].includes(address.protocol))
    throw new Failure('usage', `${url} is no address. It begins with https://`)
  if (address.protocol === 'http:' && !LOCAL.has(address.hostname))
    throw new Failure('usage', `A password is sent over https only: https://${address.host}`)
  return address
}
