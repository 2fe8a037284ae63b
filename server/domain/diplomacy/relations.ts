import { TREATY_TYPES, type TreatyStatus, type TreatyType } from './treaty-types.ts'

/** State of one treaty type between two regions, strongest first. */
export const RELATION_STATES = ['in_force', 'ending', 'ratifying', 'offered'] as const
export type RelationState = (typeof RELATION_STATES)[number]

export const RELATION_LABELS: Record<RelationState, string> = {
  in_force: 'In force',
  ending: 'Notice given',
  ratifying: 'Being ratified',
  offered: 'Offered',
}

/** Maps a treaty's status to a relation; null when it is over. */
export function relationState(status: TreatyStatus): RelationState | null {
  switch (status) {
    case 'active':
      return 'in_force'
    case 'notice':
      return 'ending'
    case 'ratifying':
      return 'ratifying'
    case 'proposed':
      return 'offered'
    case 'ended':
    case 'rejected':
    case 'expired':
      return null
  }
}

export type Relation = { state: RelationState; treatyId: string }
export type RelationRow<Partner> = { partner: Partner; cells: Partial<Record<TreatyType, Relation>> }

type Known<Partner> = { id: string; treatyType: TreatyType; status: TreatyStatus; partner: Partner }

/**
 * One row per partner, most binding treaties first; per type only the strongest state (a treaty in force over the
 * offer to renew it).
 */
export function relationMatrix<Partner extends { id: string; displayName: string }>(
  treaties: readonly Known<Partner>[],
): RelationRow<Partner>[] {
  const rows = new Map<string, RelationRow<Partner>>()
  for (const { id: treatyId, treatyType, status, partner } of treaties) {
    const state = relationState(status)
    if (state === null) continue
    const row = rows.get(partner.id) ?? { partner, cells: {} }
    rows.set(partner.id, row)
    const known = row.cells[treatyType]
    if (!known || rankOf(state) < rankOf(known.state)) row.cells[treatyType] = { state, treatyId }
  }
  return [...rows.values()].sort(
    (one, other) =>
      countBindingTreaties(other) - countBindingTreaties(one) ||
      (one.partner.displayName < other.partner.displayName ? -1 : 1),
  )
}

const rankOf = (state: RelationState) => RELATION_STATES.indexOf(state)

/** Number of treaty types that bind the two. */
export const countBindingTreaties = ({ cells }: RelationRow<unknown>): number =>
  TREATY_TYPES.filter((type) => cells[type]?.state === 'in_force' || cells[type]?.state === 'ending').length
