import { restorePlatform } from '../services/backups/restore-platform.ts'
import { deathInStep } from './death-in-step.ts'
import { testRestoreTools } from './platform-restore-tools.ts'

// A process that restores the platform and kills itself with SIGKILL at a given moment: nothing is closed, and only the databases roll
// back. Arguments: platform URL, clock's offset, archive, step, moment (`deathInStep`).
const [platformUrl = '', offset = '0', name = '', step = '', moment = ''] = process.argv.slice(2)

await restorePlatform(
  await testRestoreTools(platformUrl, () => Number(offset)),
  { name, effective: true },
  { onStep: deathInStep(step, moment) },
)
process.exit(1)
