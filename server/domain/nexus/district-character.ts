import { type SettlementStyle } from '../galaxy/settlement.ts'
import { type DistrictType } from '../galaxy/district-types.ts'

/** How a district is named and settled: its characteristics (DESIGN.md §3) made concrete. */
export type DistrictCharacter = {
  /** Words for its sector names. No word occurs in two districts, so names are unique across the Nexus. */
  nouns: readonly string[]
  settlement: SettlementStyle
}

export const DISTRICT_CHARACTERS: Readonly<Record<DistrictType, DistrictCharacter>> = {
  commerce_central: {
    nouns: 'Exchange|Bourse|Arcade|Market|Counting House|Treasury|Concourse|Auction|Ledger|Guildhall'.split(
      '|',
    ),
    settlement: {
      portShare: 0.5,
      portClasses: [
        ['trade_hub', 6],
        ['resort', 2],
        ['technopolis', 1],
        ['foundry', 1],
        ['power_array', 1],
      ],
      guaranteedClasses: ['trade_hub', 'resort'],
      planetShare: 0.12,
      planetClasses: [
        ['orbital_habitat', 5],
        ['terran', 3],
        ['oceanic', 1],
      ],
      populationFactor: 1,
    },
  },
  diplomatic_quarter: {
    nouns: 'Embassy|Chancery|Accord|Legation|Concord|Envoy|Parley|Consulate|Protocol|Assembly'.split('|'),
    settlement: {
      portShare: 0.22,
      portClasses: [
        ['resort', 4],
        ['trade_hub', 3],
        ['technopolis', 1],
      ],
      guaranteedClasses: ['resort', 'trade_hub'],
      planetShare: 0.2,
      planetClasses: [
        ['terran', 5],
        ['oceanic', 3],
        ['orbital_habitat', 2],
      ],
      populationFactor: 0.6,
    },
  },
  industrial_zone: {
    nouns: 'Forge|Works|Slipway|Smelter|Furnace|Drydock|Anvil|Crucible|Gantry|Millyard'.split('|'),
    settlement: {
      portShare: 0.45,
      portClasses: [
        ['foundry', 5],
        ['refinery', 4],
        ['mining_station', 4],
        ['power_array', 3],
        ['trade_hub', 1],
      ],
      guaranteedClasses: ['foundry', 'refinery', 'mining_station', 'power_array'],
      planetShare: 0.25,
      planetClasses: [
        ['barren', 5],
        ['volcanic', 4],
        ['desert', 2],
        ['gas_giant', 2],
        ['orbital_habitat', 1],
      ],
      populationFactor: 0.5,
    },
  },
  residential_district: {
    nouns: 'Terrace|Crescent|Gardens|Hearth|Commons|Grove|Rise|Meadow|Close|Green|Row|Lane'.split('|'),
    settlement: {
      portShare: 0.2,
      portClasses: [
        ['agri_dome', 4],
        ['resort', 3],
        ['trade_hub', 2],
        ['power_array', 1],
      ],
      guaranteedClasses: ['agri_dome', 'resort', 'trade_hub'],
      planetShare: 0.4,
      planetClasses: [
        ['terran', 6],
        ['oceanic', 4],
        ['orbital_habitat', 3],
        ['desert', 1],
      ],
      populationFactor: 1,
    },
  },
  transit_hub: {
    nouns: 'Gate|Junction|Interchange|Terminal|Crossing|Switchyard|Causeway|Platform|Span|Transfer'.split(
      '|',
    ),
    settlement: {
      portShare: 0.35,
      portClasses: [
        ['trade_hub', 4],
        ['refinery', 4],
        ['power_array', 2],
        ['resort', 1],
      ],
      guaranteedClasses: ['trade_hub', 'refinery'],
      planetShare: 0.06,
      planetClasses: [
        ['orbital_habitat', 3],
        ['barren', 2],
        ['gas_giant', 1],
      ],
      populationFactor: 0.5,
    },
  },
  high_security_zone: {
    nouns: 'Vault|Bastion|Citadel|Keep|Ward|Redoubt|Strongroom|Sentinel|Enclave|Bulwark'.split('|'),
    settlement: {
      portShare: 0.18,
      portClasses: [
        ['technopolis', 4],
        ['resort', 2],
        ['power_array', 2],
        ['trade_hub', 1],
      ],
      guaranteedClasses: ['technopolis', 'power_array'],
      planetShare: 0.15,
      planetClasses: [
        ['orbital_habitat', 4],
        ['terran', 2],
        ['ice', 2],
      ],
      populationFactor: 0.3,
    },
  },
  cultural_center: {
    nouns: 'Festival|Theatre|Gallery|Chorus|Pavilion|Carnival|Muse|Museum|Amphitheatre|Mosaic'.split('|'),
    settlement: {
      portShare: 0.3,
      portClasses: [
        ['resort', 6],
        ['agri_dome', 2],
        ['trade_hub', 2],
        ['technopolis', 1],
      ],
      guaranteedClasses: ['resort', 'agri_dome'],
      planetShare: 0.28,
      planetClasses: [
        ['oceanic', 4],
        ['terran', 4],
        ['orbital_habitat', 2],
        ['ice', 1],
      ],
      populationFactor: 0.8,
    },
  },
  research_campus: {
    nouns: 'Observatory|Lyceum|Laboratory|Theorem|Archive|Faculty|Array|Spectrum|Axiom|Cloister'.split('|'),
    settlement: {
      portShare: 0.28,
      portClasses: [
        ['technopolis', 6],
        ['power_array', 3],
        ['foundry', 1],
        ['trade_hub', 1],
      ],
      guaranteedClasses: ['technopolis', 'power_array'],
      planetShare: 0.3,
      planetClasses: [
        ['ice', 4],
        ['gas_giant', 3],
        ['terran', 2],
        ['volcanic', 2],
        ['orbital_habitat', 2],
      ],
      populationFactor: 0.4,
    },
  },
  free_trade_zone: {
    nouns: 'Bazaar|Wharf|Shadow|Dock|Tangle|Warren|Den|Souk|Undercroft|Quay'.split('|'),
    settlement: {
      portShare: 0.42,
      portClasses: [
        ['free_port', 6],
        ['trade_hub', 3],
        ['mining_station', 2],
        ['agri_dome', 1],
        ['refinery', 1],
      ],
      guaranteedClasses: ['free_port', 'trade_hub', 'mining_station'],
      planetShare: 0.18,
      planetClasses: [
        ['desert', 4],
        ['barren', 3],
        ['orbital_habitat', 2],
        ['gas_giant', 1],
      ],
      populationFactor: 0.6,
    },
  },
  gateway_plaza: {
    nouns: 'Welcome|Plaza|Promenade|Landfall|Beacon|Threshold|Esplanade|Harbor|Arrival|Overlook|Arch'.split(
      '|',
    ),
    settlement: {
      portShare: 0.3,
      portClasses: [
        ['trade_hub', 4],
        ['resort', 3],
        ['agri_dome', 2],
        ['refinery', 2],
        ['mining_station', 1],
      ],
      guaranteedClasses: ['trade_hub', 'resort', 'agri_dome', 'refinery', 'mining_station'],
      planetShare: 0.22,
      planetClasses: [
        ['terran', 4],
        ['oceanic', 2],
        ['desert', 2],
        ['orbital_habitat', 2],
      ],
      populationFactor: 0.7,
    },
  },
}
