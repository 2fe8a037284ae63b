import { type TRPCError } from '@trpc/server'
import { refusedKindOf } from '../domain/operations/refused-requests.ts'
import { isGameError } from '../errors.ts'
import { addressKey } from '../limits/address-key.ts'
import { type ApiContext } from './init.ts'

/** Notes a refused call for administrators, if it may be an attempt to get round a rule. */
export function noteRefused(
  { service, request }: ApiContext,
  call: { error: TRPCError; path: string; type: 'query' | 'mutation' | 'subscription' },
): void {
  const { error, path, type } = call
  const { actor, refusedRequests } = service
  const isLoggedIn = actor.kind === 'user'
  const kind = refusedKindOf({ code: error.code, isLoggedIn, isChange: type === 'mutation' })
  if (kind === null) return
  refusedRequests.note({
    ...{ kind, what: path, reason: (isGameError(error.cause) ? error.cause.reason : undefined) ?? '' },
    ...{ userId: isLoggedIn ? actor.userId : null, address: addressKey(request.ipAddress) },
  })
}
