import { diffTerms, type TermChange } from '#server/domain/diplomacy/counter-offer.ts'
import { termsToWire } from '#server/domain/diplomacy/treaty-terms.ts'
import { type TreatyWire } from '#server/domain/diplomacy/wire.ts'
import { type Queryable } from '#db/client.ts'
import { findBreaches, findOffers, getRenewal, type TreatyFile } from './queries.ts'

/** One offer of a negotiation, with what it changed of the one before. */
export type OfferView = {
  round: number
  regionId: string
  offeredAt: string
  terms: TreatyWire['terms']
  /** Empty for the first. */
  changes: TermChange[]
}

export type BreachView = {
  id: string
  /** The region that reports. */
  regionId: string
  reportedAt: string
  text: string
  answer: string | null
  answeredAt: string | null
}

export type TreatyHistory = {
  /** The negotiation, the first offer first: for the two sides; outsiders see what was agreed. */
  offers: OfferView[]
  /** Public, the latest first. */
  breaches: BreachView[]
  /** The offer or treaty that renews this one; to outsiders once it is in force. */
  renewedById: string | null
}

export async function treatyHistory(
  db: Queryable,
  { treaty }: TreatyFile,
  isParty: boolean,
): Promise<TreatyHistory> {
  const offers = isParty ? await findOffers(db, treaty.id) : []
  const breaches = await findBreaches(db, treaty.id)
  const renewal = await getRenewal(db, treaty.id)
  return {
    offers: offers.map((offer, at) => {
      const before = offers[at - 1]
      return {
        round: offer.round,
        regionId: offer.regionId,
        offeredAt: offer.offeredAt.toISOString(),
        terms: termsToWire(offer.terms),
        changes: before ? diffTerms(before.terms, offer.terms) : [],
      }
    }),
    breaches: breaches.map(({ id, regionId, reportedAt, text, answer, answeredAt }) => ({
      id,
      regionId,
      reportedAt: reportedAt.toISOString(),
      text,
      answer,
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
    renewedById: renewal && (isParty || renewal.signedAt !== null) ? renewal.id : null,
  }
}
