import { createRoot } from 'react-dom/client'
import { MapCanvas } from '#app/components/map/map-canvas.tsx'
import { generateNexus } from '#server/domain/nexus/generate-nexus.ts'
import { frameTimes } from './map-motion.ts'

// The map as the screen of play shows it, with the largest galaxy there is, and nothing else that could cost a frame.

const CURRENT = 100
const GATE_EVERY = 50
const CHARTED_EVERY = 3

const { sectors, warps, ports, planets } = generateNexus({ seed: 'bench' })
const portsAt = new Set(ports.map(({ sectorId }) => sectorId))
const planetsAt = new Set(planets.map(({ sectorId }) => sectorId))
const nodes = sectors.map(({ id, x, y, name, district }) => ({
  ...{ id, x, y, name, label: name, group: district ?? '' },
  port: portsAt.has(id),
  planet: planetsAt.has(id),
  gate: id % GATE_EVERY === 0,
}))
const edges = warps.flatMap(({ fromSector: from, toSector: to }) => (from < to ? [{ from, to }] : []))
const flights = edges
  .filter(({ from }) => from === CURRENT)
  .map(({ to }, index) => ({ id: to, key: String(index + 1) }))
const charted = new Set(nodes.flatMap(({ id }) => (id % CHARTED_EVERY === 0 ? [id] : [])))

window.frameTimes = frameTimes

const place = document.createElement('div')
document.body.append(place)
createRoot(place).render(
  <MapCanvas
    label="Map"
    nodes={nodes}
    edges={edges}
    colourBy="kind"
    charted={charted}
    currentId={CURRENT}
    selectedId={CURRENT}
    flights={flights}
    isPage
    className="fixed"
  />,
)
