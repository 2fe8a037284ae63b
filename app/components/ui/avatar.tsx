import { cn } from '#app/lib/cn.ts'

const SIZES = { sm: 'size-8 text-xs', md: 'size-10 text-sm', lg: 'size-14 text-lg' }

const initialsOf = (callsign: string): string => {
  const words = callsign.split(/[\s_-]+/).filter((word) => word !== '')
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => [...word][0]) : [...callsign].slice(0, 2)
  return letters.join('').toUpperCase()
}

/** A player's initials. Decorative, because the callsign is beside it. */
export function Avatar({ callsign, size = 'md' }: { callsign: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden
      className={cn(
        'notch text-accent numerals inline-grid shrink-0 place-items-center font-bold [--notch-fill:var(--surface-3)] [--notch-line:var(--line-strong)] [--notch-size:7px]',
        SIZES[size],
      )}
    >
      {initialsOf(callsign)}
    </span>
  )
}
