import { TabNav } from './ui/tab-nav.tsx'

const TABS = [
  { to: '/play/prices', label: 'Prices', end: true },
  { to: '/play/contracts', label: 'Contracts' },
  { to: '/play/journey', label: 'Journeys' },
  { to: '/play/yard', label: 'Shipyard' },
  { to: '/play/log', label: 'Log' },
  { to: '/play/orders', label: 'Trades' },
]

/** The pages beside /play that are about one's own ship and trade. */
export const PilotTabs = () => <TabNav label="Ship and trade" tabs={TABS} />
