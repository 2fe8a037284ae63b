/** One line of a panel: what Prometheus is asked, and how its answer is called (labels in double braces). */
export type Query = { expr: string; legend: string }

export type Panel = {
  title: string
  /** Shown behind an (i). */
  description?: string
  /** As Grafana calls units: `s`, `short`, `bytes`, `percentunit`, `reqps`. */
  unit: string
  kind: 'timeseries' | 'stat'
  queries: readonly Query[]
  /** From this value on a stat is red. */
  redFrom?: number
}

export type Dashboard = {
  /** Stays the same for ever: addresses hold it. */
  uid: string
  title: string
  /** Labels that a reader can choose from, and the figure that has them. */
  variables?: readonly { name: string; label: string; metric: string }[]
  rows: readonly { title: string; panels: readonly Panel[] }[]
}

const COLUMNS = 24
const HEIGHT = { row: 1, stat: 4, timeseries: 8 } as const
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' }

type Placed = { gridPos: { h: number; w: number; x: number; y: number } }

/** The JSON that Grafana imports. The source of the figures is chosen there. */
export function buildDashboard({ uid, title, variables = [], rows }: Dashboard) {
  let y = 0
  let id = 0
  const panels: (Placed & Record<string, unknown>)[] = []
  for (const row of rows) {
    panels.push({
      ...{ id: ++id, type: 'row', title: row.title, collapsed: false, panels: [] },
      gridPos: { h: HEIGHT.row, w: COLUMNS, x: 0, y },
    })
    y += HEIGHT.row
    const width = COLUMNS / row.panels.length
    const height = Math.max(...row.panels.map(({ kind }) => HEIGHT[kind]))
    row.panels.forEach((panel, n) => {
      panels.push({ id: ++id, ...panelOf(panel), gridPos: { h: height, w: width, x: n * width, y } })
    })
    y += height
  }
  return {
    ...{
      uid,
      title,
      tags: ['sectorwars'],
      timezone: 'browser',
      schemaVersion: 39,
      version: 1,
      editable: false,
    },
    ...{ refresh: '1m', time: { from: 'now-6h', to: 'now' }, annotations: { list: [] }, links: [] },
    templating: {
      list: [
        { name: 'datasource', label: 'Source', type: 'datasource', query: 'prometheus', hide: 0 },
        ...variables.map(({ name, label, metric }) => ({
          ...{ name, label, type: 'query', datasource: DATASOURCE, refresh: 2, sort: 1, hide: 0 },
          query: { query: `label_values(${metric}, ${name})`, refId: name },
          ...{ multi: true, includeAll: true, allValue: '.*', current: { text: 'All', value: '$__all' } },
        })),
      ],
    },
    panels,
  }
}
export type BuiltDashboard = ReturnType<typeof buildDashboard>

function panelOf({ title, description = '', unit, kind, queries, redFrom }: Panel) {
  const steps = [
    { color: 'green', value: null },
    ...(redFrom === undefined ? [] : [{ color: 'red', value: redFrom }]),
  ]
  return {
    ...{ type: kind, title, description, datasource: DATASOURCE },
    fieldConfig: {
      defaults: {
        unit,
        ...{ min: 0, thresholds: { mode: 'absolute', steps } },
        ...(kind === 'timeseries' ? { custom: { lineWidth: 2, fillOpacity: 8, showPoints: 'never' } } : {}),
      },
      overrides: [],
    },
    options:
      kind === 'stat'
        ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'value', graphMode: 'area' }
        : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: queries.map(({ expr, legend }, n) => ({
      ...{ refId: String.fromCharCode(65 + n), datasource: DATASOURCE },
      ...{ expr, legendFormat: legend, instant: false, range: true },
    })),
  }
}

const panelWith =
  (kind: Panel['kind']) =>
  (
    title: string,
    unit: string,
    queries: readonly Query[],
    more: Pick<Panel, 'description' | 'redFrom'> = {},
  ): Panel => ({ kind, title, unit, queries, ...more })

export const chart = panelWith('timeseries')
export const stat = panelWith('stat')
export const query = (expr: string, legend = ''): Query => ({ expr, legend })
