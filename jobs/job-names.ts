import { actAtPayPalJob } from './billing/act-at-paypal.ts'
import { processPayPalEventJob } from './billing/process-paypal-event.ts'
import { reconcileAllJob } from './billing/reconcile-all.ts'
import { reconcileSubscriptionJob } from './billing/reconcile-subscription.ts'
import { reconcileUrgentJob } from './billing/reconcile-urgent.ts'
import { settleSubscriptionJob } from './billing/settle-subscription.ts'
import { sweepBillingJob } from './billing/sweep-billing.ts'
import { type JobDefinition, type QueueName } from './define-job.ts'
import { sweepIdentityJob } from './identity/sweep-identity.ts'
import { provisionRegionJob } from './provisioning/provision-region.ts'
import { sweepProvisioningJob } from './provisioning/sweep-provisioning.ts'
import { closeMotion } from './council/close-motion.ts'
import { implementMotion } from './council/implement-motion.ts'
import { sweepCouncil } from './council/sweep-council.ts'
import { settleTreaty } from './diplomacy/settle-treaty.ts'
import { sweepTreaties } from './diplomacy/sweep-treaties.ts'
import { closeElection } from './elections/close-election.ts'
import { openVoting } from './elections/open-voting.ts'
import { sweepElections } from './elections/sweep-elections.ts'
import { sweepSettings } from './regions/sweep-settings.ts'
import { syncSettings } from './regions/sync-settings.ts'
import { generateNexusJob } from './nexus/generate-nexus.ts'
import { sweepNexusJob } from './nexus/sweep-nexus.ts'
import { closePolicy } from './policies/close-policy.ts'
import { implementPolicy } from './policies/implement-policy.ts'
import { sweepPolicies } from './policies/sweep-policies.ts'
import { tellMany } from './notifications/tell-many.ts'
import { enactDecree } from './laws/enact-decree.ts'
import { sweepLaws } from './laws/sweep-laws.ts'
import { payStartingCredits } from './membership/pay-starting-credits.ts'
import { sweepMemberships } from './membership/sweep-memberships.ts'
import { payPatrols } from './economy/pay-patrols.ts'
import { collectMessagesJob } from './regions/collect-messages.ts'
import { snapshotRegionDays } from './regions/snapshot-region-days.ts'
import { remindVoters } from './voting/remind-voters.ts'
import { rewardVoters } from './voting/reward-voters.ts'
import { sweepRewards } from './voting/sweep-rewards.ts'
import { relayOutbox } from './system/relay-outbox.ts'

/** All kinds of jobs. A name without a handler in handlers.ts does not compile. */
export const JOBS = {
  [relayOutbox.name]: relayOutbox,
  [generateNexusJob.name]: generateNexusJob,
  [sweepNexusJob.name]: sweepNexusJob,
  [syncSettings.name]: syncSettings,
  [closeMotion.name]: closeMotion,
  [implementMotion.name]: implementMotion,
  [sweepCouncil.name]: sweepCouncil,
  [settleTreaty.name]: settleTreaty,
  [sweepTreaties.name]: sweepTreaties,
  [openVoting.name]: openVoting,
  [closeElection.name]: closeElection,
  [sweepElections.name]: sweepElections,
  [sweepSettings.name]: sweepSettings,
  [snapshotRegionDays.name]: snapshotRegionDays,
  [payPatrols.name]: payPatrols,
  [collectMessagesJob.name]: collectMessagesJob,
  [provisionRegionJob.name]: provisionRegionJob,
  [sweepProvisioningJob.name]: sweepProvisioningJob,
  [actAtPayPalJob.name]: actAtPayPalJob,
  [processPayPalEventJob.name]: processPayPalEventJob,
  [reconcileAllJob.name]: reconcileAllJob,
  [reconcileSubscriptionJob.name]: reconcileSubscriptionJob,
  [reconcileUrgentJob.name]: reconcileUrgentJob,
  [settleSubscriptionJob.name]: settleSubscriptionJob,
  [sweepBillingJob.name]: sweepBillingJob,
  [sweepMemberships.name]: sweepMemberships,
  [tellMany.name]: tellMany,
  [remindVoters.name]: remindVoters,
  [rewardVoters.name]: rewardVoters,
  [sweepRewards.name]: sweepRewards,
  [sweepLaws.name]: sweepLaws,
  [enactDecree.name]: enactDecree,
  [payStartingCredits.name]: payStartingCredits,
  [sweepPolicies.name]: sweepPolicies,
  [implementPolicy.name]: implementPolicy,
  [closePolicy.name]: closePolicy,
  [sweepIdentityJob.name]: sweepIdentityJob,
} as const satisfies Record<string, JobDefinition>

export type JobName = keyof typeof JOBS

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOBS, name)

/** Queue and retry settings of a job. */
export const queueSettingsOf = (name: string): { queue: QueueName; attempts: number; backoffMs: number } =>
  isJobName(name) ? JOBS[name] : { queue: 'background', attempts: 1, backoffMs: 1_000 }
