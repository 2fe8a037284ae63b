import { type TreatyDetail } from '#app/lib/api-types.ts'
import { DiffList } from '#app/components/ui/diff-list.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'
import { describeTerms, termLabel, termValue } from './treaty-words.ts'

/** The negotiation round by round, with the changed terms. */
export function TreatyOffers({ treaty }: { treaty: TreatyDetail }) {
  if (treaty.offers.length === 0) return null
  const nameOf = (regionId: string) =>
    (regionId === treaty.regionA.id ? treaty.regionA : treaty.regionB).displayName
  return (
    <Panel title="Negotiation" description="All offers, oldest first. The last one counts.">
      <ol className="border-line ml-1.5 grid gap-6 border-l pl-5">
        {treaty.offers.map((offer) => (
          <li key={offer.round} className="relative grid min-w-0 gap-2">
            <span
              aria-hidden
              className="bg-accent absolute top-1.5 -left-6 size-2.5 -translate-x-px rotate-45"
            />
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-semibold">
                {offer.round === 1 ? 'Offer' : 'Counter-offer'} by {nameOf(offer.regionId)}
              </span>
              <span className="text-ink-2 text-sm">
                <Time at={offer.offeredAt} />
              </span>
            </p>
            {offer.changes.length === 0 ? (
              <p className="text-ink-2 text-sm">{describeTerms(offer.terms)}</p>
            ) : (
              <DiffList
                changes={offer.changes.map(({ term, before, after }) => ({
                  key: term,
                  label: termLabel(term),
                  before: termValue(term, before),
                  after: termValue(term, after),
                }))}
              />
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
