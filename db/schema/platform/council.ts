import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  text,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { COUNCIL_MOTION_TYPES } from '#server/domain/council/motion-types.ts'
import { NEXUS_BOUNDS, type NexusChange } from '#server/domain/council/nexus-settings.ts'
import { type CouncilSeat } from '#server/domain/council/seats.ts'
import { POLICY_STATUSES } from '#server/domain/policies/policy-statuses.ts'
import { atLeast, between, isArray } from '../checks.ts'
import { credits, id, moment } from '../columns.ts'
import { users } from './identity.ts'
import { regions } from './regions.ts'
import { pgTable } from './table.ts'
import { votes } from './voting.ts'

/** What the Galactic Council has set: one row. Each change of it has a row in `nexus_laws`. */
export const nexusSettings = pgTable(
  'nexus_settings',
  {
    id: text('id', { enum: ['nexus'] }).primaryKey(),
    gateTollCredits: credits('gate_toll_credits').notNull(),
    nexusTaxBp: integer('nexus_tax_bp').notNull(),
    /** Grows with every change. */
    version: integer('version').notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (t) => [
    between(t.gateTollCredits, NEXUS_BOUNDS.gateTollCredits),
    between(t.nexusTaxBp, NEXUS_BOUNDS.nexusTaxBp),
    atLeast(t.version, 1),
  ],
)

export const councilMotions = pgTable(
  'council_motions',
  {
    id: id(),
    motionType: text('motion_type', { enum: COUNCIL_MOTION_TYPES }).notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    /** In the lever's own unit (credits, basis points); null for a text. */
    proposedValue: integer('proposed_value'),
    /** The seat for which it was proposed. */
    seatRegionId: uuid('seat_region_id')
      .notNull()
      .references(() => regions.id),
    proposedBy: uuid('proposed_by')
      .notNull()
      .references(() => users.id),
    proposedAt: moment('proposed_at').notNull(),
    /** Who held which seat when the vote opened. */
    seats: jsonb('seats').$type<CouncilSeat[]>().notNull(),
    voteId: uuid('vote_id').notNull().unique(),
    /** Of the vote it points at: with `voteId` it can only be one of this kind. */
    voteKind: text('vote_kind').generatedAlwaysAs(sql`'council'`),
    status: text('status', { enum: POLICY_STATUSES }).notNull(),
    effectiveAt: moment('effective_at'),
    implementedAt: moment('implemented_at'),
    lawId: uuid('law_id').references((): AnyPgColumn => nexusLaws.id),
  },
  (t) => [
    index('council_motions_at_idx').on(t.proposedAt),
    atLeast(t.proposedValue, 0),
    isArray(t.seats),
    foreignKey({ columns: [t.voteId, t.voteKind], foreignColumns: [votes.id, votes.kind] }),
    // One motion a lever until it is done.
    uniqueIndex('council_motions_lever_key')
      .on(t.motionType)
      .where(sql`status in ('voting', 'passed') and motion_type <> 'motion'`),
  ],
)

/** The law book of the Nexus: the founding and every motion that took effect. */
export const nexusLaws = pgTable(
  'nexus_laws',
  {
    id: id(),
    /** Counts from 1. */
    number: integer('number').notNull(),
    kind: text('kind', { enum: ['founding', 'law', 'resolution'] }).notNull(),
    title: text('title').notNull(),
    /** Empty for a resolution, which is the text of its motion. */
    changes: jsonb('changes').$type<NexusChange[]>().notNull(),
    motionId: uuid('motion_id').references(() => councilMotions.id),
    enactedAt: moment('enacted_at').notNull(),
  },
  (t) => [uniqueIndex('nexus_laws_number_key').on(t.number), atLeast(t.number, 1), isArray(t.changes)],
)
