import { z } from 'zod'
import { plainText } from './plain-text.ts'

/** The words of the game that a region may rename, with the English ones. A closed list: pages look terms up here. */
export const DEFAULT_TERMS = {
  region: 'Region',
  sector: 'Sector',
  port: 'Port',
  planet: 'Planet',
  gate: 'Gate',
  warp: 'Warp',
  ship: 'Ship',
  cargo: 'Cargo',
  credits: 'Credits',
  treasury: 'Treasury',
  tax: 'Tax',
  market: 'Market',
  governor: 'Governor',
  council: 'Council',
  council_member: 'Council member',
  ambassador: 'Ambassador',
  trade_commissioner: 'Trade commissioner',
  citizen: 'Citizen',
  resident: 'Resident',
  visitor: 'Visitor',
  policy: 'Policy',
  election: 'Election',
  treaty: 'Treaty',
  tradition: 'Tradition',
} as const

export type Term = keyof typeof DEFAULT_TERMS
export type Terms = Record<Term, string>

/** The table's own keys. */
export const TERMS = Object.keys(DEFAULT_TERMS) as [Term, ...Term[]]

export const TERM_MAX_LENGTH = 40

export const languagePackSchema = z.partialRecord(
  z.enum(TERMS, `A language pack renames these terms only: ${TERMS.join(', ')}.`),
  plainText({ label: 'A regional term', min: 1, max: TERM_MAX_LENGTH }),
)

/**
 * Every term as the region says it. What the pack leaves out keeps the English word, and so does a key that is no
 * longer in the list.
 */
export function termsOf(pack: Readonly<Record<string, string>>): Terms {
  const terms: Terms = { ...DEFAULT_TERMS }
  for (const term of TERMS) {
    const regional = Object.hasOwn(pack, term) ? pack[term] : undefined
    if (regional !== undefined && regional !== '') terms[term] = regional
  }
  return terms
}
