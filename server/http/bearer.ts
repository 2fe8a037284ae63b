/** The token of an `Authorization: Bearer …` header, or null. */
export const bearerToken = (request: Request): string | null =>
  /^Bearer +(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null

const PREFIXES = ['/api/v1/', '/trpc/']
/** Here one asks for tokens: a program that sends its old one along must not be turned away for it. */
const TOKEN_PREFIX = '/api/v1/auth/'

export const takesBearer = (path: string): boolean =>
  PREFIXES.some((prefix) => path.startsWith(prefix)) && !path.startsWith(TOKEN_PREFIX)
