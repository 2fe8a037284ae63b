import { type PolicyType } from '../regions/policy-types.ts'
import { type TreasuryOrderKind } from './treasury-order.ts'

/** Which power an order from the treasury takes: that of the kind of policy it is like. */
export const POWER_OF_ORDER: Readonly<Record<TreasuryOrderKind, PolicyType>> = {
  job: 'trade_policy',
  works: 'trade_policy',
  festival: 'cultural',
  withdrawal: 'trade_policy',
}
