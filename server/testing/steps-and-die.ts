import { archiveRegion } from '../services/archives/archive-region.ts'
import { bringRegionBack } from '../services/archives/bring-region-back.ts'
import { terminateRegion } from '../services/archives/terminate-region.ts'
import { restoreGalaxy } from '../services/backups/restore-galaxy.ts'
import { deathInStep } from './death-in-step.ts'
import { dyingContext } from './dying-context.ts'

// A process that runs an operation and kills itself with SIGKILL at a given moment: nothing is closed, and only the databases roll
// back. Arguments: platform URL, folder of backups, clock's offset, kind of operation, its id, step, moment (`deathInStep`).
const [platformUrl = '', backupDir = '', offset = '0', kind = '', operationId = '', step = '', moment = ''] =
  process.argv.slice(2)

const VERBS = {
  'restore-galaxy': restoreGalaxy,
  'archive-region': archiveRegion,
  'return-region': bringRegionBack,
  'terminate-region': terminateRegion,
}
const { system } = dyingContext(platformUrl, { offsetMs: Number(offset), backupDir })
await VERBS[kind as keyof typeof VERBS](system(kind), { operationId }, { onStep: deathInStep(step, moment) })
process.exit(1)
