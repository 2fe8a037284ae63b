import { useFetcher, useLocation } from '@remix-run/react'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useId } from 'react'
import { THEMES, type ThemeChoice } from '#app/lib/preferences.ts'

const LOOKS = {
  dark: { label: 'Dark', Icon: Moon },
  light: { label: 'Light', Icon: Sun },
  system: { label: 'System', Icon: Monitor },
}

/** Works as a plain form too; with JavaScript the page changes in place. */
export function ThemeForm({ theme }: { theme: ThemeChoice }) {
  const fetcher = useFetcher()
  const location = useLocation()
  const labelId = useId()
  return (
    <fetcher.Form method="post" action="/preferences" className="px-2 py-1">
      <p className="eyebrow text-ink-2 mb-1.5" id={labelId}>
        Theme
      </p>
      <input type="hidden" name="returnTo" value={`${location.pathname}${location.search}`} />
      <div role="group" aria-labelledby={labelId} className="grid grid-cols-3 gap-1">
        {THEMES.map((choice) => {
          const { label, Icon } = LOOKS[choice]
          return (
            <button
              key={choice}
              name="theme"
              value={choice}
              aria-pressed={choice === theme}
              className="border-line text-ink-2 hover:text-ink aria-pressed:border-accent aria-pressed:text-accent flex min-h-11 flex-col items-center justify-center gap-0.5 rounded-[4px] border text-xs"
            >
              <Icon aria-hidden className="size-4" />
              {label}
            </button>
          )
        })}
      </div>
    </fetcher.Form>
  )
}
