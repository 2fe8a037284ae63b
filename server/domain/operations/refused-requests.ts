/** Why a request that is noted was refused. */
export const REFUSED_KINDS = ['not-allowed', 'not-found', 'too-many', 'cross-site', 'bad-token'] as const
export type RefusedKind = (typeof REFUSED_KINDS)[number]

export const REFUSED_TEXTS: Record<RefusedKind, { label: string; text: string }> = {
  'not-allowed': { label: 'Not allowed', text: 'Somebody asked for what they may not do or see.' },
  'not-found': { label: 'Unknown id', text: 'A change named something that is not theirs or not there.' },
  'too-many': { label: 'Too many', text: 'More requests or attempts than a limit allows.' },
  'cross-site': {
    label: 'From another site',
    text: 'A change came with our cookie from a page that is not ours.',
  },
  'bad-token': { label: 'Bad token', text: 'An access token was forged, ended or has expired.' },
}

/** What is the same in all requests that one row counts. */
export type RefusedRequest = {
  kind: RefusedKind
  /** The procedure, or the door where none was reached; empty in the row for all others. */
  what: string
  /** The refusal's own, if it has one; empty otherwise. */
  reason: string
  userId: string | null
  /** Where it came from; null in the row for all others. */
  address: string | null
}
export type CountedRequest = RefusedRequest & { count: number }

/** Why an answer of a procedure is noted; null for one that is no sign of an attempt to get round a rule. */
export function refusedKindOf(answer: {
  code: string
  isLoggedIn: boolean
  isChange: boolean
}): RefusedKind | null {
  switch (answer.code) {
    case 'FORBIDDEN':
      return 'not-allowed'
    case 'TOO_MANY_REQUESTS':
      return 'too-many'
    case 'NOT_FOUND':
      // A reader’s old link is nothing; a change needs an id that its page did not offer.
      return answer.isLoggedIn && answer.isChange ? 'not-found' : null
    default:
      return null
  }
}

/** How many different ones are kept apart: of people, and of addresses without a person. */
export type Room = { people: number; addresses: number }
const sideOf = ({ userId }: RefusedRequest): keyof Room => (userId === null ? 'addresses' : 'people')

export const keyOfRefused = ({ kind, what, reason, userId, address }: RefusedRequest): string =>
  JSON.stringify([kind, what, reason, userId, address])

/** The row that counts all of a kind for which there was no room. */
const restOf = ({ kind }: RefusedRequest): RefusedRequest => ({
  ...{ kind, what: '', reason: '', userId: null, address: null },
})

/**
 * Counts refused requests by what is the same in them, with bounds: who sends many different ones fills a row a kind, and nobody without
 * an account takes the room of those with one. @param isKept what has its place already, and needs no room
 */
export function createRefusedTally(
  room: Room,
  isKept: (request: RefusedRequest) => boolean = () => false,
): { add(request: RefusedRequest, count?: number): void; list(): CountedRequest[] } {
  const counted = new Map<string, CountedRequest>()
  const left = { ...room }
  const countIn = (request: RefusedRequest, count: number): void => {
    const key = keyOfRefused(request)
    const known = counted.get(key)
    counted.set(key, { ...request, count: (known?.count ?? 0) + count })
  }
  return {
    add(request, count = 1) {
      if (counted.has(keyOfRefused(request)) || isKept(request)) return countIn(request, count)
      const side = sideOf(request)
      if (left[side] <= 0) return countIn(restOf(request), count)
      left[side] -= 1
      countIn(request, count)
    },
    list: () => [...counted.values()],
  }
}
