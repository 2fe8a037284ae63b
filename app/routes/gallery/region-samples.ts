import { type Build, type DirectoryEntry, type Law } from '#app/lib/api-types.ts'
import { DEFAULT_THEME } from '#server/domain/culture/theme.ts'
import { type Commodity } from '#server/domain/economy/commodities.ts'
import { type ImpactLine } from '#server/domain/policies/impact-line.ts'
import { type ReviewPart } from '#server/domain/policies/settings-review.ts'
import { GALLERY_TIME } from './samples.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const ASHFALL: DirectoryEntry = {
  id: id(1),
  name: 'ashfall',
  displayName: 'Ashfall',
  motto: 'Through dust, to light',
  status: 'active',
  governanceType: 'democracy',
  taxRate: 0.125,
  startingCredits: 2_500,
  economicSpecialization: 'mining',
  immigrationPolicy: 'open',
  pvpRule: 'contested_zones',
  citizenCount: 412,
  population: 530,
  totalSectors: 500,
  aestheticTheme: {
    ...DEFAULT_THEME,
    accent: '#ff8a3d',
    background: '#1a0f0a',
    text: '#ffeede',
    font: 'serif',
  },
  createdAt: GALLERY_TIME,
}

export const REGIONS: DirectoryEntry[] = [
  ASHFALL,
  {
    ...ASHFALL,
    id: id(2),
    name: 'veil',
    displayName: 'Veil',
    motto: '',
    status: 'grace',
    governanceType: 'autocracy',
    economicSpecialization: null,
    immigrationPolicy: 'closed',
    taxRate: 0.05,
    aestheticTheme: DEFAULT_THEME,
  },
  {
    ...ASHFALL,
    id: id(3),
    name: 'the-very-long-quiet-beyond-the-outermost-lanterns',
    displayName: 'The Very Long Quiet Beyond the Outermost Lanterns',
    status: 'suspended',
    citizenCount: 12_400_000,
    startingCredits: 10_000,
    aestheticTheme: {
      ...DEFAULT_THEME,
      accent: '#0f766e',
      background: '#f4faf8',
      text: '#10201d',
      emblem: 'lotus',
    },
  },
]

const LAW: Law = {
  id: id(10),
  number: 41,
  kind: 'law',
  title: 'A tax of twelve per cent',
  authority: 'citizens',
  enactedBy: null,
  enactedAt: GALLERY_TIME,
  expiresAt: '2027-02-18T21:40:00.000Z',
  expiredAt: null,
  policyId: id(11),
  changes: [{ lever: 'taxRateBp', label: 'Tax', before: '10%', after: '12%' }],
}

export const LAWS: Law[] = [
  {
    ...LAW,
    id: id(12),
    number: 43,
    kind: 'expiry',
    title: 'The second patrol has run out',
    expiredAt: GALLERY_TIME,
  },
  {
    ...LAW,
    id: id(13),
    number: 42,
    kind: 'admin',
    title: 'A name that may not be used',
    enactedBy: 'Ada_Vance',
    authority: 'platform',
  },
  LAW,
  {
    ...LAW,
    id: id(14),
    number: 2,
    kind: 'decree',
    title: 'Open gates',
    enactedBy: 'kestrel',
    authority: 'owner',
    policyId: null,
  },
  {
    ...LAW,
    id: id(15),
    number: 1,
    kind: 'founding',
    title: 'Founding of Ashfall',
    authority: 'owner',
    policyId: null,
    expiresAt: null,
  },
]

export const FACTORS: Record<Commodity, number> = {
  ore: 21_000,
  organics: 10_000,
  equipment: 7_400,
  fuel: 7_400,
  food: 10_000,
  luxury: 3_200,
  technology: 25_000,
  energy: 0,
}

const RUNNING: Build = {
  id: id(20),
  status: 'running',
  step: 'sectors',
  stepLabel: 'Charting the sectors',
  progress: 45,
  attempts: 1,
  error: null,
  nextAttemptAt: null,
  startedAt: GALLERY_TIME,
  finishedAt: null,
}

export const BUILD: Record<'running' | 'failed', Build> = {
  running: RUNNING,
  failed: { ...RUNNING, status: 'failed', attempts: 5, error: 'The sectors could not be charted.' },
}

export const REVIEW: ReviewPart[] = [
  {
    policyType: 'tax_rate',
    changes: [{ lever: 'taxRateBp', before: 1_000, after: 1_200 }],
    decision: {
      instrument: 'decree',
      title: 'At once, by decree',
      text: 'Enacted at once by decree of the owner and written into the law book.',
    },
  },
  {
    policyType: 'immigration',
    changes: [{ lever: 'immigrationPolicy', before: 'open', after: 'application' }],
    decision: {
      instrument: 'vote',
      title: 'Vote of the citizens',
      text: 'The citizens vote for seven days.',
    },
  },
  {
    policyType: 'defense',
    changes: [{ lever: 'defenseLevel', before: 1, after: 3 }],
    decision: {
      instrument: 'refused',
      title: 'You cannot change this',
      text: 'Only citizens may propose this. Ask for citizenship first.',
    },
  },
]

export const IMPACT: ImpactLine[] = [
  {
    lever: 'taxRateBp',
    what: 'Tax income',
    unit: 'credits',
    before: 12_400,
    after: 14_880,
    basis: 'figures',
    note: 'Based on the sales of the last 30 days.',
  },
  {
    lever: 'defenseLevel',
    what: 'Cost of patrols',
    unit: 'credits',
    before: null,
    after: null,
    basis: 'none',
    note: 'no data was recorded.',
  },
]
