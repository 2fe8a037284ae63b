import { seeded } from './seeded.ts'

const SUITS = ['#4f8fd0', '#c9793b', '#6fa85a', '#a86fc0', '#c25b6b', '#4aa8a0', '#b8a13c', '#7d86c9']
const VISORS = ['#ffd9a0', '#a8e6ff', '#c9ffb8', '#ffb8c9', '#e2c9ff', '#fff3b0']

/** A pilot in a helmet, drawn from the callsign. Decorative, because the callsign is beside it. */
export function Portrait({ callsign, className }: { callsign: string; className?: string | undefined }) {
  const of = (part: string, choices: number) => seeded(callsign, part, choices)
  const suit = SUITS[of('suit', SUITS.length)]
  const visor = VISORS[of('visor', VISORS.length)]
  const width = 13 + of('width', 5)
  const visorHeight = 7 + of('visor height', 5)
  const visorTop = 15 + of('visor top', 4)
  const stripe = of('stripe', 3)
  return (
    <svg aria-hidden viewBox="0 0 48 48" className={className}>
      <path d="M6 48c0-9 8-13 18-13s18 4 18 13z" fill={suit} />
      <path d="M18 35h12v5a6 4 0 0 1-12 0z" fill="#2b3444" />
      <rect
        x={24 - width}
        y="7"
        width={2 * width}
        height="30"
        rx={width - 1 - of('round', 4)}
        fill="#dfe5ee"
      />
      <rect
        x={27 - width}
        y={visorTop}
        width={2 * width - 6}
        height={visorHeight}
        rx={2 + of('visor round', 4)}
        fill={visor}
      />
      <rect x={29 - width} y={visorTop + 1.5} width="5" height="1.6" rx="0.8" fill="#fff" opacity="0.8" />
      {stripe === 0 ? <rect x="22" y="7" width="4" height={visorTop - 8} fill={suit} /> : null}
      {stripe === 1 ? <path d={`M${24 - width} 14l${2 * width} -4v3l${-2 * width} 4z`} fill={suit} /> : null}
      {stripe === 2 ? <circle cx="24" cy="11" r="2.4" fill={suit} /> : null}
      {of('antenna', 2) === 0 ? (
        <path d={`M${24 + width - 3} 12l5 -8`} stroke="#dfe5ee" strokeWidth="1.6" strokeLinecap="round" />
      ) : null}
    </svg>
  )
}
