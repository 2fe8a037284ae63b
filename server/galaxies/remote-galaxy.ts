import { randomBytes } from 'node:crypto'
import { type Logger } from 'pino'
import {
  GALAXY_CALLS,
  type CallInput,
  type CallOutput,
  createGalaxyApi,
  type GalaxyApi,
  type GalaxyCall,
} from '../galaxy/galaxy-api.ts'
import { cacheByVersion } from '../galaxy/cache-by-version.ts'
import { galaxyUnavailable } from './galaxy-unavailable.ts'
import {
  equalsConstantTime,
  NONCE_HEADER,
  callPath,
  SIGNATURE_HEADER,
  signatureOf,
  parseRefusal,
} from './galaxy-wire.ts'

export type RemoteGalaxy = {
  galaxyId: string
  endpoint: string
  token: string
  log: Logger
  /** See `GalaxyCtx.cacheScope`. */
  cacheScope: object
}

/** As many as the process that serves them caches. */
const MAX_CACHED_MAPS = 60
const cachedMap = cacheByVersion<CallOutput<'getMap'>>(MAX_CACHED_MAPS)
const cachedDistricts = cacheByVersion<CallOutput<'listDistricts'>>(1)

/**
 * A galaxy that another process serves. Every call has a deadline; retryable ones are retried once when there is
 * no answer. An answer without the galaxy's signature, or of the wrong shape, counts as none. Maps are fetched
 * once per version: they have up to 5,000 sectors, and many pages show them.
 */
export function remoteGalaxy(galaxy: RemoteGalaxy): GalaxyApi {
  const api = createGalaxyApi((name, input) => callWithRetry(galaxy, name, input))
  return {
    ...api,
    getMap: (input) => cachedMap(galaxy, input.version, () => api.getMap(input)),
    listDistricts: (input) => cachedDistricts(galaxy, input.version, () => api.listDistricts(input)),
  }
}

async function callWithRetry<Name extends GalaxyCall>(
  galaxy: RemoteGalaxy,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const tries = GALAXY_CALLS[name].retryable ? 2 : 1
  let failure: unknown
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      const { ok, body } = await send(galaxy, name, input)
      if (ok) return parseOutput(name, body)
      const refused = parseRefusal(body)
      // An error of the game itself would only repeat.
      if (refused) throw refused.code === 'UNAVAILABLE' ? galaxyUnavailable(refused) : refused
      failure = new Error(`the galaxy answered: ${body.slice(0, 200)}`)
    } catch (error) {
      if (isRefusal(error)) throw error
      failure = error
    }
  }
  galaxy.log.warn({ err: failure, galaxyId: galaxy.galaxyId, call: name }, 'galaxy unreachable')
  throw galaxyUnavailable(failure)
}

const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'GameError'

async function send<Name extends GalaxyCall>(
  { galaxyId, endpoint, token }: RemoteGalaxy,
  name: Name,
  input: CallInput<Name>,
): Promise<{ ok: boolean; body: string }> {
  const nonce = randomBytes(16).toString('base64url')
  const answer = await fetch(`${endpoint.replace(/\/+$/, '')}${callPath(galaxyId, name)}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      [NONCE_HEADER]: nonce,
    },
    body: JSON.stringify(input),
    redirect: 'error',
    signal: AbortSignal.timeout(GALAXY_CALLS[name].deadlineMs),
  })
  const body = await answer.text()
  if (!equalsConstantTime(answer.headers.get(SIGNATURE_HEADER) ?? '', signatureOf(token, nonce, body)))
    throw new Error(`the answer (${answer.status}) is not signed by the galaxy`)
  return { ok: answer.ok, body }
}

/** The schema of a call parses the output of that call. */
const parseOutput = <Name extends GalaxyCall>(name: Name, body: string): CallOutput<Name> =>
  GALAXY_CALLS[name].output.parse(JSON.parse(body)) as CallOutput<Name>
