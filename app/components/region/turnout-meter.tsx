import { formatCount, formatNumber } from '#app/lib/format.ts'
import { Meter } from '#app/components/ui/meter.tsx'

export type TurnoutMeterProps = { turnout: number; rollSize: number; requiredTurnout?: number }

/** How many voters have voted; the only figure of an open vote that is shown. */
export function TurnoutMeter({ turnout, rollSize, requiredTurnout }: TurnoutMeterProps) {
  const isReached = requiredTurnout === undefined || turnout >= requiredTurnout
  return (
    <Meter
      label="Turnout"
      value={turnout}
      max={rollSize}
      text={`${formatNumber(turnout)} of ${formatCount(rollSize, 'voter')}`}
      tone={isReached ? 'success' : 'accent'}
      {...(requiredTurnout === undefined
        ? {}
        : {
            mark: {
              at: requiredTurnout,
              label: isReached
                ? `Quorum of ${formatNumber(requiredTurnout)} reached`
                : `Quorum ${formatNumber(requiredTurnout)}, ${formatNumber(requiredTurnout - turnout)} to go`,
            },
          })}
    />
  )
}
