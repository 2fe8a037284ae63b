import { createCallerFactory, router } from './init.ts'
import { adminInvitesRouter } from './routers/admin-invites.ts'
import { confirmationRouter } from './routers/confirmation.ts'
import { contractsRouter } from './routers/contracts.ts'
import { combatRouter } from './routers/combat.ts'
import { councilRouter } from './routers/council.ts'
import { deploymentsRouter } from './routers/deployments.ts'
import { diplomacyRouter } from './routers/diplomacy.ts'
import { economyRouter } from './routers/economy.ts'
import { electionsRouter } from './routers/elections.ts'
import { identityRouter } from './routers/identity.ts'
import { incidentsRouter } from './routers/incidents.ts'
import { mailRouter } from './routers/mail.ts'
import { nexusRouter } from './routers/nexus.ts'
import { addressRouter } from './routers/address.ts'
import { alertsRouter } from './routers/alerts.ts'
import { archivesRouter } from './routers/archives.ts'
import { backupsRouter } from './routers/backups.ts'
import { billingRouter } from './routers/billing.ts'
import { notificationsRouter } from './routers/notifications.ts'
import { operationsRouter } from './routers/operations.ts'
import { privacyRouter } from './routers/privacy.ts'
import { provisioningRouter } from './routers/provisioning.ts'
import { recoveryRouter } from './routers/recovery.ts'
import { secondFactorRouter } from './routers/second-factor.ts'
import { shipsRouter } from './routers/ships.ts'
import { spaceRouter } from './routers/space.ts'
import { ownershipRouter } from './routers/ownership.ts'
import { passkeysRouter } from './routers/passkeys.ts'
import { membershipRouter } from './routers/membership.ts'
import { pilotsRouter } from './routers/pilots.ts'
import { playersRouter } from './routers/players.ts'
import { policiesRouter } from './routers/policies.ts'
import { reportsRouter } from './routers/reports.ts'
import { regionsRouter } from './routers/regions.ts'
import { statusRouter } from './routers/status.ts'
import { tradeRouter } from './routers/trade.ts'
import { travelRouter } from './routers/travel.ts'
import { treasuryRouter } from './routers/treasury.ts'
import { votingRouter } from './routers/voting.ts'

/** Every procedure of the game, one router a context. */
export const appRouter = router({
  address: addressRouter,
  adminInvites: adminInvitesRouter,
  alerts: alertsRouter,
  archives: archivesRouter,
  backups: backupsRouter,
  billing: billingRouter,
  confirmation: confirmationRouter,
  contracts: contractsRouter,
  combat: combatRouter,
  council: councilRouter,
  deployments: deploymentsRouter,
  diplomacy: diplomacyRouter,
  economy: economyRouter,
  elections: electionsRouter,
  identity: identityRouter,
  incidents: incidentsRouter,
  mail: mailRouter,
  nexus: nexusRouter,
  notifications: notificationsRouter,
  operations: operationsRouter,
  privacy: privacyRouter,
  provisioning: provisioningRouter,
  recovery: recoveryRouter,
  secondFactor: secondFactorRouter,
  ships: shipsRouter,
  space: spaceRouter,
  status: statusRouter,
  regions: regionsRouter,
  reports: reportsRouter,
  membership: membershipRouter,
  ownership: ownershipRouter,
  passkeys: passkeysRouter,
  pilots: pilotsRouter,
  players: playersRouter,
  policies: policiesRouter,
  trade: tradeRouter,
  travel: travelRouter,
  treasury: treasuryRouter,
  voting: votingRouter,
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
export type ApiCaller = ReturnType<typeof createCaller>
