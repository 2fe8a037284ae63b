import { TREATY_TYPES, type TreatyStatus, type TreatyType } from './treaty-types.ts'

/** What a pair of regions has of one type of treaty, the strongest first. */
export const RELATION_STATES = ['in_force', 'ending', 'ratifying', 'offered'] as const
export type RelationState = (typeof RELATION_STATES)[number]

export const RELATION_WORDS: Record<RelationState, string> = {
  in_force: 'In force',
  ending: 'Notice given',
  ratifying: 'Being ratified',
  offered: 'Offered',
}

/** The state of a treaty as a relation; null for what is over. */
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
 * One row for each partner, those with the most in common first, and in each the strongest of every type of treaty: one in
 * force counts more than the offer to renew it.
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
      bindingIn(other) - bindingIn(one) || (one.partner.displayName < other.partner.displayName ? -1 : 1),
  )
}

const rankOf = (state: RelationState) => RELATION_STATES.indexOf(state)

/** How many types of treaty bind the two. */
export const bindingIn = ({ cells }: RelationRow<unknown>): number =>
  TREATY_TYPES.filter((type) => cells[type]?.state === 'in_force' || cells[type]?.state === 'ending').length
