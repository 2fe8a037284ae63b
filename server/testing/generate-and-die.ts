import { createPostgresEventBus } from '../events/postgres-event-bus.ts'
import { runGeneration } from '../services/nexus/run-generation.ts'
import { dyingContext } from './dying-context.ts'

// A separate worker that runs one generation, so that a test can kill it with SIGKILL. Arguments: platform URL,
// operation.
const [platformUrl = '', operationId = ''] = process.argv.slice(2)

const { system, log } = dyingContext(platformUrl)
await runGeneration(
  { ...system('generate-nexus'), events: await createPostgresEventBus(platformUrl, log) },
  { operationId },
)
process.exit(0)
