import { type z } from 'zod'
import { REST_SCHEMAS, type RestSchemaName } from '../../trpc/rest/schemas.ts'
import { restError } from '../../trpc/rest/error-schema.ts'
import { Failure } from './failure.ts'

/** An operation of the REST interface. A test compares each with the router. */
export type Operation<Name extends RestSchemaName | null = RestSchemaName | null> = {
  method: 'GET' | 'POST'
  /** `{name}` stands for one segment. */
  path: `/${string}`
  answer: Name
}

const operation = <Name extends RestSchemaName | null>(
  method: Operation['method'],
  path: Operation['path'],
  answer: Name,
): Operation<Name> => ({ method, path, answer })

/** Every operation that the command line calls. */
export const OPERATIONS = {
  token: operation('POST', '/auth/token', 'TokenPair'),
  refresh: operation('POST', '/auth/refresh', 'TokenPair'),
  revoke: operation('POST', '/auth/revoke', 'Revoked'),
  me: operation('GET', '/me', 'Account'),
  health: operation('GET', '/status/health', 'Health'),
  status: operation('GET', '/status', 'Status'),
  essentials: operation('GET', '/admin/essentials', 'Essentials'),
  task: operation('GET', '/admin/operations/{taskId}', 'Operation'),
  regions: operation('GET', '/admin/regions', 'AdminRegionPage'),
  region: operation('GET', '/admin/regions/{name}', 'AdminRegion'),
  planDeployment: operation('GET', '/admin/regions/{name}/deployment', 'DeploymentPlan'),
  provisionRegion: operation('POST', '/admin/regions/{name}/provision', 'Operation'),
  moveRegion: operation('POST', '/admin/regions/{name}/move', 'Operation'),
  scaleRegion: operation('POST', '/admin/regions/{name}/scale', 'Operation'),
  suspendRegion: operation('POST', '/admin/regions/{name}/suspend', 'Operation'),
  resumeRegion: operation('POST', '/admin/regions/{name}/resume', 'Operation'),
  nexusStatus: operation('GET', '/nexus/status', 'NexusStatus'),
  nexusStats: operation('GET', '/nexus/stats', 'NexusStats'),
  districts: operation('GET', '/nexus/districts', 'DistrictList'),
  generateNexus: operation('POST', '/nexus/generate', 'Generation'),
  players: operation('GET', '/admin/players', 'AdminPlayers'),
  suspend: operation('POST', '/admin/players/{userId}/suspension', null),
  liftSuspension: operation('POST', '/admin/players/{userId}/suspension/end', null),
  jobs: operation('GET', '/admin/jobs', 'FailedJobs'),
  settleJob: operation('POST', '/admin/jobs', null),
  revenue: operation('GET', '/admin/revenue', 'Revenue'),
  subscriptions: operation('GET', '/admin/subscriptions', 'AdminSubscriptionPage'),
  backups: operation('GET', '/admin/backups', 'BackupPage'),
  backUp: operation('POST', '/admin/backups', null),
  previewRestore: operation('GET', '/admin/backups/{backupId}/restore', 'RestorePreview'),
  restore: operation('POST', '/admin/backups/{backupId}/restore', 'Operation'),
  archives: operation('GET', '/admin/archives', 'ArchivePage'),
  retryArchive: operation('POST', '/admin/archives/{taskId}/retry', null),
} as const satisfies Record<string, Operation>

export type Answer<Name extends RestSchemaName> = z.output<(typeof REST_SCHEMAS)[Name]>
type AnswerOf<Name extends RestSchemaName | null> = Name extends RestSchemaName ? Answer<Name> : null

/** Fields of the path, of the query and of the body; those that are undefined are not sent. */
export type Fields = {
  path?: Record<string, string>
  query?: Record<string, string | number | boolean | undefined>
  body?: Record<string, unknown>
}

export type Send = (request: Request) => Promise<Response>
/** The token of a call; `isRefused` after the server refused the last one. Null where nobody is logged in. */
export type AccessToken = (isRefused: boolean) => Promise<string | null>

export type Api = {
  /** @throws Failure with the exit code of what went wrong. */
  call<Name extends RestSchemaName | null>(asked: Operation<Name>, fields?: Fields): Promise<AnswerOf<Name>>
}

/** @param accessToken asked before each call, and once more where the server refuses what it said. */
export function createApi(url: string, send: Send, accessToken: AccessToken): Api {
  return {
    call: async (asked, fields = {}) => {
      const ask = async (token: string | null) => answerTo(requestOf(url, asked, fields, token), send)
      const token = await accessToken(false)
      let response = await ask(token)
      if (response.status === 401 && token !== null) response = await ask(await accessToken(true))
      const elsewhere = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && elsewhere !== null)
        throw new Failure('usage', `The server leads to ${elsewhere}. Log in with the --url of that host.`)
      if (!response.ok) throw await failureOf(response)
      return readAnswer(asked, response)
    },
  }
}

function requestOf(url: string, { method, path }: Operation, fields: Fields, token: string | null): Request {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(fields.path?.[name] ?? ''),
  )
  const address = new URL(`${url.replace(/\/$/, '')}/api/v1${filled}`)
  for (const [name, value] of Object.entries(fields.query ?? {}))
    if (value !== undefined) address.searchParams.set(name, String(value))
  return new Request(address, {
    method,
    headers: {
      accept: 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(method === 'POST' && { 'content-type': 'application/json' }),
    },
    ...(method === 'POST' && { body: JSON.stringify(fields.body ?? {}) }),
    // What stands between could have a log-in's password sent elsewhere.
    redirect: 'manual',
  })
}

async function answerTo(request: Request, send: Send): Promise<Response> {
  try {
    return await send(request)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const why = (cause instanceof Error && cause.message) || String(error)
    throw new Failure('unavailable', `${new URL(request.url).origin} does not answer: ${why}`)
  }
}

async function readAnswer<Name extends RestSchemaName | null>(
  { answer }: Operation<Name>,
  response: Response,
): Promise<AnswerOf<Name>> {
  if (answer === null) {
    if (response.status !== 204)
      throw new Failure('failed', 'This answer is not of the game: is the --url right?')
    return null as AnswerOf<Name>
  }
  const read = REST_SCHEMAS[answer].safeParse(await response.json().catch(() => null))
  if (!read.success)
    throw new Failure('failed', 'The server answers what this program does not know: update the program.')
  return read.data as AnswerOf<Name>
}

const KINDS: Record<number, Failure['kind']> = {
  400: 'usage',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  429: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

/** What the REST interface says to a path that it does not have. */
const UNKNOWN_ENDPOINT = 'Unknown endpoint.'

async function failureOf(response: Response): Promise<Failure> {
  const kind = KINDS[response.status] ?? 'failed'
  const said = restError.safeParse(await response.json().catch(() => null))
  if (!said.success) return new Failure(kind, `The server answers ${response.status}.`)
  const { message, issues = [], reason } = said.data
  if (message === UNKNOWN_ENDPOINT)
    return new Failure('failed', 'The server does not know this command: it is older than this program.')
  const details = issues.map(({ path, message: text }) => (path === '' ? text : `${path}: ${text}`))
  const wait = response.headers.get('retry-after')
  return new Failure(
    kind,
    [
      issues.length > 0 ? details.join(' ') : message,
      ...(wait !== null && /^\d+$/.test(wait) ? [`Try again in ${wait} s.`] : []),
    ].join(' '),
    reason ?? null,
  )
}
