import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { load } from '#app/caller.server.ts'

export const loader = () => redirect('/')

export const action = async (args: ActionFunctionArgs) => {
  await load(args, (api) => api.identity.logOut())
  return redirect('/')
}
