import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOrCreateAppSecret, requireSecret, settleSecret } from './app-secret.ts'
import { createSecrets } from './secrets.ts'
import { StartRefusal } from '../start-refusal.ts'
import { useTestPlatform } from '../testing/test-platform.ts'

const platform = useTestPlatform()
const right = createSecrets('the secret of this installation, long enough')
const wrong = createSecrets('the secret of another installation, as long')

describe('an installation', () => {
  it('starts with the secret that it was made with, and with no other', async () => {
    expect(await settleSecret(platform.db, right)).toBe(false)
    await requireSecret(platform.url, right)
    await requireSecret(platform.url, right)
    expect(await settleSecret(platform.db, right)).toBe(true)
    await expect(requireSecret(platform.url, wrong)).rejects.toThrow(StartRefusal)
    await expect(requireSecret(platform.url, wrong)).rejects.toThrow('made with another secret')
    expect(await settleSecret(platform.db, right)).toBe(true)
  })

  it('makes one secret when several processes start at once', async () => {
    const folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'sectorwars-secret-')), 'data')
    const made = await Promise.all([1, 2, 3].map(() => readOrCreateAppSecret(folder)))
    expect(new Set(made).size).toBe(1)
    expect(made[0]?.length).toBeGreaterThan(32)
    await rm(path.dirname(folder), { recursive: true })
  })
})
