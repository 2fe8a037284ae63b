import { eq } from 'drizzle-orm'
import { operations } from '#db/schema/platform/operations.ts'
import { type TestPlatform } from './test-platform.ts'

export const refusal = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )

/** Look-ups of tests of the Nexus. */
export function nexusSteps(platform: TestPlatform) {
  const operation = async (taskId: string | null) => {
    const [row] = await platform.db
      .select()
      .from(operations)
      .where(eq(operations.id, taskId ?? ''))
    if (!row) throw new Error('the operation is not there')
    return row
  }

  return { operation }
}
