import { sql } from 'drizzle-orm'
import {
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { ELECTION_METHODS } from '#server/domain/regions/election-methods.ts'
import { SCHEDULED_DECREE_STATUSES } from '#server/domain/policies/scheduled-decree.ts'
import { TIERS } from '#server/domain/billing/tiers.ts'
import { GOVERNANCE_TYPES } from '#server/domain/regions/governance-types.ts'
import { AUTHORITIES, LAW_KINDS } from '#server/domain/regions/law-kinds.ts'
import { type SettingsPatch } from '#server/domain/regions/levers.ts'
import { GALAXY_STATUSES } from '#server/domain/regions/galaxy-status.ts'
import { REGION_STATUSES } from '#server/domain/regions/region-status.ts'
import { IMMIGRATION_POLICIES } from '#server/domain/membership/immigration-policies.ts'
import { PVP_RULES, type Lever, type RegionSettings } from '#server/domain/regions/settings.ts'
import { SPECIALIZATIONS, type TradeBonuses } from '#server/domain/economy/specializations.ts'
import { type Theme } from '#server/domain/culture/theme.ts'
import { type Tradition } from '#server/domain/culture/traditions.ts'
import { DISPLAY_NAME_LENGTH } from '#server/domain/regions/display-name.ts'
import { BOUNDS, CONSTITUTION_MAX_LENGTH } from '#server/domain/regions/bounds.ts'
import { NEXUS_SECTORS } from '#server/domain/galaxy/districts.ts'
import { MOTTO_MAX_LENGTH } from '#server/domain/culture/traditions.ts'
import { REPUTATION_MAX } from '#server/domain/membership/reputation.ts'
import { EXPIRY_DAYS } from '#server/domain/policies/law-timing.ts'
import {
  REGION_NAME_MAX_LENGTH,
  REGION_NAME_MIN_LENGTH,
  REGION_NAME_SHAPE,
} from '#server/domain/regions/region-name.ts'
import {
  after,
  atLeast,
  between,
  inOrder,
  isArray,
  isObject,
  length,
  matches,
  rule,
  setWhen,
  together,
} from '../checks.ts'
import { bytes, credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { pgTable } from './table.ts'

/**
 * Location of each galaxy's database. The password of its role is derived from the installation's secret and never
 * stored.
 */
export const galaxies = pgTable(
  'galaxies',
  {
    id: id(),
    kind: text('kind', { enum: ['nexus', 'region'] }).notNull(),
    /** Name of database and role. Opaque, because every role can list the databases. */
    databaseName: text('database_name').notNull().unique(),
    /** Connection string without user and password; changing it moves the galaxy. */
    location: text('location').notNull(),
    /** Address of the process that serves it over HTTP; null where every process of the platform serves it itself. */
    endpoint: text('endpoint'),
    /** The template whose migrations its database has; null for one made before this was kept. */
    schema: text('schema'),
    /** `archived`: closed for good or until its region comes back (`region_archives`), with or without a database. */
    status: text('status', { enum: GALAXY_STATUSES }).notNull(),
    /** Since when it does not answer, as far as a sweep has found; null while it answers. */
    awaySince: moment('away_since'),
    createdAt: moment('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('galaxies_single_nexus')
      .on(t.kind)
      .where(sql`kind = 'nexus' and status <> 'dropped'`),
  ],
)

/** Messages of galaxies that were applied: each once, however often it comes. */
export const galaxyInbox = pgTable(
  'galaxy_inbox',
  {
    /** The id that the galaxy gave the message. */
    id: uuid('id').primaryKey(),
    galaxyId: uuid('galaxy_id')
      .notNull()
      .references(() => galaxies.id),
    appliedAt: moment('applied_at').notNull(),
    /** When it was acknowledged to the galaxy. Soon afterwards it can no longer be delivered again. */
    acknowledgedAt: moment('acknowledged_at'),
  },
  (t) => [
    index('galaxy_inbox_open_idx')
      .on(t.galaxyId)
      .where(sql`acknowledged_at is null`),
    index('galaxy_inbox_acknowledged_idx').on(t.acknowledgedAt),
  ],
)

/** Emblems that owners uploaded, as we wrote them anew. */
export const regionEmblems = pgTable('region_emblems', {
  regionId: uuid('region_id')
    .primaryKey()
    .references((): AnyPgColumn => regions.id, { onDelete: 'cascade' }),
  picture: bytes('picture').notNull(),
  uploadedAt: moment('uploaded_at').notNull(),
  /** Since when its region's tier has none; null while it has. */
  hiddenSince: moment('hidden_since'),
})

/** Larger tiers that regions had: what those keep for longer stays until then (docs/decisions/0063-sizes-of-regions.md). */
export const keptTiers = pgTable(
  'kept_tiers',
  {
    regionId: uuid('region_id')
      .notNull()
      .references((): AnyPgColumn => regions.id, { onDelete: 'cascade' }),
    tier: text('tier', { enum: TIERS }).notNull(),
    until: moment('until').notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionId, t.tier] })],
)

/** A region and its current settings (the levers of `RegionSettings`), each change of which has a row in `laws`. */
export const regions = pgTable(
  'regions',
  {
    id: id(),
    name: text('name').notNull(),
    displayName: text('display_name').notNull(),
    /** What tells it apart, as `nameKeys` says; null until the process that updates the schema has computed it. */
    displayNameKey: text('display_name_key'),
    displayNameLook: text('display_name_look'),
    /** 0, but for look-alikes of an older name that were there before such were refused: they stay and are counted. */
    displayNameTwin: integer('display_name_twin').notNull().default(0),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id),
    status: text('status', { enum: REGION_STATUSES }).notNull(),
    statusChangedAt: moment('status_changed_at').notNull(),
    /** Since when it is not paid for, as its people saw it: when its status last left `active`. Null while it is active. */
    lapsedAt: moment('lapsed_at'),
    /** What its owner pays for: room and convenience only. A copy of its subscription's. */
    tier: text('tier', { enum: TIERS }).notNull().default('standard'),
    /** Tells the emblem that its owner uploaded from others, as its address does; null: the one of its theme. The picture is in `region_emblems`. */
    emblemMark: text('emblem_mark'),
    galaxyId: uuid('galaxy_id')
      .unique('regions_galaxy_key')
      .references(() => galaxies.id),
    seed: text('seed').notNull(),
    totalSectors: integer('total_sectors').notNull(),
    /** The region's own gate sector. */
    gateSector: integer('gate_sector'),
    nexusWarpGateSector: integer('nexus_warp_gate_sector'),
    governanceType: text('governance_type', { enum: GOVERNANCE_TYPES }).notNull(),
    votingThresholdBp: integer('voting_threshold_bp').notNull(),
    quorumBp: integer('quorum_bp').notNull(),
    electionFrequencyDays: integer('election_frequency_days').notNull(),
    constitutionalText: text('constitutional_text').notNull(),
    electionMethod: text('election_method', { enum: ELECTION_METHODS })
      .notNull()
      .default('weighted_plurality'),
    /** Maximum number of consecutive terms in an office; 0: unlimited. */
    termLimit: integer('term_limit').notNull().default(0),
    taxRateBp: integer('tax_rate_bp').notNull(),
    tariffBp: integer('tariff_bp').notNull().default(0),
    startingCredits: credits('starting_credits').notNull(),
    tradeBonuses: jsonb('trade_bonuses').$type<TradeBonuses>().notNull(),
    economicSpecialization: text('economic_specialization', { enum: SPECIALIZATIONS }),
    pvpRule: text('pvp_rule', { enum: PVP_RULES }).notNull(),
    immigrationPolicy: text('immigration_policy', { enum: IMMIGRATION_POLICIES }).notNull(),
    citizenshipWaitDays: integer('citizenship_wait_days').notNull(),
    defenseLevel: integer('defense_level').notNull(),
    languagePack: jsonb('language_pack').$type<Record<string, string>>().notNull(),
    theme: jsonb('theme').$type<Theme>().notNull(),
    traditions: jsonb('traditions').$type<Tradition[]>().notNull(),
    motto: text('motto').notNull(),
    /** Version of the map. Increases when the galaxy is filled again. */
    mapVersion: integer('map_version').notNull().default(1),
    /** Increases with every change of a setting. The galaxy's copy carries the version it was made from. */
    settingsVersion: integer('settings_version').notNull().default(1),
    /**
     * Version of the galaxy's copy, as far as known. Below `settingsVersion` the copy is stale and a sweep updates
     * it.
     */
    galaxySettingsVersion: integer('galaxy_settings_version').notNull().default(0),
    /** The latest UTC day whose patrols are known to be booked in the galaxy; null before the first. */
    patrolsPaidDay: date('patrols_paid_day'),
    /** Patrol level paid for on that day. The galaxy's own record is authoritative; the sweep updates this copy. */
    patrolsPaidLevel: integer('patrols_paid_level'),
    createdAt: moment('created_at').notNull(),
    activatedAt: moment('activated_at'),
    /** Of one that is terminated: until when nobody gets its names. */
    nameRestsUntil: moment('name_rests_until'),
  },
  (t) => [
    uniqueIndex('regions_name_key')
      .on(t.name)
      .where(sql`status <> 'terminated'`),
    uniqueIndex('regions_display_name_key')
      .on(t.displayNameKey, t.displayNameTwin)
      .where(sql`status <> 'terminated'`),
    uniqueIndex('regions_display_name_look')
      .on(t.displayNameLook, t.displayNameTwin)
      .where(sql`status <> 'terminated'`),
    together(t.displayNameKey, t.displayNameLook),
    atLeast(t.displayNameTwin, 0),
    // Not unique: the transit hub has 400 sectors, the 401st region shares one (provisioning gives out the least used).
    index('regions_gate_idx').on(t.nexusWarpGateSector),
    index('regions_owner_idx').on(t.ownerId),
    index('regions_status_idx').on(t.status),
    length(t.name, { min: REGION_NAME_MIN_LENGTH, max: REGION_NAME_MAX_LENGTH }),
    matches(t.name, REGION_NAME_SHAPE),
    length(t.displayName, DISPLAY_NAME_LENGTH),
    atLeast(t.totalSectors, 1),
    rule(t.gateSector, 'gate_sector', sql`${t.gateSector} between 1 and ${t.totalSectors}`),
    between(t.nexusWarpGateSector, { min: 1, max: NEXUS_SECTORS }),
    between(t.votingThresholdBp, BOUNDS.votingThresholdBp),
    between(t.quorumBp, BOUNDS.quorumBp),
    between(t.electionFrequencyDays, BOUNDS.electionFrequencyDays),
    length(t.constitutionalText, { min: 0, max: CONSTITUTION_MAX_LENGTH }),
    between(t.termLimit, BOUNDS.termLimit),
    between(t.taxRateBp, BOUNDS.taxRateBp),
    between(t.tariffBp, BOUNDS.tariffBp),
    between(t.startingCredits, BOUNDS.startingCredits),
    isObject(t.tradeBonuses),
    between(t.citizenshipWaitDays, BOUNDS.citizenshipWaitDays),
    between(t.defenseLevel, BOUNDS.defenseLevel),
    isObject(t.languagePack),
    isObject(t.theme),
    isArray(t.traditions),
    length(t.motto, { min: 0, max: MOTTO_MAX_LENGTH }),
    atLeast(t.mapVersion, 1),
    atLeast(t.settingsVersion, 1),
    rule(
      t.galaxySettingsVersion,
      'galaxy_settings_version',
      sql`${t.galaxySettingsVersion} between 0 and ${t.settingsVersion}`,
    ),
    together(t.patrolsPaidDay, t.patrolsPaidLevel),
    between(t.patrolsPaidLevel, BOUNDS.defenseLevel),
  ],
)

/** Holds a region name for one hour from checkout, so that two buyers can never both pay for it. */
export const regionNameHolds = pgTable(
  'region_name_holds',
  {
    name: text('name').primaryKey(),
    /** What tells the region's display name apart; null in a hold that was made before those were held. */
    displayNameKey: text('display_name_key'),
    displayNameLook: text('display_name_look'),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    subscriptionId: uuid('subscription_id'),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [
    length(t.name, { min: REGION_NAME_MIN_LENGTH, max: REGION_NAME_MAX_LENGTH }),
    matches(t.name, REGION_NAME_SHAPE),
    together(t.displayNameKey, t.displayNameLook),
  ],
)

export type SettingChange = {
  [L in Lever]: { lever: L; before: RegionSettings[L] | null; after: RegionSettings[L] }
}[Lever]

/** The law book: one row per change of settings, in the kinds of {@link LAW_KINDS}. */
export const laws = pgTable(
  'laws',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    /** Counts from 1 within the region. */
    number: integer('number').notNull(),
    kind: text('kind', { enum: LAW_KINDS }).notNull(),
    title: text('title').notNull(),
    changes: jsonb('changes').$type<SettingChange[]>().notNull(),
    policyId: uuid('policy_id'),
    enactedBy: uuid('enacted_by').references(() => users.id),
    /** The capacity in which it was enacted: "owner", "governor", "citizens", "council", "platform". */
    authority: text('authority', { enum: AUTHORITIES }).notNull(),
    enactedAt: moment('enacted_at').notNull(),
    expiresAt: moment('expires_at'),
    expiredAt: moment('expired_at'),
    /** For an `expiry`: the law that ended. */
    expiryOf: uuid('expiry_of').references((): AnyPgColumn => laws.id),
  },
  (t) => [
    uniqueIndex('laws_number_key').on(t.regionId, t.number),
    index('laws_at_idx').on(t.regionId, t.enactedAt),
    atLeast(t.number, 1),
    isArray(t.changes),
    after(t.enactedAt, t.expiresAt),
    inOrder(t.expiresAt, t.expiredAt),
    rule(t.expiredAt, 'expired_in_time', sql`${t.expiredAt} is null or ${t.expiresAt} is not null`),
    setWhen(t.expiryOf, t.kind, ['expiry']),
    index('laws_expiry_idx')
      .on(t.expiresAt)
      .where(sql`expires_at is not null and expired_at is null`),
  ],
)

/** Decrees for a later day: announced at once, enacted (with a row in `laws`) on that day. */
export const scheduledDecrees = pgTable(
  'scheduled_decrees',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    title: text('title').notNull(),
    changes: jsonb('changes').$type<SettingsPatch>().notNull(),
    issuedBy: uuid('issued_by')
      .notNull()
      .references(() => users.id),
    /** Authority of the issuer at the time of issue. */
    authority: text('authority', { enum: AUTHORITIES }).notNull(),
    issuedAt: moment('issued_at').notNull(),
    effectiveAt: moment('effective_at').notNull(),
    /** Days until it expires again; null: it stays until changed. */
    expiresAfterDays: integer('expires_after_days'),
    status: text('status', { enum: SCHEDULED_DECREE_STATUSES }).notNull(),
    /** When it took effect, was revoked or lapsed. */
    settledAt: moment('settled_at'),
    lawId: uuid('law_id').references(() => laws.id),
    /** Why it lapsed, if so. */
    lapseReason: text('lapse_reason'),
  },
  (t) => [
    index('scheduled_decrees_region_idx').on(t.regionId, t.effectiveAt),
    isObject(t.changes),
    after(t.issuedAt, t.effectiveAt),
    between(t.expiresAfterDays, EXPIRY_DAYS),
    setWhen(t.settledAt, t.status, ['in_force', 'revoked', 'lapsed']),
    rule(t.lapseReason, 'lapse_reason', sql`${t.lapseReason} is null or ${t.status} = 'lapsed'`),
    rule(t.lawId, 'law', sql`${t.lawId} is null or ${t.status} = 'in_force'`),
    index('scheduled_decrees_due_idx')
      .on(t.effectiveAt)
      .where(sql`status = 'scheduled'`),
  ],
)

/** One row per region and day, written by the snapshot job: the source of every trend chart. */
export const regionDays = pgTable(
  'region_days',
  {
    id: id(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    /** UTC calendar day. */
    day: date('day').notNull(),
    population: integer('population').notNull(),
    citizens: integer('citizens').notNull(),
    residents: integer('residents').notNull(),
    visitors: integer('visitors').notNull(),
    averageReputation: integer('average_reputation').notNull(),
    treasury: credits('treasury').notNull(),
    /** Events of that day in the region's galaxy: arrivals and moves. */
    activity: integer('activity').notNull(),
    ballotsCast: integer('ballots_cast').notNull(),
    takenAt: moment('taken_at').notNull(),
  },
  (t) => [
    uniqueIndex('region_days_key').on(t.regionId, t.day),
    ...[t.population, t.citizens, t.residents, t.visitors].map((count) => atLeast(count, 0)),
    between(t.averageReputation, { min: 0, max: REPUTATION_MAX }),
    ...[t.treasury, t.activity, t.ballotsCast].map((count) => atLeast(count, 0)),
  ],
)
