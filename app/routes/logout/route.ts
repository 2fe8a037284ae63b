import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'
import { redirectWithFlash } from '#app/flash.server.ts'

export const loader = () => redirect('/')

export const action = async (args: ActionFunctionArgs) => {
  await load(args, (api) => api.identity.logOut())
  return redirectWithFlash('/', 'You are logged out')
}
