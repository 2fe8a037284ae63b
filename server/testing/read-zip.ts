import { strFromU8, unzipSync } from 'fflate'

/** The files of a zip, by name, as text. */
export const readZip = (zip: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, content]) => [name, strFromU8(content)]))
