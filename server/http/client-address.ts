import { isIP } from 'node:net'

/**
 * Address of the person behind a request. Behind one trusted proxy that is the last entry of X-Forwarded-For (which the
 * proxy itself wrote); without one the header is somebody's claim and is ignored.
 * What is no address is ignored as well: it would be a key of limits and a text of the list of sessions.
 */
export function clientAddress(
  request: Request,
  socketAddress: string | undefined,
  trustProxy: boolean,
): string {
  const forwarded = trustProxy ? request.headers.get('x-forwarded-for') : null
  const last = forwarded?.split(',').at(-1)?.trim()
  return last !== undefined && isIP(last) !== 0 ? last : (socketAddress ?? 'unknown')
}
