import { EXPORT_PART_BYTES } from '../domain/privacy/export-rules.ts'
import { type UserActor } from '../services/require-actor.ts'
import { readZip } from './read-zip.ts'
import { type TestPlatform } from './test-platform.ts'

type Row = Record<string, unknown>

/** Asks for exports and reads them. */
export function exportSteps(platform: TestPlatform) {
  /** The zip file of somebody’s latest export, as the page sends it. */
  const download = async (person: UserActor): Promise<Uint8Array> => {
    const api = platform.api(person)
    const latest = await api.privacy.export()
    if (!latest?.sizeBytes) throw new Error('the export is not ready')
    const parts: Uint8Array[] = []
    for (let number = 0; number * EXPORT_PART_BYTES < latest.sizeBytes; number += 1)
      parts.push((await api.privacy.exportPart({ exportId: latest.id, number })).content)
    return Buffer.concat(parts)
  }
  const read = async (person: UserActor) => {
    const files = readZip(await download(person))
    return {
      files,
      names: Object.keys(files),
      rows: (name: string): Row[] => JSON.parse(files[`${name}.json`] ?? '[]') as Row[],
    }
  }
  /** The zip file of a region's latest export, as its page sends it. */
  const readRegion = async (person: UserActor, region: string) => {
    const api = platform.api(person)
    const { latest } = await api.regions.export({ region })
    if (!latest?.sizeBytes) throw new Error('the export is not ready')
    const parts: Uint8Array[] = []
    for (let number = 0; number * EXPORT_PART_BYTES < latest.sizeBytes; number += 1)
      parts.push((await api.regions.exportPart({ region, exportId: latest.id, number })).content)
    return readZip(Buffer.concat(parts))
  }
  const makeExport = async (person: UserActor) => {
    await platform.api(person).privacy.requestExport()
    await platform.runOutbox()
    return read(person)
  }
  return { download, read, readRegion, makeExport }
}
