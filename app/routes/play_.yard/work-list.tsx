import { formatCredits } from '#app/lib/format.ts'
import { HOLDS_PER_MODULE, MODULES, type ShipModule } from '#server/domain/ships/ship.ts'
import { OrderButton } from './order-button.tsx'
import { nameOf, type Offer, type Yard, type YardView } from './yard-words.ts'

/** Modules and repair at a yard: what each does and costs, with its order or why there is none. */
export function WorkList({ view, yard, orderId }: { view: YardView; yard: Yard; orderId: string }) {
  const offers = yard.offers.filter(({ work }) => work.kind !== 'hull')
  return (
    <ul className="divide-line divide-y">
      {offers.map((offer) => (
        <li
          key={nameOf(offer.work)}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-6"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="font-semibold">
              {nameOf(offer.work)}
              {offer.price > 0 ? ` · ${formatCredits(offer.price)}` : ''}
            </p>
            <p className="text-ink-2 text-sm">{effectOf(offer)}</p>
          </div>
          {offer.refusal ? (
            <p className="text-ink-2 max-w-sm text-sm">{offer.refusal.message}</p>
          ) : (
            <OrderButton {...{ view, offer, orderId }} portId={yard.portId} />
          )}
        </li>
      ))}
    </ul>
  )
}

const MODULE_WORDS: Readonly<Record<ShipModule, string>> = {
  shield: `+${MODULES.shield.adds} shields`,
  guns: `+${MODULES.guns.adds} guns, for a Corvette`,
  scanner: `Live prices ${MODULES.scanner.adds} turns farther`,
}

const effectOf = ({ work }: Offer): string =>
  work.kind === 'module'
    ? `${MODULE_WORDS[work.module]}. Takes ${HOLDS_PER_MODULE} holds.`
    : 'A damaged ship takes five more turns to dock.'
