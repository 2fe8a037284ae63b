import { type TreatyType } from './treaty-types.ts'

export const TREATY_LABELS: Record<TreatyType, string> = {
  trade_agreement: 'Trade agreement',
  non_aggression: 'Non-aggression pact',
  defense_pact: 'Defence pact',
  cultural_exchange: 'Cultural exchange',
  open_borders: 'Open borders',
}
