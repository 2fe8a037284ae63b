import { type LiveEvent } from '#server/events/event-bus.ts'
import { type OperationRow } from './operation-rows.ts'

/** Administrators watch every run; who asked for one watches it too. */
export function operationEvents({ id, requestedBy }: OperationRow): LiveEvent[] {
  const forAdmins: LiveEvent = { audience: { kind: 'admin' }, topic: 'operation', id }
  if (requestedBy === null) return [forAdmins]
  return [forAdmins, { audience: { kind: 'user', userId: requestedBy }, topic: 'operation', id }]
}
