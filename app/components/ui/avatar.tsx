import { cn } from '#app/lib/cn.ts'
import { Portrait } from '../pictures/portrait.tsx'

const SIZES = { sm: 'size-8', md: 'size-10', lg: 'size-14' }

/** A player's portrait. Decorative, because the callsign is beside it. */
export function Avatar({ callsign, size = 'md' }: { callsign: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden
      className={cn(
        'notch inline-grid shrink-0 place-items-center overflow-hidden [--notch-fill:var(--surface-3)] [--notch-line:var(--line-strong)] [--notch-size:7px]',
        SIZES[size],
      )}
    >
      <Portrait callsign={callsign} className="size-full p-0.5" />
    </span>
  )
}
