import { Link } from '@remix-run/react'
import { ShieldCheck, Swords } from 'lucide-react'
import { Panel } from '#app/components/ui/panel.tsx'
import { type DeckProps } from './deck-props.ts'

/** Whether the player can be attacked in this sector, and why. */
export function CombatPanel({ view: { combat } }: DeckProps) {
  const { lawful, message, boundByTreaty } = combat
  const Icon = lawful ? Swords : ShieldCheck
  return (
    <Panel title="Combat">
      <p className="flex items-center gap-2 font-semibold">
        <Icon aria-hidden className={lawful ? 'text-warning size-5' : 'text-success size-5'} />
        {lawful ? 'Others can attack you here' : 'Nobody can attack you here'}
      </p>
      <p className="text-ink-2 mt-1">{message}</p>
      {boundByTreaty.length === 0 ? null : (
        <>
          <p className="text-ink-2 mt-3">
            Treaties protect you and the citizens of these regions from each other:
          </p>
          <ul className="mt-1 list-disc pl-5">
            {boundByTreaty.map((region) => (
              <li key={region.id}>
                <Link className="link" to={`/regions/${region.name}`}>
                  {region.displayName}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="text-ink-3 mt-3 text-sm">Ships cannot fight yet. This rule applies once they can.</p>
    </Panel>
  )
}
