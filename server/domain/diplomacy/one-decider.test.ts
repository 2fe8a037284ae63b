import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

const sources = ['server', 'jobs', 'db'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name))),
)
const filesWith = (pattern: RegExp) =>
  sources.filter((file) => pattern.test(readFileSync(path.join(ROOT, file), 'utf8'))).sort()

describe('the effects of a treaty', () => {
  it('come from one pure function that one verb calls', () => {
    expect(filesWith(/\btreatyEffects\(/)).toEqual([
      'server/domain/diplomacy/treaty-effects.ts',
      'server/services/diplomacy/treaty-effects-between.ts',
    ])
  })

  it('are read from the terms nowhere else', () => {
    expect(filesWith(/\bterms\.(residence|taxReliefBp)\b/)).toEqual([
      'server/domain/diplomacy/treaty-effects.ts',
    ])
    expect(
      filesWith(/\btaxReliefBp\b/).filter((file) => !file.startsWith('server/domain/diplomacy/')),
    ).toEqual([])
  })
})
