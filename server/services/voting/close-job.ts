import { closeMotionJob } from '#jobs/council/close-motion.ts'
import { settleTreatyJob } from '#jobs/diplomacy/settle-treaty.ts'
import { closeElectionJob } from '#jobs/elections/close-election.ts'
import { job, type PendingJob } from '#jobs/outbox.ts'
import { closePolicyJob } from '#jobs/policies/close-policy.ts'
import { type VoteKind } from '#server/domain/voting/vote-kinds.ts'

/** The job that closes a vote of each kind on time; the closes of recalls and rescues are left to their sweeps. */
export const CLOSE_JOB: Record<VoteKind, (subjectId: string, at: Date) => PendingJob | null> = {
  policy: (policyId, at) => job(closePolicyJob, { policyId }, at),
  election: (electionId, at) => job(closeElectionJob, { electionId }, at),
  treaty: (treatyId, at) => job(settleTreatyJob, { treatyId }, at),
  recall: () => null,
  rescue: () => null,
  council: (motionId, at) => job(closeMotionJob, { motionId }, at),
}
