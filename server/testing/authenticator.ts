import { totpCode } from '../auth/totp.ts'
import { totpStep } from '../domain/identity/totp.ts'
import { type TestAccount } from './test-browser.ts'
import { type TestPlatform } from './test-platform.ts'

/** An authenticator app that somebody has set up. */
export type Authenticator = {
  /** The code that it shows, or of a half minute later; each is new to the server. */
  code(stepsLater?: number): Promise<string>
  recoveryCodes: string[]
}

/** Sets up an authenticator app in the account's browser, as its owner does. */
export async function setUpApp(platform: TestPlatform, { browser }: TestAccount): Promise<Authenticator> {
  await browser.call((api) => api.secondFactor.beginApp())
  const setup = await browser.call((api) => api.secondFactor.appSetup())
  if (!setup) throw new Error('the setup has begun')
  const secret = fromBase32(setup.secret)
  const code = async (stepsLater = 0) =>
    totpCode(secret, totpStep(await platform.clock.now(platform.db)) + stepsLater)
  const first = await code()
  const { recoveryCodes } = await browser.call((api) => api.secondFactor.confirmApp({ code: first }))
  // The code of this half minute is used up.
  platform.clock.advance(30_000)
  return { code, recoveryCodes: recoveryCodes ?? [] }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
