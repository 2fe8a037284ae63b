import { type TransferReason } from '#server/domain/economy/ledger.ts'

/** What a transfer is called, and how it is joined to the name of the player. */
export const TRANSFER_WORDS: Readonly<Record<TransferReason, { label: string; preposition: string }>> = {
  starting_credits: { label: 'Starting credits', preposition: 'for' },
  treasury_gift: { label: 'Donation', preposition: 'from' },
  defense_upkeep: { label: 'Daily patrols', preposition: 'by' },
  purchase: { label: 'Purchase', preposition: 'by' },
  sale: { label: 'Sale', preposition: 'by' },
  charting: { label: 'Charting', preposition: 'by' },
  shipyard: { label: 'Shipyard', preposition: 'by' },
  fight: { label: 'Fight', preposition: 'by' },
  contract_premium: { label: 'Contract premium', preposition: 'to' },
  courier_deposit: { label: 'Courier deposit', preposition: 'by' },
  courier_pay: { label: 'Courier pay', preposition: 'to' },
  courier_forfeit: { label: 'Deposit of a late courier', preposition: 'from' },
  courier_returned: { label: 'Deposit of a courier of a closed region', preposition: 'to' },
  job_posted: { label: 'Set aside for a job', preposition: 'by' },
  job_premium: { label: 'Job premium', preposition: 'to' },
  job_returned: { label: 'Unspent of a job', preposition: 'from' },
  works: { label: 'Works', preposition: 'by' },
  works_upkeep: { label: 'Upkeep of works', preposition: 'by' },
  festival: { label: 'Festival', preposition: 'by' },
  treasury_share: { label: 'Shared among the citizens', preposition: 'to' },
  departure: { label: 'Departure', preposition: 'of' },
  arrival: { label: 'Arrival', preposition: 'of' },
  gate_toll: { label: 'Gate toll', preposition: 'by' },
  restored: { label: 'Restored from a backup', preposition: 'of' },
}
