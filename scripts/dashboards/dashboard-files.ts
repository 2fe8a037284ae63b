import { buildDashboard } from './build-dashboard.ts'
import { DASHBOARDS } from './dashboards.ts'

export const DASHBOARD_FOLDER = 'docker/monitoring/grafana'

/** The files of docker/monitoring/grafana as they should be. */
export const dashboardFiles = () =>
  Object.entries(DASHBOARDS).map(([name, dashboard]) => {
    const built = buildDashboard(dashboard)
    return {
      name,
      file: `${DASHBOARD_FOLDER}/${name}.json`,
      built,
      text: `${JSON.stringify(built, null, 2)}\n`,
    }
  })
