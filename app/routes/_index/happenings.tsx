import { Link } from '@remix-run/react'
import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { type GalaxyRegion, type Happening } from '#app/lib/api-types.ts'
import { cn } from '#app/lib/cn.ts'
import { useHydrated } from '#app/lib/use-hydrated.ts'
import { useRefresh } from '#app/lib/use-refresh.ts'
import { useLiveRevalidation } from '#app/lib/use-live-events.ts'
import { RegionTheme } from '#app/components/region-theme.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { EmptyState } from '#app/components/ui/empty-state.tsx'
import { Emblem } from '#app/components/ui/emblem.tsx'
import { Panel } from '#app/components/ui/panel.tsx'
import { Time } from '#app/components/ui/time.tsx'

const SHOWN = 7

export type HappeningsProps = { happenings: readonly Happening[]; regions: readonly GalaxyRegion[] }

/** What happened last in the galaxy. New lines come in by themselves until the reader holds the list; nothing is read out. */
export function Happenings({ happenings, regions }: HappeningsProps) {
  const [held, setHeld] = useState<readonly Happening[] | null>(null)
  const [firstKeys] = useState(() => new Set(happenings.map(({ key }) => key)))
  const isLive = useHydrated()
  const refresh = useRefresh()
  const resume = () => {
    setHeld(null)
    refresh()
  }
  const shown = (held ?? happenings).slice(0, SHOWN)
  const themes = new Map(regions.map(({ name, aestheticTheme }) => [name, aestheticTheme]))
  return (
    <Panel
      title="Happening now"
      actions={
        isLive && happenings.length > 0 ? (
          <Button size="sm" variant="ghost" onClick={held === null ? () => setHeld(happenings) : resume}>
            {held === null ? (
              <Pause aria-hidden className="size-4" />
            ) : (
              <Play aria-hidden className="size-4" />
            )}
            {held === null ? 'Pause' : 'Resume'}
          </Button>
        ) : undefined
      }
    >
      {held === null ? <Watch /> : null}
      {shown.length === 0 ? (
        <EmptyState title="Nothing has happened yet">
          Laws, elections and treaties of all regions appear here as they happen.
        </EmptyState>
      ) : (
        <ol className="divide-line divide-y">
          {shown.map(({ key, at, text, region, href }) => (
            <li
              key={key}
              className={cn('py-2.5 first:pt-0 last:pb-0', !firstKeys.has(key) && 'animate-rise')}
            >
              <RegionTheme
                theme={themes.get(region?.name ?? '') ?? null}
                className="grid grid-cols-[auto_1fr] items-start gap-3"
              >
                <Emblem name={themes.get(region?.name ?? '')?.emblem ?? 'orbit'} size="sm" />
                <p className="min-w-0 text-[0.9375rem] text-pretty">
                  <span className="eyebrow text-accent block tracking-[0.06em]!">
                    {region?.displayName ?? 'Central Nexus'}
                  </span>
                  <Link to={href} className="hover:underline">
                    {text}
                  </Link>{' '}
                  <Time at={at} format="relative" className="text-ink-3 text-sm whitespace-nowrap" />
                </p>
              </RegionTheme>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

/** While it is there, the page follows what is told to everybody. */
function Watch() {
  useLiveRevalidation({ topics: ['galaxy', 'region', 'council', 'nexus'], pace: 'calm' })
  return null
}
