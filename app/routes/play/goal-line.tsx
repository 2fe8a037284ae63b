import { formatCredits } from '#app/lib/format.ts'
import { nextGoal } from './next-goal.ts'
import { type View } from './trade-wish.ts'

/** What to save for next, and how much of it there is. */
export function GoalLine({ view: { ship, purse } }: { view: View }) {
  const goal = ship && nextGoal(ship.shipClass)
  if (!goal) return null
  const share = Math.min(1, purse / goal.price)
  return (
    <div className="grid gap-1">
      <p className="text-ink-2 text-xs">
        Next goal: {goal.name} at {formatCredits(goal.price)}
      </p>
      <div aria-hidden className="bg-surface-3 h-1">
        <div className="bg-accent h-full" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
