import { type LiveEvent } from '#server/events/event-bus.ts'
import { type OperationRow } from './operation-rows.ts'

/** Administrators see every operation; the requester sees their own. */
export function operationEvents({ id, requestedBy }: OperationRow): LiveEvent[] {
  const forAdmins: LiveEvent = { audience: { kind: 'admin' }, topic: 'operation', id }
  if (requestedBy === null) return [forAdmins]
  return [forAdmins, { audience: { kind: 'user', userId: requestedBy }, topic: 'operation', id }]
}
