import { archiveRegionJob } from './archives/archive-region.ts'
import { returnRegionJob } from './archives/return-region.ts'
import { sweepArchivesJob } from './archives/sweep-archives.ts'
import { terminateRegionJob } from './archives/terminate-region.ts'
import { makeBackupJob } from './backups/make-backup.ts'
import { restoreGalaxyJob } from './backups/restore-galaxy.ts'
import { sweepDrillsJob } from './backups/sweep-drills.ts'
import { sweepRestoresJob } from './backups/sweep-restores.ts'
import { sweepBackupsJob } from './backups/sweep-backups.ts'
import { actAtPayPalJob } from './billing/act-at-paypal.ts'
import { handOverJob } from './billing/hand-over.ts'
import { movePriceJob } from './billing/move-price.ts'
import { processPayPalEventJob } from './billing/process-paypal-event.ts'
import { reconcileAllJob } from './billing/reconcile-all.ts'
import { reconcileSubscriptionJob } from './billing/reconcile-subscription.ts'
import { reconcileUrgentJob } from './billing/reconcile-urgent.ts'
import { sendRefundJob } from './billing/send-refund.ts'
import { settleSubscriptionJob } from './billing/settle-subscription.ts'
import { sweepBillingJob } from './billing/sweep-billing.ts'
import { type JobDefinition, type QueueName } from './define-job.ts'
import { writeLetInJob } from './identity/write-let-in.ts'
import { writePasswordResetJob } from './identity/write-password-reset.ts'
import { spreadCallsignsJob } from './identity/spread-callsigns.ts'
import { sweepIdentityJob } from './identity/sweep-identity.ts'
import { makeExportJob } from './exports/make-export.ts'
import { sweepExportsJob } from './exports/sweep-exports.ts'
import { sweepPrivacyJob } from './privacy/sweep-privacy.ts'
import { evacuateRegionJob } from './lifecycle/evacuate-region.ts'
import { sweepEvacuationsJob } from './lifecycle/sweep-evacuations.ts'
import { provisionRegionJob } from './provisioning/provision-region.ts'
import { bringUpGalaxiesJob } from './provisioning/bring-up-galaxies.ts'
import { sweepProvisioningJob } from './provisioning/sweep-provisioning.ts'
import { closeMotionJob } from './council/close-motion.ts'
import { implementMotionJob } from './council/implement-motion.ts'
import { sweepCouncilJob } from './council/sweep-council.ts'
import { reconcileDeploymentJob } from './deployments/reconcile-deployment.ts'
import { sweepDeploymentsJob } from './deployments/sweep-deployments.ts'
import { settleTreatyJob } from './diplomacy/settle-treaty.ts'
import { sweepTreatiesJob } from './diplomacy/sweep-treaties.ts'
import { closeElectionJob } from './elections/close-election.ts'
import { openVotingJob } from './elections/open-voting.ts'
import { sweepElectionsJob } from './elections/sweep-elections.ts'
import { sweepSettingsJob } from './regions/sweep-settings.ts'
import { syncSettingsJob } from './regions/sync-settings.ts'
import { generateNexusJob } from './nexus/generate-nexus.ts'
import { sweepNexusJob } from './nexus/sweep-nexus.ts'
import { closePolicyJob } from './policies/close-policy.ts'
import { implementPolicyJob } from './policies/implement-policy.ts'
import { sweepPoliciesJob } from './policies/sweep-policies.ts'
import { sendMailsJob } from './mail/send-mails.ts'
import { notifyManyJob } from './notifications/notify-many.ts'
import { sweepOwnershipJob } from './ownership/sweep-ownership.ts'
import { enactDecreeJob } from './laws/enact-decree.ts'
import { sweepLawsJob } from './laws/sweep-laws.ts'
import { rewardTradeJob } from './membership/reward-trade.ts'
import { sweepMembershipsJob } from './membership/sweep-memberships.ts'
import { openDaysJob } from './economy/open-days.ts'
import { payPatrolsJob } from './economy/pay-patrols.ts'
import { collectPilotDaysJob } from './pilots/collect-pilot-days.ts'
import { collectMessagesJob } from './regions/collect-messages.ts'
import { snapshotRegionDaysJob } from './regions/snapshot-region-days.ts'
import { auditConservationJob } from './economy/audit-conservation.ts'
import { driveCrossingJob } from './travel/drive-crossing.ts'
import { sweepCrossingsJob } from './travel/sweep-crossings.ts'
import { remindVotersJob } from './voting/remind-voters.ts'
import { rewardVotersJob } from './voting/reward-voters.ts'
import { sweepRewardsJob } from './voting/sweep-rewards.ts'
import { maintainLogsJob } from './system/maintain-logs.ts'
import { relayOutboxJob } from './system/relay-outbox.ts'

/** All kinds of jobs. A name without a handler in handlers.ts does not compile. */
export const JOBS = {
  [relayOutboxJob.name]: relayOutboxJob,
  [makeBackupJob.name]: makeBackupJob,
  [sweepBackupsJob.name]: sweepBackupsJob,
  [restoreGalaxyJob.name]: restoreGalaxyJob,
  [sweepRestoresJob.name]: sweepRestoresJob,
  [sweepDrillsJob.name]: sweepDrillsJob,
  [generateNexusJob.name]: generateNexusJob,
  [sweepNexusJob.name]: sweepNexusJob,
  [syncSettingsJob.name]: syncSettingsJob,
  [closeMotionJob.name]: closeMotionJob,
  [implementMotionJob.name]: implementMotionJob,
  [sweepCouncilJob.name]: sweepCouncilJob,
  [settleTreatyJob.name]: settleTreatyJob,
  [sweepTreatiesJob.name]: sweepTreatiesJob,
  [openVotingJob.name]: openVotingJob,
  [closeElectionJob.name]: closeElectionJob,
  [sweepElectionsJob.name]: sweepElectionsJob,
  [sweepOwnershipJob.name]: sweepOwnershipJob,
  [sweepSettingsJob.name]: sweepSettingsJob,
  [snapshotRegionDaysJob.name]: snapshotRegionDaysJob,
  [payPatrolsJob.name]: payPatrolsJob,
  [openDaysJob.name]: openDaysJob,
  [collectMessagesJob.name]: collectMessagesJob,
  [collectPilotDaysJob.name]: collectPilotDaysJob,
  [evacuateRegionJob.name]: evacuateRegionJob,
  [sweepEvacuationsJob.name]: sweepEvacuationsJob,
  [archiveRegionJob.name]: archiveRegionJob,
  [returnRegionJob.name]: returnRegionJob,
  [terminateRegionJob.name]: terminateRegionJob,
  [sweepArchivesJob.name]: sweepArchivesJob,
  [provisionRegionJob.name]: provisionRegionJob,
  [sweepProvisioningJob.name]: sweepProvisioningJob,
  [reconcileDeploymentJob.name]: reconcileDeploymentJob,
  [sweepDeploymentsJob.name]: sweepDeploymentsJob,
  [bringUpGalaxiesJob.name]: bringUpGalaxiesJob,
  [actAtPayPalJob.name]: actAtPayPalJob,
  [handOverJob.name]: handOverJob,
  [movePriceJob.name]: movePriceJob,
  [processPayPalEventJob.name]: processPayPalEventJob,
  [reconcileAllJob.name]: reconcileAllJob,
  [reconcileSubscriptionJob.name]: reconcileSubscriptionJob,
  [reconcileUrgentJob.name]: reconcileUrgentJob,
  [sendRefundJob.name]: sendRefundJob,
  [settleSubscriptionJob.name]: settleSubscriptionJob,
  [sweepBillingJob.name]: sweepBillingJob,
  [rewardTradeJob.name]: rewardTradeJob,
  [sweepMembershipsJob.name]: sweepMembershipsJob,
  [sendMailsJob.name]: sendMailsJob,
  [notifyManyJob.name]: notifyManyJob,
  [remindVotersJob.name]: remindVotersJob,
  [rewardVotersJob.name]: rewardVotersJob,
  [sweepRewardsJob.name]: sweepRewardsJob,
  [sweepLawsJob.name]: sweepLawsJob,
  [enactDecreeJob.name]: enactDecreeJob,
  [sweepPoliciesJob.name]: sweepPoliciesJob,
  [implementPolicyJob.name]: implementPolicyJob,
  [closePolicyJob.name]: closePolicyJob,
  [writeLetInJob.name]: writeLetInJob,
  [writePasswordResetJob.name]: writePasswordResetJob,
  [sweepIdentityJob.name]: sweepIdentityJob,
  [makeExportJob.name]: makeExportJob,
  [sweepExportsJob.name]: sweepExportsJob,
  [sweepPrivacyJob.name]: sweepPrivacyJob,
  [spreadCallsignsJob.name]: spreadCallsignsJob,
  [auditConservationJob.name]: auditConservationJob,
  [driveCrossingJob.name]: driveCrossingJob,
  [sweepCrossingsJob.name]: sweepCrossingsJob,
  [maintainLogsJob.name]: maintainLogsJob,
} as const satisfies Record<string, JobDefinition>

export type JobName = keyof typeof JOBS

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOBS, name)

/** Queue and retry settings of a job. */
export const queueSettingsOf = (name: string): { queue: QueueName; attempts: number; backoffMs: number } =>
  isJobName(name) ? JOBS[name] : { queue: 'background', attempts: 1, backoffMs: 1_000 }
