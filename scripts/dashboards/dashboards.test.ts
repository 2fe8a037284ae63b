import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { knownMetrics } from '../known-metrics.ts'
import { DASHBOARD_FOLDER, dashboardFiles } from './dashboard-files.ts'
import { DASHBOARDS } from './dashboards.ts'

const hasPromtool = spawnSync('promtool', ['--version']).status === 0
const files = dashboardFiles()
const queries = Object.entries(DASHBOARDS).flatMap(([name, { rows }]) =>
  rows.flatMap(({ panels }) =>
    panels.flatMap((panel) => panel.queries.map((query) => ({ ...query, of: `${name}: ${panel.title}` }))),
  ),
)

describe('dashboards', () => {
  it('are written as the code has them: `npm run dashboards`', () => {
    expect(readdirSync(DASHBOARD_FOLDER).sort()).toEqual(files.map(({ name }) => `${name}.json`).sort())
    for (const { file, text } of files) expect(readFileSync(file, 'utf8'), file).toBe(text)
  })

  it('ask for figures that processes tell or rules record, and for no others', async () => {
    const known = [...(await knownMetrics())]
    for (const { of, expr } of queries)
      for (const [name] of expr.matchAll(/\b(sectorwars|nodejs|process)[_:][\w:]+/g))
        expect(known, `${of} asks for ${name}`).toContain(name)
    const ofVariables = Object.values(DASHBOARDS).flatMap(({ variables = [] }) => variables)
    for (const { metric } of ofVariables) expect(known).toContain(metric)
  })

  it('show every label of a legend that their question keeps, and use every variable', () => {
    for (const { of, expr, legend } of queries)
      for (const [, label = ''] of legend.matchAll(/\{\{(\w+)\}\}/g))
        expect(/\bby \(/.test(expr) ? expr : `${label} is kept`, of).toMatch(
          new RegExp(`(by|group_left) \\([^)]*\\b${label}\\b|${label} is kept`),
        )
    for (const { variables = [], rows } of Object.values(DASHBOARDS))
      for (const { name } of variables) expect(JSON.stringify(rows)).toContain(`$${name}`)
  })

  it.each(files)('$name has a place and an id of its own for each panel', ({ built }) => {
    const { panels } = built
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    for (const { gridPos: one } of panels) {
      expect(one.x + one.w).toBeLessThanOrEqual(24)
      const over = panels.filter(
        ({ gridPos: other }) =>
          one.x < other.x + other.w &&
          other.x < one.x + one.w &&
          one.y < other.y + other.h &&
          other.y < one.y + one.h,
      )
      expect(over).toHaveLength(1)
    }
  })

  it('have addresses and titles of their own', () => {
    for (const key of ['uid', 'title'] as const)
      expect(new Set(files.map(({ built }) => built[key])).size).toBe(files.length)
  })

  it.runIf(hasPromtool)('ask what Prometheus understands', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'dashboards-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    // As Grafana fills in its variables.
    const asked = queries.map(({ expr }) =>
      expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$\w+/g, '.*'),
    )
    const rules = asked.map((expr, n) => ({ record: `dashboard:question_${n}`, expr }))
    const file = path.join(folder, 'rules.yml')
    writeFileSync(file, stringify({ groups: [{ name: 'dashboards', rules }] }))
    expect(spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`${queries.length} rules found`) as string,
    })
  })
})
