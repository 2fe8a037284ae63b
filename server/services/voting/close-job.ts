import { closeMotion } from '#jobs/council/close-motion.ts'
import { settleTreaty } from '#jobs/diplomacy/settle-treaty.ts'
import { closeElection } from '#jobs/elections/close-election.ts'
import { job, type PendingJob } from '#jobs/outbox.ts'
import { closePolicy } from '#jobs/policies/close-policy.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'

/** The job that closes a vote of each kind on time; the close of a recall is left to its sweep. */
export const CLOSE_JOB: Record<VoteKind, (subjectId: string, at: Date) => PendingJob | null> = {
  policy: (policyId, at) => job(closePolicy, { policyId }, at),
  election: (electionId, at) => job(closeElection, { electionId }, at),
  treaty: (treatyId, at) => job(settleTreaty, { treatyId }, at),
  recall: () => null,
  council: (motionId, at) => job(closeMotion, { motionId }, at),
}
