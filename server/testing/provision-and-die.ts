import { provisionRegion } from '../services/provisioning/provision-region.ts'
import { dyingContext } from './dying-context.ts'

// A process that builds a region and kills itself with SIGKILL at a given moment: nothing is closed, and only the
// database rolls back. Arguments: platform URL, operation, step, moment (begun or done).
const [platformUrl = '', operationId = '', step = '', moment = ''] = process.argv.slice(2)

await provisionRegion(
  dyingContext(platformUrl).system('provision-region'),
  { operationId },
  {
    onStep: (at, when) => {
      if (at === step && when === moment) process.kill(process.pid, 'SIGKILL')
    },
  },
)
process.exit(1)
