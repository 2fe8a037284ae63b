import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Ruleset, Spectral } from '@stoplight/spectral-core'
import { oas } from '@stoplight/spectral-rulesets'
import { afterAll, describe, expect, it } from 'vitest'
import { createOpenApiDocument } from './openapi-document.ts'

const text = JSON.stringify(createOpenApiDocument('https://game.example'))
const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the OpenAPI document', () => {
  it('passes Redocly without an error', async () => {
    const file = path.join(folder, 'openapi.json')
    writeFileSync(file, text)
    const redocly = path.resolve('node_modules/.bin/redocly')
    const env = {
      NODE_ENV: 'test' as const,
      PATH: path.dirname(process.execPath),
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    }
    // It ends with 1 at the first error.
    const { stderr } = await promisify(execFile)(redocly, ['lint', file], { env })
    expect(stderr).toContain('is valid')
  })

  it('passes Spectral without an error', async () => {
    const spectral = new Spectral()
    spectral.setRuleset(new Ruleset({ extends: [oas] }))
    expect(await spectral.run(text)).toEqual([])
  })

  it('says of every parameter what it means', () => {
    const parameters = text.match(/\{"in":"(path|query)".*?"name":"\w+".*?\}/g) ?? []
    expect(parameters.length).toBeGreaterThan(50)
    expect(parameters.filter((parameter) => !parameter.includes('"description"'))).toEqual([])
  })
})
