import { Form, useNavigation } from '@remix-run/react'
import { ArrowRight, ArrowRightLeft } from 'lucide-react'
import { Button } from '#app/components/ui/button.tsx'
import { areaName } from '#app/lib/galaxy-map.ts'
import { formatCount } from '#app/lib/format.ts'
import { flightKey } from './use-fly.ts'
import { type ApiOutputs } from '#app/lib/trpc-client.ts'

type Warp = NonNullable<ApiOutputs['space']['mySector']>['warps'][number]

const KINDS = { local: null, highway: 'Highway', gate: 'Warp gate' }

/** All warps of the sector, each with a button to fly it. */
export function WarpList({ warps, nextOnRoute }: { warps: readonly Warp[]; nextOnRoute: number | null }) {
  const navigation = useNavigation()
  const flyingTo = Number(navigation.formData?.get('toSector'))
  return (
    <ul className="divide-line divide-y">
      {warps.map((warp, index) => (
        <li key={warp.sectorId} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-3">
          <div className="min-w-0">
            <p className="font-semibold break-words">
              <FlightKey index={index} />
              {warp.name} <span className="numerals text-ink-2 text-sm font-normal">{warp.sectorId}</span>
            </p>
            <p className="text-ink-2 flex flex-wrap items-center gap-x-3 text-sm">
              <span>{areaName(warp.area)}</span>
              {warp.hasPort ? <span>Port</span> : null}
              {KINDS[warp.kind] ? <span>{KINDS[warp.kind]}</span> : null}
              <span
                className={warp.oneWay ? 'text-warning flex items-center gap-1' : 'flex items-center gap-1'}
              >
                {warp.oneWay ? (
                  <ArrowRight aria-hidden className="size-3.5" />
                ) : (
                  <ArrowRightLeft aria-hidden className="size-3.5" />
                )}
                {warp.oneWay ? 'One-way' : 'Two-way'}
              </span>
            </p>
          </div>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="intent" value="move" />
            <input type="hidden" name="toSector" value={warp.sectorId} />
            <Button
              type="submit"
              variant={warp.sectorId === nextOnRoute ? 'primary' : 'secondary'}
              pending={flyingTo === warp.sectorId}
            >
              <span>
                Fly<span className="sr-only"> to {warp.name}</span>, {formatCount(warp.turns, 'turn')}
              </span>
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  )
}

/** The key that flies there, as the map shows it. */
function FlightKey({ index }: { index: number }) {
  const key = flightKey(index)
  return key === null ? null : (
    <kbd className="text-on-accent bg-accent numerals mr-2 inline-grid size-5 place-items-center rounded-full text-xs font-bold max-lg:hidden noscript:hidden">
      {key}
    </kbd>
  )
}
