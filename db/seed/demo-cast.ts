import { type ElectionMethod } from '#server/domain/regions/election-methods.ts'
import { type GovernanceType } from '#server/domain/regions/governance-types.ts'
import { type Emblem, type ThemeFont } from '#server/domain/culture/theme.ts'
import { type Specialization } from '#server/domain/economy/specializations.ts'
import { type Theme } from '#server/domain/culture/theme.ts'

export type DemoRegion = {
  governor: string
  name: string
  displayName: string
  governanceType: GovernanceType
  economicSpecialization: Specialization
  motto: string
  theme: Theme & { font: ThemeFont; emblem: Emblem }
  languagePack: Record<string, string>
  traditions: { name: string; date: string; description: string }[]
  constitutionalText: string
  /** Set where the constitution changes the default election method. */
  electionMethod?: ElectionMethod
}

/** One region per form of government, each with its own culture. */
export const DEMO_REGIONS: readonly DemoRegion[] = [
  {
    governor: 'Ilse-Marrow',
    name: 'halcyon-commons',
    displayName: 'Halcyon Commons',
    governanceType: 'democracy',
    economicSpecialization: 'agriculture',
    motto: 'Every voice has a berth.',
    theme: { accent: '#6ee7a8', background: '#0a1712', text: '#e9f7ef', font: 'inter', emblem: 'leaf' },
    languagePack: {
      sector: 'Glade',
      citizen: 'Commoner',
      governor: 'Speaker',
      treasury: 'Granary',
      policy: 'Motion',
      tax: 'Tithe',
    },
    traditions: [
      {
        name: 'First Harvest',
        date: '03-21',
        description: 'The first crop from the ring farms is shared at every port with everyone who docks.',
      },
      {
        name: 'Night of Open Hatches',
        date: '09-02',
        description: 'Crews leave their hatches open and strangers eat at one table.',
      },
    ],
    electionMethod: 'ranked_choice',
    constitutionalText:
      'I. Every citizen has one seat at the table and one ballot.\nII. The tithe is set by vote and spent in the open.\nIII. Nobody is turned away at the gate for where they come from.',
  },
  {
    governor: 'Viktor-Kessler',
    name: 'kessler-dominion',
    displayName: 'Kessler Dominion',
    governanceType: 'autocracy',
    economicSpecialization: 'manufacturing',
    motto: 'Order is cheaper than luck.',
    theme: { accent: '#ff8a5c', background: '#170d0a', text: '#fbeee8', font: 'oxanium', emblem: 'hammer' },
    languagePack: {
      sector: 'Grid',
      citizen: 'Partner',
      resident: 'Worker',
      governor: 'Director',
      treasury: 'Vault',
      port: 'Foundry dock',
    },
    traditions: [
      {
        name: 'Casting Day',
        date: '05-11',
        description:
          'The great furnaces are relit. The first ingot of the year carries the name of the best crew.',
      },
    ],
    constitutionalText:
      'The Director decides and answers for it. What is decided is written down. What is written down is kept.',
  },
  {
    governor: 'Nomvula-Asante',
    name: 'lantern-ring',
    displayName: 'The Lantern Ring',
    governanceType: 'council',
    economicSpecialization: 'research',
    motto: 'Many lamps, one light.',
    theme: { accent: '#ffd166', background: '#12101c', text: '#f5f1ff', font: 'serif', emblem: 'beacon' },
    languagePack: {
      sector: 'Lamp',
      council: 'Keepers’ Circle',
      council_member: 'Keeper',
      citizen: 'Lamplighter',
      gate: 'Threshold',
      election: 'Kindling',
    },
    traditions: [
      {
        name: 'The Long Wick',
        date: '12-21',
        description:
          'For one night every station burns a single lamp, so that the ring is seen from the Nexus.',
      },
      {
        name: 'Question Day',
        date: '06-30',
        description: 'Anybody may ask the Keepers anything, and the answers are read out at the Threshold.',
      },
    ],
    constitutionalText:
      'The Circle decides together. Each Keeper speaks once before anybody speaks twice. What binds the ring for long needs two thirds.',
  },
]

/** Citizens of the demo world; their order decides their region. */
export const DEMO_CITIZENS: readonly string[] = [
  ...[
    'Asha-Venn',
    'Bram-Oduya',
    'Cleo-Hart',
    'Dov-Rask',
    'Elin-Sato',
    'Farid-Noor',
    'Greta-Lund',
    'Hiro-Tan',
  ],
  ...[
    'Imre-Vas',
    'Juno-Pike',
    'Kofi-Bell',
    'Lena-Frost',
    'Mako-Reyes',
    'Nils-Aker',
    'Oona-Blythe',
    'Pavel-Duro',
  ],
  ...[
    'Quinn-Abara',
    'Rhea-Stone',
    'Sami-Kivi',
    'Tess-Oakes',
    'Umar-Faye',
    'Vera-Lasko',
    'Wren-Calder',
    'Xenia-Holt',
  ],
  ...[
    'Yuri-Banks',
    'Zola-Mbeki',
    'Anders-Roy',
    'Bea-Quill',
    'Caspar-Wynn',
    'Dalia-Amari',
    'Emil-Strand',
    'Freya-Moss',
  ],
  ...[
    'Goran-Ilic',
    'Hana-Mori',
    'Isak-Berg',
    'Jade-Osei',
    'Kira-Volkov',
    'Luca-Neri',
    'Mira-Sol',
    'Noor-Hadid',
  ],
]

export const DEMO_ADMIN = 'Warden-Oduya'

/** `Ilse-Marrow` → `ilse.marrow@demo.example`. */
export const demoEmail = (callsign: string): string =>
  `${callsign.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@demo.example`
