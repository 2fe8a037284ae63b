import { type Position } from '#server/domain/regions/positions.ts'
import { mayStartRecall, type RecallRefusalReason } from '#server/domain/elections/recall.ts'
import { type MembershipType } from '#server/domain/membership/membership-types.ts'
import { type Verdict } from '#server/domain/refusal.ts'
import { OPEN_RECALLS, type VotedRecall } from './recall-queries.ts'

export type RecallQuestion = {
  position: Position
  holder: { userId: string; termFrom: Date; termUntil: Date } | null
  /** Null for somebody who is not logged in. */
  reader: { userId: string; membership: MembershipType | null } | null
  /** Of the region, newest first. */
  recalls: readonly VotedRecall[]
  electionStatus: 'pending' | 'active' | null
  now: Date
}

/** Whether the reader may ask for this recall now, and the one that is open already. */
export function recallVerdict(question: RecallQuestion): {
  verdict: Verdict<undefined, RecallRefusalReason>
  open: VotedRecall | null
} {
  const { position, holder, reader, recalls } = question
  const own = recalls.filter((recall) => recall.position === position && recall.holderId === holder?.userId)
  const open = own.find(({ status }) => OPEN_RECALLS.some((stage) => stage === status)) ?? null
  const failed = own.find(({ status }) => status === 'kept' || status === 'lapsed')
  const verdict = mayStartRecall({
    membershipType: reader?.membership ?? null,
    userId: reader?.userId ?? '',
    holder: holder && { userId: holder.userId, startsAt: holder.termFrom, endsAt: holder.termUntil },
    electionStatus: question.electionStatus,
    hasOpenRecall: open !== null,
    lastFailedAt: failed?.lapsedAt ?? failed?.vote?.decidedAt ?? null,
    now: question.now,
  })
  return { verdict, open }
}
