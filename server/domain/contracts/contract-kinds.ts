/** Kinds of contracts (ECONOMY.md §6): a port runs short, sealed goods go to a port, a treasury asks for goods. */
export const CONTRACT_KINDS = ['shortage', 'courier', 'treasury_job'] as const
export type ContractKind = (typeof CONTRACT_KINDS)[number]

/** Anybody may take or fill an open contract; `taken` is one pilot's; `done` and `lapsed` are over. */
export const CONTRACT_STATES = ['open', 'taken', 'done', 'lapsed'] as const
export type ContractState = (typeof CONTRACT_STATES)[number]
