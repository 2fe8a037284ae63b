import { PORT_CLASSES, type PortClass } from '#server/domain/galaxy/port-classes.ts'
import { SHIP_CLASSES, type ShipClass } from '#server/domain/ships/hulls.ts'

const PORTS: Readonly<Record<PortClass, string>> = {
  trade_hub: 'M18 4h4v8h10v4H22v8h14v4H22v8h-4v-8H4v-4h14v-8H8v-4h10z',
  mining_station: 'M6 30l8-14 5 7 7-15 8 22zM18 32h4v6h-4z',
  agri_dome: 'M4 28a16 16 0 0 1 32 0zM4 30h32v4H4z',
  refinery: 'M6 34V16h6v18zM16 34V8h6v26zM26 34V20h8v14zM8 12h2v3H8z',
  foundry: 'M4 34V18l9 6v-6l9 6v-6l6 4V6h5v28z',
  technopolis: 'M18 4h4v8h-4zM12 14h16v8H12zM8 24h24v10H8z',
  resort: 'M4 30c6-16 12-20 16-20s10 4 16 20zM19 30h2v6h-2z',
  power_array: 'M22 4L8 22h9l-3 14 16-20h-9z',
  free_port: 'M8 8h10v10H8zM22 6h10v8H22zM10 22h8v12h-8zM22 18h12v16H22z',
}

const HULLS: Readonly<Record<ShipClass, string>> = {
  pathfinder: 'M4 20l14-5h10l8 5-8 5H18z',
  courier: 'M2 20l18-3 4-6h4l-1 6 11 3-11 3 1 6h-4l-4-6z',
  hauler: 'M4 16h6v-3h18v3l8 4-8 4v3H10v-3H4z',
  freighter: 'M2 15h6v-4h9v4h2v-4h9v4l10 5-10 5v4h-9v-4h-2v4H8v-4H2z',
  bulk_carrier: 'M1 13h5V9h8v4h1V9h8v4h1V9h6v4l9 7-9 7v4h-6v-4h-1v4h-8v-4h-1v4H6v-4H1z',
  corvette: 'M2 20l12-4 6-10h4l2 10 12 4-12 4-2 10h-4l-6-10z',
}

type Size = { className?: string | undefined }

/** The outline of a port's class. Decorative, because the class is named beside it. */
export function PortSilhouette({ portClass, className = 'size-10' }: Size & { portClass: string }) {
  const known = PORT_CLASSES.find((one) => one === portClass)
  return known === undefined ? null : <Outline path={PORTS[known]} className={className} />
}

/** The outline of a hull. Decorative, because the hull is named beside it. */
export function HullSilhouette({ hull, className = 'size-10' }: Size & { hull: string }) {
  const known = SHIP_CLASSES.find((one) => one === hull)
  return known === undefined ? null : <Outline path={HULLS[known]} className={className} />
}

const Outline = ({ path, className }: { path: string; className: string }) => (
  <svg aria-hidden viewBox="0 0 40 40" className={`text-accent shrink-0 ${className}`}>
    <path d={path} fill="currentColor" fillOpacity="0.35" stroke="currentColor" strokeLinejoin="round" />
  </svg>
)
