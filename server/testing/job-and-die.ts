import { runJob } from '#jobs/worker.ts'
import { createPayPalClient } from '../paypal/paypal-client.ts'
import { SIMULATED_CREDENTIALS } from '../paypal/simulator/loopback-simulator.ts'
import { dieAtStatement } from './die-at-statement.ts'
import { dyingContext } from './dying-context.ts'

// A process that runs a job and kills itself with SIGKILL before its n-th statement: nothing is closed, and only the databases roll back.
// Arguments: platform URL, folder of backups, clock's offset, job, its payload, n, and where PayPal is, if the job asks it.
const [platformUrl = '', backupDir = '', offset = '0', job = '', payload = '', n = '', paypalUrl] =
  process.argv.slice(2)

const { system, clock } = dyingContext(platformUrl, { offsetMs: Number(offset), backupDir })
const withPayPal = (baseUrl: string) => ({
  paypal: createPayPalClient({
    ...{ ...SIMULATED_CREDENTIALS, baseUrl },
    clock: { now: () => new Date(Date.now() + clock.offsetMs()) },
  }),
})
dieAtStatement(Number(n), 'before')
await runJob(
  (name) => ({ ...system(name), ...(paypalUrl && withPayPal(paypalUrl)) }),
  job,
  JSON.parse(payload),
)
process.exit(0)
