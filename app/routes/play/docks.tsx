import { Factory, Navigation, Orbit, Rocket } from 'lucide-react'
import { type ComponentType, type ReactNode } from 'react'
import { AlertsPanel } from './alerts-panel.tsx'
import { BookmarksPanel } from './bookmarks-panel.tsx'
import { CombatPanel } from './combat-panel.tsx'
import { ContractsPanel } from './contracts-panel.tsx'
import { type DeckProps } from './deck-props.ts'
import { GatePanel } from './gate-panel.tsx'
import { DeskPanel } from './desk-panel.tsx'
import { NewsPanel } from './news-panel.tsx'
import { Ports } from './ports.tsx'
import { RoutePanel } from './route-panel.tsx'
import { SectorContents } from './sector-contents.tsx'
import { SectorLevels } from './sector-levels.tsx'
import { SectorsPanel } from './sectors-panel.tsx'
import { ShipPanel } from './ship-panel.tsx'
import { WarpPanel } from './warp-panel.tsx'

/** Panels that belong together: a group at a side of the map, on a phone a sheet of its own. */
export type Dock = {
  key: string
  label: string
  icon: ReactNode
  panels: readonly ComponentType<DeckProps>[]
}

export const DOCKS = {
  left: [
    {
      key: 'fly',
      label: 'Fly',
      icon: <Navigation aria-hidden />,
      panels: [WarpPanel, GatePanel, RoutePanel, SectorsPanel, BookmarksPanel],
    },
    { key: 'ship', label: 'Ship', icon: <Rocket aria-hidden />, panels: [ShipPanel] },
  ],
  right: [
    {
      key: 'trade',
      label: 'Trade',
      icon: <Factory aria-hidden />,
      panels: [AlertsPanel, DeskPanel, Ports, ContractsPanel, NewsPanel],
    },
    {
      key: 'sector',
      label: 'Sector',
      icon: <Orbit aria-hidden />,
      panels: [SectorContents, SectorLevels, CombatPanel],
    },
  ],
} as const satisfies Record<string, readonly Dock[]>

export type DockKey = (typeof DOCKS)['left' | 'right'][number]['key']
