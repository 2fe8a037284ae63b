import { z } from 'zod'
import { count } from '../wire-fields.ts'
import { TREATY_TYPES } from '../diplomacy/treaty-types.ts'
import { POSITIONS } from '../regions/positions.ts'
import { MEMBERSHIP_TYPES } from '../membership/membership-types.ts'
import { LAW_KINDS } from '../regions/law-kinds.ts'
import { LEVERS } from '../regions/lever-table.ts'
import { directoryEntryWire, settingsWire } from '../regions/wire.ts'

const person = z.object({ userId: z.uuid(), callsign: z.string() })

export const lawWire = z.object({
  id: z.uuid(),
  number: count,
  kind: z.enum(LAW_KINDS),
  title: z.string(),
  authority: z.string(),
  enactedBy: z.string().nullable(),
  enactedAt: z.iso.datetime(),
  policyId: z.uuid().nullable(),
  /** When it is due to expire, and when it did. */
  expiresAt: z.iso.datetime().nullable(),
  expiredAt: z.iso.datetime().nullable(),
  changes: z.array(
    z.object({
      lever: z.enum(LEVERS),
      label: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
})

/** A region's public page. */
export const publicRegionWire = directoryEntryWire.extend({
  ...settingsWire.shape,
  /** Patrol level paid for today; null if patrols are ordered and no booked day is known. */
  patrolsOnDuty: count.nullable(),
  /** Address of the emblem that the owner uploaded; null where it is the one of the theme. */
  emblemUrl: z.string().nullable(),
  residentCount: count,
  visitorCount: count,
  averageReputation: z.number(),
  openPolicies: count,
  openElections: count,
  owner: person,
  offices: z.array(person.extend({ position: z.enum(POSITIONS), termUntil: z.iso.datetime() })),
  laws: z.array(lawWire),
  /** Number of treaties in force; `treaties` lists the newest. */
  treatiesCount: count,
  treaties: z.array(
    z.object({
      id: z.uuid(),
      treatyType: z.enum(TREATY_TYPES),
      partner: z.object({ id: z.uuid(), name: z.string(), displayName: z.string() }),
    }),
  ),
  /** The reader's standing in the region; null for outsiders. */
  standing: z
    .object({
      membership: z.enum(MEMBERSHIP_TYPES).nullable(),
      isOwner: z.boolean(),
      offices: z.array(z.enum(POSITIONS)),
    })
    .nullable(),
})
export type PublicRegion = z.infer<typeof publicRegionWire>
