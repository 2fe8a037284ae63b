import { useId } from 'react'
import { PLANET_CLASSES, type PlanetClass } from '#server/domain/galaxy/planet-classes.ts'
import { seeded } from './seeded.ts'

const COLOURS: Readonly<Record<PlanetClass, { ground: string; marks: string }>> = {
  terran: { ground: '#3f7fb8', marks: '#5fa35a' },
  oceanic: { ground: '#2f6fc0', marks: '#7fc4e8' },
  desert: { ground: '#c99a55', marks: '#a4713a' },
  ice: { ground: '#cfe6f2', marks: '#9cc3da' },
  volcanic: { ground: '#54323a', marks: '#e8632f' },
  gas_giant: { ground: '#c9a07a', marks: '#a8764f' },
  barren: { ground: '#8d8a86', marks: '#6b6863' },
  orbital_habitat: { ground: '#5a6b85', marks: '#b9c8dd' },
}

/** A planet by its class, with marks that follow from its name. Decorative, because class and name are beside it. */
export function PlanetDisc({ planetClass, name }: { planetClass: string; name: string }) {
  const clip = useId()
  const known = PLANET_CLASSES.find((one) => one === planetClass)
  if (known === undefined) return null
  const { ground, marks } = COLOURS[known]
  const of = (part: string, choices: number) => seeded(name, part, choices)
  const isBanded = planetClass === 'gas_giant' || planetClass === 'orbital_habitat'
  return (
    <svg aria-hidden viewBox="0 0 40 40" className="size-10 shrink-0">
      <clipPath id={clip}>
        <circle cx="20" cy="20" r="15" />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <rect width="40" height="40" fill={ground} />
        {[0, 1, 2, 3, 4].map((n) =>
          isBanded ? (
            <rect
              key={n}
              y={6 + n * 6 + of(`band ${n}`, 3)}
              width="40"
              height={1 + of(`height ${n}`, 3)}
              fill={marks}
            />
          ) : (
            <ellipse
              key={n}
              cx={6 + of(`x ${n}`, 28)}
              cy={6 + of(`y ${n}`, 28)}
              rx={2 + of(`rx ${n}`, 6)}
              ry={2 + of(`ry ${n}`, 4)}
              fill={marks}
            />
          ),
        )}
        <path d="M20 5a15 15 0 0 1 0 30a21 21 0 0 0 0-30z" fill="#000" opacity="0.35" />
      </g>
      {planetClass === 'gas_giant' || of('ring', 5) === 0 ? (
        <ellipse cx="20" cy="20" rx="19" ry="4.5" fill="none" stroke={marks} strokeWidth="1.6" />
      ) : null}
    </svg>
  )
}
