import { z } from 'zod'
import { keysOf } from '../keys-of.ts'
import { plainText } from '../plain-text.ts'

/** Terms that a region may rename, with their English defaults. A closed list: pages look terms up here. */
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

export const TERMS: readonly Term[] = keysOf(DEFAULT_TERMS)

export const TERM_MAX_LENGTH = 40

const TERMS_MESSAGE = `A language pack renames these terms only: ${TERMS.join(', ')}.`

export const languagePackSchema = z
  .record(
    z.string(),
    plainText({ label: 'A regional term', min: 1, max: TERM_MAX_LENGTH }),
    'A language pack is an object of terms.',
  )
  .superRefine((pack, context) => {
    for (const key of Object.keys(pack))
      if (!Object.hasOwn(DEFAULT_TERMS, key))
        context.addIssue({ code: 'custom', path: [key], message: TERMS_MESSAGE })
  })

/** All terms of a region. Missing or unknown keys fall back to the English word. */
export function termsOf(pack: Readonly<Record<string, string | undefined>>): Terms {
  const terms: Terms = { ...DEFAULT_TERMS }
  for (const term of TERMS) {
    const regional = Object.hasOwn(pack, term) ? pack[term] : undefined
    if (regional !== undefined && regional !== '') terms[term] = regional
  }
  return terms
}
