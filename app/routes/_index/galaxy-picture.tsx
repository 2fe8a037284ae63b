import { districtCentre, districtWedge } from '#server/domain/nexus/district-layout.ts'
import { DISTRICT_TYPES, type DistrictType } from '#server/domain/galaxy/district-types.ts'
import { DISTRICTS } from '#server/domain/galaxy/districts.ts'
import { CATEGORY_COLOURS } from '#app/lib/css-colour.ts'
import { themeVariables } from '#app/components/region-theme.tsx'
import { type GalaxyRegion } from '#app/lib/api-types.ts'
import { type GalaxyLayout } from './galaxy-layout.ts'

export type GalaxyPictureProps = {
  layout: GalaxyLayout
  regions: readonly GalaxyRegion[]
  /** False before the Nexus is generated: then its plan is drawn as an outline. */
  hasNexus: boolean
}

/** The ten districts, the orbits, and a lane from each region to its gate. The same is said in words beside it. */
export function GalaxyPicture({ layout: { spots, orbits, extent }, regions, hasNexus }: GalaxyPictureProps) {
  return (
    <svg
      aria-hidden
      viewBox={`${-extent} ${-extent} ${2 * extent} ${2 * extent}`}
      className="text-accent absolute inset-0 size-full"
      fill="none"
      stroke="currentColor"
    >
      <defs>
        <radialGradient id="nexus-glow">
          <stop offset="0.1" stopColor="currentColor" stopOpacity="0.34" />
          <stop offset="0.7" stopColor="currentColor" stopOpacity="0.1" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0" />
        </radialGradient>
      </defs>
      <circle r="520" fill="url(#nexus-glow)" stroke="none" />
      {orbits.map((radius) => (
        <circle key={radius} r={radius} opacity="0.3" strokeWidth="2.5" strokeDasharray="4 16" />
      ))}
      {DISTRICT_TYPES.map((type, index) => (
        <District
          key={type}
          type={type}
          colour={CATEGORY_COLOURS[index % CATEGORY_COLOURS.length] ?? ''}
          isBuilt={hasNexus}
        />
      ))}
      {regions.map((region, index) => {
        const spot = spots[index]
        if (!spot) return null
        const { gate, at } = spot
        return (
          <g key={region.name} style={themeVariables(region.aestheticTheme)} className="text-accent">
            <line x1={gate.x} y1={gate.y} x2={at.x} y2={at.y} strokeWidth="4" opacity="0.75" />
            <circle cx={gate.x} cy={gate.y} r="9" fill="currentColor" stroke="var(--bg)" strokeWidth="4" />
          </g>
        )
      })}
    </svg>
  )
}

type DistrictProps = { type: DistrictType; colour: string; isBuilt: boolean }

function District({ type, colour, isBuilt }: DistrictProps) {
  const { x, y } = districtCentre(type)
  const words = DISTRICTS[type].name.split(' ')
  const isHub = type === 'transit_hub'
  return (
    <g style={{ color: colour }}>
      <path
        d={outlineOf(type)}
        fill="currentColor"
        fillOpacity={isBuilt ? (isHub ? 0.1 : 0.2) : 0}
        strokeOpacity={isBuilt ? 0.75 : 0.4}
        strokeWidth="2.5"
        strokeDasharray={isBuilt ? undefined : '10 10'}
      />
      {isHub ? null : (
        <text
          x={x}
          y={y - (words.length - 1) * 14}
          className="fill-ink max-sm:hidden"
          stroke="none"
          fontSize="24"
          textAnchor="middle"
          dominantBaseline="middle"
          opacity="0.85"
        >
          {words.map((word, line) => (
            <tspan key={word} x={x} dy={line === 0 ? 0 : 28}>
              {word}
            </tspan>
          ))}
        </text>
      )}
    </g>
  )
}

function outlineOf(type: DistrictType): string {
  const { innerRadius, outerRadius, fromTurn, toTurn } = districtWedge(type)
  const outer = round(outerRadius)
  if (toTurn - fromTurn === 1)
    return `M${outer} 0A${outer} ${outer} 0 1 1 ${-outer} 0A${outer} ${outer} 0 1 1 ${outer} 0Z`
  const inner = round(innerRadius)
  const large = toTurn - fromTurn > 0.5 ? 1 : 0
  const point = (radius: number, turn: number) =>
    `${round(radius * Math.cos(turn * 2 * Math.PI))} ${round(radius * Math.sin(turn * 2 * Math.PI))}`
  return `M${point(outer, fromTurn)}A${outer} ${outer} 0 ${large} 1 ${point(outer, toTurn)}L${point(inner, toTurn)}A${inner} ${inner} 0 ${large} 0 ${point(inner, fromTurn)}Z`
}

/** Server and browser must render the same digits. */
const round = (value: number): number => Math.round(value * 10) / 10
