import { DISTRICT_TYPES } from '#server/domain/galaxy/district-types.ts'

const CENTRE = 260
const DISTRICT_RADIUS = 92
const ORBITS = [150, 196, 242]

/** Decorative regions: orbit index and angle in degrees. Not real data. */
const REGIONS = [
  { orbit: 0, angle: 20 },
  { orbit: 0, angle: 165 },
  { orbit: 0, angle: 262 },
  { orbit: 1, angle: 70 },
  { orbit: 1, angle: 205 },
  { orbit: 1, angle: 322 },
  { orbit: 2, angle: 118 },
  { orbit: 2, angle: 232 },
  { orbit: 2, angle: 350 },
]

const at = (radius: number, degrees: number) => {
  const radians = (degrees * Math.PI) / 180
  // Rounded, so that server and browser render the same digits.
  return {
    x: Math.round((CENTRE + radius * Math.cos(radians)) * 10) / 10,
    y: Math.round((CENTRE + radius * Math.sin(radians)) * 10) / 10,
  }
}

const STEP = 360 / DISTRICT_TYPES.length

/** Illustration of the Nexus with its ten districts and orbiting regions. */
export function NexusOrrery() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 520 520"
      className="text-accent mx-auto w-full max-w-md drop-shadow-[0_0_48px_var(--glow)] lg:max-w-none"
      fill="none"
      stroke="currentColor"
    >
      <defs>
        <radialGradient id="nexus-core">
          <stop offset="0" stopColor="currentColor" stopOpacity="0.9" />
          <stop offset="0.35" stopColor="currentColor" stopOpacity="0.28" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0" />
        </radialGradient>
      </defs>
      <circle cx={CENTRE} cy={CENTRE} r="120" fill="url(#nexus-core)" stroke="none" />
      {ORBITS.map((radius) => (
        <circle key={radius} cx={CENTRE} cy={CENTRE} r={radius} opacity="0.32" strokeDasharray="2 7" />
      ))}
      {REGIONS.map(({ orbit, angle }) => {
        const region = at(ORBITS[orbit] ?? 0, angle)
        const gate = at(DISTRICT_RADIUS + 10, angle)
        return (
          <g key={`${orbit}-${angle}`}>
            <line x1={gate.x} y1={gate.y} x2={region.x} y2={region.y} opacity="0.38" />
            <circle cx={region.x} cy={region.y} r="13" fill="var(--surface)" strokeWidth="1.5" />
            <circle cx={region.x} cy={region.y} r="4.5" fill="currentColor" stroke="none" />
          </g>
        )
      })}
      {DISTRICT_TYPES.map((district, index) => {
        const from = at(DISTRICT_RADIUS, index * STEP + 2.5)
        const to = at(DISTRICT_RADIUS, (index + 1) * STEP - 2.5)
        return (
          <path
            key={district}
            d={`M${from.x} ${from.y}A${DISTRICT_RADIUS} ${DISTRICT_RADIUS} 0 0 1 ${to.x} ${to.y}`}
            strokeWidth={index % 2 === 0 ? 13 : 8}
            opacity={index % 2 === 0 ? 0.85 : 0.5}
          />
        )
      })}
      <circle cx={CENTRE} cy={CENTRE} r="62" strokeWidth="1.5" opacity="0.6" />
      <path
        d={`M${CENTRE} ${CENTRE - 46}l10 36 36 10-36 10-10 36-10-36-36-10 36-10z`}
        fill="currentColor"
        stroke="none"
      />
    </svg>
  )
}
