import { type LoaderFunctionArgs } from '@remix-run/node'
import { expect, it } from 'vitest'
import { loader } from './route.ts'

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'nothing'])(
  'a record of %s is not found, and nobody is asked for it',
  async (subject) => {
    const request = new Request(`http://game.test/records/${subject}/x`)
    const args = { request, params: { subject, id: 'x' }, context: {} } as unknown as LoaderFunctionArgs
    const refusal: unknown = await loader(args).catch((thrown: unknown) => thrown)
    expect(refusal).toBeInstanceOf(Response)
    expect(refusal).toHaveProperty('status', 404)
  },
)
