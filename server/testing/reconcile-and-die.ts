import { reconcileDeployment } from '../services/deployments/reconcile-deployment.ts'
import { deathInStep } from './death-in-step.ts'
import { dyingContext } from './dying-context.ts'

// A worker that reconciles a region and kills itself with SIGKILL at a given moment: nothing is closed, and the server that it started
// goes on. Arguments: platform URL, region's id, step, moment (`deathInStep`), program of servers, first port,
// clock's offset.
const [platformUrl = '', regionId = '', step = '', moment = '', program = '', firstPort = '', offset = '0'] =
  process.argv.slice(2)

const { system } = dyingContext(platformUrl, {
  offsetMs: Number(offset),
  servers: {
    program: () => ({ execPath: process.execPath, args: [program], cwd: process.cwd(), build: 'one' }),
    firstPort: Number(firstPort),
    patience: { retiredMs: 500 },
  },
})
await reconcileDeployment(system('reconcile-deployment'), { regionId }, { onStep: deathInStep(step, moment) })
process.exit(1)
