import { Form } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { formatCount, formatCredits } from '#app/lib/format.ts'
import { turnsWords } from '#app/components/contracts/contract-words.ts'
import { type CourierOffer } from './board.ts'

/** Sealed goods that wait here, with what a courier gets and risks. */
export function CourierList({
  offers,
  courierIds,
}: {
  offers: readonly CourierOffer[]
  courierIds: readonly string[]
}) {
  return (
    <ul className="divide-line divide-y">
      {offers.map((offer, index) => {
        const { hub, to, pay, deposit, holds, hours } = offer
        return (
          <li
            key={`${hub.id} ${to.id}`}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-6"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="font-semibold">
                To {to.name}, {to.sectorName}: {formatCredits(pay)}
              </p>
              <p className="text-ink-2 text-sm">
                {turnsWords(to.turns)} from here, {formatCount(holds, 'hold')}, within{' '}
                {formatCount(hours, 'hour')}. Deposit {formatCredits(deposit)}: back on arrival, lost when
                late.
              </p>
            </div>
            <Form method="post">
              <input type="hidden" name="intent" value="courier" />
              <input type="hidden" name="courierId" value={courierIds[index]} />
              <input type="hidden" name="portId" value={hub.id} />
              <input type="hidden" name="toPortId" value={to.id} />
              <Button type="submit" size="sm">
                <span>
                  Take aboard<span className="sr-only"> for {to.name}</span>
                </span>
              </Button>
            </Form>
          </li>
        )
      })}
    </ul>
  )
}
