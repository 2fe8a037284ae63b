import { Form, useNavigation } from '@remix-run/react'
import { type ReactNode } from 'react'
import { COMMODITY_LABELS } from '#app/lib/market-words.ts'
import { Button } from '#app/components/ui/button.tsx'
import { formatCount, formatCredits, formatNumber } from '#app/lib/format.ts'
import { type DeckProps } from './deck-props.ts'
import { nextGoal } from './next-goal.ts'
import { type View } from './trade-wish.ts'

type Run = NonNullable<View['firstRun']>

/** Leads a newcomer to the first profit, one button a step. Gone after the first sale, or when it is not wanted. */
export function FirstRunCard(deck: DeckProps) {
  const { view, order } = deck
  const run = view.firstRun
  if (!run) return <FirstSale {...deck} />
  const goods = `${formatNumber(run.quantity)} ${COMMODITY_LABELS[run.commodity].toLowerCase()}`
  const step = run.buy ?? run.sell
  return (
    <section aria-label="Your first trade" className="notch notch-lit grid gap-2 px-3 py-2.5 lg:px-4 lg:py-3">
      <h2 className="eyebrow text-accent">Your first trade</h2>
      <p role="status" className="text-sm text-pretty">
        {order?.outcome === 'filled' ? `You paid ${formatCredits(order.receipt.net)}. ` : null}
        {run.buy
          ? `Buy ${goods} at ${run.buy.portName} for ${formatCredits(run.buy.net)} and sell them at ${run.sell.portName} for about ${formatCredits(run.sell.net)}.`
          : `Sell your ${goods} at ${run.sell.portName} for about ${formatCredits(run.sell.net)}.`}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {step.turns > 0 ? (
          <FlyStep view={view} step={step} />
        ) : (
          <TradeStep {...deck} run={run} label={`${run.buy ? 'Buy' : 'Sell'} ${goods}`} />
        )}
        <Form method="post" action="/play">
          <Button type="submit" name="intent" value="skip-guide" variant="ghost" size="sm">
            Skip
          </Button>
        </Form>
      </div>
    </section>
  )
}

function FlyStep({ view: { place, sector }, step }: { view: View; step: Run['sell'] }) {
  return (
    <Step
      fields={{
        intent: 'fly-route',
        fromSector: sector.id,
        toSector: step.sectorId,
        mapVersion: place.version,
        maxTurns: step.turns,
        security: 1,
      }}
    >
      Fly to {step.portName}, {formatCount(step.turns, 'turn')}
    </Step>
  )
}

function TradeStep({ run, label, order, orderId }: DeckProps & { run: Run; label: string }) {
  const step = run.buy ?? run.sell
  return (
    <Step
      fields={{
        intent: 'trade',
        port: step.portId,
        good: run.commodity,
        side: run.buy ? 'buy' : 'sell',
        quantity: run.quantity,
        quotedFor: run.quantity,
        worstNet: step.net,
        orderId: order?.nextOrderId ?? orderId,
      }}
    >
      {label} for {formatCredits(step.net)}
    </Step>
  )
}

type StepProps = { fields: Record<string, string | number>; children: ReactNode }

function Step({ fields, children }: StepProps) {
  const isSending = useNavigation().formData?.get('intent') === fields.intent
  return (
    <Form method="post" action="/play" preventScrollReset>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" variant="primary" size="sm" pending={isSending}>
        <span>{children}</span>
      </Button>
    </Form>
  )
}

function FirstSale({ view: { ship }, order }: DeckProps) {
  const receipt = order?.outcome === 'filled' ? order.receipt : null
  const goal = ship && nextGoal(ship.shipClass)
  return (
    <p role="status" className="notch notch-lit px-3 py-2.5 text-sm text-pretty empty:sr-only lg:px-4">
      {receipt?.side === 'sell' && goal
        ? `You got ${formatCredits(receipt.net)}. Keep trading: a ${goal.name} costs ${formatCredits(goal.price)} and holds more.`
        : null}
    </p>
  )
}
