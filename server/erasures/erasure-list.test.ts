import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openErasureList } from './erasure-list.ts'

const inFolder = async (name = 'erasures.jsonl') =>
  path.join(await mkdtemp(path.join(os.tmpdir(), 'erasures-')), name)
const entry = () => ({ userId: randomUUID(), at: new Date().toISOString() })

describe('the list of erasures', () => {
  it('is empty before the first, and makes its folder', async () => {
    const file = await inFolder('far/away/erasures.jsonl')
    const list = openErasureList(file)
    expect(await list.read()).toEqual([])
    const one = entry()
    await list.append(one)
    expect(await list.read()).toEqual([one])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('has what many processes added at once', async () => {
    const file = await inFolder()
    const entries = Array.from({ length: 20 }, entry)
    await Promise.all(entries.map((one) => openErasureList(file).append(one)))
    const read = await openErasureList(file).read()
    expect(new Set(read.map(({ userId }) => userId))).toEqual(new Set(entries.map(({ userId }) => userId)))
  })

  it('loses nothing but a line that a crash cut short', async () => {
    const file = await inFolder()
    const [one, other] = [entry(), entry()]
    const list = openErasureList(file)
    await list.append(one)
    await appendFile(file, '\n{"userId":"4f')
    await list.append(other)
    expect(await list.read()).toEqual([one, other])
  })

  it('holds ids and moments, and nothing else', async () => {
    const file = await inFolder()
    await openErasureList(file).append(entry())
    expect(Object.keys(JSON.parse((await readFile(file, 'utf8')).trim()) as object)).toEqual(['userId', 'at'])
  })

  it('that cannot be read is an error, not an empty list', async () => {
    const folder = await inFolder('')
    await expect(openErasureList(folder).read()).rejects.toThrow()
  })
})
