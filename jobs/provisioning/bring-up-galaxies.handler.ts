import { type Ctx } from '#server/services/context.ts'

export async function handleBringUpGalaxies({ galaxies, log }: Ctx): Promise<void> {
  const brought = await galaxies.bringUp()
  if (brought > 0) log.info({ galaxies: brought }, 'galaxies have the schema of this version now')
}
