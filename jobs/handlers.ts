import { type z } from 'zod'
import { type Ctx } from '#server/services/context.ts'
import { handleArchiveRegion } from './archives/archive-region.handler.ts'
import { handleReturnRegion } from './archives/return-region.handler.ts'
import { handleSweepArchives } from './archives/sweep-archives.handler.ts'
import { handleTerminateRegion } from './archives/terminate-region.handler.ts'
import { handleActAtPayPal } from './billing/act-at-paypal.handler.ts'
import { handleHandOver } from './billing/hand-over.handler.ts'
import { handleMovePrice } from './billing/move-price.handler.ts'
import { handleProcessPayPalEvent } from './billing/process-paypal-event.handler.ts'
import { handleReconcileAll } from './billing/reconcile-all.handler.ts'
import { handleReconcileSubscription } from './billing/reconcile-subscription.handler.ts'
import { handleReconcileUrgent } from './billing/reconcile-urgent.handler.ts'
import { handleSendRefund } from './billing/send-refund.handler.ts'
import { handleSettleSubscription } from './billing/settle-subscription.handler.ts'
import { handleSweepBilling } from './billing/sweep-billing.handler.ts'
import { handleWriteLetIn } from './identity/write-let-in.handler.ts'
import { handleWritePasswordReset } from './identity/write-password-reset.handler.ts'
import { handleSpreadCallsigns } from './identity/spread-callsigns.handler.ts'
import { handleSweepIdentity } from './identity/sweep-identity.handler.ts'
import { handleMakeExport } from './exports/make-export.handler.ts'
import { handleSweepExports } from './exports/sweep-exports.handler.ts'
import { handleSweepPrivacy } from './privacy/sweep-privacy.handler.ts'
import { handleReconcileDeployment } from './deployments/reconcile-deployment.handler.ts'
import { handleSweepDeployments } from './deployments/sweep-deployments.handler.ts'
import { type JOBS, type JobName } from './job-names.ts'
import { handleProvisionRegion } from './provisioning/provision-region.handler.ts'
import { handleBringUpGalaxies } from './provisioning/bring-up-galaxies.handler.ts'
import { handleSweepProvisioning } from './provisioning/sweep-provisioning.handler.ts'
import { handleCloseMotion } from './council/close-motion.handler.ts'
import { handleImplementMotion } from './council/implement-motion.handler.ts'
import { handleSweepCouncil } from './council/sweep-council.handler.ts'
import { handleSettleTreaty } from './diplomacy/settle-treaty.handler.ts'
import { handleSweepTreaties } from './diplomacy/sweep-treaties.handler.ts'
import { handleCloseElection } from './elections/close-election.handler.ts'
import { handleOpenVoting } from './elections/open-voting.handler.ts'
import { handleSweepElections } from './elections/sweep-elections.handler.ts'
import { handleSweepOwnership } from './ownership/sweep-ownership.handler.ts'
import { handleSweepSettings } from './regions/sweep-settings.handler.ts'
import { handleSyncSettings } from './regions/sync-settings.handler.ts'
import { handleGenerateNexus } from './nexus/generate-nexus.handler.ts'
import { handleSweepNexus } from './nexus/sweep-nexus.handler.ts'
import { handleClosePolicy } from './policies/close-policy.handler.ts'
import { handleImplementPolicy } from './policies/implement-policy.handler.ts'
import { handleSweepPolicies } from './policies/sweep-policies.handler.ts'
import { handleSendMails } from './mail/send-mails.handler.ts'
import { handleNotifyMany } from './notifications/notify-many.handler.ts'
import { handleEnactDecree } from './laws/enact-decree.handler.ts'
import { handleSweepLaws } from './laws/sweep-laws.handler.ts'
import { handleRewardTrade } from './membership/reward-trade.handler.ts'
import { handleSweepMemberships } from './membership/sweep-memberships.handler.ts'
import { handleOpenDays } from './economy/open-days.handler.ts'
import { handlePayPatrols } from './economy/pay-patrols.handler.ts'
import { handleCollectPilotDays } from './pilots/collect-pilot-days.handler.ts'
import { handleCollectMessages } from './regions/collect-messages.handler.ts'
import { handleSnapshotRegionDays } from './regions/snapshot-region-days.handler.ts'
import { handleRemindVoters } from './voting/remind-voters.handler.ts'
import { handleRewardVoters } from './voting/reward-voters.handler.ts'
import { handleSweepRewards } from './voting/sweep-rewards.handler.ts'
import { handleAuditConservation } from './economy/audit-conservation.handler.ts'
import { handleDriveCrossing } from './travel/drive-crossing.handler.ts'
import { handleSweepCrossings } from './travel/sweep-crossings.handler.ts'
import { handleMakeBackup } from './backups/make-backup.handler.ts'
import { handleEvacuateRegion } from './lifecycle/evacuate-region.handler.ts'
import { handleSweepEvacuations } from './lifecycle/sweep-evacuations.handler.ts'
import { handleRestoreGalaxy } from './backups/restore-galaxy.handler.ts'
import { handleSweepDrills } from './backups/sweep-drills.handler.ts'
import { handleSweepRestores } from './backups/sweep-restores.handler.ts'
import { handleSweepBackups } from './backups/sweep-backups.handler.ts'
import { handleMaintainLogs } from './system/maintain-logs.handler.ts'
import { handleRelayOutbox } from './system/relay-outbox.handler.ts'

type Handlers = {
  [N in JobName]: (ctx: Ctx, payload: z.output<(typeof JOBS)[N]['payload']>) => Promise<void>
}

/** The worker parses the payload. A handler calls one verb and may run twice. */
export const handlers: Handlers = {
  'relay-outbox': handleRelayOutbox,
  'make-backup': handleMakeBackup,
  'sweep-backups': handleSweepBackups,
  'archive-region': handleArchiveRegion,
  'return-region': handleReturnRegion,
  'terminate-region': handleTerminateRegion,
  'sweep-archives': handleSweepArchives,
  'evacuate-region': handleEvacuateRegion,
  'sweep-evacuations': handleSweepEvacuations,
  'restore-galaxy': handleRestoreGalaxy,
  'sweep-restores': handleSweepRestores,
  'sweep-drills': handleSweepDrills,
  'maintain-logs': handleMaintainLogs,
  'audit-conservation': handleAuditConservation,
  'drive-crossing': handleDriveCrossing,
  'sweep-crossings': handleSweepCrossings,
  'generate-nexus': handleGenerateNexus,
  'sweep-nexus': handleSweepNexus,
  'sync-settings': handleSyncSettings,
  'close-motion': handleCloseMotion,
  'implement-motion': handleImplementMotion,
  'sweep-council': handleSweepCouncil,
  'settle-treaty': handleSettleTreaty,
  'sweep-treaties': handleSweepTreaties,
  'open-voting': handleOpenVoting,
  'close-election': handleCloseElection,
  'sweep-elections': handleSweepElections,
  'sweep-ownership': handleSweepOwnership,
  'sweep-settings': handleSweepSettings,
  'snapshot-region-days': handleSnapshotRegionDays,
  'pay-patrols': handlePayPatrols,
  'open-days': handleOpenDays,
  'collect-messages': handleCollectMessages,
  'collect-pilot-days': handleCollectPilotDays,
  'provision-region': handleProvisionRegion,
  'reconcile-deployment': handleReconcileDeployment,
  'sweep-deployments': handleSweepDeployments,
  'bring-up-galaxies': handleBringUpGalaxies,
  'sweep-provisioning': handleSweepProvisioning,
  'act-at-paypal': handleActAtPayPal,
  'hand-over': handleHandOver,
  'move-price': handleMovePrice,
  'process-paypal-event': handleProcessPayPalEvent,
  'reconcile-all': handleReconcileAll,
  'reconcile-subscription': handleReconcileSubscription,
  'reconcile-urgent': handleReconcileUrgent,
  'send-refund': handleSendRefund,
  'settle-subscription': handleSettleSubscription,
  'sweep-billing': handleSweepBilling,
  'reward-trade': handleRewardTrade,
  'sweep-memberships': handleSweepMemberships,
  'send-mails': handleSendMails,
  'notify-many': handleNotifyMany,
  'remind-voters': handleRemindVoters,
  'reward-voters': handleRewardVoters,
  'sweep-rewards': handleSweepRewards,
  'sweep-laws': handleSweepLaws,
  'enact-decree': handleEnactDecree,
  'sweep-policies': handleSweepPolicies,
  'implement-policy': handleImplementPolicy,
  'close-policy': handleClosePolicy,
  'write-let-in': handleWriteLetIn,
  'write-password-reset': handleWritePasswordReset,
  'sweep-identity': handleSweepIdentity,
  'make-export': handleMakeExport,
  'sweep-exports': handleSweepExports,
  'sweep-privacy': handleSweepPrivacy,
  'spread-callsigns': handleSpreadCallsigns,
}
