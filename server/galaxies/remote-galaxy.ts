import { randomBytes } from 'node:crypto'
import { type Logger } from 'pino'
import {
  GALAXY_CALLS,
  type CallInput,
  type CallOutput,
  galaxyApiBy,
  type GalaxyApi,
  type GalaxyCall,
} from '../galaxy/galaxy-api.ts'
import { keepReadings } from '../galaxy/keep-readings.ts'
import { galaxyUnavailable } from './galaxy-unavailable.ts'
import { isSame, NONCE_HEADER, pathOfCall, PROOF_HEADER, proofOf, refusalIn } from './galaxy-wire.ts'

export type RemoteGalaxy = {
  galaxyId: string
  endpoint: string
  token: string
  log: Logger
  /** Lives as long as the process: what a version of the galaxy changes only is carried over once for it. */
  memory: object
}

/** As many as the process that serves them keeps. */
const MAPS_KEPT = 60
const keepMap = keepReadings<CallOutput<'map'>>(MAPS_KEPT)
const keepDistricts = keepReadings<CallOutput<'districts'>>(1)

/**
 * A galaxy that another process serves. Every call has its deadline; one that may be repeated is sent once more when no answer
 * came. An answer that the galaxy's token did not sign, or of another shape than the call's, counts as none. A map is asked for
 * once a version: it may have 5,000 sectors, and many pages show it.
 */
export function remoteGalaxy(galaxy: RemoteGalaxy): GalaxyApi {
  const api = galaxyApiBy((name, input) => ask(galaxy, name, input))
  return {
    ...api,
    map: (input) => keepMap(galaxy, input.version, () => api.map(input)),
    districts: (input) => keepDistricts(galaxy, input.version, () => api.districts(input)),
  }
}

async function ask<Name extends GalaxyCall>(
  galaxy: RemoteGalaxy,
  name: Name,
  input: CallInput<Name>,
): Promise<CallOutput<Name>> {
  const tries = GALAXY_CALLS[name].repeatable ? 2 : 1
  let failure: unknown
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      const { ok, body } = await send(galaxy, name, input)
      if (ok) return parseOutput(name, body)
      const refused = refusalIn(body)
      // What the galaxy itself refuses it would refuse again.
      if (refused) throw refused.code === 'UNAVAILABLE' ? galaxyUnavailable(refused) : refused
      failure = new Error(`the galaxy answered: ${body.slice(0, 200)}`)
    } catch (error) {
      if (refusalOf(error)) throw error
      failure = error
    }
  }
  galaxy.log.warn({ err: failure, galaxyId: galaxy.galaxyId, call: name }, 'a galaxy cannot be reached')
  throw galaxyUnavailable(failure)
}

const refusalOf = (error: unknown): boolean => error instanceof Error && error.name === 'GameError'

async function send<Name extends GalaxyCall>(
  { galaxyId, endpoint, token }: RemoteGalaxy,
  name: Name,
  input: CallInput<Name>,
): Promise<{ ok: boolean; body: string }> {
  const nonce = randomBytes(16).toString('base64url')
  const answer = await fetch(`${endpoint.replace(/\/+$/, '')}${pathOfCall(galaxyId, name)}`, {
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
  if (!isSame(answer.headers.get(PROOF_HEADER) ?? '', proofOf(token, nonce, body)))
    throw new Error(`the answer (${answer.status}) is not signed by the galaxy`)
  return { ok: answer.ok, body }
}

/** The schema that is looked up by the call's name gives the call's output. */
const parseOutput = <Name extends GalaxyCall>(name: Name, body: string): CallOutput<Name> =>
  GALAXY_CALLS[name].output.parse(JSON.parse(body)) as CallOutput<Name>
