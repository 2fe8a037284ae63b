import { REGION_OF } from './world.ts'

// Which pages are looked at by axe, at the width of a desk and of a phone. scripts/checked-pages.test.ts fails for a page that is in
// neither list.

const DRAFT =
  'displayName=The+Quiet+Reach&regionName=the-quiet-reach&governanceType=council&economicSpecialization='
export const COMMONS = `/regions/${REGION_OF.citizen}`

const VISITOR = [
  '/',
  '/pricing',
  '/privacy',
  '/terms',
  '/imprint',
  '/status',
  '/login',
  '/signup',
  '/forgot',
  '/forgot?sent=1',
  '/recover',
  '/reset/no-such-link',
  '/let-in/no-such-link',
  '/confirm/no-such-link',
  '/address/approve/no-such-link',
  '/address/undo/no-such-link',
  '/regions',
  '/regions?view=table',
  '/regions?q=nowhere',
  COMMONS,
  `${COMMONS}/laws`,
  `${COMMONS}/offices`,
  `${COMMONS}/history`,
  `${COMMONS}/history?kind=recalls`,
  `/regions/${REGION_OF.autocrat}`,
  `/regions/${REGION_OF.chair}`,
  '/pilots',
  '/ranks',
  '/nexus',
  '/nexus/council/treasury',
]

const WIZARD = ['name', 'government', 'economy', 'look', 'review'].map(
  (step) => `/found?step=${step}&${DRAFT}`,
)

const CITIZEN = [
  '/',
  '/regions',
  COMMONS,
  `${COMMONS}/map`,
  `${COMMONS}/propose`,
  `${COMMONS}/treasury`,
  `${COMMONS}/delegation`,
  '/regions/nexus/map',
  '/play',
  '/play/contracts',
  '/play/journey',
  `/play/journey?to=${REGION_OF.chair}`,
  '/play/log',
  '/play/orders',
  '/play/yard',
  '/play/prices',
  '/play/prices?good=ore',
  '/play/computer',
  '/play/compare',
  '/play/notebook',
  '/votes',
  '/votes?order=region&kind=election',
  '/governor',
  '/report',
  `/report?subject=region&of=${REGION_OF.chair}`,
]

const ACCOUNT = [
  '/notifications',
  '/account',
  '/account/sessions',
  '/account/recovery',
  '/account/security',
  '/account/address',
  '/account/callsign',
  '/account/api',
  '/account/billing',
  '/account/notifications',
  '/account/data',
  '/account/delete',
]

export const deck = (region: string) => `/governor/${region}`

const DECK = [
  '/governor',
  ...[
    '',
    '/governance',
    '/economy',
    '/economy/treasury',
    '/trade',
    '/policies',
    '/elections',
    '/elections/new',
    '/diplomacy',
    '/diplomacy/new',
    '/culture',
    '/members',
  ].map((tab) => deck(REGION_OF.democrat) + tab),
]

const PROPOSALS = [
  '',
  '?type=tax_rate',
  '?type=trade_policy',
  '?type=pvp_rules',
  '?type=immigration',
  '?type=defense',
  '?type=cultural',
  '?type=constitutional',
].map((query) => `${deck(REGION_OF.democrat)}/policies/new${query}`)

const ADMIN = [
  '/admin',
  '/admin/players',
  '/admin/players?state=suspended',
  '/admin/invitations',
  '/admin/regions',
  '/admin/subscriptions',
  '/admin/revenue',
  '/admin/reports',
  '/admin/reports?state=all',
  '/admin/nexus',
  '/admin/nexus/map',
  '/admin/nexus/districts',
  '/admin/nexus/districts/gateway_plaza',
  '/admin/nexus/generate',
  '/admin/billing',
  '/admin/disputes',
  '/admin/prices',
  '/admin/messages',
  '/admin/mail',
  '/admin/mail?state=failed',
  '/admin/refused',
  '/admin/refused?kind=not-allowed',
  '/admin/audit',
  '/admin/conservation',
  '/admin/operations',
  '/admin/alerts',
  '/admin/alerts/BackupLate',
  '/admin/incidents',
  '/admin/backups',
  '/admin/backups/drills',
]

/** The pages that pages.spec.ts visits, by who sees them. */
export const PAGES = {
  visitor: VISITOR,
  wizard: WIZARD,
  citizen: CITIZEN,
  account: ACCOUNT,
  deck: DECK,
  proposals: PROPOSALS,
  admin: ADMIN,
} as const

/** Pages that show something only after steps, or of which an address must be looked up, and the journey that checks them. */
export const CHECKED_ON_THE_WAY: Readonly<Record<string, string>> = {
  '/*': 'pages.spec.ts',
  '/account/billing/receipts/:payment': 'purchase.spec.ts',
  '/account/security/app': 'second-factor.spec.ts',
  '/account/security/passkey': 'passkeys.spec.ts',
  '/account/verify': 'second-factor.spec.ts',
  '/admin-invite/:token': 'pages.spec.ts',
  '/admin/reports/:report': 'players.spec.ts',
  '/admin/players/:player': 'players.spec.ts',
  '/admin/incidents/:incident': 'status.spec.ts',
  '/admin/backups/:backup': 'backups.spec.ts',
  '/admin/mail/:mail': 'recovery.spec.ts',
  '/admin/disputes/:sale': 'disputes.spec.ts',
  '/admin/prices/:plan': 'prices.spec.ts',
  '/checkout/:subscription': 'pages.spec.ts',
  '/gallery': 'gallery.spec.ts',
  '/governor/:region/diplomacy/:treaty': 'pages.spec.ts',
  '/governor/:region/elections/:election': 'pages.spec.ts',
  '/governor/:region/policies/:policy': 'pages.spec.ts',
  '/login/code': 'second-factor.spec.ts',
  '/nexus/council': 'diplomacy.spec.ts',
  '/nexus/council/laws': 'diplomacy.spec.ts',
  '/nexus/council/motions': 'diplomacy.spec.ts',
  '/nexus/council/motions/:motion': 'diplomacy.spec.ts',
  '/nexus/council/propose': 'diplomacy.spec.ts',
  '/pilots/:callsign': 'pages.spec.ts',
  '/play/crossing': 'travel.spec.ts',
  '/play/fight/:callsign': 'fight.spec.ts',
  '/play/prices/:port/:good': 'pages.spec.ts',
  '/regions/:region/elections/:election': 'pages.spec.ts',
  '/regions/:region/policies/:policy': 'pages.spec.ts',
  '/regions/:region/policies/:policy/counter': 'pages.spec.ts',
  '/regions/:region/recalls/:recall': 'elections.spec.ts',
  '/regions/:region/recalls/new': 'elections.spec.ts',
  '/regions/:region/treaties/:treaty': 'pages.spec.ts',
  '/unsubscribe/:token': 'recovery.spec.ts',
}
