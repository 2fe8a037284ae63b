import {
  createRefusedTally,
  type CountedRequest,
  type RefusedRequest,
  type Room,
} from '../domain/operations/refused-requests.ts'

/** What a process remembers of refused requests until it is written. */
const ROOM: Room = { people: 500, addresses: 500 }

/** Refused requests that are not in the database yet. To note one costs no statement: an attacker must not make work by being refused. */
export type RefusedRequestLog = {
  note(request: RefusedRequest): void
  /** What was noted since the last time. */
  take(): CountedRequest[]
}

export function createRefusedRequestLog(): RefusedRequestLog {
  let tally = createRefusedTally(ROOM)
  return {
    note: (request) => tally.add(request),
    take: () => {
      const noted = tally.list()
      tally = createRefusedTally(ROOM)
      return noted
    },
  }
}
