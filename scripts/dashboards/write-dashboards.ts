import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { dashboardFiles } from './dashboard-files.ts'

/** Writes what Grafana imports: `npm run dashboards`. */
for (const { file, text } of dashboardFiles())
  writeFileSync(path.join(import.meta.dirname, '../..', file), text)
